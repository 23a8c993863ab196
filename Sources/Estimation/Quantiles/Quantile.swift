// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

/// What the limits of a quantile are read from.
package struct QuantileBasis: Sendable {
  /// The values of the domain.
  let distribution: WeightedDistribution
  /// The definition of quantiles.
  let type: QuantileType
  /// The estimated share F of values up to the quantile.
  let share: Double
  /// Its standard error; `nil` if there is none.
  let shareError: Double?

  /// Woodruff's limit: the quantile of F ∓ t·SE(F), or why there is none.
  func limit(_ end: IntervalEnd, t: Double) -> Limit {
    guard let shareError else { return Limit(without: .noVariance) }
    // Where every value is at most the quantile, nothing tells how large others are.
    guard shareError > 0 else { return Limit(without: .beyondObserved) }
    let p = end == .lower ? share - t * shareError : share + t * shareError
    guard p >= 0, p <= 1 else { return Limit(without: .beyondObserved) }
    return Limit(distribution.quantile(p, type))
  }
}

extension SurveyDesign {
  /// Estimates quantiles of a variable in each domain, with the intervals of Woodruff (1952).
  ///
  /// The quantile q of probability p is read from the weighted values by ``QuantileType``. With F the share
  /// of values up to q, SE(F) its standard error from the design and t the quantile of the design's degrees of
  /// freedom, the limits are the quantiles of F - t SE(F) and F + t SE(F), and the standard error is their
  /// distance over 2t: R's `svyquantile` with `interval.type = "mean"`. The linearized variable is that of F
  /// times -SE(q)/SE(F) (Francisco and Fuller 1991), so that quantiles have covariances with other
  /// estimates.
  ///
  /// A limit whose share lies below 0 or above 1 does not exist, and with it the standard error: no value
  /// was observed out there.
  /// - Parameters:
  ///   - variable: rows in which it is missing are left out as a domain.
  ///   - probabilities: each between 0 and 1.
  ///   - type: the definition.
  ///   - confidence: that of the interval whose width gives the standard error, between 0.5 and 1.
  /// - Returns: for each probability the estimates of all domains.
  /// - Throws: ``Fault/Code/quantileOutOfRange``; an error of the numerical methods.
  /// - Complexity: O(n log n) in the rows for each call, linear for each probability.
  public func quantiles(
    of variable: NumberColumn, at probabilities: [Double], type: QuantileType = .math,
    in domains: Domains, confidence: Double = 0.95
  ) throws -> [[Estimate]] {
    for p in probabilities where !(p > 0 && p < 1) {
      throw Fault(.quantileOutOfRange, ["value": "\(p)"])
    }
    precondition(confidence > 0.5 && confidence < 1)
    let distributions = (0..<domains.count).map { domain in
      WeightedDistribution(
        values: variable.values, weights: weights,
        rows: domains.rows(of: domain).filter { variable.isValid[Int($0)] })
    }
    return try probabilities.map { p in
      let values = distributions.map { $0.isEmpty ? nil : $0.quantile(p, type) }
      var isBelow = variable
      for (domain, value) in values.enumerated() {
        guard let value else { continue }
        for row in domains.rows(of: domain) where isBelow.isValid[Int(row)] {
          isBelow.values[Int(row)] = variable.values[Int(row)] <= value ? 1 : 0
        }
      }
      return try values.indices.map { domain in
        let share = quotient(.proportion, isBelow, nil, domains, domain: domain)
        return try Estimate(
          quantile: values[domain], share: share, of: distributions[domain], type,
          confidence: confidence)
      }
    }
  }

  /// Estimates a quantile of a variable within the rows of a mask.
  /// - Throws: as ``quantiles(of:at:type:in:confidence:)``.
  public func quantile(
    of variable: NumberColumn, at probability: Double, type: QuantileType = .math,
    where mask: [Bool]? = nil
  ) throws -> Estimate {
    try quantiles(of: variable, at: [probability], type: type, in: Domains(self, where: mask))[0][0]
  }
}

extension Estimate {
  /// The estimate of a quantile, from that of the share of values up to it.
  fileprivate init(
    quantile: Double?, share: Estimate, of distribution: WeightedDistribution,
    _ type: QuantileType, confidence: Double
  ) throws {
    var variance = share.variance.map { _ in 0.0 }
    var rules = share.rules
    var slope = 0.0
    var replicates = share.replicates?.map { _ in quantile ?? 0 }
    var basis: QuantileBasis?
    if let value = share.value, !share.isCensus {
      let made = QuantileBasis(
        distribution: distribution, type: type, share: value, shareError: share.standardError)
      basis = made
      variance = nil
      if share.degreesOfFreedom > 0, let shareError = share.standardError {
        let t = try StudentT(degreesOfFreedom: Double(share.degreesOfFreedom))
          .upperQuantile((1 - confidence) / 2)
        let (lower, upper) = (made.limit(.lower, t: t), made.limit(.upper, t: t))
        if let low = lower.value, let high = upper.value {
          let error = (high - low) / (2 * t)
          variance = error * error
          slope = -error / shareError
          replicates = share.replicates?.map { (quantile ?? 0) + slope * ($0 - made.share) }
        } else if let rule = lower.rule ?? upper.rule {
          rules.insert(rule, at: 0)
        }
      } else if share.degreesOfFreedom <= 0 {
        rules.insert(.noDegreesOfFreedom, at: 0)
      }
    }
    self.init(
      parameter: .quantile, value: quantile, variance: variance,
      degreesOfFreedom: share.degreesOfFreedom, count: share.count, missing: share.missing,
      designEffect: nil, isRate: false, isCensus: share.isCensus, rules: rules,
      linearized: share.linearized.combined([slope]), clustering: nil, replicates: replicates)
    self.basis = basis
  }
}

extension Domains {
  /// The rows of a domain.
  func rows(of domain: Int) -> ArraySlice<UInt32> { rows[starts[domain]..<starts[domain + 1]] }
}

extension Fault.Code {
  /// The probability of a quantile is not between 0 and 1.
  public static let quantileOutOfRange = Fault.Code("quantile-out-of-range", .usage)
}
