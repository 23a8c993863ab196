// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import GRDB
import Sampling
public import Tables

/// What a rule began or ceased to say of a unit: a mark of risk set, changed or lifted, with the reason.
public struct ProblemEvent: Sendable, Equatable {
  /// What happened.
  public enum Change: String, Sendable {
    /// The rule found the unit.
    case found
    /// It still does, for another reason: the values that it looks at differ.
    case changed
    /// It no longer does.
    case ended
    /// The unit is no longer in the register.
    case left
  }

  /// The register or record.
  public let register: String
  /// The unit's path.
  public let unit: UnitID
  /// The rule.
  public let rule: String
  /// What happened.
  public let change: Change
  /// What the rule finds; `nil` once it finds nothing.
  public let kind: RegisterProblemKind?
  /// The values that the rule looked at; empty once it finds nothing.
  public let values: [(name: String, value: String)]
  /// The number of the register's version.
  public let version: Int
  /// The day that deadlines were compared with, `2020-06-30`.
  public let day: String
  /// When it was recorded, in UTC.
  public let recordedAt: String
  /// Who recorded it.
  public let recordedBy: String

  /// Equality of all parts.
  public static func == (left: ProblemEvent, right: ProblemEvent) -> Bool {
    left.register == right.register && left.unit == right.unit && left.rule == right.rule
      && left.change == right.change && left.kind == right.kind && left.version == right.version
      && left.day == right.day && left.recordedAt == right.recordedAt
      && left.recordedBy == right.recordedBy && left.values.map(\.name) == right.values.map(\.name)
      && left.values.map(\.value) == right.values.map(\.value)
  }
}

/// The history of problems. An event is never changed: an old mark stays as it was set, by the rule and the limits of
/// its day.
enum ProblemHistory {
  static let schema = """
    -- What rules over registers began and ceased to find, unit by unit.
    CREATE TABLE problem_event (
      sequence INTEGER PRIMARY KEY,
      register TEXT NOT NULL,
      path TEXT NOT NULL,
      rule TEXT NOT NULL,
      change TEXT NOT NULL,
      kind TEXT,
      looked_at TEXT NOT NULL,
      version INTEGER NOT NULL,
      day TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX problem_event_by_unit ON problem_event (path);
    CREATE TRIGGER problem_event_stays BEFORE UPDATE ON problem_event
      BEGIN SELECT RAISE(ABORT, 'events of problems are never changed'); END;
    CREATE TRIGGER problem_event_remains BEFORE DELETE ON problem_event
      BEGIN SELECT RAISE(ABORT, 'events of problems are never deleted'); END;
    """
}

extension Workspace {
  /// Records what rules find now where it is not what they found before; what was found before and is not any more
  /// has ended. Rules that were not applied are left as they were, since nobody looked.
  ///
  /// - Parameters:
  ///   - found: what the rules came to.
  ///   - day: the day that it was compared with; today without one.
  /// - Returns: the number of new events.
  /// - Throws: ``Fault/Code/badDay``.
  /// - Complexity: linear in the problems and in the events before.
  @discardableResult
  public func recordProblems(_ found: RegisterProblems, asOf day: String? = nil) throws -> Int {
    let applied = Set(found.rules.filter { $0.lack == nil }.map { UnitID($0.rule.id) })
    var open = try problemHistory().reduce(into: [String: ProblemEvent]()) {
      $0[$1.key] = $1
    }.filter { $0.value.kind != nil && applied.contains(UnitID($0.value.rule)) }
    let versions = try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT register, max(number) AS number FROM register_version GROUP BY register"
      ).reduce(into: [UnitID: Int]()) { $0[UnitID($1["register"] as String)] = $1["number"] as Int }
    }
    let date = CivilCalendar.text(days: try self.day(day))
    func event(
      _ register: String, _ unit: UnitID, _ rule: String, _ change: ProblemEvent.Change,
      _ kind: RegisterProblemKind? = nil, _ values: [(name: String, value: String)] = []
    ) -> ProblemEvent {
      ProblemEvent(
        register: register, unit: unit, rule: rule, change: change, kind: kind, values: values,
        version: versions[UnitID(register)] ?? 1, day: date, recordedAt: session.timestamp,
        recordedBy: session.actor)
    }
    var events: [ProblemEvent] = []
    for problem in found.problems {
      let new = event(
        problem.rule.over, problem.unit, problem.rule.id, .found, problem.kind, problem.values)
      guard let before = open.removeValue(forKey: new.key) else {
        events.append(new)
        continue
      }
      let isSame =
        before.kind == new.kind
        && before.values.elementsEqual(new.values) { $0.name == $1.name && $0.value == $1.value }
      if !isSame {
        events.append(
          event(new.register, new.unit, new.rule, .changed, new.kind, new.values))
      }
    }
    var units: [UnitID: Set<UnitID>] = [:]
    for before in open.values.sorted(by: { $0.key < $1.key }) {
      let register = UnitID(before.register)
      if units[register] == nil {
        units[register] = Set(try recordTables([register]).table(before.register)?.paths ?? [])
      }
      let isThere = units[register]!.contains(before.unit)
      events.append(event(before.register, before.unit, before.rule, isThere ? .ended : .left))
    }
    guard !events.isEmpty else { return 0 }
    try record("register problems", ["day": date, "events": "\(events.count)"]) { db in
      let statement = try db.makeStatement(
        sql: """
          INSERT INTO problem_event (register, path, rule, change, kind, looked_at, version, day,
            recorded_at, recorded_by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for event in events {
        try statement.execute(arguments: [
          event.register, event.unit.text, event.rule, event.change.rawValue,
          event.kind?.rawValue, Record.text(event.values.flatMap { [$0.name, $0.value] }),
          event.version, event.day, event.recordedAt, event.recordedBy,
        ])
      }
    }
    return events.count
  }

  /// What rules began and ceased to find, in the order in which it was recorded.
  ///
  /// - Parameters:
  ///   - unit: the path of the only unit that is wanted.
  ///   - rule: the only rule that is wanted.
  /// - Complexity: linear in the events, or in those of the unit.
  public func problemHistory(
    of unit: UnitID? = nil, rule: String? = nil
  ) throws -> [ProblemEvent] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM problem_event WHERE (?1 IS NULL OR path = ?1) AND (?2 IS NULL OR rule = ?2)
          ORDER BY sequence
          """, arguments: [unit?.text, rule]
      ).map { row in
        let looked: String = row["looked_at"]
        let fields = looked.isEmpty ? [] : Record.fields(looked)
        return ProblemEvent(
          register: row["register"], unit: UnitID(row["path"] as String), rule: row["rule"],
          change: ProblemEvent.Change(rawValue: row["change"])!,
          kind: (row["kind"] as String?).map { RegisterProblemKind(rawValue: $0)! },
          values: stride(from: 0, to: fields.count - 1, by: 2).map {
            (name: fields[$0], value: fields[$0 + 1])
          }, version: row["version"], day: row["day"], recordedAt: row["recorded_at"],
          recordedBy: row["recorded_by"])
      }
    }
  }
}

extension ProblemEvent {
  /// What tells one course of a rule over a unit from another.
  fileprivate var key: String { "\(register)\n\(rule)\n\(unit.text)" }
}
