// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import Tables
public import Workspaces

/// `report.html`: what a reader is given.
public enum ReportFile {
  /// Writes the report of a round and returns its path.
  ///
  /// - Parameters:
  ///   - earlier: a round to compare with, if any.
  ///   - isPublished: whether it is the version for the public, `report-public.html`.
  public static func write(
    _ workspace: Workspace, round: String, result: AssessmentResult, against earlier: String? = nil,
    isPublished: Bool = false, in language: Language
  ) throws -> String {
    let revisits = try workspace.revisits(round: round)
    var content = try ReportContent(
      of: workspace, round: round, draw: workspace.currentDraw(round: round).draw, result: result,
      sensitivity: workspace.sensitivity(round: round),
      fieldWork: workspace.submissionPeriod(round: round),
      revisits: revisits.isEmpty
        ? nil
        : Revisits(
          listed: revisits.count, visited: revisits.count { $0.result != nil },
          differing: revisits.filter { $0.result == "differs" }.map(\.unit.text),
          bound: revisits.contains { $0.result != nil }
            ? workspace.missedErrors(round: round).bound : nil))
    if workspace.profile.readers > 1 {
      content.readings = try workspace.readingProgress(round: round)
    }
    content.changes = try earlier.map {
      RoundChanges(earlier: $0, changes: try workspace.changes(round: round, since: $0))
    }
    if isPublished { content = content.published() }
    let file = workspace.outputFolder(round: round)
      .appending(path: isPublished ? "report-public.html" : "report.html")
    try AtomicFile.write(HTMLReport.render(content, in: language), to: file.path)
    return file.relativePath
  }
}
