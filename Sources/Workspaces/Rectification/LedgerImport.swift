// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import GRDB
public import Tables

/// What a workbook of the ledger that came back did.
public struct LedgerImport: Sendable {
  /// A cell that the workbook and somebody else changed to different texts since the export.
  public struct Conflict: Sendable, Equatable {
    /// The item.
    public let item: String
    /// The cell.
    public let place: Place
    /// What was exported.
    public let base: String
    /// What the workbook says.
    public let mine: String
    /// What the ledger says by now.
    public let theirs: String
    /// Who changed the ledger since.
    public let by: String
  }

  /// Items that were changed.
  public internal(set) var changed: [String] = []
  /// Rows in which nothing was new.
  public internal(set) var unchanged = 0
  /// Cells of which neither text was taken.
  public internal(set) var conflicts: [Conflict] = []
  /// Exported items whose rows are gone from the workbook; the ledger keeps them.
  public internal(set) var missing: [String] = []
}

extension Workspace {
  /// Takes a workbook of the ledger in: changed cells become events of who filled them in, all or none.
  ///
  /// Each cell is compared with what was exported and with the ledger as it is. What the workbook did not
  /// change is left alone; what it changed and nobody else did is taken; what the ledger held at any time
  /// since the export is known, so that a workbook which comes twice changes nothing the second time.
  /// A cell that both changed is a conflict, of which neither text is taken unless its item is named.
  ///
  /// - Parameters:
  ///   - path: the workbook.
  ///   - taking: items of which the workbook's text is taken where there is a conflict.
  ///   - isDryRun: whether nothing is written.
  /// - Throws: ``Faults`` with every row that names no exported item or one twice, changes a grey cell,
  ///   names a state that a unit cannot report, or is not signed; the faults of
  ///   ``RectificationItem/changes(of:rules:)``; ``Fault/Code/ledgerOfOther`` for a workbook of another
  ///   workspace; ``Fault/Code/ledgerWithoutStamp``.
  public func importLedger(
    _ path: String, taking: [String] = [], isDryRun: Bool = false
  ) throws -> LedgerImport {
    let stamp = try LedgerStamp(path: path)
    guard try stamp.check == ledgerCheck(version: stamp.version) else {
      throw Fault(.ledgerOfOther, at: Place(file: path))
    }
    let (base, now) = (try ledger(asOf: .max, version: stamp.version), try ledger(asOf: .max))
    for number in taking where now.item(number) == nil {
      throw Fault(.noSuchRectification, ["item": number])
    }
    var reader = LedgerReader(
      stamp: stamp, rules: try ledgerRules(), base: base, now: now,
      taking: Set(taking.map { UnitID($0) }))
    let rows = try reader.read(path)
    guard !isDryRun, !rows.isEmpty else { return reader.result }
    try record(
      "rectify import", ["items": "\(rows.count)", "file": try Self.digest(ofFile: path)]
    ) { db in
      for row in rows { try append(row.change, to: row.item, row.changes, in: db) }
    }
    return reader.result
  }
}

/// What the hidden sheet of a workbook says.
struct LedgerStamp {
  let version: Int
  let check: String
  let language: Language
  let asOf: Moment
  let items: [String]

  init(path: String) throws {
    let workbook = try Workbook(path: path)
    let missing = Fault(.ledgerWithoutStamp, at: Place(file: path, sheet: LedgerSheet.stamp))
    guard workbook.sheetNames.contains(LedgerSheet.stamp) else { throw missing }
    let table = try workbook.table(sheet: LedgerSheet.stamp, headerRow: 1)
    guard table.index(of: "key") != nil, table.index(of: "value") != nil else { throw missing }
    let (keys, values) = (try table.text("key"), try table.text("value"))
    var facts: [String: String] = [:]
    var items: [String] = []
    for row in 0..<table.rowCount {
      if keys.text(at: row) == "item" {
        items.append(values.text(at: row))
      } else {
        facts[keys.text(at: row)] = values.text(at: row)
      }
    }
    guard let version = facts["version"].flatMap({ Int($0) }), let check = facts["check"],
      let language = facts["language"].flatMap({ Language(rawValue: $0) }),
      let asOf = facts["as-of"].flatMap({ Moment($0) })
    else { throw missing }
    self.version = version
    self.check = check
    self.language = language
    self.asOf = asOf
    self.items = items
  }
}

