// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

/// The smallest sample in which few enough errors show that few enough units err (attribute sampling).
///
/// With M the smallest count with M/N >= P: the smallest n such that at most K errors in the sample show, with
/// confidence C, that fewer than M units of the population err, P(X <= K | N, M, n) <= 1 - C. X is
/// hypergeometric; without a population it is binomial with probability P.
///
///     try AuditSize(tolerable: 0.05, confidence: 0.9, population: 5000).size  // 45
public struct AuditSize: Sendable, Hashable {
  /// The share P of units in error that must be ruled out.
  public let tolerable: Double
  /// The confidence C.
  public let confidence: Double
  /// The number of units N, if the population is finite.
  public let population: Int?
  /// The errors K in the sample at which it still shows what it shall.
  public let errorsAllowed: Int

  /// M: so many units in error are ruled out, if the population is finite.
  public let tolerableCount: Int?
  /// The units to draw, n.
  public let size: Int
  /// The chance of at most K errors in the sample if the share P errs, at most 1 - C.
  public let risk: Double

  /// A size for an audit.
  ///
  /// - Parameters:
  ///   - tolerable: between 0 and 1.
  ///   - confidence: between 0 and 1.
  ///   - population: at least 1.
  ///   - errorsAllowed: 0 or more.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange`` for a number outside its range,
  ///   ``Tables/Fault/Code/allErrorsAllowed`` if K errors are as many as shall be ruled out, and
  ///   ``Tables/Fault/Code/sizeTooLarge`` if more units than can be counted would be needed.
  /// - Complexity: logarithmic in the size, times that of a tail of the distribution.
  public init(
    tolerable: Double, confidence: Double, population: Int? = nil, errorsAllowed: Int = 0
  ) throws {
    try SizeOption.tolerable.check(tolerable) { $0 > 0 && $0 < 1 }
    try SizeOption.confidence.check(confidence) { $0 > 0 && $0 < 1 }
    try SizeOption.population.check(Double(population ?? 1)) { $0 >= 1 && $0 <= 0x1p53 }
    try SizeOption.errorsAllowed.check(Double(errorsAllowed)) { $0 >= 0 && $0 <= 0x1p53 }
    self.tolerable = tolerable
    self.confidence = confidence
    self.population = population
    self.errorsAllowed = errorsAllowed

    let count = population.map { Self.smallestCount(tolerable, of: $0) }
    if let count, errorsAllowed >= count {
      throw Fault(.allErrorsAllowed, ["allowed": "\(errorsAllowed)", "count": "\(count)"])
    }
    let risk = { (size: Int) -> Double in
      guard let population, let count else {
        return Binomial(trials: size, probability: tolerable).cdf(errorsAllowed)
      }
      return Hypergeometric(population: population, successes: count, draws: size)
        .cdf(errorsAllowed)
    }
    tolerableCount = count
    size = try Self.smallestSize(atMost: population, risk, allowed: 1 - confidence)
    self.risk = risk(size)
  }

  /// The smallest count whose share of the population is at least `share`; a product that exceeds a whole
  /// number by rounding error alone is that number.
  private static func smallestCount(_ share: Double, of population: Int) -> Int {
    max(1, Int((share * Double(population) * (1 - 1e-14)).rounded(.up)))
  }

  /// The smallest size whose risk, which falls with the size, is at most what is allowed.
  private static func smallestSize(
    atMost population: Int?, _ risk: (Int) -> Double, allowed: Double
  ) throws -> Int {
    // A risk that differs from the allowed one by rounding error alone is equal to it.
    func isEnough(_ size: Int) -> Bool { risk(size) <= allowed * (1 + 1e-12) }
    var (low, high) = (1, population ?? 1)
    while population == nil && !isEnough(high) {
      guard high < 1 << 52 else { throw Fault(.sizeTooLarge) }
      (low, high) = (high, 2 * high)
    }
    while low < high {
      let middle = low + (high - low) / 2
      if isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Fault.Code {
  /// As many errors are allowed in the sample as shall be ruled out in the population.
  public static let allErrorsAllowed = Fault.Code("all-errors-allowed", .usage)
}
