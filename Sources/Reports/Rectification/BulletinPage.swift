// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import Sampling
import Tables

/// The monthly bulletin and quarterly review of the ledger. It names units and items, and no persons.
public struct BulletinPage {
  private let bulletin: LedgerBulletin
  private let rules: LedgerRules

  /// The words of a bulletin.
  public init(_ bulletin: LedgerBulletin, rules: LedgerRules) {
    self.bulletin = bulletin
    self.rules = rules
  }

  /// A row for each unit.
  /// - Parameter isTownship: only townships or only departments.
  public func units(isTownship: Bool? = nil) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("rank", BilingualText(zh: "名次", en: "Rank")),
      Listing.Column("unit", BilingualText(zh: "责任单位", en: "Unit")),
      Listing.Column("group", BilingualText(zh: "类别", en: "Group"), isShown: false),
      Listing.Column("opened", BilingualText(zh: "本期新立", en: "Opened")),
      Listing.Column("closed", BilingualText(zh: "本期销号", en: "Closed")),
      Listing.Column("returned", BilingualText(zh: "本期退回", en: "Returned")),
      Listing.Column("overdue", BilingualText(zh: "期末逾期", en: "Overdue")),
      Listing.Column("all", BilingualText(zh: "累计", en: "All")),
      Listing.Column("done", BilingualText(zh: "累计销号", en: "All closed")),
      Listing.Column("completion", BilingualText(zh: "完成率", en: "Completion"), style: .percent(1)),
    ])
    for row in bulletin.rows where isTownship.map({ $0 == row.isTownship }) ?? true {
      listing.append([
        .optional(row.rank.map { "\($0)" + (row.isTied ? "=" : "") }), .text(row.unit),
        .text(row.isTownship ? "township" : "department"), .integer(row.opened),
        .integer(row.closed), .integer(row.returned), .integer(row.overdue), .integer(row.all),
        .integer(row.done), .number(row.completion.doubleValue),
      ])
    }
    return listing
  }

  /// A row for each overdue item, with what the document proposes.
  public func overdue(in language: Language) -> Listing {
    let words = RectificationListing(bulletin.ledger, rules: rules, in: language)
    var listing = Listing(columns: [
      Listing.Column("number", BilingualText(zh: "编号", en: "Number")),
      Listing.Column("unit", BilingualText(zh: "责任单位", en: "Unit")),
      Listing.Column("deadline", BilingualText(zh: "完成时限", en: "Deadline")),
      Listing.Column("overdueDays", BilingualText(zh: "逾期天数", en: "Days overdue")),
      Listing.Column("proposed", BilingualText(zh: "建议", en: "Proposed")),
    ])
    for item in bulletin.overdue {
      listing.append([
        .text(item.number), .text(item[.unit]), .text(item[.deadline]),
        .optional(item.overdueDays(asOf: bulletin.asOf)),
        .text(
          words.consequences(of: item).map { "\($0.label.text(in: language)) (\($0.source))" }
            .joined(separator: "; ")),
      ])
    }
    return listing
  }

  /// What the document proposes for those who are last; it is proposed and never done.
  public func proposals() -> [BilingualText] {
    let trigger: LedgerRules.Consequence.Trigger =
      bulletin.period.isQuarter ? .lastOfQuarter : .lastOfMonth
    let consequences = rules.consequences.filter { $0.trigger == trigger }
    return [true, false].flatMap { isTownship -> [BilingualText] in
      let last = bulletin.rows.filter { $0.isLast && $0.isTownship == isTownship }
      guard !last.isEmpty else { return [] }
      let names = last.map(\.unit)
      let kind = BilingualText(
        zh: isTownship ? "乡镇" : "部门", en: isTownship ? "townships" : "departments")
      let tie = BilingualText(
        zh: last.count > 1 ? "（并列，由有关单位决定）" : "",
        en: last.count > 1 ? " (tied; the office decides)" : "")
      return consequences.map {
        BilingualText(
          zh:
            "\(kind.chinese)末位：\(names.joined(separator: "、"))\(tie.chinese)。按文件建议：\($0.label.chinese)（\($0.source)）",
          en:
            "Last of the \(kind.english): \(names.joined(separator: ", "))\(tie.english). The document proposes: \($0.label.english) (\($0.source))"
        )
      }
    }
  }

  /// What the bulletin is called.
  public var title: BilingualText {
    bulletin.period.isQuarter
      ? BilingualText(
        zh: "整改工作季度点评（\(bulletin.period.name)）",
        en: "Quarterly review of rectification, \(bulletin.period.name)")
      : BilingualText(
        zh: "整改工作月通报（\(bulletin.period.name)）",
        en: "Monthly bulletin of rectification, \(bulletin.period.name)")
  }

  /// The bulletin for a terminal.
  public func text(in language: Language) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    var text =
      title.text(in: language)
      + say(
        zh: "，截至 \(bulletin.asOf.text)\n", en: ", as of \(bulletin.asOf.text)\n")
    for (isTownship, heading) in groups {
      text += "\n" + heading.text(in: language) + "\n"
      text += units(isTownship: isTownship).text(.table, in: language)
    }
    if !bulletin.overdue.isEmpty {
      text += "\n" + overdueHeading.text(in: language) + "\n"
      text += overdue(in: language).text(.table, in: language)
    }
    return text + proposals().map { "\n" + $0.text(in: language) }.joined() + "\n"
  }

  private var groups: [(Bool, BilingualText)] {
    [
      (true, BilingualText(zh: "乡镇", en: "Townships")),
      (false, BilingualText(zh: "部门", en: "Departments")),
    ]
    .filter { group in bulletin.rows.contains { $0.isTownship == group.0 } }
  }

  private var overdueHeading: BilingualText { BilingualText(zh: "逾期问题", en: "Overdue items") }

  /// The bulletin as a page.
  public func page(title programme: BilingualText, tool: String, in language: Language) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    var sections = groups.map { isTownship, heading in
      PageSection(
        id: isTownship ? "townships" : "departments", heading: heading.text(in: language),
        blocks: [
          .table(
            units(isTownship: isTownship).dataTable(
              caption: say(
                zh: "按累计完成率排名；相同者并列（=）", en: "Ranked by completion; equal ones share a rank (=)"),
              in: language))
        ])
    }
    if !bulletin.overdue.isEmpty {
      sections.append(
        PageSection(
          id: "overdue", heading: overdueHeading.text(in: language),
          blocks: [
            .table(
              overdue(in: language).dataTable(
                caption: say(
                  zh: "截至 \(bulletin.asOf.text)", en: "As of \(bulletin.asOf.text)"),
                in: language))
          ]))
    }
    let proposals = self.proposals()
    if !proposals.isEmpty {
      sections.append(
        PageSection(
          id: "proposals", heading: say(zh: "建议（供决定）", en: "Proposals, to be decided on"),
          blocks: [.list(proposals.map { $0.text(in: language) })]))
    }
    return PageTemplates.render(
      Page(
        language: language, title: title.text(in: language), kicker: programme.text(in: language),
        subtitle: [
          say(
            zh: "截至 \(bulletin.asOf.text)；数字来自台账全部条目，无抽样误差",
            en: "As of \(bulletin.asOf.text); all items of the ledger, without sampling error")
        ],
        sections: sections, colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"),
        kind: "minutes", stamp: nil))
  }
}
