// SPDX-License-Identifier: GPL-3.0-or-later

/// The normal distribution.
///
///     try Normal.standard.quantile(0.975)  // 1.959963984540054
public struct Normal: ContinuousDistribution, Hashable {
  /// The mean.
  public let mean: Double
  /// The standard deviation.
  public let standardDeviation: Double

  /// The distribution of mean 0 and standard deviation 1.
  public static let standard = Normal(mean: 0, standardDeviation: 1)

  /// A normal distribution.
  ///
  /// - Precondition: the mean is finite, the standard deviation finite and positive.
  public init(mean: Double, standardDeviation: Double) {
    precondition(mean.isFinite && standardDeviation.isFinite && standardDeviation > 0)
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    precondition(!x.isNaN)
    return GSL.normalCDF((x - mean) / standardDeviation)
  }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double {
    precondition(!x.isNaN)
    return GSL.normalUpperTail((x - mean) / standardDeviation)
  }

  /// The value that is not exceeded with probability `p` (Wichura 1988, AS 241, in GSL).
  public func quantile(_ p: Double) -> Double {
    value(.lower(p))
  }

  /// The value that is exceeded with probability `q`.
  public func upperQuantile(_ q: Double) -> Double {
    value(.upper(q))
  }

  private func value(_ tail: Tail) -> Double {
    let p = tail.probability
    return mean + standardDeviation
      * (tail.isUpper ? GSL.normalUpperQuantile(p) : GSL.normalQuantile(p))
  }
}
