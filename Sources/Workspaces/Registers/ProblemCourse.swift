// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import GRDB
import Tables

/// The course of a rule over a unit: its last event, and whether a mark stands.
///
/// A mark stands from the event that sets it to the one that lifts it. Where a value is missing in between, nobody
/// can tell whether it would be set today: it stays.
struct ProblemCourse {
  /// The last event.
  private(set) var last: ProblemEvent
  /// The event by which the mark stands as it is; `nil` without a mark.
  private var mark: ProblemEvent?
  /// The day on which it was set first.
  private var since: String?

  /// Whether a mark stands.
  var hasMark: Bool { mark != nil }

  private init(_ event: ProblemEvent) {
    last = event
    note(event)
  }

  private mutating func note(_ event: ProblemEvent) {
    last = event
    switch event.kind {
    case .missing: break
    case .broken, .overdue:
      mark = event
      since = since ?? event.day
    case nil:
      mark = nil
      since = nil
    }
  }

  /// The courses in a history, each under its key.
  static func all(of events: [ProblemEvent]) -> [String: ProblemCourse] {
    events.reduce(into: [:]) { courses, event in
      if courses[event.key]?.note(event) == nil { courses[event.key] = ProblemCourse(event) }
    }
  }

  /// Tells of each event after which nobody could tell since when a mark has stood.
  static func tellMarks(_ events: inout [ProblemEvent]) {
    var courses: [String: ProblemCourse] = [:]
    for index in events.indices {
      let event = events[index]
      if courses[event.key]?.note(event) == nil { courses[event.key] = ProblemCourse(event) }
      if event.kind == .missing { events[index].markedSince = courses[event.key]?.since }
    }
  }

  /// What it means that the rule finds a problem now; `nil` if it is what was found before.
  func change(to problem: RegisterProblem) -> ProblemEvent.Change? {
    if problem.kind == .missing {
      return last.kind == .missing && last.lacking == problem.lacking ? nil : .unjudged
    }
    guard let mark else { return .found }
    let isSame =
      mark.kind == problem.kind
      && mark.values.elementsEqual(problem.values) { $0.name == $1.name && $0.value == $1.value }
    guard isSame else { return .changed }
    return last.kind == .missing ? .judged : nil
  }
}

extension ProblemEvent.Change {
  /// What the first thing is that a rule finds of a unit.
  static func first(of kind: RegisterProblemKind) -> Self { kind == .missing ? .unjudged : .found }
}

/// Makes events of now, with what they can be traced by.
struct ProblemEventMaker {
  /// The day that deadlines were compared with.
  let day: String
  private let versions: [UnitID: Int]
  private let imports: [UnitID: (sequence: Int, at: String)]
  private let registers: [RegisterDescription]
  private let recordedAt: String
  private let recordedBy: String

  /// - Throws: the faults of the log.
  /// - Complexity: linear in the entries of the log.
  init(_ workspace: Workspace, day: String) throws {
    self.day = day
    versions = try workspace.database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT register, max(number) AS number FROM register_version GROUP BY register"
      ).reduce(into: [:]) { $0[UnitID($1["register"] as String)] = $1["number"] as Int }
    }
    registers = workspace.importedTables
    let names = registers.map(\.name)
    imports = try workspace.log().filter { $0.command == "register import" }
      .reduce(into: [:]) { imports, entry in
        for name in names where entry.details[name] != nil {
          imports[UnitID(name)] = (entry.sequence, entry.at)
        }
      }
    recordedAt = workspace.session.timestamp
    recordedBy = workspace.session.actor
  }

  /// An event of a rule and a unit.
  func event(
    _ rule: RegisterRule, _ unit: UnitID, _ change: ProblemEvent.Change,
    _ kind: RegisterProblemKind?, _ values: [(name: String, value: String)],
    lacking: [String] = []
  ) -> ProblemEvent {
    ProblemEvent(
      register: rule.over, unit: unit, rule: rule.id, change: change, kind: kind, values: values,
      lacking: lacking, version: versions[UnitID(rule.over)] ?? 1, imported: lastImport(for: rule),
      day: day, recordedAt: recordedAt, recordedBy: recordedBy)
  }

  /// The ends of courses in which the rule finds nothing any more, with the values at the end.
  /// - Complexity: linear in the rows of the rule's table.
  func ends(of courses: [ProblemCourse], _ result: RegisterRuleResult) -> [ProblemEvent] {
    guard !courses.isEmpty else { return [] }
    let wanted = Set(courses.map(\.last.unit))
    let rows = result.units.indices.filter { wanted.contains(result.units[$0]) }
      .reduce(into: [UnitID: Int]()) { $0[result.units[$1]] = $1 }
    return courses.map { course in
      let row = rows[course.last.unit]
      return event(
        result.rule, course.last.unit, row == nil ? .left : course.hasMark ? .ended : .judged, nil,
        row.map { result.values(row: $0) } ?? [])
    }
  }

  /// The last import of a table that a rule looks at, those above them among these.
  private func lastImport(for rule: RegisterRule) -> (sequence: Int, at: String)? {
    var tables = rule.tables
    var next = 0
    while next < tables.count {
      let parent = registers.first { bytesCompare($0.name, tables[next]) == 0 }?.parent
      if let parent, !tables.contains(where: { bytesCompare($0, parent) == 0 }) {
        tables.append(parent)
      }
      next += 1
    }
    return tables.compactMap { imports[UnitID($0)] }.max { $0.sequence < $1.sequence }
  }
}
