// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Workspaces

/// `assay settings`: what applies, and where it is said.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: .text(
      zh: "显示 assessment.yaml 和 settings.xlsx 的内容，以及现行的值。",
      en: "Shows what assessment.yaml and settings.xlsx say, and what applies."),
    discussion: .text(
      zh: """
        各县不同的内容都可以在 assessment.yaml 旁的 settings.xlsx 中填写；填写的优先于 \
        assessment.yaml。提示信息指明单元格。
        """,
      en: """
        Everything that differs from county to county can be filled in in settings.xlsx, beside \
        assessment.yaml; what is filled in there takes the place of what assessment.yaml says. Messages \
        name the cell.
        """))

  @Flag(
    help:
      .text(
        zh: "为现有的 assessment.yaml 写出 settings.xlsx，语言由 --language 指定；已填写的予以保留。",
        en:
          "Write settings.xlsx for the present assessment.yaml, in the language of --language; what is filled in is kept."
      )
  )
  var write = false

  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: write)
    let console = Console.shared
    guard !write else {
      let path = try workspace.writeSettings(in: console.language)
      console.message(BilingualText(zh: "已写出 \(path)", en: "wrote \(path)"))
      return
    }
    var listing = Listing(columns: [
      .init("key", BilingualText(zh: "键", en: "Key")),
      .init("setting", BilingualText(zh: "设置项", en: "Setting")),
      .init("assessment.yaml", BilingualText(zh: "assessment.yaml", en: "assessment.yaml")),
      .init("settings.xlsx", BilingualText(zh: "settings.xlsx", en: "settings.xlsx")),
      .init("applies", BilingualText(zh: "现行", en: "Applies")),
    ])
    for line in try workspace.appliedSettings() {
      listing.append([
        .text(line.setting.key.text), .text(line.setting.what.text(in: console.language)),
        .optional(line.described), .optional(line.filled), .optional(line.applied),
      ])
    }
    console.output(listing, formatOption.format)
  }
}
