// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation

/// R's `svyciprop(method = "likelihood")`: the rates that a binomial likelihood of weighted rows does not
/// reject, its deviance being scaled by the design effect (Rao and Scott 1984; Lumley and Scott 2014).
///
/// The deviance of a rate π from the estimate p, per row, is
///
///     D(π) = 2 [p ln(p/π) + (1 - p) ln((1 - p)/(1 - π))],
///
/// and the limits solve D(π) = n/(n - 1) · t² v/(p(1 - p)), with the design variance v, the t quantile of
/// the design's degrees of freedom and n rows; n/(n - 1) is the dispersion that R estimates. D grows on
/// either side of p, so that each side has one root.
///
/// R does not solve this equation: it computes ±√(n D/dispersion) at some ten values of the logit, lays a
/// cubic spline through them, reads the spline at three times as many values and goes between these in
/// straight lines, which moves limits by some thousandths of themselves; and it takes the design effect from
/// the last but one step of its regression. So does this method, to give R's figures; where R's values do
/// not reach the limit, so that R has none, it is the root itself.
///
/// With missing values R scales the dispersion by the weights of rows that it does not use; here they are as
/// if they were not in the data. For ratios that are rates, rows count as they do for proportions.
public enum LikelihoodInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "likelihood"

  /// One end of the interval; missing at 0 and 1, and without variance, where R stops.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    let rate = Rate(estimate, value: value)
    guard case .inside(let p, let error) = rate else { return rate.missing }
    guard error > 0, estimate.count > 1 else { return Limit(without: .noVariance) }
    let t = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom)).upperQuantile(tail)
    let profile = BinomialProfile(
      p: p, error: error, rows: Double(estimate.count),
      workingWeight: estimate.proportionRows?.lastWorkingWeight(towards: p) ?? p * (1 - p))
    let logit = try profile.interpolatedLimit(end, t: t) ?? profile.limit(end, t: t)
    return Limit(1 / (1 + exp(-logit)))
  }
}

/// The deviance of a weighted binomial sample as a function of the logit θ of its rate.
struct BinomialProfile {
  /// The estimated rate.
  let p: Double
  /// Its standard error from the design.
  let error: Double
  /// The number of rows, n.
  let rows: Double
  /// p(1 - p) as R's regression knows it.
  let workingWeight: Double

  private var center: Double { log(p / (1 - p)) }

  /// The variance of the estimated logit over that of a simple sample with the rate's own p(1 - p), or R's.
  private func designEffect(_ working: Double) -> Double {
    let error = error / (p * (1 - p))
    return error * error * rows * working
  }

  /// ±√(n D(θ)/dispersion), with the sign of θ - θ̂.
  func root(at logit: Double) -> Double {
    // ln(p/π) and ln((1 - p)/(1 - π)), without cancellation far out.
    let logRate = -log1p(exp(-abs(logit))) + min(logit, 0)
    let logRest = -log1p(exp(-abs(logit))) - max(logit, 0)
    let deviance = 2 * (p * (log(p) - logRate) + (1 - p) * (log1p(-p) - logRest))
    let size = (max(0, deviance) * (rows - 1)).squareRoot()
    return logit < center ? -size : size
  }

  /// The logit at which the root is ±t √(design effect), by Newton's method in a bracket.
  /// - Throws: ``NumericError``.
  func limit(_ end: IntervalEnd, t: Double) throws(NumericError) -> Double {
    let cut = (end == .lower ? -1 : 1) * t * designEffect(p * (1 - p)).squareRoot()
    // The root grows at least as the square root of |θ - θ̂| min(p, 1 - p).
    let reach = (cut * cut / (rows - 1) + 2) / min(p, 1 - p)
    let bracket = end == .lower ? center - reach...center : center...center + reach
    let start = center + cut / (rows * p * (1 - p)).squareRoot()
    return try increasingRoot(
      from: min(max(start, bracket.lowerBound), bracket.upperBound), in: bracket
    ) { logit in
      let root = root(at: logit)
      let rate = 1 / (1 + exp(-logit))
      return (root - cut, root == 0 ? .nan : (rate - p) * (rows - 1) / root)
    }
  }

  /// The same as R's interpolation gives it, `nil` where its values do not reach the cut.
  /// - Throws: ``NumericError``.
  func interpolatedLimit(_ end: IntervalEnd, t: Double) throws(NumericError) -> Double? {
    let cut = t * designEffect(workingWeight).squareRoot()
    // R's `alpha`: the two-sided level at which it stops going outwards.
    let alpha = Normal.standard.upperTail(cut) / 2
    guard alpha > 0 else { return nil }
    let outermost = try FDistribution(numerator: 1, denominator: rows - 1).upperQuantile(alpha)
      .squareRoot()
    let step = outermost / 5 * error / (p * (1 - p))
    var points = [(logit: center, root: 0.0)]
    for sign in [-1.0, 1] {
      var root = 0.0
      for number in 1..<10 where abs(root) < outermost {
        let logit = center + sign * Double(number) * step
        root = self.root(at: logit)
        points.append((logit, root))
      }
    }
    points.sort { $0.logit < $1.logit }
    let spline = CubicSpline(x: points.map(\.logit), y: points.map(\.root))
    let count = 3 * points.count
    let (first, last) = (points[0].logit, points[points.count - 1].logit)
    let between = (0..<count).map { index in
      let logit = first + (last - first) * Double(index) / Double(count - 1)
      return (logit: logit, root: spline.value(at: logit))
    }
    return Self.crossing(between.sorted { $0.root < $1.root }, end == .lower ? -cut : cut)
  }

  /// Where the straight lines between points that ascend by root reach a root.
  private static func crossing(_ points: [(logit: Double, root: Double)], _ root: Double)
    -> Double?
  {
    guard let next = points.firstIndex(where: { $0.root >= root }) else { return nil }
    guard next > 0 else { return points[0].root == root ? points[0].logit : nil }
    let (a, b) = (points[next - 1], points[next])
    return a.logit + (b.logit - a.logit) * ((root - a.root) / (b.root - a.root))
  }
}
