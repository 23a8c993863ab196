// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Assessment
import Reports
import Tables
import Workspaces

extension RegisterCommand {
  /// `assay register crosscheck`.
  struct Crosscheck: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "crosscheck",
      abstract:
        "Compares a register with lists of ineligible people; a match is a flag, no removal.",
      discussion: """
        assay register crosscheck car=traffic-police.xlsx housing=housing-office.csv
        assay register crosscheck export
        assay register crosscheck import out/1/crosscheck-T01.xlsx

        A flag is verified-ineligible and then removed, or verified-eligible and then kept, with who and why.
        """,
      subcommands: [Match.self, List.self, Export.self, Import.self, Decide.self],
      defaultSubcommand: Match.self)

    /// `assay register crosscheck match`, which may be left out.
    struct Match: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Compares the register with lists, each CATEGORY=FILE.",
        discussion: """
          Identity numbers are compared by GB 11643-1999: those of 15 places are completed to 18, and \
          where a check digit fails, numbers that differ in one place or in the order of two are told as \
          near. Names count only with --by-name and only where there is no number.
          """)

      @Argument(help: ArgumentHelp("Lists as CATEGORY=FILE.", valueName: "category=file"))
      var lists: [String]

      @Flag(
        help: "Compare names, within the village where the list tells it, if there is no number.")
      var byName = false

      @OptionGroup var formatOption: FormatOption
      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: true)
        let console = Console.shared
        let pairs = lists.map { text in
          let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          return parts.count == 2 ? (String(parts[0]), String(parts[1])) : (text, "")
        }
        let rules = try workspace.crosscheckRules()
        let results = try workspace.crosscheck(
          pairs.map { (category: $0.0, file: $0.1) }, byName: byName,
          progress: console.progress(BilingualText(zh: "正在读取名单", en: "Reading lists")))
        console.output(CrosscheckListing.results(results, rules: rules), formatOption.format)
        for remark in CrosscheckListing.remarks(results) { console.message(remark) }
      }
    }

    /// `assay register crosscheck list`.
    struct List: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the flags, without names and identity numbers.")

      @Option(help: "Only flags in this state.")
      var state: CrosscheckFlag.State?

      @Option(help: "Only flags of this township.")
      var township: String?

      @OptionGroup var formatOption: FormatOption
      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: false)
        let console = Console.shared
        let flags = try workspace.crosscheckFlags().filter {
          (state == nil || $0.state == state)
            && (township == nil || UnitID($0.township) == UnitID(township!))
        }
        let isTable = formatOption.format == .table
        console.output(
          CrosscheckListing.flags(
            flags, rules: try workspace.crosscheckRules(),
            in: isTable ? console.language : nil), formatOption.format)
      }
    }

    /// `assay register crosscheck export`.
    struct Export: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
          "Writes crosscheck-TOWNSHIP.xlsx for each township, with the flags that are to be verified."
      )

      @Option(help: "Only this township.")
      var township: String?

      @OptionGroup var roundOption: RoundOption
      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: true)
        let files = try workspace.exportCrosscheck(
          round: workspace.round(named: roundOption.round), township: township,
          in: Console.shared.language)
        for (path, flags) in files {
          Console.shared.message(
            BilingualText(zh: "已写入 \(path)：\(flags) 条", en: "wrote \(path): \(flags) flags"))
        }
      }
    }

    /// `assay register crosscheck import`.
    struct Import: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes a township's filled-in workbook back.")

      @Argument(help: "The workbook.")
      var file: String

      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: true)
        let (new, unchanged) = try workspace.importCrosscheck(file)
        Console.shared.message(
          BilingualText(
            zh: "新增 \(new) 项决定，\(unchanged) 行无变化",
            en: "\(new) new decisions, \(unchanged) rows without change"))
      }
    }

    /// `assay register crosscheck decide`.
    struct Decide: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Takes one flag a step on.")

      @Argument(help: "The flag's number.")
      var flag: Int

      @Option(help: "verified-ineligible, verified-eligible, removed or kept.")
      var state: CrosscheckFlag.State

      @Option(help: "Why.")
      var reason: String

      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: true)
        try workspace.decide(flag: flag, state, reason: reason)
        Console.shared.message(BilingualText(zh: "已记录", en: "recorded"))
      }
    }
  }
}

extension CrosscheckFlag.State: ExpressibleByArgument {}
