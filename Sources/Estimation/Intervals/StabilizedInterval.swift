// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation

/// The default interval of a rate: that of Korn and Graubard (1998) with a design effect that never falls
/// below the one which a stated intra-class correlation implies.
///
/// Errors found in a few clusters say little about how concentrated the errors are that were not found, so
/// that a design effect estimated from rare events is too small just when it matters. With the notation of
/// ``Clustering``, the ceiling ρ of the correlation, q = min(p, 1 - p), a the tail and t the quantiles of
/// Student's distribution:
///
///     d₀ = 1 + (A/B - 1)ρ                        the design effect that the ceiling implies
///     d  = v/(q(1 - q)B) · (t(df)/t(n - 1))²      Korn and Graubard's; 0 if q = 0 or df < 1
///     n* = min(n, 1/(max(d₀, d)B))
///     r  = (max(d₀, d) - 1)/(A/B - 1), between 0 and 1
///     g  = √((r Af + (1 - r)Bf)/(r A + (1 - r)B))  the finite population's factor
///     U₀, L₀ the limits of Clopper and Pearson with x = n*q of n*
///     U  = q + g(U₀ - q),  L = max(0, c + g(L₀ - c)) with c = max(0, q - g/n*)
///     U ≥ g(ρ)(1 - a^(1/n₀)) with n₀ = 1/(d₀ max(B, κ/n))    the zero rule
///
/// and mirrored for p > 1/2. The contraction by g follows the approximations of Molenaar (1970) and Burstein
/// (1975) to hypergeometric limits. <doc:TheDefaultInterval> has the reasons and the study of coverage.
public enum StabilizedInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "stabilized"
  /// The intra-class correlation that the limits allow for unless another is stated.
  public static let defaultCeiling = 0.10

  /// One end of the interval; never missing for a rate.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard estimate.isRate, let clustering = estimate.clustering else {
      return Limit(without: .notARate)
    }
    let shape = try Shape(
      p: min(1, max(0, value)), clustering: clustering,
      degreesOfFreedom: estimate.degreesOfFreedom, ceiling: estimate.iccCeiling, tail: tail)
    return Limit(try shape.limit(end, tail: tail), shape.rule)
  }

  /// The limit from its parts.
  ///
  /// - Parameters:
  ///   - p: the rate, from 0 to 1.
  ///   - ceiling: the largest intra-class correlation that is allowed for, from 0 to 1.
  ///   - tail: the probability beyond the limit, between 0 and 1/2.
  /// - Throws: an error of the numerical methods.
  public static func limit(
    _ end: IntervalEnd, p: Double, clustering: Clustering, degreesOfFreedom: Int,
    ceiling: Double = defaultCeiling, tail: Double
  ) throws -> Double {
    try Shape(
      p: p, clustering: clustering, degreesOfFreedom: degreesOfFreedom, ceiling: ceiling,
      tail: tail
    ).limit(end, tail: tail)
  }

  /// The limit away from 0, or from 1 for rates above one half, if clusters may be wrong as a whole; `nil`
  /// where units do not lie in clusters.
  public static func limitOfWholeClusters(_ estimate: Estimate, tail: Double) throws -> Double? {
    guard let value = estimate.value, let clustering = estimate.clustering,
      clustering.clusterSquares > clustering.unitSquares * (1 + 1e-9)
    else { return nil }
    return try limit(
      value > 0.5 ? .lower : .upper, p: min(1, max(0, value)), clustering: clustering,
      degreesOfFreedom: estimate.degreesOfFreedom, ceiling: 1, tail: tail)
  }

  /// The effective size n₀ on which the limit rests if no error is found.
  public static func sizeWithoutErrors(
    _ clustering: Clustering, ceiling: Double = defaultCeiling
  ) -> Double {
    let b = clustering.unitSquares
    let least = 1 + (max(clustering.clusterSquares, b) / b - 1) * ceiling
    return 1 / (least * max(b, clustering.largestMean / Double(clustering.units)))
  }

  /// The effective size n* of a rate: the number of independent units whose limits it has, at 95%.
  /// - Throws: an error of the numerical methods.
  static func effectiveSize(
    p: Double, clustering: Clustering, degreesOfFreedom: Int, ceiling: Double
  ) throws -> Double {
    let shape = try Shape(
      p: p, clustering: clustering, degreesOfFreedom: degreesOfFreedom, ceiling: ceiling,
      tail: 0.025)
    return shape.q == 0 ? shape.zeroSize : shape.size
  }

  /// The effective size and the finite population's factor of one rate.
  private struct Shape {
    let q: Double
    let isMirrored: Bool
    let size: Double
    let contraction: Double
    let zeroSize: Double
    let zeroContraction: Double
    let rule: FigureRule?

    init(
      p: Double, clustering: Clustering, degreesOfFreedom: Int, ceiling: Double, tail: Double
    ) throws {
      q = min(p, 1 - p)
      isMirrored = p > 0.5
      let b = clustering.unitSquares
      // Rounding must not make clusters smaller than the units in them.
      let a = max(clustering.clusterSquares, b)
      let n = Double(clustering.units)
      let least = 1 + (a / b - 1) * ceiling
      var direct = 0.0
      if q > 0 && degreesOfFreedom >= 1 && n > 1 {
        let ratio =
          try StudentT(degreesOfFreedom: Double(degreesOfFreedom)).upperQuantile(tail)
          / StudentT(degreesOfFreedom: n - 1).upperQuantile(tail)
        direct = clustering.variance / (q * (1 - q) * b) * ratio * ratio
      }
      let effect = max(least, direct)
      func contraction(_ r: Double) -> Double {
        let rest = r * clustering.clusterRest + (1 - r) * clustering.unitRest
        return (max(0, rest) / (r * a + (1 - r) * b)).squareRoot()
      }
      let isClustered = a > b * (1 + 1e-9)
      size = min(n, 1 / (effect * b))
      self.contraction = contraction(
        isClustered ? min(1, max(0, (effect - 1) / (a / b - 1))) : 0)
      zeroSize = sizeWithoutErrors(clustering, ceiling: ceiling)
      zeroContraction = contraction(isClustered ? ceiling : 0)
      rule = Self.rule(
        q: q, degreesOfFreedom: degreesOfFreedom, isMoreClustered: direct > least && isClustered,
        isDominated: size * clustering.largestShare > 10)
    }

    private static func rule(
      q: Double, degreesOfFreedom: Int, isMoreClustered: Bool, isDominated: Bool
    ) -> FigureRule? {
      if isDominated { return .dominantUnit }
      if q == 0 { return .ceilingAtZero }
      if degreesOfFreedom < 1 { return .ceilingOnly }
      return isMoreClustered ? .moreClustered : nil
    }

    func limit(_ end: IntervalEnd, tail: Double) throws -> Double {
      let isUpper = (end == .upper) != isMirrored
      let x = size * q
      let limits = try ClopperPearson.limits(x: x, n: size, lowerTail: tail, upperTail: tail)
      let limit: Double
      if isUpper {
        let floor = zeroContraction * -expm1(log(tail) / zeroSize)
        limit = min(1, max(q + contraction * (limits.upper - q), floor))
      } else if q == 0 {
        limit = 0
      } else {
        let center = max(0, q - contraction / size)
        limit = max(0, center + contraction * (limits.lower - center))
      }
      return isMirrored ? 1 - limit : limit
    }
  }
}