/// Compares the rows of a workbook with what was exported and with the ledger.
private struct LedgerReader {
  typealias Row = (item: String, change: RectificationChange, changes: [RectificationEvent.Change])

  let stamp: LedgerStamp
  let rules: LedgerRules
  let base: RectificationLedger
  let now: RectificationLedger
  let taking: Set<UnitID>
  var result = LedgerImport()
  private var faults = Faults()

  init(
    stamp: LedgerStamp, rules: LedgerRules, base: RectificationLedger, now: RectificationLedger,
    taking: Set<UnitID>
  ) {
    self.stamp = stamp
    self.rules = rules
    self.base = base
    self.now = now
    self.taking = taking
  }

  mutating func read(_ path: String) throws -> [Row] {
    let workbook = try Workbook(path: path)
    let name = LedgerSheet.name.text(in: stamp.language)
    let table = try workbook.table(sheet: name, headerRow: 1)
    let columns = try LedgerSheet.Column.all.map {
      (column: $0, texts: try table.text($0.title.text(in: stamp.language)))
    }
    let numbers = columns[0].texts
    let exported = Set(stamp.items.map { UnitID($0) })
    var seen: Set<UnitID> = []
    var rows: [Row] = []
    for row in 0..<table.rowCount {
      let number = numbers.text(at: row)
      let place = table.place(row: row, column: columns[0].column.title.text(in: stamp.language))
      guard exported.contains(UnitID(number)), let old = base.item(number),
        let item = now.item(number)
      else {
        faults.append(Fault(.ledgerUnknownRow, at: place, ["value": number]))
        continue
      }
      guard seen.insert(UnitID(number)).inserted else {
        faults.append(Fault(.ledgerRowTwice, at: place, ["item": number]))
        continue
      }
      var texts: [LedgerSheet.Column: (text: String, place: Place)] = [:]
      for (column, values) in columns {
        let title = column.title.text(in: stamp.language)
        texts[column] = (values.text(at: row), table.place(row: row, column: title))
      }
      if let taken = take(texts, item: item, base: old) { rows.append(taken) }
    }
    result.missing = stamp.items.filter { !seen.contains(UnitID($0)) }
    try faults.throwIfAny()
    return rows
  }

  /// What a row changes; `nil` if nothing is new.
  private mutating func take(
    _ texts: [LedgerSheet.Column: (text: String, place: Place)], item: RectificationItem,
    base: RectificationItem
  ) -> Row? {
    var change = RectificationChange(.update, by: texts[.who]!.text)
    change.reason = texts[.why]!.text
    change.place = texts[.number]!.place
    for column in LedgerSheet.Column.all {
      let (mine, place) = texts[column]!
      let exported = LedgerSheet.text(
        column, of: base, rules: rules, asOf: stamp.asOf, in: stamp.language)
      if !column.isInput {
        if bytesCompare(mine, exported) != 0 {
          faults.append(
            Fault(.ledgerLockedCell, at: place, ["value": mine, "exported": exported]))
        }
        continue
      }
      switch column {
      case .field(let field):
        if isTaken(mine, base[field], item[field], field.rawValue, item, place) {
          change.values[field] = mine
        }
      case .state:
        guard bytesCompare(mine, exported) != 0, let state = state(mine, place) else { continue }
        if isTaken(state.rawValue, base.state.rawValue, item.state.rawValue, "state", item, place) {
          change.state = state
        }
      case .newEvidence where !mine.isEmpty:
        change.evidence = [RectificationItem.Evidence(mine)]
      default: break
      }
    }
    do {
      let changes = try item.changes(of: change, rules: rules)
      guard !changes.isEmpty else {
        result.unchanged += 1
        return nil
      }
      if change.actor.isEmpty {
        faults.append(Fault(.ledgerNotSigned, at: texts[.who]!.place, ["item": item.number]))
      }
      result.changed.append(item.number)
      return (item.number, change, changes)
    } catch let found as Faults {
      for fault in found.list {
        for cell in cells(of: fault, change, item, texts.mapValues(\.place)) { faults.append(cell) }
      }
    } catch {
      preconditionFailure("changes throw faults: \(error)")
    }
    return nil
  }

