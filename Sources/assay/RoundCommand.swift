// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Workspaces

/// `assay round`: the rounds of a programme.
struct RoundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "round",
    abstract: .text(
      zh: "开启和列出轮次：一次自评、一次第三方评估、一个月份。",
      en: "Opens and lists rounds: a self-assessment, a third party's visit, a month."),
    subcommands: [New.self, List.self, Quota.self])

  /// `assay round new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new",
      abstract: .text(
        zh: "开启一个轮次；以后的命令默认用它。", en: "Opens a round; it is the default of the commands that follow."
      ))

    @Argument(
      help: .text(
        zh: "轮次的名称，也是其文件夹的名称。", en: "The round's name, also the name of its folders.", value: .name)
    )
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
      commandName: "list",
      abstract: .text(
        zh: "按开启的次序列出轮次。", en: "Lists the rounds in the order in which they were opened."))

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      for round in try workspace.rounds() { Console.shared.output(round + "\n") }
    }
  }
}
