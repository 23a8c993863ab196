// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// One thing that is due once: a duty of one period and office, or a step of a procedure.
public struct CalendarEntry: Sendable {
  /// Where it stands.
  public enum State: String, Sendable {
    /// Done in time, or done where no day is set.
    case done
    /// Done after its day.
    case late
    /// Done although a step before it is not.
    case outOfOrder = "out-of-order"
    /// Not done, and its day is over.
    case overdue
    /// Not done, and its day is not over.
    case open
  }

  /// The duty or procedure.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The step; `nil` for a duty.
  public let step: Procedure.Step?
  /// The office that must do it; empty for one in all.
  public let office: String
  /// The first day of its period; `nil` for a step.
  public let first: Int?
  /// The day by which it is due; `nil` where none is set.
  public let due: Int?
  /// The day on which it was done; `nil` if it was not.
  public let done: Int?
  /// Where it stands.
  public let state: State
  /// Documents that are not there yet, or how often it still must be done.
  public let lacking: [String]
  /// The document that it comes from.
  public let source: String
}

/// What is due, what was done and what is late, as of a day.
public struct WorkCalendar: Sendable {
  /// The entries: duties in the order of the profile by office and period, then procedures by step.
  public let entries: [CalendarEntry]
  /// Duties and procedures whose tables are not there, with the name of the table.
  public let lacking: [(name: String, table: String)]

  /// The calendar of a profile.
  ///
  /// - Throws: ``Tables/Fault/Code/unknownColumn``; ``Tables/Fault/Code/badRecordDate`` for a record whose
  ///   `on` is not a date.
  /// - Complexity: linear in the records, and in the periods times offices.
  public init(_ profile: Profile, _ tables: RecordTables) throws {
    var entries: [CalendarEntry] = []
    var lacking: [(name: String, table: String)] = []
    var read: [UnitID: DoneRecords] = [:]
    func records(_ name: String) throws -> DoneRecords? {
      if let known = read[UnitID(name)] { return known }
      guard let table = tables.table(name) else { return nil }
      let records = try DoneRecords(table)
      read[UnitID(name)] = records
      return records
    }
    for duty in profile.duties {
      guard let done = try records(duty.records) else {
        lacking.append((duty.name, duty.records))
        continue
      }
      var offices = [""]
      if let name = duty.offices {
        guard let table = tables.table(name) else {
          lacking.append((duty.name, name))
          continue
        }
        offices = table.paths.map(\.text)
      }
      for office in offices {
        entries += Self.entries(of: duty, office, done, tables.asOf)
      }
    }
    for procedure in profile.procedures {
      guard let done = try records(procedure.records) else {
        lacking.append((procedure.name, procedure.records))
        continue
      }
      entries += Self.entries(of: procedure, done, tables.asOf)
    }
    self.entries = entries
    self.lacking = lacking
  }

  private static func entries(
    of duty: Duty, _ office: String, _ done: DoneRecords, _ asOf: Int
  ) -> [CalendarEntry] {
    let days = done.days(of: duty.name, office: duty.offices == nil ? nil : office, until: asOf)
    return duty.periods(until: asOf).map { period in
      // What recurs and comes after its period counts for the next; what is due once is done late.
      let end = duty.rhythm == .once ? asOf : period.last
      let within = days.filter { $0 >= period.first && $0 <= end }
      let last = within.count >= duty.times ? within[duty.times - 1] : nil
      let state: CalendarEntry.State =
        last.map { $0 <= period.due ? .done : .late } ?? (asOf > period.due ? .overdue : .open)
      return CalendarEntry(
        name: duty.name, label: duty.label, step: nil, office: office, first: period.first,
        due: period.due, done: last, state: state,
        lacking: last == nil && duty.times > 1 ? ["\(duty.times - within.count)×"] : [],
        source: duty.source)
    }
  }

  private static func entries(
    of procedure: Procedure, _ done: DoneRecords, _ asOf: Int
  ) -> [CalendarEntry] {
    var isGap = false
    var latest = Int.min
    return procedure.steps.map { step in
      let days = done.days(of: step.name, office: nil, until: asOf)
      let dates = step.documents.map { done.day(of: step.name, document: $0, until: asOf) }
      let lacking = zip(step.documents, dates).filter { $1 == nil }.map(\.0)
      let day: Int? =
        if step.documents.isEmpty { days.last } else if lacking.isEmpty {
          dates.compactMap { $0 }.max()
        } else { nil }
      let state: CalendarEntry.State
      if let day {
        let isEarly = isGap || day < latest
        state = isEarly ? .outOfOrder : step.due.map { day > $0 } ?? false ? .late : .done
        latest = max(latest, day)
      } else {
        state = step.due.map { asOf > $0 } ?? false ? .overdue : .open
        isGap = true
      }
      return CalendarEntry(
        name: procedure.name, label: procedure.label, step: step, office: "", first: nil,
        due: step.due, done: day, state: state, lacking: lacking, source: procedure.source)
    }
  }
}

/// What was done, by duty or step.
private struct DoneRecords {
  private struct Entry {
    let day: Int
    let office: UnitID?
    let document: UnitID?
  }

  private var entries: [UnitID: [Entry]] = [:]

  init(_ records: RecordTable) throws {
    let table = records.table
    let duties = try table.text("duty")
    let days = try table.text("on")
    let offices = table.index(of: "office").map { table.columns[$0] }
    let documents = table.index(of: "document").map { table.columns[$0] }
    for row in 0..<table.rowCount {
      guard let day = CivilCalendar.days(of: days.text(at: row)) else {
        throw Fault(
          .badRecordDate, at: table.place(row: row, column: "on"), ["value": days.text(at: row)])
      }
      entries[duties.unitID(at: row), default: []].append(
        Entry(
          day: day, office: offices?.unitID(at: row), document: documents?.unitID(at: row)))
    }
    for name in entries.keys { entries[name]!.sort { $0.day < $1.day } }
  }

  /// The days on which a duty was done, ascending.
  func days(of name: String, office: String?, until last: Int) -> [Int] {
    (entries[UnitID(name)] ?? []).filter { entry in
      entry.day <= last && office.map { entry.office == UnitID($0) } ?? true
    }.map(\.day)
  }

  /// The first day on which a document of a step was there.
  func day(of name: String, document: String, until last: Int) -> Int? {
    (entries[UnitID(name)] ?? []).first {
      $0.day <= last && $0.document == UnitID(document)
    }?.day
  }
}

extension Fault.Code {
  /// A record of what was done has no date.
  public static let badRecordDate = Fault.Code("bad-record-date", .data)
}
