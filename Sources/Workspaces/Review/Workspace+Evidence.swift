// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import GRDB
import Sampling
public import Tables

/// What an office says about a suspected finding.
public struct FindingEvidence: Sendable, Equatable {
  /// The unit's path.
  public let unit: UnitID
  /// The kind of finding.
  public let kind: String
  /// The office's explanation.
  public let explanation: String
  /// The names of papers and photographs that it sends along.
  public let attachments: String
  /// Who answers for it.
  public let answeredBy: String
}

extension Workspace {
  /// The columns of a workbook for evidence that an office fills in.
  public static let evidenceColumns = ["explanation", "attachments", "answered_by"]

  /// The suspected findings that nobody has decided, by the office that answers for the unit's first-stage
  /// unit; empty where the profile or register names none.
  /// - Parameter name: the only office that is wanted, if any is.
  /// - Throws: ``Fault/Code/officeWithoutProblems``.
  public func openFindings(
    round: String, of name: String? = nil
  ) throws -> [(office: String, findings: [Finding])] {
    let offices = try offices() ?? [:]
    let open = try findings(round: round).filter { $0.state == .suspected }
    let groups = Dictionary(grouping: open) { UnitID(offices[$0.unit.top] ?? "") }
      .map { (office: $0.key.text, findings: $0.value) }
      .sorted { bytesCompare($0.office, $1.office) < 0 }
    guard let name else { return groups }
    let wanted = groups.filter { bytesCompare($0.office, name) == 0 }
    guard !wanted.isEmpty else {
      throw Fault(
        .officeWithoutProblems,
        ["name": name, "known": groups.map(\.office).joined(separator: ", ")])
    }
    return wanted
  }

  /// The last evidence for each finding of a round.
  public func evidence(round: String) throws -> [FindingEvidence] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM finding_evidence WHERE sequence IN
            (SELECT max(sequence) FROM finding_evidence WHERE round = ? GROUP BY path, kind)
          """, arguments: [round]
      ).map {
        FindingEvidence(
          unit: UnitID($0["path"] as String), kind: $0["kind"], explanation: $0["explanation"],
          attachments: $0["attachments"], answeredBy: $0["answered_by"])
      }
    }.sorted { ($0.unit, UnitID($0.kind)) < ($1.unit, UnitID($1.kind)) }
  }

  /// Whether a file is a filled-in workbook for evidence rather than a list of decisions.
  public func holdsEvidence(_ path: String) throws -> Bool {
    let header = try TableFile(path: path).header
    return header.contains("explanation") && !header.contains("decision")
  }

  /// Takes the evidence of a filled-in workbook or CSV; all rows or none. Rows that say nothing are left,
  /// and what was said before in the same words is not recorded again.
  ///
  /// - Returns: the number of cases with new evidence.
  /// - Throws: ``Tables/Faults`` with every row that names no open finding
  ///   (``Fault/Code/noSuchFinding``, ``Fault/Code/decidedBefore``) or nobody who answers for it
  ///   (``Fault/Code/evidenceOfNobody``); the faults of ``TableFile``.
  public func importEvidence(_ path: String, round: String) throws -> Int {
    let table = try TableFile(path: path).table()
    let columns = try (["path", "kind"] + Self.evidenceColumns).map { try table.text($0) }
    let known = Dictionary(
      try findings(round: round).map { ("\($0.unit.text)\n\($0.kind)", $0.state) },
      uniquingKeysWith: { first, _ in first })
    let before = try evidence(round: round)
    var faults = Faults()
    var new: [FindingEvidence] = []
    for row in 0..<table.rowCount where columns[2...3].contains(where: { !$0.isEmpty(row) }) {
      let texts = columns.map { $0.text(at: row) }
      let place = table.place(row: row)
      switch known["\(texts[0])\n\(texts[1])"] {
      case nil:
        faults.append(Fault(.noSuchFinding, at: place, ["unit": texts[0], "kind": texts[1]]))
      case .suspected?:
        if texts[4].isEmpty { faults.append(Fault(.evidenceOfNobody, at: place)) }
        let said = FindingEvidence(
          unit: UnitID(texts[0]), kind: texts[1], explanation: texts[2], attachments: texts[3],
          answeredBy: texts[4])
        if !before.contains(said) { new.append(said) }
      default:
        faults.append(Fault(.decidedBefore, at: place, ["unit": texts[0], "kind": texts[1]]))
      }
    }
    try faults.throwIfAny()
    guard !new.isEmpty else { return 0 }
    try record("review evidence", ["round": round, "cases": "\(new.count)"]) { db in
      for said in new {
        try db.execute(
          sql: """
            INSERT INTO finding_evidence
              (round, path, kind, explanation, attachments, answered_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            round, said.unit.text, said.kind, said.explanation, said.attachments, said.answeredBy,
            session.timestamp,
          ])
      }
    }
    return new.count
  }
}

extension Fault.Code {
  /// Evidence does not say who answers for it.
  public static let evidenceOfNobody = Fault.Code("evidence-of-nobody", .data)
}
