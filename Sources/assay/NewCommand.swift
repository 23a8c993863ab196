// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Workspaces

/// `assay new`: a workspace from a profile.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: .text(zh: "由评估方案建立工作区。", en: "Makes a workspace from a profile."),
    discussion: .text(
      zh: """
        文件夹中有 assessment.yaml（含评估方案的名册和抽样设计）和 settings.xlsx（各县不同的每\
        一项占一行）。标题、文件和应有总数填在两者之一即可；工作簿中填写的单元格优先于 \
        assessment.yaml。此后只以这两个文件为准；assessment.schema.json 供编辑器检查前者。工作区使用 --language 指定的语言，不指定则用\
        中文。
        """,
      en: """
        The folder gets an assessment.yaml with the profile's registers and design, and a settings.xlsx \
        with a row for everything in it that differs from county to county. Complete the title, the files \
        and the expected totals in either; a filled cell of the workbook takes the place of what \
        assessment.yaml says. From then on only these two files count; assessment.schema.json is for editors \
        to check the first one by. The workspace speaks the language that --language names, Chinese without it.
        """))

  @Argument(
    help: .text(
      zh: "要建立的文件夹；必须不存在或为空。", en: "The folder to make; it must not exist or be empty.",
      value: .folder))
  var folder: String

  @Option(
    help: .text(zh: "评估方案，如 exit-2016。", en: "The profile, such as exit-2016.", value: .profile))
  var profile: String

  @Option(help: .text(zh: "第一轮的名称。", en: "The name of the first round.", value: .round))
  var round = "1"

  @Option(
    help: .text(
      zh: "操作人，照此记入日志。默认：系统用户名。", en: "Who acts, as the log names them. Default: the user's name.",
      value: .init(zh: "姓名", en: "as")))
  var `as`: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let home = try AssayHome.current()
    // The language that somebody asks for is the workspace's, too.
    let text = try Workspace.descriptionText(
      profile: profile, home: home,
      language: shared.language == nil ? .chinese : Console.shared.language)
    let workspace = try Workspace.create(
      at: URL(filePath: folder, directoryHint: .isDirectory), description: text, round: round,
      session: .current(actor: `as`), home: home)
    let file = try workspace.writeSettings(in: Console.shared.language)
    Console.shared.message(
      BilingualText(
        zh: "已建立工作区 \(folder)。请先填写 \(file)（或 assessment.yaml），再用 assay register import 载入名册",
        en:
          "made the workspace \(folder). Fill in \(file) (or assessment.yaml), then load the registers with assay register import"
      ))
  }
}
