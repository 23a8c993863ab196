// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Forms
import Foundation
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// The profile's rules of the ledger.
  /// - Throws: ``Fault/Code/noLedger``.
  public func ledgerRules() throws -> LedgerRules {
    guard let rules = profile.ledger else {
      throw Fault(.noLedger, ["profile": description.profile])
    }
    return rules
  }

  /// The present day where the workspace is.
  public var today: Moment { moment.date }

  /// The rectification ledger.
  ///
  /// - Parameters:
  ///   - day: the day that it speaks of; today unless given.
  ///   - version: leaves out later events.
  /// - Complexity: linear in all events.
  public func ledger(asOf day: Moment? = nil, version: Int = .max) throws -> RectificationLedger {
    let events = try database.read { try RectificationRecords.events(in: $0) }
    return RectificationLedger(events: events, asOf: day ?? today, version: version)
  }

  /// The item of a number.
  /// - Throws: ``Fault/Code/noSuchRectification``.
  public func rectification(_ number: String, asOf day: Moment? = nil) throws -> RectificationItem {
    guard let item = try ledger(asOf: day).item(number) else {
      throw Fault(.noSuchRectification, ["item": number])
    }
    return item
  }

  /// Opens an item.
  ///
  /// - Parameter values: its fields; what is left out follows from the profile, see
  ///   ``LedgerRules/values(of:problemKinds:today:place:)``.
  /// - Returns: its number.
  /// - Throws: ``Fault/Code/noLedger``; ``Fault/Code/rectifyKnown`` if an item of the same source and
  ///   reference is there; the faults of ``refuseUnknownPlaces(_:)`` and of the values.
  public func addRectification(_ values: [RectificationItem.Field: String]) throws -> String {
    var values = values
    if let reference = values[.reference], !reference.isEmpty {
      let key = Record.text([values[.source] ?? "", reference])
      values[.reference] = Record.text([key])
      let known = try ledger(asOf: .max).items.first {
        Record.fields($0[.reference]).contains { bytesCompare($0, key) == 0 }
      }
      if let known {
        throw Fault(.rectifyKnown, ["reference": reference, "item": known.number])
      }
    }
    try refuseUnknownPlaces(values)
    let kinds = values[.kind].map { [$0] } ?? []
    let filled = try ledgerRules().values(of: values, problemKinds: kinds, today: today)
    return try record("rectify add", ["problem": filled[.problem] ?? ""]) { db in
      try insert([filled], in: db)[0]
    }
  }

  /// Makes items of problems that are not in the ledger yet, all or none.
  ///
  /// - Returns: the numbers of the new items, and how many problems were known.
  /// - Throws: as ``addRectification(_:)``.
  public func addRectifications(
    _ sources: [RectificationSource]
  ) throws -> (added: [String], known: Int) {
    let rules = try ledgerRules()
    var references = try ledger(asOf: .max).references
    var new: [[RectificationItem.Field: String]] = []
    for source in sources {
      let own = source.references.map { UnitID($0) }
      guard references.isDisjoint(with: own) else { continue }
      references.formUnion(own)
      let values: [RectificationItem.Field: String] = [
        .source: source.kind.rawValue, .reference: Record.text(source.references),
        .problem: source.problem, .about: source.about, .township: source.township,
        .unit: rules.route(of: source.problemKinds) == nil ? source.department : "",
      ]
      new.append(
        try rules.values(of: values, problemKinds: source.problemKinds, today: today))
    }
    guard !new.isEmpty else { return ([], sources.count) }
    let added = try record(
      "rectify add", ["from": sources[0].kind.rawValue, "items": "\(new.count)"]
    ) { db in try insert(new, in: db) }
    return (added, sources.count - added.count)
  }

  /// Does something with an item.
  ///
  /// - Returns: the item as it is then; the same where nothing was new.
  /// - Throws: ``Fault/Code/noSuchRectification``; the faults of ``refuseUnknownPlaces(_:)`` and
  ///   ``RectificationItem/changes(of:rules:)``.
  @discardableResult
  public func change(
    _ number: String, _ change: RectificationChange
  ) throws -> RectificationItem {
    let item = try rectification(number, asOf: .max)
    try refuseUnknownPlaces(change.values)
    let changes = try item.changes(of: change, rules: ledgerRules())
    guard !changes.isEmpty else { return item }
    try record(
      "rectify \(change.action.rawValue)",
      ["item": number, "changed": changes.map(\.name).joined(separator: ", ")]
    ) { db in try append(change, to: number, changes, in: db) }
    return try rectification(number, asOf: .max)
  }

  /// Keeps a copy of a file that is handed in as evidence, under its digest, and says what it is.
  /// - Throws: the faults of reading and writing.
  public func keepEvidence(_ path: String, of number: String) throws -> RectificationItem.Evidence {
    _ = try rectification(number, asOf: .max)
    let digest = try Self.digest(ofFile: path)
    let name = URL(filePath: path).lastPathComponent
    let folder = self.folder.appending(path: "evidence/\(number)")
    try Self.makeFolder(folder)
    var copy = try AtomicFile(
      path: folder.appending(path: "\(digest.prefix(8))-\(name)").path, mode: 0o600)
    try TextFile.forEachByteBlock(of: path) { try copy.write($0) }
    try copy.commit()
    return RectificationItem.Evidence(name, digest: digest)
  }

  // MARK: - Events

  /// Gives new items their numbers, which are never given again.
  private func insert(
    _ items: [[RectificationItem.Field: String]], in db: Database
  ) throws -> [String] {
    let rules = try ledgerRules()
    var last =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM rectification_event WHERE action = 'add'") ?? 0
    return try items.map { values in
      last += 1
      let digits = "\(last)"
      let number =
        rules.prefix + "-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      let changes = RectificationItem.Field.allCases.compactMap { field in
        values[field].map { RectificationEvent.Change(field.rawValue, from: "", to: $0) }
      }
      try RectificationRecords.append(
        .add, to: number, changes, by: session.actor, reason: "", day: today,
        at: session.timestamp, in: db)
      return number
    }
  }

  /// Appends what a change does.
  func append(
    _ change: RectificationChange, to number: String, _ changes: [RectificationEvent.Change],
    in db: Database
  ) throws {
    try RectificationRecords.append(
      change.action, to: number, changes, by: change.actor, reason: change.reason, day: today,
      at: session.timestamp, in: db)
  }
}

extension Moment {
  /// Beyond every day of a ledger.
  static let max = Moment(days: 4_000_000)
}

extension Fault.Code {
  /// The profile has no section for a ledger.
  public static let noLedger = Fault.Code("no-ledger", .configuration)
  /// An item of the same source and reference is in the ledger.
  public static let rectifyKnown = Fault.Code("rectify-known", .data)
  /// The ledger has no item of a number.
  public static let noSuchRectification = Fault.Code("no-such-rectification", .data)
}
