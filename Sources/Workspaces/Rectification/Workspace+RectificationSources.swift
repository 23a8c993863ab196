// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
import Sampling
public import Tables

/// What becomes items of the ledger in one step.
extension Workspace {
  /// The problems behind the confirmed findings of a round, in the words of a language.
  public func findingProblems(
    round: String, in language: Language
  ) throws -> [RectificationSource] {
    let confirmed = try findings(round: round).filter { $0.state == .confirmed }
    let offices = try offices()
    return confirmed.flatMap { finding in
      RectificationSource.problems(
        of: finding, round: round, township: offices?[finding.unit.top] ?? "", profile: profile,
        language: language)
    }
  }

  /// The problems that the profile's rules find in the whole registers, in the words of a language.
  ///
  /// A problem is known by its rule, table and unit, so that the same one is entered once however often the
  /// registers are looked at.
  /// - Throws: as ``registerProblems(asOf:hasChances:progress:)``.
  public func registerProblemSources(
    in language: Language, progress: Tables.Progress? = nil
  ) throws -> [RectificationSource] {
    try registerProblems(progress: progress).problems.map { problem in
      var source = RectificationSource(
        kind: .registerProblem,
        references: [[problem.rule.id, problem.rule.over, problem.unit.text]],
        problemKinds: [problem.rule.id], problem: problem.rule.label.text(in: language),
        about: problem.unit.text, township: problem.office)
      source.department = problem.rule.department ?? ""
      return source
    }
  }
}
