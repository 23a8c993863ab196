// SPDX-License-Identifier: GPL-3.0-or-later

/// Confidence limits for the share behind a count of a simple random sample.
///
///     let interval = try CountInterval.result(count: 5, of: 823)
///     interval.lower  // 0.00198 (Clopper-Pearson, 95%)
///
///     let exact = CountInterval.result(count: 0, of: 200, population: 1000)
///     exact.upperCount  // 16
public enum CountInterval {
  /// A method by the name that the command line gives it.
  public enum Method: String, CaseIterable, Sendable {
    /// Exact binomial limits; see `ClopperPearson`.
    case clopperPearson = "clopper-pearson"
    /// Score limits; see `Wilson`.
    case wilson
    /// Limits of the posterior under Jeffreys' prior; see `Jeffreys`.
    case jeffreys
    /// Normal limits after adding z²/2 to both counts; see `AgrestiCoull`.
    case agrestiCoull = "agresti-coull"
    /// Binomial limits with half the observed count's probability; see `MidP`.
    case midP = "mid-p"
    /// Exact limits for a sample without replacement; see `HypergeometricLimits`.
    case hypergeometric

    /// The method for counts of a large population, `nil` for ``hypergeometric``, which needs its size.
    public var binomialLimits: (any BinomialLimits.Type)? {
      switch self {
      case .clopperPearson: ClopperPearson.self
      case .wilson: Wilson.self
      case .jeffreys: Jeffreys.self
      case .agrestiCoull: AgrestiCoull.self
      case .midP: MidP.self
      case .hypergeometric: nil
      }
    }
  }

  /// An estimate with its two-sided limits and both one-sided ones, as proportions.
  public struct Result: Sendable, Hashable {
    /// The share in the sample, x/n.
    public let estimate: Double
    /// The confidence of the two-sided interval, and of each one-sided limit by itself.
    public let confidence: Double
    /// The method.
    public let method: Method
    /// The limits that together hold the true share with the stated confidence.
    public let twoSided: Limits
    /// The limits each of which alone is valid with the stated confidence.
    public let oneSided: Limits

    /// The lower limit of the two-sided interval.
    public var lower: Double { twoSided.lower }
    /// The upper limit of the two-sided interval.
    public var upper: Double { twoSided.upper }
    /// The one-sided lower limit.
    public var lowerOneSided: Double { oneSided.lower }
    /// The one-sided upper limit.
    public var upperOneSided: Double { oneSided.upper }
    /// The two-sided lower limit as a number of units, for the hypergeometric method.
    public var lowerCount: Int? { twoSided.lowerCount }
    /// The two-sided upper limit as a number of units, for the hypergeometric method.
    public var upperCount: Int? { twoSided.upperCount }
  }

  /// A lower and an upper limit.
  public struct Limits: Sendable, Hashable {
    /// The lower limit, as a proportion.
    public let lower: Double
    /// The upper limit, as a proportion.
    public let upper: Double
    /// The lower limit as a number of units of the population, where that is finite.
    public let lowerCount: Int?
    /// The upper limit as a number of units of the population, where that is finite.
    public let upperCount: Int?
  }

  /// The interval of x of n by a binomial method.
  ///
  /// - Parameters:
  ///   - x: the count, in 0...n; real if something has been divided out of it.
  ///   - n: the number of units, positive.
  ///   - method: any but ``Method/hypergeometric``.
  ///   - confidence: in (0, 1).
  ///   - designEffect: by what count and number are divided; positive.
  /// - Throws: ``NumericError`` if a quantile is not found.
  public static func result(
    count x: Double, of n: Double, method: Method = .clopperPearson, confidence: Double = 0.95,
    designEffect: Double = 1
  ) throws(NumericError) -> Result {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    precondition(designEffect > 0 && designEffect.isFinite, "a design effect is positive")
    guard let binomial = method.binomialLimits else {
      preconditionFailure("the hypergeometric method needs the population")
    }
    func limits(_ tail: Double) throws(NumericError) -> Limits {
      let (lower, upper) = try binomial.limits(
        x: x / designEffect, n: n / designEffect, lowerTail: tail, upperTail: tail)
      return Limits(lower: lower, upper: upper, lowerCount: nil, upperCount: nil)
    }
    return Result(
      estimate: x / n, confidence: confidence, method: method,
      twoSided: try limits((1 - confidence) / 2), oneSided: try limits(1 - confidence))
  }

  /// The exact interval of x of n units drawn without replacement from a population.
  ///
  /// - Parameters:
  ///   - x: the count, in 0...n.
  ///   - n: the number of drawn units, in 1...population.
  ///   - population: the number of units altogether.
  ///   - confidence: in (0, 1).
  public static func result(
    count x: Int, of n: Int, population: Int, confidence: Double = 0.95
  ) -> Result {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    let estimate = Double(x) / Double(n)
    func limits(_ tail: Double) -> Limits {
      let lower = HypergeometricLimits.lowerCount(
        found: x, of: n, population: population, tail: tail)
      let upper = HypergeometricLimits.upperCount(
        found: x, of: n, population: population, tail: tail)
      // Near a census the only possible counts may lie on one side of N x/n.
      return Limits(
        lower: min(estimate, Double(lower) / Double(population)),
        upper: max(estimate, Double(upper) / Double(population)),
        lowerCount: lower, upperCount: upper)
    }
    return Result(
      estimate: estimate, confidence: confidence, method: .hypergeometric,
      twoSided: limits((1 - confidence) / 2), oneSided: limits(1 - confidence))
  }
}
