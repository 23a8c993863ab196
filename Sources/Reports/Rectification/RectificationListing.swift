// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Forms
import Tables
import Workspaces

/// The rectification ledger as tables for a terminal, CSV and JSON, as one page and as a workbook.
public struct RectificationListing {
  private let ledger: RectificationLedger
  private let rules: LedgerRules
  private let language: Language?

  /// The words of a ledger.
  /// - Parameter language: in which people are told states and sources by their labels; programs get
  ///   their names.
  public init(_ ledger: RectificationLedger, rules: LedgerRules, in language: Language?) {
    self.ledger = ledger
    self.rules = rules
    self.language = language
  }

  /// A row for each item.
  public func items(_ items: [RectificationItem]) -> Listing {
    let shown: Set<RectificationItem.Field> = [
      .problem, .unit, .person, .about, .deadline, .township,
    ]
    var columns = [
      Listing.Column("number", BilingualText(zh: "编号", en: "Number")),
      Listing.Column("state", BilingualText(zh: "状态", en: "State")),
      Listing.Column("overdueDays", BilingualText(zh: "逾期天数", en: "Days overdue")),
    ]
    columns += RectificationItem.Field.allCases.map {
      Listing.Column($0.rawValue, LedgerSheet.title(of: $0), isShown: shown.contains($0))
    }
    columns += [
      Listing.Column("evidence", BilingualText(zh: "佐证份数", en: "Evidence")),
      Listing.Column("closed", BilingualText(zh: "销号日期", en: "Closed on")),
      Listing.Column("returnReason", BilingualText(zh: "退回原因", en: "Returned because")),
    ]
    var listing = Listing(columns: columns)
    for item in items {
      let row: [Listing.Cell] =
        [
          .text(item.number), .text(text(item.state)),
          .optional(item.overdueDays(asOf: ledger.asOf)),
        ] + RectificationItem.Field.allCases.map { .optional(text($0, of: item)) }
      listing.append(
        row + [
          .integer(item.evidence.count), .optional(item.closedOn?.text),
          .optional(item.state == .returned ? item.returnReason : nil),
        ])
    }
    return listing
  }

  private func text(_ state: RectificationItem.State) -> String {
    language.map { rules.label(of: state).text(in: $0) } ?? state.rawValue
  }

  private func text(_ field: RectificationItem.Field, of item: RectificationItem) -> String? {
    let text = item[field]
    guard !text.isEmpty else { return nil }
    guard let language else { return text }
    return LedgerSheet.shown(text, of: field, rules: rules, in: language)
  }

  /// How many items stand where, in one line.
  public func summary(_ items: [RectificationItem]) -> BilingualText {
    let late = items.count { $0.overdueDays(asOf: ledger.asOf) != nil }
    let closed = items.count { $0.state == .closed }
    return BilingualText(
      zh: "截至 \(ledger.asOf.text)：共 \(items.count) 项，已销号 \(closed)，逾期 \(late)",
      en: "As of \(ledger.asOf.text): \(items.count) items, \(closed) closed, \(late) overdue")
  }

  /// What the document proposes for an item; it is proposed and never done.
  func consequences(of item: RectificationItem) -> [LedgerRules.Consequence] {
    let overdue = item.overdueDays(asOf: ledger.asOf)
    // Of the steps for overdue items the one that has been reached last is proposed.
    let step = rules.consequences.filter { consequence in
      consequence.trigger == .overdue && (overdue.map { $0 >= consequence.days } ?? false)
    }.max { $0.days < $1.days }
    let wasFalse = item.events.contains { event in
      event.changes.contains { $0.name == "result" && $0.after == "false" }
    }
    return (step.map { [$0] } ?? [])
      + rules.consequences.filter {
        ($0.trigger == .fraud && !item[.fraud].isEmpty) || ($0.trigger == .falseClosure && wasFalse)
      }
  }

