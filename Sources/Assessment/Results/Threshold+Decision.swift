// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Planning
public import Sampling

extension DecisionRule {
  /// A requirement as a plan weighs it.
  ///
  /// - Returns: `nil` for a limit of a share that is not strictly between 0 and 1.
  public init?(_ threshold: Threshold, confidence: Rational, iccCeiling: Rational) {
    guard threshold.limit > .zero, threshold.limit < .one else { return nil }
    self.init(
      limit: threshold.limit, side: threshold.side == .atMost ? .atMost : .atLeast,
      isInclusive: threshold.isInclusive, confidence: confidence.doubleValue,
      iccCeiling: iccCeiling.doubleValue)
  }
}

extension Indicator.Ratio {
  /// Whether what it divides by counts persons, who come in households.
  public func countsPersons(_ column: String) -> Bool {
    denominator.names.holds(column)
  }
}
