// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Forms
import GRDB
import Sampling
import Tables

extension Workspace {
  /// Writes items as a workbook in which units report, and which ``importLedger(_:taking:isDryRun:)``
  /// reads back.
  ///
  /// Green columns are filled in; grey ones are there to be read. A hidden sheet says which items went out
  /// and at which event, so that what stood in each cell then is known when the workbook comes back.
  ///
  /// - Parameters:
  ///   - items: items of the present ledger.
  ///   - path: the file; only its owner may read it.
  ///   - language: the language of header and labels.
  /// - Throws: ``Fault/Code/noLedger``; the faults of writing.
  public func exportLedger(
    _ items: [RectificationItem], to path: String, in language: Language
  ) throws {
    let rules = try ledgerRules()
    let now = try ledger()
    var writer = try WorkbookWriter(path: path, mode: 0o600)
    let sheet = try writer.addSheet(
      LedgerSheet.name.text(in: language),
      columns: LedgerSheet.Column.all.map { .init($0.title.text(in: language)) }, frozenColumns: 1)
    for item in items {
      try writer.append(
        LedgerSheet.Column.all.map { column in
          OutputCell(
            LedgerSheet.text(column, of: item, rules: rules, asOf: now.asOf, in: language),
            style: column.isInput ? .input : column == .number ? .plain : .remark)
        }, to: sheet)
    }
    if !items.isEmpty {
      try writer.addChoices(
        LedgerSheet.states.map { rules.label(of: $0).text(in: language) },
        column: LedgerSheet.Column.all.firstIndex(of: .state)!, rows: 2...(items.count + 1),
        of: sheet)
    }
    let stamp = try writer.addSheet(
      LedgerSheet.stamp, columns: [.init("key"), .init("value")], isHidden: true)
    let facts = [
      ("version", "\(now.version)"), ("check", try ledgerCheck(version: now.version)),
      ("language", language.rawValue), ("as-of", now.asOf.text),
    ]
    for (key, value) in facts + items.map({ ("item", $0.number) }) {
      try writer.append([OutputCell(key), OutputCell(value)], to: stamp)
    }
    try writer.commit()
  }

  /// By which a workbook is known to be of this workspace: the hash of an event with all that is in it.
  func ledgerCheck(version: Int) throws -> String {
    let events = try database.read { try RectificationRecords.events(in: $0) }
    guard let event = events.last(where: { $0.sequence == version }) else { return "" }
    return SHA256.hash(
      Record.text(
        [event.item, event.at, event.actor, event.action.rawValue, event.reason]
          + event.changes.flatMap { [$0.name, $0.before, $0.after] })
    ).hex
  }
}

extension LedgerSheet {
  /// What a cell of an item holds.
  static func text(
    _ column: Column, of item: RectificationItem, rules: LedgerRules, asOf day: Moment,
    in language: Language
  ) -> String {
    switch column {
    case .number: item.number
    case .state: rules.label(of: item.state).text(in: language)
    case .overdue: item.overdueDays(asOf: day).map { "\($0)" } ?? ""
    case .returned: item.state == .returned ? item.returnReason ?? "" : ""
    case .evidence:
      item.evidence.map { "\($0.text) (\($0.by), \($0.day?.text ?? ""))" }.joined(separator: "\n")
    case .newEvidence, .who, .why: ""
    case .field(let field): shown(item[field], of: field, rules: rules, in: language)
    }
  }
}
