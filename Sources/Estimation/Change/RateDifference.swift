// SPDX-License-Identifier: GPL-3.0-or-later

/// Two rates whose difference is estimated, for limits from those of each.
package struct RateDifference: Sendable {
  /// The rate of the later round and that of the earlier one.
  let terms: [Estimate]
  /// The estimated correlation of the two.
  let correlation: Double
  /// The method of their limits; `nil` for the default.
  let method: (any IntervalMethod.Type)?
}

/// Limits of the difference of two rates from the limits of each, by the method of variance estimates recovery
/// (Zou and Donner 2008, equations 5 and 6; with correlation, Zou 2008):
///
///     L = d - √((p₂ - l₂)² + (u₁ - p₁)² - 2r(p₂ - l₂)(u₁ - p₁))
///     U = d + √((u₂ - p₂)² + (p₁ - l₁)² - 2r(u₂ - p₂)(p₁ - l₁)),  d = p₂ - p₁
///
/// They keep the asymmetry of rates near 0, and exist where no error was found in either round. r is estimated
/// from the design, and 0 where a round shows no variation.
public enum MoverInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "mover"

  /// One end of the interval; none where one of the rates has none.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard let difference = estimate.rateDifference else { return Limit(without: .notARate) }
    let ends: [IntervalEnd] = end == .upper ? [.upper, .lower] : [.lower, .upper]
    let limits = try zip(difference.terms, ends).map {
      try $0.limit($1, tail: tail, by: difference.method)
    }
    let rule = limits.compactMap(\.rule).first { $0 != .census }
    let values = limits.compactMap(\.value)
    guard values.count == 2 else { return Limit(without: rule ?? .emptyDomain) }
    return Limit(
      Mover.limit(
        end, constant: 0,
        terms: zip([1.0, -1.0], difference.terms).map {
          Mover.Term(factor: $0, value: $1.value ?? 0)
        }, correlation: { _, _ in difference.correlation }, limits: { term, _ in values[term] }),
      rule)
  }
}
