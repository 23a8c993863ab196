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
    let townships = try self.townships()
    return confirmed.flatMap { finding in
      let top = UnitID(String(finding.unit.text.prefix { $0 != "/" }))
      return RectificationSource.problems(
        of: finding, round: round, township: townships?[top] ?? "", profile: profile,
        language: language)
    }
  }

  /// The problems that the profile's rules find in the whole registers, in the words of a language.
  ///
  /// A problem is known by its rule, table and unit, so that the same one is entered once however often the
  /// registers are looked at.
  /// - Throws: as ``registerProblems(asOf:progress:)``.
  public func registerProblemSources(
    in language: Language, progress: Tables.Progress? = nil
  ) throws -> [RectificationSource] {
    let townships = try self.townships()
    return try registerProblems(progress: progress).problems.map { problem in
      let top = UnitID(String(problem.unit.text.prefix { $0 != "/" }))
      var source = RectificationSource(
        kind: .registerProblem,
        references: [[problem.rule.id, problem.rule.over, problem.unit.text]],
        problemKinds: [problem.rule.id], problem: problem.rule.label.text(in: language),
        about: problem.unit.text, township: townships?[top] ?? problem.office)
      source.department = problem.rule.department ?? ""
      return source
    }
  }

  /// The township of each unit of the first stage, if the registers tell it: a column `township`, or the
  /// identifier itself where townships are the first stage.
  package func townships() throws -> [UnitID: String]? {
    guard let top = description.registers.first(where: { $0.parent == nil }),
      try database.read({ try Self.registerDigests($0)[top.name] }) != nil
    else { return nil }
    let table = try register(named: top.name).table
    let ids = try table.text(top.id)
    guard bytesCompare(top.id, "township") == 0 || table.index(of: "township") != nil else {
      return nil
    }
    let names = try table.text("township")
    return (0..<table.rowCount).reduce(into: [:]) {
      $0[ids.unitID(at: $1)] = names.text(at: $1)
    }
  }
}
