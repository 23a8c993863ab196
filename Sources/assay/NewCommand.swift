// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Workspaces

/// `assay new`: a workspace from a profile.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a workspace from a profile.",
    discussion: """
      The folder gets an assessment.yaml with the profile's registers and design, and a settings.xlsx \
      with a row for everything in it that differs from county to county. Complete the title, the files \
      and the expected totals in either; a filled cell of the workbook takes the place of what \
      assessment.yaml says. From then on only these two files count. The workspace speaks the language that \
      --language names, Chinese without it.
      """)

  @Argument(help: "The folder to make; it must not exist or be empty.")
  var folder: String

  @Option(help: "The profile, such as exit-2016.")
  var profile: String

  @Option(help: "The name of the first round.")
  var round = "1"

  @Option(help: "Who acts, as the log names them. Default: the user's name.")
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
