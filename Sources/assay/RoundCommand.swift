// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Workspaces

/// `assay round`: the rounds of a programme.
struct RoundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "round",
    abstract: "Opens and lists rounds: a self-assessment, a third party's visit, a month.",
    subcommands: [New.self, List.self, Quota.self])

  /// `assay round new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Opens a round; it is the default of the commands that follow.")

    @Argument(help: "The round's name, also the name of its folders.")
    var name: String

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      try workspaceOptions.open(isWriting: true).openRound(name)
      Console.shared.message(BilingualText(zh: "已开始轮次 \(name)", en: "opened the round \(name)"))
    }
  }

  /// `assay round list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the rounds in the order in which they were opened.")

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      for round in try workspace.rounds() { Console.shared.output(round + "\n") }
    }
  }
}
