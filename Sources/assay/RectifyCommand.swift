// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Forms
import Reports
import Tables
import Workspaces

/// `assay rectify`: the rectification ledger.
struct RectifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify",
    abstract: .text(
      zh: "整改台账：编号的问题，从立项到销号。",
      en: "The rectification ledger: numbered problems from opening to close-out."),
    discussion: .text(
      zh: """
        一个问题由 open（待整改）经 in-hand（整改中）、submitted（已上报）、confirmed（已确\
        认）到 closed（已销号），或退回为 returned（已退回）。上报须有整改措施、责任人和佐证；\
        确认和销号由他人进行，用 --as 写明。什么也不覆盖：assay rectify show 显示何人何时改了\
        什么。台账种类、时限、责任分工和建议的处理写在评估方案的 ledger 一节。
        """,
      en: """
        An item goes from open to in-hand, submitted, confirmed and closed, or comes back as returned. It \
        is submitted with measures, a responsible person and evidence, and confirmed and closed by somebody \
        else, named with --as. Nothing is overwritten: rectify show tells who changed what and when. \
        Ledgers, deadlines, the responsibility matrix and proposed consequences stand in the profile's \
        section ledger.
        """),
    subcommands: [
      Add.self, List.self, Show.self, Update.self, Confirm.self, Close.self, Return.self,
      Export.self, Import.self, Sample.self, Recheck.self, Bulletin.self,
    ])

  /// The day by which items are overdue.
  struct AsOfOption: ParsableArguments {
    @Option(
      help: .text(
        zh: "台账以哪一天为准，如 2017-06-30。默认：今天。",
        en: "The day that the ledger speaks of, such as 2017-06-30. Default: today.", value: .date))
    var asOf: String?

    func day() throws -> Moment? {
      try asOf.map { text in
        guard let days = CivilCalendar.days(of: text) else {
          throw Fault(.rectifyDate, at: Place(column: "--as-of"), ["value": text])
        }
        return Moment(days: days)
      }
    }
  }

  /// The fields of an item on a command line.
  struct Fields: ParsableArguments {
    @Option(help: .text(zh: "存在问题。", en: "The problem.", value: .init(zh: "问题", en: "problem")))
    var problem: String?
    @Option(help: .text(zh: "产生原因。", en: "Its cause.", value: .init(zh: "原因", en: "cause")))
    var cause: String?
    @Option(
      help: .text(zh: "整改措施。", en: "What is done about it.", value: .init(zh: "措施", en: "measures"))
    )
    var measures: String?
    @Option(
      help: .text(zh: "责任领导。", en: "The responsible leader.", value: .init(zh: "领导", en: "leader")))
    var leader: String?
    @Option(
      help: .text(
        zh: "责任单位：部门或乡镇。默认：按评估方案的责任分工。",
        en: "The responsible department or township. Default: by the profile's matrix.",
        value: .unit))
    var unit: String?
    @Option(
      help: .text(zh: "责任人。", en: "The responsible person.", value: .init(zh: "责任人", en: "person")))
    var person: String?
    @Option(help: .text(zh: "所在乡镇。", en: "The township where it is.", value: .township))
    var township: String?
    @Option(
      help: .text(
        zh: "涉及的户、村或其他单位，写其路径。",
        en: "The household, village or other unit that it is about, by its path.",
        value: .init(zh: "对象", en: "about")))
    var about: String?
    @Option(
      help: .text(
        zh: "问题类别，写评估方案中的名称。", en: "The kind of problem, by its name in the profile.",
        value: .init(zh: "类别", en: "kind")))
    var kind: String?
    @Option(
      help: .text(
        zh: "严重程度，写评估方案中的名称。", en: "The severity, by its name in the profile.",
        value: .init(zh: "程度", en: "severity")))
    var severity: String?
    @Option(
      help: .text(
        zh: "所属台账，写评估方案中的名称。", en: "The ledger, by its name in the profile.",
        value: .init(zh: "台账", en: "ledger")))
    var ledger: String?
    @Option(
      help: .text(
        zh: "完成时限的最后一天。默认：按严重程度。", en: "The last day in time. Default: by the severity.",
        value: .init(zh: "日期", en: "deadline")))
    var deadline: String?
    @Option(
      help: .text(
        zh: "认为属于弄虚作假的理由。", en: "Why it is held to be fraud.", value: .init(zh: "理由", en: "fraud")))
    var fraud: String?

    var values: [RectificationItem.Field: String] {
      let given: [(RectificationItem.Field, String?)] = [
        (.problem, problem), (.cause, cause), (.measures, measures), (.leader, leader),
        (.unit, unit), (.person, person), (.township, township), (.about, about), (.kind, kind),
        (.severity, severity), (.ledger, ledger), (.deadline, deadline), (.fraud, fraud),
      ]
      return given.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// What `--from` makes items of.
  enum Origin: String, ExpressibleByArgument, CaseIterable {
    case findings, problems, figures
  }

  /// `assay rectify add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: .text(
        zh: "立一项，或把其他途径发现的问题逐一立项。",
        en: "Opens an item, or one for each problem that something else found."),
      discussion: .text(
        zh: """
          --from findings：该轮每个认定的问题，对应答复的每个部门各立一项；--from problems：\
          assay register problems 所发现的名册问题各立一项，缺数据的写明缺什么，只列\
          入名单的不立项；--from figures：每个未达标的指标各立一项。台账中已有的不再重复登记。
          """,
        en: """
          With --from findings each confirmed finding of the round becomes an item for each department that \
          answers for it; with --from problems each problem of the registers does, as assay register \
          problems finds them, one of missing data saying what is missing, and what is only listed left out; \
          with --from figures each indicator that does not meet its requirement does. What \
          is in the ledger already is not entered again.
          """))

    @OptionGroup var fields: Fields

    @Option(
      help:
        .text(
          zh:
            "来源：self-check（自查）、complaint（举报投诉）、supervision（督查巡查）、feedback（考核反馈）、finding（评估问题）、figure（指标未达标）或 register-problem（名册问题）。默认：self-check。",
          en:
            "Where it comes from: self-check, complaint, supervision, feedback, finding, figure or register-problem. Default: self-check.",
          value: .init(zh: "来源", en: "source"))
    )
    var source: String?

    @Option(
      help: .text(
        zh: "来源编号，即举报、来函或报告的编号。",
        en: "The number of the complaint, letter or report that it comes from.",
        value: .init(zh: "来源编号", en: "reference")))
    var reference: String?

    @Option(
      help: .text(
        zh: "立项日期。默认：今天。", en: "The day it was opened. Default: today.",
        value: .init(zh: "日期", en: "opened")))
    var opened: String?

    @Option(
      help: .text(
        zh: "由什么立项：findings（认定的问题）、problems（名册问题）或 figures（指标）。",
        en: "Make items of: findings, problems or figures.", value: .init(zh: "来源", en: "from")))
    var from: Origin?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      let isGiven = !fields.values.isEmpty || source != nil || reference != nil || opened != nil
      if (from == nil) != isGiven {
        throw ValidationError(
          .text(zh: "请只给 --from，或只给一项的各项内容", en: "give either --from or the fields of one item"))
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let console = Console.shared
      guard let from else {
        var values = fields.values
        values[.source] = source ?? RectificationSource.Kind.selfCheck.rawValue
        values[.reference] = reference
        values[.opened] = opened
        let number = try workspace.addRectification(values)
        console.message(BilingualText(zh: "已立项 \(number)", en: "opened \(number)"))
        return
      }
      let round = try workspace.round(named: roundOption.round)
      var listed = 0
      let problems: [RectificationSource]
      switch from {
      case .findings: problems = try workspace.findingProblems(round: round, in: console.language)
      case .problems:
        (problems, listed) = try workspace.registerProblemSources(
          in: console.language,
          progress: console.progress(BilingualText(zh: "正在核查名册", en: "Checking registers")))
      case .figures:
        problems = RectificationSource.problems(
          of: try workspace.score(
            round: round,
            progress: console.progress(BilingualText(zh: "正在计算指标", en: "Scoring"))),
          round: round, in: console.language)
      }
      let (added, known) = try workspace.addRectifications(problems)
      let range = added.isEmpty ? "" : " (\(added[0]) … \(added[added.count - 1]))"
      console.message(
        BilingualText(
          zh: "新立 \(added.count) 项\(range)，已在台账 \(known) 项",
          en: "opened \(added.count) items\(range), \(known) were in the ledger"))
      if listed > 0 {
        console.message(
          BilingualText(
            zh: "另有 \(listed) 行只是列入名单（程度为“列入名单”的规则），不立项",
            en: "\(listed) more rows are only listed (rules of severity listed): not entered"))
      }
    }
  }

  /// `assay rectify list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: .text(zh: "列出各项，包括逾期的。", en: "Lists the items, with those that are overdue."))

    @Option(
      help: .text(
        zh:
          "只列处于该状态的：open（待整改）、in-hand（整改中）、submitted（已上报）、confirmed（已确认）、closed（已销号）、returned（已退回）。",
        en: "Only items in this state: open, in-hand, submitted, confirmed, closed, returned.",
        value: .init(zh: "状态", en: "state")))
    var state: String?

    @Option(
      help: .text(zh: "只列这个责任单位的问题。", en: "Only items of this responsible unit.", value: .unit))
    var unit: String?

    @Option(help: .text(zh: "只列这个乡镇的问题。", en: "Only items in this township.", value: .township))
    var township: String?

    @Option(
      help: .text(
        zh: "只列这个台账的问题。", en: "Only items of this ledger.", value: .init(zh: "台账", en: "ledger")))
    var ledger: String?

    @Flag(help: .text(zh: "只列逾期的问题。", en: "Only items that are overdue."))
    var overdue = false

    @Option(help: .text(zh: "另将清单写成网页。", en: "Also write the list as a page.", value: .file))
    var page: String?

    @Option(help: .text(zh: "另写成工作簿。", en: "Also write it as a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var asOf: AsOfOption
    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let rules = try workspace.ledgerRules()
      let ledger = try workspace.ledger(asOf: asOf.day())
      let items = try workspace.items(
        of: ledger, state: state, unit: unit, township: township, ledger: self.ledger,
        isOverdue: overdue)
      let isTable = formatOption.format == .table
      let words = RectificationListing(ledger, rules: rules, in: console.language)
      if isTable {
        console.output(words.items(items), .table)
        console.output("\n" + words.summary(items).text(in: console.language) + "\n")
      } else {
        console.output(
          RectificationListing(ledger, rules: rules, in: nil).items(items), formatOption.format)
      }
      if let page {
        try AtomicFile.write(
          RectificationListing.page(
            items, ledger: ledger, rules: rules, title: workspace.description.title,
            tool: workspace.session.tool, in: console.language), to: page)
      }
      if let workbook { try words.items(items).writeWorkbook(to: workbook, in: console.language) }
    }
  }

  /// `assay rectify show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: .text(zh: "显示一项及其全部经过。", en: "Shows one item with all that happened to it."))

    @Argument(
      help: .text(zh: "编号，如 JZ-0001。", en: "The item's number, such as JZ-0001.", value: .number))
    var number: String

    @OptionGroup var asOf: AsOfOption
    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let rules = try workspace.ledgerRules()
      let ledger = try workspace.ledger(asOf: asOf.day())
      let item = try workspace.rectification(number, asOf: asOf.day())
      if formatOption.format == .table {
        let words = RectificationListing(ledger, rules: rules, in: console.language)
        console.output(words.text(item, in: console.language))
      } else {
        console.output(
          RectificationListing.history(item, rules: rules, in: console.language),
          formatOption.format)
      }
    }
  }
}
