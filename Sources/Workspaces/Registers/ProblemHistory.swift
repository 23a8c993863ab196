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
    /// A value that the rule needs is missing, so that nobody can tell: nothing is set, and an earlier mark stays.
    case unjudged
    /// The value is there again, and the rule finds what it found before, or nothing where nothing was found.
    case judged
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
  /// The values that the rule looked at, those at the end, too; empty once the unit is not there.
  public let values: [(name: String, value: String)]
  /// The empty columns for which nobody can tell.
  public let lacking: [String]
  /// The number of the register's version, which counts what is sealed of it.
  public let version: Int
  /// The number in the log of the last import of a table that the rule looks at, and when it was; `nil` for
  /// events of workspaces that did not record it.
  public internal(set) var imported: (sequence: Int, at: String)?
  /// The day since which a mark has stood that stays although nobody can tell any more.
  public internal(set) var markedSince: String?
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
      && left.values.map(\.value) == right.values.map(\.value) && left.lacking == right.lacking
      && left.imported?.sequence == right.imported?.sequence
      && left.markedSince == right.markedSince
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

  /// By what an event can be traced to the file that it comes from, and for want of what nobody can tell.
  static let traces = """
    ALTER TABLE problem_event ADD COLUMN imported INTEGER REFERENCES log (sequence);
    ALTER TABLE problem_event ADD COLUMN lacking TEXT NOT NULL DEFAULT '';
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
    let results = found.rules.filter { $0.lack == nil }
    let applied = Set(results.map { UnitID($0.rule.id) })
    var courses = ProblemCourse.all(of: try problemHistory()).filter {
      applied.contains(UnitID($0.value.last.rule))
    }
    let maker = try ProblemEventMaker(self, day: CivilCalendar.text(days: try self.day(day)))
    var events: [ProblemEvent] = []
    for problem in found.problems {
      let key = ProblemEvent.key(problem.rule.over, problem.rule.id, problem.unit)
      let before = courses.removeValue(forKey: key)
      let change = before.map { $0.change(to: problem) } ?? .first(of: problem.kind)
      guard let change else { continue }
      events.append(
        maker.event(
          problem.rule, problem.unit, change, problem.kind, problem.values,
          lacking: problem.lacking))
    }
    let open = courses.values.filter { $0.last.kind != nil }.sorted { $0.last.key < $1.last.key }
    let units = Dictionary(grouping: open) { UnitID($0.last.rule) }
    for result in results {
      events += maker.ends(of: units[UnitID(result.rule.id)] ?? [], result)
    }
    guard !events.isEmpty else { return 0 }
    try record("register problems", ["day": maker.day, "events": "\(events.count)"]) { db in
      let statement = try db.makeStatement(
        sql: """
          INSERT INTO problem_event (register, path, rule, change, kind, looked_at, version, day,
            recorded_at, recorded_by, imported, lacking)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for event in events {
        try statement.execute(arguments: [
          event.register, event.unit.text, event.rule, event.change.rawValue,
          event.kind?.rawValue, Record.text(event.values.flatMap { [$0.name, $0.value] }),
          event.version, event.day, event.recordedAt, event.recordedBy,
          event.imported?.sequence, event.lacking.isEmpty ? "" : Record.text(event.lacking),
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
    var events = try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT problem_event.*, log.at AS imported_at
          FROM problem_event LEFT JOIN log ON log.sequence = problem_event.imported
          WHERE (?1 IS NULL OR path = ?1) AND (?2 IS NULL OR rule = ?2)
          ORDER BY problem_event.sequence
          """, arguments: [unit?.text, rule]
      ).map { ProblemEvent($0) }
    }
    ProblemCourse.tellMarks(&events)
    return events
  }
}

extension ProblemEvent {
  fileprivate init(_ row: Row) {
    let looked: String = row["looked_at"]
    let fields = looked.isEmpty ? [] : Record.fields(looked)
    let lacking: String = row["lacking"]
    self.init(
      register: row["register"], unit: UnitID(row["path"] as String), rule: row["rule"],
      change: Change(rawValue: row["change"])!,
      kind: (row["kind"] as String?).map { RegisterProblemKind(rawValue: $0)! },
      values: stride(from: 0, to: fields.count - 1, by: 2).map {
        (name: fields[$0], value: fields[$0 + 1])
      }, lacking: lacking.isEmpty ? [] : Record.fields(lacking),
      version: row["version"],
      imported: (row["imported"] as Int?).map { (sequence: $0, at: row["imported_at"] as String) },
      day: row["day"], recordedAt: row["recorded_at"], recordedBy: row["recorded_by"])
  }
}

extension ProblemEvent {
  /// What tells one course of a rule over a unit from another.
  var key: String { Self.key(register, rule, unit) }

  /// The key of a course.
  static func key(_ register: String, _ rule: String, _ unit: UnitID) -> String {
    "\(register)\n\(rule)\n\(unit.text)"
  }
}
