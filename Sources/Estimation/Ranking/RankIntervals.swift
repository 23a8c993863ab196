// SPDX-License-Identifier: GPL-3.0-or-later

/// Joint confidence intervals for the ranks of several quantities (Klein, Wright and Wieczorek 2020).
///
/// From intervals that hold all quantities together with a confidence, the rank of quantity k, 1 being the lowest,
/// lies between the number of those that are certainly lower, plus one, and the number of those that are not
/// certainly higher:
///
///     |{j: Uⱼ < Lₖ}| + 1 <= rₖ <= K - |{j: Lⱼ > Uₖ}|
///
/// All ranks hold together with at least the confidence of the intervals, whatever depends on what (theorem 1).
/// Intervals at 1 - α/K each hold together with at least 1 - α (Bonferroni).
package enum RankIntervals {
  /// The ranks of quantities from intervals that hold together.
  ///
  /// Intervals that touch do not tell which of two is lower.
  /// - Complexity: squared in the number of quantities.
  package static func ranks(
    _ limits: [(lower: Double, upper: Double)]
  ) -> [ClosedRange<Int>] {
    limits.map { own in
      let lower = limits.count { $0.upper < own.lower }
      let higher = limits.count { $0.lower > own.upper }
      return lower + 1...limits.count - higher
    }
  }
}
