// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Planning
import Reports
import Sampling
import Tables
import Workspaces

extension RectifyCommand {
  /// `assay rectify sample`.
  struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: .text(
        zh: "从已销号的问题中抽取一部分复查，并报告复查结果。",
        en: "Draws closed items to be looked at again, and tells what re-checks found."),
      discussion: .text(
        zh: """
          assay rectify sample --size 20 --seed "当众产生的文字"
          assay rectify recheck JZ-0007 --result false --reason "…" --as 姓名
          assay rectify sample

          每个已销号的问题机会相等；抽中哪些由种子和已销号的编号决定。虚假销号率给出精确的单侧上\
          限。虚假销号的问题退回责任单位。
          """,
        en: """
          assay rectify sample --size 20 --seed "TEXT MADE IN PUBLIC"
          assay rectify recheck JZ-0007 --result false --reason "…" --as NAME
          assay rectify sample

          Each closed item has the same chance; the seed and the numbers of the closed items tell which were \
          drawn. The rate of false closure has an exact one-sided bound. An item that was closed falsely goes \
          back to its unit.
          """))

    @Option(help: .text(zh: "抽取项数。", en: "How many items.", value: .init(zh: "项数", en: "size")))
    var size: Int?

    @Option(
      help: .text(
        zh: "占全部已销号问题的比例，向上取整。", en: "The share of all closed items, rounded up.",
        value: .init(zh: "比例", en: "fraction")))
    var fraction: PlainNumber?

    @Option(
      help: .text(
        zh: "当众产生的文字，至少 20 个字符。", en: "A text made in public, at least 20 characters.",
        value: .init(zh: "种子", en: "seed")))
    var seed: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      let sizes = (size == nil ? 0 : 1) + (fraction == nil ? 0 : 1)
      if sizes > 1 || (sizes == 1) != (seed != nil) {
        throw ValidationError(
          .text(
            zh: "抽取需要 --seed，以及 --size 或 --fraction 之一",
            en: "a draw needs --seed and either --size or --fraction"))
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: seed != nil)
      let console = Console.shared
      let confidence = workspace.profile.confidence.doubleValue
      if let seed {
        // The share is taken exactly, as it was typed.
        let share = try fraction.map { number in
          guard let share = Rational(decimal: number.text), share > .zero, share <= .one else {
            throw Fault(
              .optionOutOfRange,
              ["option": "--fraction", "value": number.text, "range": "0 < F <= 1"])
          }
          return share
        }
        let sample = try workspace.drawRecheck(
          size: { closed in try size ?? share!.multiplied(by: closed).ceiling }, seed: seed)
        console.output(RecheckListing.items(sample, in: console.language), formatOption.format)
        return
      }
      let samples = try workspace.recheckSamples()
      console.output(
        RecheckListing.samples(samples, confidence: confidence), formatOption.format)
      guard formatOption.format == .table, let last = samples.last else { return }
      if let sentence = RecheckListing.sentence(last, confidence: confidence) {
        console.output("\n" + sentence.text(in: console.language) + "\n")
      }
      console.output(
        "\n" + RecheckListing.items(last, in: console.language).text(.table, in: console.language))
    }
  }

  /// What a re-check found.
  enum RecheckResult: String, ExpressibleByArgument, CaseIterable {
    case upheld, `false`
  }

  /// `assay rectify recheck`.
  struct Recheck: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recheck",
      abstract: .text(
        zh: "记录对已销号问题的复查结果；false 将其退回。",
        en: "Records what a second look at a closed item found; false sends it back."))

    @Option(
      help: .text(
        zh: "销号属实填 upheld，否则填 false。", en: "upheld if the item was rightly closed, else false.",
        value: .init(zh: "结果", en: "result")))
    var result: RecheckResult

    @Option(help: .text(zh: "看到的情况。", en: "What was seen.", value: .reason))
    var reason: String

    @OptionGroup var decision: Decision

    func run() throws {
      try decision.run(.recheck, reason: reason) { $0.isUpheld = result == .upheld }
    }
  }

  /// `assay rectify bulletin`.
  struct Bulletin: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bulletin",
      abstract: .text(
        zh: "月通报或季度点评：各单位的数量和排名。",
        en: "The monthly bulletin or quarterly review: counts and ranking of units."),
      discussion: .text(
        zh: """
          各单位按销号所占比例排名，乡镇和部门分开；相同者并列。评估方案对末位和逾期单位的建议只\
          予显示，不予执行。不点名个人。
          """,
        en: """
          Units rank by the share of their items that is closed, townships and departments apart; equal \
          ones share a rank. What the profile's document proposes for the last and the overdue is shown, \
          never done. No person is named.
          """))

    @Option(
      help: .text(
        zh: "月份，如 2017-06。", en: "The month, such as 2017-06.", value: .init(zh: "月份", en: "month"))
    )
    var month: String?

    @Option(
      help: .text(
        zh: "季度，如 2017-Q2。", en: "The quarter, such as 2017-Q2.",
        value: .init(zh: "季度", en: "quarter")))
    var quarter: String?

    @Option(help: .text(zh: "另写成网页。", en: "Also write it as a page.", value: .file))
    var page: String?

    @Option(help: .text(zh: "另将各单位写成工作簿。", en: "Also write the units as a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if (month == nil) == (quarter == nil) {
        throw ValidationError(
          .text(zh: "--month 和 --quarter 请只给一个", en: "name either a --month or a --quarter"))
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let period = try LedgerBulletin.Period(month ?? quarter!)
      guard period.isQuarter == (quarter != nil) else {
        throw Fault(.noPeriod, ["value": period.name])
      }
      let words = BulletinPage(
        try workspace.bulletin(period), rules: try workspace.ledgerRules())
      if formatOption.format == .table {
        console.output(words.text(in: console.language))
      } else {
        console.output(words.units(), formatOption.format)
      }
      if let page {
        try AtomicFile.write(
          words.page(
            title: workspace.description.title, tool: workspace.session.tool, in: console.language),
          to: page)
      }
      if let workbook { try words.units().writeWorkbook(to: workbook, in: console.language) }
    }
  }
}
