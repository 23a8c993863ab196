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
      The folder gets an assessment.yaml with the profile's registers and design. Complete the title, \
      the files and the expected totals there; from then on only this file counts.
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
    let text = try Workspace.descriptionText(profile: profile, home: home)
    _ = try Workspace.create(
      at: URL(filePath: folder, directoryHint: .isDirectory), description: text, round: round,
      session: .current(actor: `as`), home: home)
    let file = "\(folder)/assessment.yaml"
    Console.shared.message(
      BilingualText(
        zh: "已建立工作区 \(folder)。请先补全 \(file)，再用 assay register import 载入名册",
        en:
          "made the workspace \(folder). Complete \(file), then load the registers with assay register import"
      ))
  }
}
