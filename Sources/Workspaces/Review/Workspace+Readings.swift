// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
public import Tables

/// What one person concluded about a suspected finding.
public struct FindingReading: Sendable, Equatable {
  /// The unit's path.
  public let unit: UnitID
  /// The kind of finding.
  public let kind: String
  /// The order among the readings of the finding, from 1.
  public let position: Int
  /// Who read.
  public let reader: String
  /// Confirmed or cleared.
  public let state: Finding.State
  /// The reason's name in the profile.
  public let reason: String
}

/// How far the review by several readers has come.
public struct ReadingProgress: Sendable {
  /// How far the first two readers of each case agree.
  public let agreement: ReaderAgreement
  /// Cases that one person has read.
  public let readOnce: Int
  /// Cases that wait for a third person, since two differ.
  public let disputed: Int
  /// Cases that a third person decided.
  public let decidedByThird: Int

  /// How far a review has come.
  public init(agreement: ReaderAgreement, readOnce: Int, disputed: Int, decidedByThird: Int) {
    self.agreement = agreement
    self.readOnce = readOnce
    self.disputed = disputed
    self.decidedByThird = decidedByThird
  }
}

extension Workspace {
  /// The readings of a round, by unit, kind and position.
  public func readings(round: String) throws -> [FindingReading] {
    try database.read { try Self.readings(round: round, $0) }
  }

  private static func readings(round: String, _ db: Database) throws -> [FindingReading] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM finding_reading WHERE round = ? ORDER BY path, kind, position",
      arguments: [round]
    ).map {
      FindingReading(
        unit: UnitID($0["path"] as String), kind: $0["kind"], position: $0["position"],
        reader: $0["reader"], state: Finding.State(rawValue: $0["state"])!, reason: $0["reason"])
    }
  }

  /// How far the review of a round by several readers has come.
  public func readingProgress(round: String) throws -> ReadingProgress {
    let cases = Dictionary(grouping: try readings(round: round)) { FindingCase($0) }
    let pairs = cases.values.filter { $0.count >= 2 }
    return ReadingProgress(
      agreement: ReaderAgreement(
        pairs.map {
          ReaderAgreement.Case(
            first: $0[0].reader, second: $0[1].reader, firstConfirms: $0[0].state == .confirmed,
            secondConfirms: $0[1].state == .confirmed)
        }),
      readOnce: cases.values.count { $0.count == 1 },
      disputed: pairs.count { $0.count == 2 && $0[0].state != $0[1].state },
      decidedByThird: pairs.count { $0.count == 3 })
  }

  /// What decisions of single readers come to: readings to record, and findings that are decided by them.
  ///
  /// Two equal readings decide, of different ones a third does.
  ///
  /// - Parameter faults: gets every reading by somebody who read the case before
  ///   (``Fault/Code/readBefore``), or of a case that is decided (``Fault/Code/decidedBefore``).
  func outcome(
    of decisions: [Decision], round: String, faults: inout Faults
  ) throws -> (readings: [FindingReading], decided: [Decision]) {
    var cases = Dictionary(grouping: try readings(round: round)) { FindingCase($0) }
    var new: [FindingReading] = []
    var decided: [Decision] = []
    for decision in decisions {
      let key = FindingCase(decision)
      let earlier = cases[key] ?? []
      guard earlier.count < 3, earlier.count < 2 || earlier[0].state != earlier[1].state else {
        faults.append(
          Fault(
            .decidedBefore, at: decision.place, ["unit": decision.unit.text, "kind": decision.kind])
        )
        continue
      }
      guard !earlier.contains(where: { bytesCompare($0.reader, decision.reviewer) == 0 }) else {
        faults.append(
          Fault(
            .readBefore, at: decision.place,
            ["unit": decision.unit.text, "reader": decision.reviewer]))
        continue
      }
      let reading = FindingReading(
        unit: decision.unit, kind: decision.kind, position: earlier.count + 1,
        reader: decision.reviewer, state: decision.state, reason: decision.reason)
      cases[key] = earlier + [reading]
      new.append(reading)
      let agreeing = (earlier + [reading]).filter { $0.state == decision.state }
      guard agreeing.count >= 2 else { continue }
      decided.append(
        Decision(
          unit: decision.unit, kind: decision.kind, state: decision.state,
          reason: agreeing[0].reason,
          reviewer: agreeing.map(\.reader).joined(separator: "; "), place: decision.place))
    }
    return (new, decided)
  }

  /// Records readings.
  func insert(_ readings: [FindingReading], round: String, into db: Database) throws {
    for reading in readings {
      try db.execute(
        sql: """
          INSERT INTO finding_reading (round, path, kind, position, reader, state, reason, read_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          round, reading.unit.text, reading.kind, reading.position, reading.reader,
          reading.state.rawValue, reading.reason, session.timestamp,
        ])
    }
  }
}

/// A case: a unit and a kind of finding.
struct FindingCase: Hashable {
  let unit: UnitID
  let kind: UnitID

  init(_ finding: Finding) {
    unit = finding.unit
    kind = UnitID(finding.kind)
  }

  init(_ reading: FindingReading) {
    unit = reading.unit
    kind = UnitID(reading.kind)
  }

  init(_ decision: Decision) {
    unit = decision.unit
    kind = UnitID(decision.kind)
  }
}

extension Fault.Code {
  /// Somebody reads a case for the second time.
  public static let readBefore = Fault.Code("read-before", .data)
  /// A case that two or three people decided is read again.
  public static let decidedBefore = Fault.Code("decided-before", .data)
}
