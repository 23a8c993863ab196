// SPDX-License-Identifier: GPL-3.0-or-later

public import Distributions

/// A method for counts of a simple random sample, used at the effective size of a survey's rate.
///
/// With n* the size of ``KornGraubardInterval``, whose truncation, rule for zero and rule for primary units
/// hold here too, the limits are those for x = n*p of n*. So do SAS's SURVEYFREQ (`ADJUST=YES`,
/// `TRUNCATE=YES`) and Stata's `citype()` (Korn and Graubard 1998; Dean and Pagano 2015; Franco, Little,
/// Louis and Slud 2019); n is Kish's size of the last-stage units. The limits always exist for a rate.
public protocol EffectiveSizeInterval: IntervalMethod {
  /// The limits for a count.
  static var binomial: any BinomialLimits.Type { get }
}

extension EffectiveSizeInterval {
  /// One end of the interval; never missing for a rate.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard estimate.isRate else { return Limit(without: .notARate) }
    let p = min(1, max(0, value))
    let (size, rule) = try KornGraubardInterval.effectiveSize(estimate, p: p, tail: tail)
    let x = p == 1 ? size : min(size, size * p)
    let limits = try binomial.limits(x: x, n: size, lowerTail: tail, upperTail: tail)
    return Limit(end == .lower ? limits.lower : limits.upper, rule)
  }
}

/// The limits of the posterior under Jeffreys' prior at the effective size: the quantiles of
/// Beta(x + 1/2, n* - x + 1/2), 0 and 1 being kept as limits for a rate of 0 and 1.
public enum JeffreysInterval: EffectiveSizeInterval {
  /// The name of the method.
  public static let name = "jeffreys"
  /// The limits for a count.
  public static let binomial: any BinomialLimits.Type = Jeffreys.self
}

/// The limits of Agresti and Coull (1998) at the effective size: normal ones after adding z²/2 to x and to
/// n* - x, z being the normal quantile, since the degrees of freedom are in n* already.
public enum AgrestiCoullInterval: EffectiveSizeInterval {
  /// The name of the method.
  public static let name = "agresti-coull"
  /// The limits for a count.
  public static let binomial: any BinomialLimits.Type = AgrestiCoull.self
}

/// The limits of the posterior under the uniform prior at the effective size: the quantiles of
/// Beta(x + 1, n* - x + 1), 0 and 1 being kept as limits for a rate of 0 and 1.
public enum UniformInterval: EffectiveSizeInterval {
  /// The name of the method.
  public static let name = "uniform"
  /// The limits for a count.
  public static let binomial: any BinomialLimits.Type = UniformPrior.self
}
