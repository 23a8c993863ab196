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
  /// registers are looked at. Where nobody can tell for want of a value, the problem is that the value is missing: one
  /// for the rules that miss the same, and another than that the rule is broken once the value is there. What a
  /// rule only lists is no problem to be put right.
  /// - Returns: the problems, and the number of rows that are only listed.
  /// - Throws: as ``registerProblems(asOf:hasChances:progress:)``.
  public func registerProblemSources(
    in language: Language, progress: Tables.Progress? = nil
  ) throws -> (problems: [RectificationSource], listed: Int) {
    let found = try registerProblems(progress: progress).problems
    var sources: [RectificationSource] = []
    var positions: [String: Int] = [:]
    for problem in found where problem.rule.severity != .listed {
      let isMissing = problem.kind == .missing
      let lacks = Record.text([problem.rule.over, problem.unit.text] + problem.lacking)
      if isMissing, let position = positions[lacks] {
        sources[position].append(problem, in: language)
        continue
      }
      if isMissing { positions[lacks] = sources.count }
      sources.append(RectificationSource(problem, in: language))
    }
    return (sources, found.count { $0.rule.severity == .listed })
  }
}

extension RectificationSource {
  /// What a rule finds in a row of a register.
  fileprivate init(_ problem: RegisterProblem, in language: Language) {
    let label = problem.rule.label.text(in: language)
    let names = problem.lacking.joined(separator: language == .chinese ? "、" : ", ")
    let lack = BilingualText(
      zh: "缺数据：\(names)；无法判定：\(label)", en: "data missing: \(names); cannot be judged: \(label)")
    self.init(
      kind: .registerProblem, references: [Self.reference(of: problem)],
      problemKinds: [problem.rule.id],
      problem: problem.kind == .missing ? lack.text(in: language) : label,
      about: problem.unit.text, township: problem.office)
    department = problem.rule.department ?? ""
  }

  /// Adds another rule that cannot be judged for want of the same values.
  fileprivate mutating func append(_ other: RegisterProblem, in language: Language) {
    let more = RectificationSource(other, in: language)
    references += more.references
    problemKinds += more.problemKinds
    problem += (language == .chinese ? "；" : "; ") + other.rule.label.text(in: language)
    if department.isEmpty { department = more.department }
  }

  private static func reference(of problem: RegisterProblem) -> [String] {
    [problem.rule.id, problem.rule.over, problem.unit.text]
      + (problem.kind == .missing ? [problem.kind.rawValue] + problem.lacking : [])
  }
}
