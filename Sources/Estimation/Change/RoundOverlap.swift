// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The first-stage units that two rounds of one survey have in common, and what they add to variances.
///
/// Both rounds stand in one design, each with strata of its own, so that its variance alone takes them for
/// independent. For a stratum of N units of which one round drew n₁ and the other n₂ by simple random
/// sampling, n_c of them in both, the totals T₁ and T₂ have
///
///     Cov(T₁, T₂) = N² (n_c/(n₁n₂) - 1/N) S₁₂
///
/// (Tam 1984; Qualité and Tillé 2008, section 2), S₁₂ being the covariance of the units' totals, without 1/N
/// where the units were drawn with replacement or N is unknown. s₁₂ over the common units estimates it without
/// bias where these are a simple random sample themselves and later stages are drawn anew in each round;
/// where the same households are asked twice it leaves out their part N S_w, which is positive for answers
/// that persist, so that the variance of a difference comes out too large rather than too small. With the
/// expanded totals t = (N/n)y of linearized variables the term is (n_c - n₁n₂/N) s₁₂(t).
package struct RoundOverlap: Sendable {
  /// A first-stage unit of both rounds.
  struct Pair: Sendable {
    let earlier: UInt32
    let later: UInt32
  }

  /// A stratum that both rounds have drawn from.
  struct Stratum: Sendable {
    /// The stratum's cell in the earlier and in the later round.
    let earlier: Int
    let later: Int
    /// The units of both rounds.
    var common: [Pair] = []
  }

  /// The strata that both rounds have.
  let strata: [Stratum]
  /// Whether units have names by which they can be known again.
  let hasNames: Bool

  /// The overlap of two rounds in a design whose first-stage strata lie within rounds.
  ///
  /// - Parameters:
  ///   - rounds: 0 for the earlier, 1 for the later round, by row.
  ///   - strata: the first-stage stratum of each row, the same code in both rounds.
  ///   - units: the name of the first-stage unit of each row within its stratum; `nil` if units are rows.
  /// - Complexity: linear in rows.
  init(_ design: SurveyDesign, rounds: [UInt32], strata: [UInt32], units: [UInt32]?) {
    hasNames = units != nil
    let none = UInt32.max
    let (names, pairs) = PairCoder.codes(
      strata, units ?? [UInt32](repeating: 0, count: rounds.count))
    var unitOfName = [[UInt32]](repeating: [UInt32](repeating: none, count: pairs.count), count: 2)
    let strataCount = Int(strata.max() ?? 0) + 1
    var cellOfStratum = [[Int]](repeating: [Int](repeating: -1, count: strataCount), count: 2)
    for row in rounds.indices where design.unitOfRow[row] != SurveyDesign.outside {
      let unit = design.primaryUnit(ofLastStageUnit: design.unitOfRow[row])
      let round = Int(rounds[row])
      unitOfName[round][Int(names[row])] = unit
      cellOfStratum[round][Int(strata[row])] = Int(design.levels[0].cellOfUnit[Int(unit)])
    }
    var place = [Int](repeating: -1, count: strataCount)
    var found: [Stratum] = []
    for stratum in 0..<strataCount
    where cellOfStratum[0][stratum] >= 0 && cellOfStratum[1][stratum] >= 0 {
      place[stratum] = found.count
      found.append(
        Stratum(earlier: cellOfStratum[0][stratum], later: cellOfStratum[1][stratum]))
    }
    if hasNames {
      for name in 0..<pairs.count where unitOfName[0][name] != none && unitOfName[1][name] != none {
        found[place[Int(pairs.first[name])]].common.append(
          Pair(earlier: unitOfName[0][name], later: unitOfName[1][name]))
      }
    }
    self.strata = found
  }

  /// The overlap of two designs of one survey, whose first stages have the same labels: strata of one label are
  /// the same stratum, units of one label in it the same unit, whether or not they have rows.
  ///
  /// - Complexity: linear in first-stage units.
  init(_ earlier: SurveyDesign, _ later: SurveyDesign) {
    let (first, second) = (earlier.levels[0], later.levels[0])
    let hasNames = !first.unitLabels.codes.isEmpty && !second.unitLabels.codes.isEmpty
    self.hasNames = hasNames
    let cells = Dictionary(
      (0..<second.cellCount).map { (UnitID(second.cellLabels[$0]), $0) },
      uniquingKeysWith: { first, _ in first })
    strata = (0..<first.cellCount).compactMap { cell in
      guard let other = cells[UnitID(first.cellLabels[cell])] else { return nil }
      let names = Dictionary(
        (second.unitStart[other]..<second.unitStart[other + 1]).map {
          (UnitID(second.unitLabels[$0]), UInt32($0))
        }, uniquingKeysWith: { first, _ in first })
      let common = (first.unitStart[cell]..<first.unitStart[cell + 1]).compactMap { unit in
        names[UnitID(first.unitLabels[unit])].map { Pair(earlier: UInt32(unit), later: $0) }
      }
      return Stratum(earlier: cell, later: other, common: hasNames ? common : [])
    }
  }
}

extension SurveyDesign {
  /// The first-stage unit that a last-stage unit lies in.
  func primaryUnit(ofLastStageUnit unit: UInt32) -> UInt32 {
    var ancestor = unit
    for level in levels.dropFirst().reversed() {
      ancestor = level.parentOfCell[Int(level.cellOfUnit[Int(ancestor)])]
    }
    return ancestor
  }
}