  /// All that is known of one item, with its history.
  public func text(_ item: RectificationItem, in language: Language) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    var facts = [(say(zh: "编号", en: "Number"), item.number)]
    var state = rules.label(of: item.state).text(in: language)
    if let days = item.overdueDays(asOf: ledger.asOf) {
      state += say(zh: "，逾期 \(days) 天", en: ", overdue by \(days) days")
    }
    if item.state == .returned, let reason = item.returnReason {
      state += say(zh: "（\(reason)）", en: " (\(reason))")
    }
    facts.append((say(zh: "状态", en: "State"), state))
    for field in RectificationItem.Field.allCases where field != .reference && !item[field].isEmpty
    {
      facts.append(
        (
          LedgerSheet.title(of: field).text(in: language),
          LedgerSheet.shown(item[field], of: field, rules: rules, in: language)
        ))
    }
    if let ledger = rules.ledger(item[.ledger]) {
      facts.append((say(zh: "台账单位", en: "Kept by"), ledger.owner.text(in: language)))
    }
    for piece in item.evidence {
      let digest = piece.digest.map { " (SHA-256 \($0.prefix(16))…)" } ?? ""
      facts.append(
        (
          say(zh: "佐证", en: "Evidence"),
          "\(piece.text)\(digest) · \(piece.by) · \(piece.day?.text ?? "")"
        ))
    }
    for consequence in consequences(of: item) {
      facts.append(
        (
          say(zh: "建议", en: "Proposed"),
          "\(consequence.label.text(in: language)) (\(consequence.source))"
        ))
    }
    let width = facts.map { displayWidth($0.0) }.max() ?? 0
    let lines = facts.map { pad($0.0, to: width) + "  " + $0.1 }
    return lines.joined(separator: "\n") + "\n\n"
      + Self.history(item, rules: rules, in: language).text(.table, in: language)
  }

  /// What happened to an item, a row for each change.
  public static func history(
    _ item: RectificationItem, rules: LedgerRules, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("day", BilingualText(zh: "日期", en: "Day")),
      Listing.Column("actor", BilingualText(zh: "何人", en: "Who")),
      Listing.Column("what", BilingualText(zh: "何事", en: "What")),
      Listing.Column("before", BilingualText(zh: "原为", en: "Before")),
      Listing.Column("after", BilingualText(zh: "改为", en: "After")),
      Listing.Column("reason", BilingualText(zh: "原因", en: "Reason")),
    ])
    for event in item.events {
      for change in event.changes where change.name != "reference" {
        listing.append([
          .text(event.day.text), .text(event.actor),
          .text(LedgerSheet.title(ofChange: change.name).text(in: language)),
          .optional(
            LedgerSheet.shown(change.before, ofChange: change.name, rules: rules, in: language)),
          .optional(
            LedgerSheet.shown(change.after, ofChange: change.name, rules: rules, in: language)),
          .optional(event.reason.isEmpty ? nil : event.reason),
        ])
      }
    }
    return listing
  }

  /// The items as one page.
  public static func page(
    _ items: [RectificationItem], ledger: RectificationLedger, rules: LedgerRules,
    title: BilingualText, tool: String, in language: Language
  ) -> String {
    let words = RectificationListing(ledger, rules: rules, in: language)
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let groups = Dictionary(grouping: items) { UnitID($0[.unit]) }.sorted { $0.key < $1.key }
    let sections = groups.enumerated().map { number, group in
      let name =
        group.key.text.isEmpty ? say(zh: "（未定责任单位）", en: "(no responsible unit)") : group.key.text
      return PageSection(
        id: "unit-\(number + 1)", heading: name,
        blocks: [
          .table(
            words.items(group.value).dataTable(
              caption: words.summary(group.value).text(in: language), in: language))
        ])
    }
    return PageTemplates.render(
      Page(
        language: language, title: say(zh: "问题整改台账", en: "Rectification ledger"),
        kicker: title.text(in: language), subtitle: [words.summary(items).text(in: language)],
        sections: sections, colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"),
        kind: "minutes", stamp: nil))
  }
}
