// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
public import Tables

/// The list of suspected errors that reviewers fill in: `review.csv`.
///
/// Columns: `path`, `kind`, `rules`, `decision` (`confirmed` or `cleared`), `reason`, `reviewer`. Rows
/// without a decision are left open. Where an office has sent evidence, `explanation` and `attachments` follow.
public enum ReviewFile {
  static let header = ["path", "kind", "rules", "decision", "reason", "reviewer"]

  /// Writes the findings; decided ones with their decisions, all with the evidence there is. What other
  /// readers concluded is not in it.
  public static func write(
    _ findings: [Finding], evidence: [FindingEvidence] = [], to path: String
  ) throws {
    let said = Dictionary(grouping: evidence, by: \.unit)
    let further = evidence.isEmpty ? [] : ["explanation", "attachments"]
    var writer = try CSVWriter(path: path, header: header + further)
    for finding in findings {
      let answer = said[finding.unit]?.first { bytesCompare($0.kind, finding.kind) == 0 }
      let fields = [
        finding.unit.text, finding.kind, finding.rules.joined(separator: " "),
        finding.state == .suspected ? "" : finding.state.rawValue, finding.reason ?? "",
        finding.reviewer ?? "",
      ]
      try writer.write(
        evidence.isEmpty
          ? fields : fields + [answer?.explanation ?? "", answer?.attachments ?? ""])
    }
    try writer.finish()
  }

  /// Reads the decisions of a CSV or a workbook.
  ///
  /// - Parameter faults: gets every decision that is neither confirmed nor cleared
  ///   (``Fault/Code/notADecision``), so that whoever takes the others can name all wrong rows at once.
  /// - Throws: the faults of ``TableFile``.
  public static func decisions(at path: String, faults: inout Faults) throws -> [Decision] {
    let table = try TableFile(path: path).table()
    let columns = try ["path", "kind", "decision", "reason", "reviewer"].map { try table.text($0) }
    var decisions: [Decision] = []
    for row in 0..<table.rowCount where !columns[2].isEmpty(row) {
      let text = columns[2].text(at: row)
      guard let state = Finding.State(rawValue: text), state != .suspected else {
        faults.append(
          Fault(.notADecision, at: table.place(row: row, column: "decision"), ["value": text]))
        continue
      }
      decisions.append(
        Decision(
          unit: columns[0].unitID(at: row), kind: columns[1].text(at: row), state: state,
          reason: columns[3].text(at: row), reviewer: columns[4].text(at: row),
          place: table.place(row: row)))
    }
    return decisions
  }
}

extension Fault.Code {
  /// A decision is neither confirmed nor cleared.
  public static let notADecision = Fault.Code("not-a-decision", .data)
}
