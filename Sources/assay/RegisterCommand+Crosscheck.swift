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
        .text(
          zh: "将名册与不符合条件者的名单比对；比中只作标记，不作剔除。",
          en: "Compares a register with lists of ineligible people; a match is a flag, no removal."),
      discussion: .text(
        zh: """
          assay register crosscheck car=traffic-police.xlsx housing=housing-office.csv
          assay register crosscheck export
          assay register crosscheck import out/1/crosscheck-T01.xlsx

          标记经核实为 verified-ineligible（核实不符合）后剔除，或核实为 verified-eligible（核实\
          符合）后保留，并记下何人、为何。
          """,
        en: """
          assay register crosscheck car=traffic-police.xlsx housing=housing-office.csv
          assay register crosscheck export
          assay register crosscheck import out/1/crosscheck-T01.xlsx

          A flag is verified-ineligible and then removed, or verified-eligible and then kept, with who and why.
          """),
      subcommands: [Match.self, List.self, Export.self, Import.self, Decide.self],
      defaultSubcommand: Match.self)

    /// `assay register crosscheck match`, which may be left out.
    struct Match: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: .text(
          zh: "将名册与名单比对，每份写作 类别=文件。", en: "Compares the register with lists, each CATEGORY=FILE."),
        discussion: .text(
          zh: """
            身份证号码按 GB 11643-1999 比较：15 位的补为 18 位；校验码不符时，相差一位或两位颠倒的\
            号码作为近似列出。姓名只在加上 --by-name 且没有号码时才比较。
            """,
          en: """
            Identity numbers are compared by GB 11643-1999: those of 15 places are completed to 18, and \
            where a check digit fails, numbers that differ in one place or in the order of two are told as \
            near. Names count only with --by-name and only where there is no number.
            """))

      @Argument(
        help: .text(
          zh: "名单，写作 类别=文件。", en: "Lists as CATEGORY=FILE.",
          value: .init(zh: "类别=文件", en: "category=file")))
      var lists: [String]

      @Flag(
        help: .text(
          zh: "没有号码时比较姓名；名单中有村的，限于本村。",
          en: "Compare names, within the village where the list tells it, if there is no number."))
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
        commandName: "list",
        abstract: .text(
          zh: "列出标记，不含姓名和身份证号码。", en: "Lists the flags, without names and identity numbers."))

      @Option(
        help: .text(
          zh: "只列处于该状态的标记。", en: "Only flags in this state.", value: .init(zh: "状态", en: "state")))
      var state: CrosscheckFlag.State?

      @Option(help: .text(zh: "只列这个乡镇的标记。", en: "Only flags of this township.", value: .township))
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
          .text(
            zh: "为每个乡镇写出 crosscheck-乡镇.xlsx，内含待核实的标记。",
            en:
              "Writes crosscheck-TOWNSHIP.xlsx for each township, with the flags that are to be verified."
          )
      )

      @Option(help: .text(zh: "只写这个乡镇。", en: "Only this township.", value: .township))
      var township: String?

      @OptionGroup var roundOption: RoundOption
      @OptionGroup var workspaceOptions: WorkspaceOptions

      func run() throws {
        let workspace = try workspaceOptions.open(isWriting: true)
        let files = try workspace.exportCrosscheck(
          round: workspace.round(named: roundOption.round), township: township,
          in: Console.shared.language)
        for (path, flags) in files {
          Console.shared.wrote(path, BilingualText(zh: "\(flags) 条", en: "\(flags) flags"))
        }
      }
    }

    /// `assay register crosscheck import`.
    struct Import: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: .text(zh: "载入乡镇填好的工作簿。", en: "Takes a township's filled-in workbook back."))

      @Argument(help: .text(zh: "工作簿。", en: "The workbook.", value: .file))
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
        commandName: "decide", abstract: .text(zh: "将一个标记推进一步。", en: "Takes one flag a step on."))

      @Argument(
        help: .text(zh: "标记的编号。", en: "The flag's number.", value: .init(zh: "编号", en: "flag")))
      var flag: Int

      @Option(
        help: .text(
          zh: "verified-ineligible（核实不符合）、verified-eligible（核实符合）、removed（已剔除）或 kept（予以保留）。",
          en: "verified-ineligible, verified-eligible, removed or kept.",
          value: .init(zh: "状态", en: "state")))
      var state: CrosscheckFlag.State

      @Option(help: .text(zh: "原因。", en: "Why.", value: .reason))
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
