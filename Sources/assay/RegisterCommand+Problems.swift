// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension RegisterCommand {
  /// `assay register problems`.
  struct Problems: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "problems",
      abstract: .text(
        zh: "抢在别人之前找出整个名册中的问题。",
        en: "Finds the problems of the whole registers before anybody else does."),
      discussion: .text(
        zh: """
          对名册和各项记录运行评估方案的规则，输出每条规则的结果，并为每个单位写出一个工作簿（该\
          轮其他文件旁的 problems-单位.xlsx）：最严重的问题在前，同等严重的，按已公布的设计最可\
          能被抽中的在前。规则所需的列或表不存在时予以指明，不略过。自上次运行以来新出现和已解除\
          的问题会记录下来（带 --summary 时不记）：用 assay register history 查看。
          """,
        en: """
          Runs the profile's rules over registers and records, prints what each rule came to, and writes one \
          workbook for each office (problems-OFFICE.xlsx beside the round's other files), the gravest problems \
          first, among these the ones most likely to be drawn under the announced design. A rule whose columns \
          or tables are not there is named, not passed over. What began and what ended since the last run is recorded, \
          but with --summary: assay register history shows it.
          """))

    @Option(
      name: .customLong("as-of"),
      help: .text(
        zh: "期限与哪一天比较。默认：今天。", en: "The day that deadlines are compared with. Default: today.",
        value: .date))
    var asOf: String?

    @Option(
      help: .text(
        zh: "只看一个单位（如某个乡镇）的问题。", en: "Only the problems of one office, such as a township.",
        value: .init(zh: "单位", en: "office")))
    var office: String?

    @Flag(
      help: .text(zh: "只输出规则汇总表，不写任何文件。", en: "Print and write nothing but the table of rules."))
    var summary = false

    @Option(
      name: .customLong("fail-on"),
      help:
        .text(
          zh: "有达到此严重程度的问题时以状态 1 退出：critical（严重）、major（较重）、minor（较轻）、listed（列示）。",
          en:
            "Exit with status 1 if a problem at least this grave was found: critical, major, minor, listed.",
          value: .init(zh: "程度", en: "fail-on"))
    )
    var failOn: RegisterRule.Severity?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: !summary)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let found = try workspace.registerProblems(
        asOf: asOf, hasChances: !summary,
        progress: console.progress(BilingualText(zh: "正在核查名册", en: "Checking registers")))
      if let fault = found.designFault {
        console.message(
          BilingualText(
            zh: "方案还不能抽样，因此不知道各单位被抽中的可能性，问题只按严重程度排列：",
            en:
              "The design cannot be drawn yet, so that nobody knows how likely units are to be drawn; problems stand by gravity alone:"
          ))
        console.warn(fault)
      }
      let offices = try found.byOffice(only: office)
      if formatOption.format == .table {
        console.output(ProblemListing.text(found, in: console.language))
      } else if summary {
        console.output(ProblemListing.rules(found, in: console.language), formatOption.format)
      } else {
        console.output(
          ProblemListing.problems(offices.flatMap(\.problems), in: console.language),
          formatOption.format)
      }
      if !summary {
        try write(offices, of: workspace, round: round)
        let events = try workspace.recordProblems(found, asOf: asOf)
        console.message(
          BilingualText(
            zh: "与上次相比有 \(events) 项变化，已记录", en: "\(events) changes since the last run: recorded"))
      }
      let isGrave = offices.flatMap(\.problems).contains { problem in
        failOn.map { problem.rule.severity <= $0 } ?? false
      }
      if isGrave { throw ExitCode(1) }
    }

    private func write(
      _ offices: [(office: String, problems: [RegisterProblem])], of workspace: Workspace,
      round: String
    ) throws {
      let console = Console.shared
      for (office, problems) in offices {
        let path = try workspace.writeForPeople(
          "problems", for: [office], "xlsx", round: round
        ) { path in
          try ProblemListing.problems(problems, in: console.language)
            .writeWorkbook(to: path, in: console.language)
        }
        console.message(
          BilingualText(
            zh: "\(problems.count) 条问题，已写入 \(path)", en: "\(problems.count) problems: wrote \(path)"
          ))
      }
    }
  }
}

extension RegisterCommand {
  /// `assay register measures`.
  struct Measures: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "measures",
      abstract: .text(
        zh: "统计名册本身所反映的：比率、完成率、占比。",
        en: "Counts what the registers themselves say: rates, completions, shares."),
      discussion: .text(
        zh: """
          依据评估方案的 measures 一节。这些数来自完整的名单，没有抽样。没有数值的行不计入并报告\
          行数，此时不认为任何要求已达到；上级表中有而名单中一行也没有的分组照样列出，注明没有数据。
          """,
        en: """
          The profile's section measures. These are figures of complete lists, without any sampling. Rows \
          without a number are left out and counted, and then no requirement is called met; groups that the table above \
          knows and no row has are shown with no data.
          """))

    @Option(
      name: .customLong("as-of"),
      help: .text(
        zh: "today() 指哪一天。默认：今天。", en: "The day that today() means. Default: today.", value: .date))
    var asOf: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let results = try workspace.measures(asOf: asOf)
      console.output(
        MeasureListing.figures(results, profile: workspace.profile, in: console.language),
        formatOption.format)
      for result in results where result.groups.absent > 0 {
        let (all, absent) = result.groups
        let (name, table) = (result.measure.name, result.measure.over)
        console.message(
          BilingualText(
            zh: "\(name)：\(all) 个分组中有 \(absent) 个在 \(table) 中一行也没有",
            en: "\(name): \(table) has no row of \(absent) of \(all) groups"))
      }
    }
  }
}

extension RegisterRule.Severity: ExpressibleByArgument {}
