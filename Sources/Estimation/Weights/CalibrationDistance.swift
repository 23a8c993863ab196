// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// How far calibrated weights may be from the weights before, and how that distance is measured
/// (Deville and Särndal 1992).
///
/// The calibrated weight is d·F(x'λ), F being the inverse derivative of the distance.
public enum CalibrationDistance: Sendable, Hashable {
  /// F(u) = 1 + u, the generalized regression estimator; within bounds it is cut off at them.
  case linear(bounds: ClosedRange<Double>?)
  /// F(u) = exp(u), the multiplicative method: weights stay positive. Within bounds it is cut off.
  case raking(bounds: ClosedRange<Double>?)
  /// The logistic F, which stays between its bounds by itself.
  case logit(bounds: ClosedRange<Double>)

  /// F(u) and its derivative.
  func factor(_ u: Double) -> (value: Double, slope: Double) {
    switch self {
    case .linear(let bounds): return Self.cut(1 + u, slope: 1, bounds)
    case .raking(let bounds): return Self.cut(exp(u), slope: exp(u), bounds)
    case .logit(let bounds):
      let (low, high) = (bounds.lowerBound, bounds.upperBound)
      let a = (high - low) / ((1 - low) * (high - 1))
      // The larger of the two exponents is taken out, so that nothing overflows.
      let growth = exp(-abs(a * u))
      let (below, above) = a * u > 0 ? (growth, 1.0) : (1.0, growth)
      let bottom = (high - 1) * below + (1 - low) * above
      let value = (low * (high - 1) * below + high * (1 - low) * above) / bottom
      let slope = below * above * (high - low) * (high - low) / (bottom * bottom)
      return (value, slope)
    }
  }

  private static func cut(
    _ value: Double, slope: Double, _ bounds: ClosedRange<Double>?
  ) -> (value: Double, slope: Double) {
    guard let bounds, !bounds.contains(value) else { return (value, slope) }
    return (min(max(value, bounds.lowerBound), bounds.upperBound), 0)
  }

  /// Whether no step can do more than the first: the linear distance without bounds.
  var isClosedForm: Bool { self == .linear(bounds: nil) }
}
