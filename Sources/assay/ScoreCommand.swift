// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Estimation
import Planning
import Reports
import Workspaces

/// `assay score`: indicators, intervals, evidence.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract:
      .text(
        zh: "计算各项指标及其区间、官方口径的结果和证据强度。",
        en: "Computes indicators with their intervals, the official result and the evidence for it."
      ))

  @Flag(
    help: .text(
      zh: "另写出 out/<轮次>/estimation.csv：可在任何程序中重新计算每个数的行和抽样设计。",
      en:
        "Also write out/<round>/estimation.csv: the rows and the design from which every figure can be computed again in any program."
    ))
  var writeRows = false

  @Flag(
    help: .text(
      zh: "输出各项指标在其他情形下的值：未决的疑似问题都认定，没有访问到的单位算作有问题，不用替换，评估方案的其他理解。",
      en:
        "Print what each indicator would be otherwise: undecided findings confirmed, units without an interview counted as errors, no substitutes, other readings of the profile."
    ))
  var sensitivity = false

  @Option(
    help: .text(
      zh: "输出各项指标与较早一轮之差，其界限计入两轮共同到访的村。",
      en:
        "Print the difference of each indicator from an earlier round, with limits that know the villages that both visited.",
      value: .round))
  var against: String?

  @Flag(
    help:
      .text(
        zh: "第一阶段视为简单随机样本，便于与只懂这一种的程序对照。",
        en:
          "Take the first stage as a simple random sample, to compare with programs that know no other."
      )
  )
  var simpleRandom = false

  @Flag(
    help:
      .text(
        zh: "第一阶段视为有放回抽取，便于与不懂不等概率的程序对照。",
        en:
          "Take the first stage as drawn with replacement, to compare with programs that know no unequal probabilities."
      )
  )
  var withReplacement = false

  @Option(
    help:
      .text(
        zh: "格内只有一个单位时如何处理：用词与 assay estimate 相同。默认：pool。",
        en:
          "How units alone in their cell are treated: the word as for assay estimate. Default: pool.",
        value: .init(zh: "办法", en: "rule")))
  var lonelyPsu: String?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func validate() throws {
    if let lonelyPsu, LonelyRule(rawValue: lonelyPsu) == nil {
      let known = LonelyRule.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        .text(zh: "--lonely-psu 只能是 \(known) 之一", en: "--lonely-psu is one of \(known)"))
    }
    if simpleRandom && withReplacement {
      throw ValidationError(
        .text(
          zh: "--simple-random 和 --with-replacement 只能用其中一个",
          en: "--simple-random and --with-replacement exclude each other"))
    }
    if sensitivity && against != nil {
      throw ValidationError(
        .text(
          zh: "--sensitivity 和 --against 是两张表，请一次只要一张",
          en: "--sensitivity and --against are two tables; ask for one at a time"))
    }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在计算", en: "Scoring"))
    let treatment = VarianceTreatment(
      firstStage: withReplacement ? .withReplacement : simpleRandom ? .simpleRandom : .asDrawn,
      lonely: lonelyPsu.flatMap(LonelyRule.init(rawValue:)))
    if let against {
      let earlier = try workspace.round(named: against)
      let changes = try workspace.changes(
        round: round, since: earlier, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(
          ChangeText.text(changes, of: round, since: earlier, in: console.language))
      } else {
        console.output(ChangeText.listing(changes), formatOption.format)
      }
    } else if sensitivity {
      let rows = try workspace.sensitivity(round: round, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(SensitivityText.text(rows, in: console.language))
      } else {
        console.output(SensitivityText.listing(rows), formatOption.format)
      }
    } else {
      let result = try workspace.score(round: round, treatment: treatment, progress: progress)
      if formatOption.format == .table {
        console.output(ScoreSummary.text(result, in: console.language))
      } else {
        console.output(ScoreListing.listing(result), formatOption.format)
      }
    }
    if writeRows {
      let path = try workspace.writeEstimationTable(round: round, progress: progress)
      console.wrote(path)
    }
  }
}

/// `assay report`: the page for readers.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      .text(
        zh: "将 report.html 写到 out/<轮次>/，使用工作区的语言或所指定的语言。",
        en:
          "Writes report.html to out/<round>/, in the workspace's language or the one that is named."
      ),
    discussion: .text(
      zh: """
        --public 写出可以公开的 report-public.html：不出现任何单位和个人，不写手工填写的理由，\
        少于 \(ReportContent.smallestCell) 户的层和部分不给数字。
        """,
      en: """
        --public writes report-public.html, which may be published: it names no unit and nobody, tells no typed \
        reasons, and gives no figures of strata and parts of fewer than \(ReportContent.smallestCell) households.
        """))

  @Option(
    help: .text(
      zh: "另将各项指标与较早一轮比较。", en: "Also compare the indicators with those of an earlier round.",
      value: .round))
  var against: String?

  @Flag(
    name: .customLong("public"),
    help: .text(zh: "写出可以公开的版本。", en: "Write the version that may be published."))
  var isPublic = false

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let earlier = try against.map { try workspace.round(named: $0) }
    let console = Console.shared
    let result = try workspace.score(
      round: round, progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    let path = try ReportFile.write(
      workspace, round: round, result: result, against: earlier, isPublished: isPublic,
      in: console.language)
    console.wrote(path)
  }
}
