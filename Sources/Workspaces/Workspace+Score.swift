// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Foundation
import GRDB
public import Planning
public import Tables

extension Workspace {
  /// Computes the result of a round from its answers and findings.
  ///
  /// - Parameters:
  ///   - round: the round.
  ///   - treatment: how the variance is estimated.
  ///   - progress: hears the work.
  public func score(
    round: String, treatment: VarianceTreatment = VarianceTreatment(),
    progress: Tables.Progress? = nil
  ) throws -> AssessmentResult {
    let findings = try findingsApart(round: round)
    var result = try fieldwork(round: round, progress: progress)
      .score(findings: findings.drawn, treatment: treatment)
    result.leads = try leadWork(round: round).counts(findings: findings.leads)
    return result
  }

  /// How each indicator of a round differs from another, earlier one.
  ///
  /// - Throws: ``Fault/Code/roundsMustDiffer``; as ``score(round:treatment:progress:)``, for both rounds.
  public func changes(
    round: String, since earlier: String, treatment: VarianceTreatment = VarianceTreatment(),
    progress: Tables.Progress? = nil
  ) throws -> [IndicatorChange] {
    guard bytesCompare(round, earlier) != 0 else {
      throw Fault(.roundsMustDiffer, ["name": round])
    }
    return try fieldwork(round: round, progress: progress).changes(
      since: fieldwork(round: earlier, progress: progress),
      findings: findingsApart(round: round).drawn,
      earlierFindings: findingsApart(round: earlier).drawn, treatment: treatment)
  }

  /// The rows and figures of a round for a script in another program.
  public func scriptData(round: String, progress: Tables.Progress? = nil) throws -> ScriptData {
    try fieldwork(round: round, progress: progress)
      .scriptData(findings: findingsApart(round: round).drawn)
  }

  /// The parts of the population that a column of the registers makes, ranked by an indicator.
  ///
  /// - Throws: as ``Assessment/Fieldwork/ranking(of:by:findings:worst:treatment:)``.
  public func ranking(
    of indicator: String, by column: String, round: String, worst: DomainRanking.Worst? = nil,
    progress: Tables.Progress? = nil
  ) throws -> DomainRanking {
    try fieldwork(round: round, progress: progress).ranking(
      of: indicator, by: column, findings: findingsApart(round: round).drawn, worst: worst)
  }

  /// What the indicators of a round would be under other treatments.
  public func sensitivity(
    round: String, treatment: VarianceTreatment = VarianceTreatment(),
    progress: Tables.Progress? = nil
  ) throws -> [Sensitivity] {
    try fieldwork(round: round, progress: progress)
      .sensitivity(findings: findingsApart(round: round).drawn, treatment: treatment)
  }

  /// Writes `estimation.csv`: the rows and the design from which every figure can be computed again.
  /// - Returns: the file's path.
  public func writeEstimationTable(
    round: String, progress: Tables.Progress? = nil
  ) throws -> String {
    let table = try fieldwork(round: round, progress: progress)
      .estimationTable(findings: findingsApart(round: round).drawn)
    let folder = outputFolder(round: round)
    try Self.makeFolder(folder)
    let file = folder.appending(path: "estimation.csv")
    try CSVWriter.write(table, to: file.path)
    return file.relativePath
  }

  /// The first and the last moment at which answers were submitted.
  public func submissionPeriod(round: String) throws -> ClosedRange<Date>? {
    let bounds = try database.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT min(submitted_at) AS first, max(submitted_at) AS last FROM submission
          WHERE round = ? AND submitted_at <> ''
          """, arguments: [round])
    }
    guard let first = bounds?["first"] as String?, let last = bounds?["last"] as String?,
      let from = Self.date(first), let to = Self.date(last), from <= to
    else { return nil }
    return from...to
  }

  /// A moment as ODK Central writes it, with or without parts of a second.
  private static func date(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}

extension Fault.Code {
  /// A round is to be compared with itself.
  public static let roundsMustDiffer = Fault.Code("rounds-must-differ", .usage)
}
