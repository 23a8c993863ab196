// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
import Planning
import Sampling
public import Tables

/// A row of a register that a rule finds fault with.
public struct RegisterProblem: Sendable {
  /// The rule.
  public let rule: RegisterRule
  /// What the rule finds.
  public let kind: RegisterProblemKind
  /// The path of the unit.
  public let unit: UnitID
  /// The office that keeps the row: the value of the profile's column of offices; empty if unknown.
  public let office: String
  /// The row's values that the rule looked at.
  public let values: [(name: String, value: String)]
  /// The empty columns for which nobody can tell; none where the rule is broken.
  public let lacking: [String]
  /// How likely the announced design draws the unit; `nil` for rows that no design draws, and where nobody
  /// asked.
  public let probability: Double?
  /// The line of the register's canonical copy.
  public let line: Int
}

/// The problems of an office's own registers, before anybody else finds them.
public struct RegisterProblems: Sendable {
  /// What each rule came to, in the order of the profile.
  public let rules: [RegisterRuleResult]
  /// The problems: the gravest first, then those most likely to be drawn where that was looked at, then by
  /// unit.
  public let problems: [RegisterProblem]
  /// Why nobody knows how likely units are to be drawn: what is wrong with the design.
  public let designFault: Fault?

  /// What rules came to.
  public init(
    rules: [RegisterRuleResult], problems: [RegisterProblem], designFault: Fault? = nil
  ) {
    self.rules = rules
    self.problems = problems
    self.designFault = designFault
  }

  /// The problems of each office, by the bytes of its name.
  /// - Parameter name: the only office that is wanted, if any is.
  /// - Throws: ``Fault/Code/officeWithoutProblems``.
  public func byOffice(
    only name: String? = nil
  ) throws -> [(office: String, problems: [RegisterProblem])] {
    let offices = Dictionary(grouping: problems) { UnitID($0.office) }
      .map { (office: $0.key.text, problems: $0.value) }
      .sorted { bytesCompare($0.office, $1.office) < 0 }
    guard let name else { return offices }
    let wanted = offices.filter { bytesCompare($0.office, name) == 0 }
    guard !wanted.isEmpty else {
      throw Fault(
        .officeWithoutProblems,
        ["name": name, "known": offices.map(\.office).joined(separator: ", ")])
    }
    return wanted
  }
}

extension Fault.Code {
  /// No office of that name has a problem.
  public static let officeWithoutProblems = Fault.Code("office-without-problems", .usage)
}

extension Workspace {
  /// Looks for problems in the whole registers, by the profile's rules.
  ///
  /// - Parameters:
  ///   - day: the day that deadlines are compared with.
  ///   - hasChances: whether it is looked at how likely units with a problem are drawn.
  ///   - progress: hears the trial draws.
  /// - Throws: ``Fault/Code/badDay``; the faults of registers, rules and design.
  /// - Complexity: linear in the bytes of the tables that the rules look at, times the rules.
  public func registerProblems(
    asOf day: String? = nil, hasChances: Bool = true, progress: Tables.Progress? = nil
  ) throws -> RegisterProblems {
    let tables = try recordTables(
      Set(profile.registerRules.flatMap(\.tables).map { UnitID($0) }), asOf: day)
    let results = try profile.registerRules.map { try $0.evaluate(in: tables) }
    let found = Set(results.filter { !$0.problems.isEmpty }.map { UnitID($0.rule.over) })
    let offices = try Dictionary(
      uniqueKeysWithValues: tables.tables.map { (UnitID($0.description.name), $0) }
        .filter { found.contains($0.0) }
        .map { ($0, try tables.values(of: profile.office, for: $1)) })
    let drawn = description.samples.map(\.design.register)
    let units = Set(
      results.filter { result in drawn.contains { bytesCompare($0, result.rule.over) == 0 } }
        .flatMap { result in
          let paths = tables.table(result.rule.over)?.paths ?? []
          return result.problems.map { paths[$0.row] }
        })
    var probabilities: ForeseenInclusion?
    var designFault: Fault?
    if hasChances, !units.isEmpty {
      // An office looks for its problems before anybody has thought of sizes.
      do {
        probabilities = try foreseenInclusion(of: units, progress: progress)
      } catch let fault as Fault {
        designFault = fault
      } catch let faults as Faults {
        designFault = faults.list.first
      }
    }
    var problems: [RegisterProblem] = []
    for result in results where !result.problems.isEmpty {
      let base = tables.table(result.rule.over)!
      let office = offices[UnitID(base.description.name)]!
      let isDrawn = drawn.contains { bytesCompare($0, base.description.name) == 0 }
      for (position, problem) in result.problems.enumerated() {
        let unit = base.paths[problem.row]
        problems.append(
          RegisterProblem(
            rule: result.rule, kind: problem.kind, unit: unit,
            office: office?.text(at: problem.row) ?? "", values: result.values[position],
            lacking: result.lacking[position],
            probability: isDrawn ? probabilities?.probability(of: unit) : nil,
            line: base.table.lines[problem.row]))
      }
    }
    problems.sort { left, right in
      if left.rule.severity != right.rule.severity {
        return left.rule.severity < right.rule.severity
      }
      let (first, second) = (left.probability ?? -1, right.probability ?? -1)
      if first != second { return first > second }
      return left.unit == right.unit
        ? bytesCompare(left.rule.id, right.rule.id) < 0 : left.unit < right.unit
    }
    return RegisterProblems(rules: results, problems: problems, designFault: designFault)
  }

  /// The profile's figures of whole registers and records.
  /// - Throws: as ``registerProblems(asOf:hasChances:progress:)``.
  public func measures(asOf day: String? = nil) throws -> [MeasureResult] {
    let tables = try recordTables(
      Set(profile.measures.flatMap(\.tables).map { UnitID($0) }), asOf: day)
    return try profile.measures.map { try $0.evaluate(in: tables) }
  }

  /// How likely the workspace's design draws units; `nil` where registers of the design are not imported.
  private func foreseenInclusion(
    of units: Set<UnitID>, progress: Tables.Progress?
  ) throws -> ForeseenInclusion? {
    let imported = try database.read { try Self.registerDigests($0) }
    guard description.registers.allSatisfy({ imported[$0.name] != nil }) else { return nil }
    return try ForeseenInclusion(frame(), of: units, progress: progress)
  }
}
