// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum whose error does not grow with the number of terms.
///
/// Neumaier (1974), the improved Kahan-Babuška sum: the rounding error of each addition is kept apart
/// and added once at the end. The relative error of the result is at most about two units in the last
/// place times the condition Σ|t| / |Σt|, plus a term of second order.
///
///     var sum = NeumaierSum()
///     for term in [1, 1e100, 1, -1e100] { sum.add(term) }
///     sum.value  // 2
public struct NeumaierSum: Sendable, Hashable {
  private var sum = 0.0
  private var compensation = 0.0

  /// The empty sum.
  public init() {}

  /// The sum of the terms.
  public init(_ terms: some Sequence<Double>) {
    for term in terms { add(term) }
  }

  /// Adds a term.
  public mutating func add(_ term: Double) {
    let next = sum + term
    if abs(sum) >= abs(term) {
      compensation += (sum - next) + term
    } else {
      compensation += (term - next) + sum
    }
    sum = next
  }

  /// Adds all terms of another sum, such as that of another part of the rows.
  public mutating func add(_ other: NeumaierSum) {
    add(other.sum)
    compensation += other.compensation
  }

  /// The sum so far.
  public var value: Double { sum + compensation }
}
