// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
public import Tables

/// A kind of finding in the units that two rounds both assessed.
public struct ComparedFinding: Sendable {
  /// The kind of finding; `nil` for any of them.
  public let kind: FindingKind?
  /// How the rounds compare.
  public let comparison: PairedComparison
  /// The units with different results, by path.
  public let differing: [UnitID]
}

extension Workspace {
  /// Compares two rounds on the units of which both have a complete interview: the county's own assessment, say,
  /// with the third party's. Only confirmed findings count.
  ///
  /// - Returns: all kinds together, then each by itself in the profile's order.
  /// - Throws: ``Fault/Code/roundsWithoutCommonUnits``; what fieldwork throws.
  /// - Complexity: n log n in the units of both rounds.
  public func compare(
    round: String, with other: String, progress: Tables.Progress? = nil
  ) throws -> [ComparedFinding] {
    let first = try assessed(round: round, progress: progress)
    let second = try assessed(round: other, progress: progress)
    let common = first.units.intersection(second.units).sorted()
    guard !common.isEmpty else {
      throw Fault(.roundsWithoutCommonUnits, ["round": round, "other": other])
    }
    let kinds: [FindingKind?] = [nil] + profile.findings
    return try kinds.map { kind in
      let (a, b) = (first.marked(kind), second.marked(kind))
      func count(_ inFirst: Bool, _ inSecond: Bool) -> Int {
        common.count { a.contains($0) == inFirst && b.contains($0) == inSecond }
      }
      return ComparedFinding(
        kind: kind,
        comparison: try PairedComparison(
          both: count(true, true), onlyFirst: count(true, false), onlySecond: count(false, true),
          neither: count(false, false), confidence: profile.confidence.doubleValue),
        differing: common.filter { a.contains($0) != b.contains($0) })
    }
  }

  private func assessed(round: String, progress: Tables.Progress?) throws -> AssessedUnits {
    let units = try fieldwork(round: round, progress: progress).cleanUnits(findings: [])
    let confirmed = try findings(round: round).filter { $0.state == .confirmed }
    return AssessedUnits(units: Set(units), confirmed: confirmed)
  }
}

/// The units with a complete interview, and the findings that were confirmed.
private struct AssessedUnits {
  let units: Set<UnitID>
  let confirmed: [Finding]

  /// The units with a confirmed finding of a kind, of any without one.
  func marked(_ kind: FindingKind?) -> Set<UnitID> {
    Set(
      confirmed.filter { finding in
        kind.map { bytesCompare($0.name, finding.kind) == 0 } ?? true
      }.map(\.unit))
  }
}

extension Fault.Code {
  /// Two rounds have no unit that both assessed.
  public static let roundsWithoutCommonUnits = Fault.Code("rounds-without-common-units", .data)
}