  /// A fault of the ledger at the cells of the workbook that must be filled in, in the workbook's words.
  private func cells(
    of fault: Fault, _ change: RectificationChange, _ item: RectificationItem,
    _ places: [LedgerSheet.Column: Place]
  ) -> [Fault] {
    func label(_ state: RectificationItem.State) -> String {
      rules.label(of: state).text(in: stamp.language)
    }
    var values = ["item": item.number]
    if let state = change.state { values["state"] = label(state) }
    switch fault.code {
    case .rectifyIncomplete:
      return item.missing(for: change).map { field in
        values["column"] = LedgerSheet.title(of: field).text(in: stamp.language)
        return Fault(.ledgerIncomplete, at: places[.field(field)]!, values)
      }
    case .rectifyWithoutEvidence:
      values["column"] = LedgerSheet.Column.newEvidence.title.text(in: stamp.language)
      return [Fault(.ledgerIncomplete, at: places[.newEvidence]!, values)]
    case .rectifyTransition:
      let possible = [item.state] + item.state.next.filter { LedgerSheet.states.contains($0) }
      values["present"] = label(item.state)
      values["known"] = possible.map(label).joined(separator: ", ")
      return [Fault(.ledgerWrongStep, at: places[.state]!, values)]
    default:
      return [fault]
    }
  }

  /// Whether the workbook's text goes into the ledger; notes a conflict.
  private mutating func isTaken(
    _ mine: String, _ base: String, _ theirs: String, _ name: String, _ item: RectificationItem,
    _ place: Place
  ) -> Bool {
    if bytesCompare(mine, base) == 0 || bytesCompare(mine, theirs) == 0 { return false }
    if bytesCompare(theirs, base) == 0 || taking.contains(UnitID(item.number)) { return true }
    if item.held(mine, in: name, after: stamp.version) { return false }
    let last = item.events.last { $0.changes.contains { $0.name == name } }
    result.conflicts.append(
      LedgerImport.Conflict(
        item: item.number, place: place, base: shown(base, name), mine: shown(mine, name),
        theirs: shown(theirs, name), by: last?.actor ?? ""))
    return false
  }

  private func shown(_ text: String, _ name: String) -> String {
    LedgerSheet.shown(text, ofChange: name, rules: rules, in: stamp.language) ?? ""
  }

  /// The state that a label or name means, if a unit can report it.
  private mutating func state(_ text: String, _ place: Place) -> RectificationItem.State? {
    let known = RectificationItem.State.allCases.first { state in
      let label = rules.label(of: state)
      return [state.rawValue, label.chinese, label.english].contains { bytesCompare($0, text) == 0 }
    }
    guard let known, LedgerSheet.states.contains(known) else {
      let labels = LedgerSheet.states.map { rules.label(of: $0).text(in: stamp.language) }
      faults.append(
        Fault(
          known == nil ? .ledgerForeignState : .ledgerStateOfOffice, at: place,
          ["value": text, "known": labels.joined(separator: ", ")]))
      return nil
    }
    return known
  }
}

extension Fault.Code {
  /// A workbook lacks the sheet that says what was exported.
  public static let ledgerWithoutStamp = Fault.Code("ledger-without-stamp", .data)
  /// A workbook was exported from another workspace.
  public static let ledgerOfOther = Fault.Code("ledger-of-other", .data)
  /// A row names no item that was exported with its workbook.
  public static let ledgerUnknownRow = Fault.Code("ledger-unknown-row", .data)
  /// A workbook has two rows for one item.
  public static let ledgerRowTwice = Fault.Code("ledger-row-twice", .data)
  /// A cell was changed that is there to be read.
  public static let ledgerLockedCell = Fault.Code("ledger-locked-cell", .data)
  /// A row was changed and does not say by whom.
  public static let ledgerNotSigned = Fault.Code("ledger-not-signed", .data)
  /// A row reports an item as submitted and leaves a cell empty that this needs.
  public static let ledgerIncomplete = Fault.Code("ledger-incomplete", .data)
  /// A row gives a state that does not follow the item's present one.
  public static let ledgerWrongStep = Fault.Code("ledger-wrong-step", .data)
  /// A state is none of the ledger's.
  public static let ledgerForeignState = Fault.Code("ledger-foreign-state", .data)
  /// A state is one that only an office gives.
  public static let ledgerStateOfOffice = Fault.Code("ledger-state-of-office", .data)
}
