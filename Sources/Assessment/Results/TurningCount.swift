// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

/// What would turn an official result: so many more, or fewer, confirmed errors.
///
/// For a requirement of at most L on X errors of N, the smallest k for which (X + k)/N misses it, or (X - k)/N
/// meets it; for one of at least L, where X counts what is no error, the other way round. All is compared in
/// exact integers.
public struct TurningCount: Sendable, Equatable {
  /// k: persons or units, as the figure counts them.
  public let count: Int
  /// Whether they would have to be further errors; otherwise errors that are found to be none.
  public let isFurther: Bool

  /// The count that turns a figure.
  ///
  /// - Returns: `nil` if no number of the answers does.
  /// - Throws: ``Sampling/Rational``'s fault of a number that is too large.
  public init?(_ figure: OfficialFigure, _ threshold: Threshold) throws {
    let isMet = threshold.isMet(by: figure.value)
    let bound = try threshold.limit.multiplied(by: figure.denominator)
    // The distance to the limit; a value at the limit belongs to the side that the requirement says.
    let difference = try bound.adding(figure.numerator.multiplied(by: -1))
    let gap =
      threshold.side == .atMost
      ? difference : try difference.multiplied(by: -1)
    // gap >= 0 while the requirement is met.
    isFurther = isMet
    if isMet {
      count = threshold.isInclusive ? gap.floor + 1 : gap.ceiling
    } else {
      let missing = try gap.multiplied(by: -1)
      count = threshold.isInclusive ? missing.ceiling : missing.floor + 1
    }
    let errors =
      threshold.side == .atMost
      ? figure.numerator : try figure.denominator.adding(figure.numerator.multiplied(by: -1))
    let others = try figure.denominator.adding(errors.multiplied(by: -1))
    guard Rational(count) <= (isMet ? others : errors) else { return nil }
  }
}
