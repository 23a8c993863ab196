// SPDX-License-Identifier: GPL-3.0-or-later

public import Estimation
public import Sampling

/// A requirement on a rate, and how much evidence shall settle it.
///
/// Rates are looked at from the side of errors: a requirement of at least 90% approval is one of at most
/// 10% that do not approve.
public struct DecisionRule: Sendable, Hashable {
  /// On which side of the limit the requirement is met.
  public enum Side: String, Sendable, Hashable {
    /// Met at or below the limit.
    case atMost = "at-most"
    /// Met at or above the limit.
    case atLeast = "at-least"
  }

  /// The limit, between 0 and 1.
  public let limit: Rational
  /// The side on which it is met.
  public let side: Side
  /// Whether the limit itself meets it.
  public let isInclusive: Bool
  /// The confidence of the one-sided limits.
  public let confidence: Double
  /// The intra-class correlation that the limits allow for.
  public let iccCeiling: Double

  /// A requirement.
  /// - Precondition: `limit` lies strictly between 0 and 1, `confidence` between 1/2 and 1.
  public init(
    limit: Rational, side: Side, isInclusive: Bool = true, confidence: Double = 0.95,
    iccCeiling: Double = StabilizedInterval.defaultCeiling
  ) {
    precondition(limit > .zero && limit < .one && confidence > 0.5 && confidence < 1)
    self.limit = limit
    self.side = side
    self.isInclusive = isInclusive
    self.confidence = confidence
    self.iccCeiling = iccCeiling
  }

  /// A requirement as a person asks for it: at most a share, or at least one.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange`` for a share that is not strictly between 0 and 1.
  public init(limit: Rational, atLeast: Bool) throws {
    let option = atLeast ? SizeOption.atLeast : SizeOption.atMost
    try option.check(limit.doubleValue) { $0 > 0 && $0 < 1 }
    self.init(limit: limit, side: atLeast ? .atLeast : .atMost)
  }

  /// The largest share of errors that meets the requirement (or just does not, if it is exclusive).
  public var errorLimit: Rational {
    side == .atMost
      ? limit : Rational(limit.denominator - limit.numerator, limit.denominator)
  }

  /// The rate that a share of errors means.
  public func rate(ofErrors share: Double) -> Double { side == .atMost ? share : 1 - share }

  /// Whether errors among units meet the requirement, compared in integers.
  public func isMet(errors: Int, of units: Int) -> Bool {
    let limit = errorLimit
    let left = Int128(errors) * Int128(limit.denominator)
    let right = Int128(limit.numerator) * Int128(units)
    return left == right ? isInclusive : left < right
  }

  /// Whether a share of errors, known in floating point, meets the requirement.
  func isMet(by share: Double) -> Bool {
    let limit = errorLimit.doubleValue
    return share == limit ? isInclusive : share < limit
  }
}

/// What one assessment says about a requirement.
public enum DecisionOutcome: Int, Sendable, Hashable, CaseIterable {
  /// The official figure meets the requirement, and the evidence is conclusive.
  case metConclusively
  /// The official figure meets the requirement; the evidence is not conclusive.
  case met
  /// The official figure meets the requirement, and the evidence is against it.
  case metAgainstEvidence
  /// The official figure misses the requirement, and the evidence is against that.
  case missedAgainstEvidence
  /// The official figure misses the requirement; the evidence is not conclusive.
  case missed
  /// The official figure misses the requirement, and the evidence is conclusive.
  case missedConclusively

  /// Whether the official figure meets the requirement.
  public var isMet: Bool { self == .metConclusively || self == .met || self == .metAgainstEvidence }

  /// From the official result and what the one-sided limits show.
  init(isMet: Bool, showsMet: Bool, showsMissed: Bool) {
    switch (isMet, showsMet, showsMissed) {
    case (true, true, _): self = .metConclusively
    case (true, false, true): self = .metAgainstEvidence
    case (true, false, false): self = .met
    case (false, _, true): self = .missedConclusively
    case (false, true, false): self = .missedAgainstEvidence
    case (false, false, false): self = .missed
    }
  }
}
