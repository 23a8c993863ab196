// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Tables
import Workspaces

/// Suspected findings as a workbook for the office that may send evidence: the unit, what is suspected and by
/// which rules, and columns to fill in. Neither interviewer nor informant stands in it.
public enum EvidenceWorkbook {
  /// Writes the workbook.
  /// - Throws: the faults of writing.
  public static func write(
    _ findings: [Finding], profile: Profile, to path: String, in language: Language
  ) throws {
    var writer = try WorkbookWriter(path: path, mode: 0o600)
    let sheet = try writer.addSheet(
      "evidence",
      columns: [
        .init("path"), .init("kind"), .init("suspected", width: 20), .init("problem", width: 60),
      ] + Workspace.evidenceColumns.map { .init($0, width: 40) }, frozenColumns: 1)
    for finding in findings {
      let rules = finding.rules.map { id in
        profile.rules.first { bytesCompare($0.id, id) == 0 }?.label.text(in: language) ?? id
      }
      let kind = profile.finding(finding.kind)?.label.text(in: language) ?? finding.kind
      try writer.append(
        [
          OutputCell(finding.unit.text), OutputCell(finding.kind), OutputCell(kind),
          OutputCell(rules.joined(separator: language == .chinese ? "；" : "; ")),
        ] + Workspace.evidenceColumns.map { _ in OutputCell("", style: .input) }, to: sheet)
    }
    try writer.commit()
  }
}
