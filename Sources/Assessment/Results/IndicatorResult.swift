// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling

/// What an indicator came to: the document's own arithmetic, the estimate with its limits, and how
/// strong the evidence is.
public struct IndicatorResult: Sendable, Equatable {
  /// The indicator's name in the profile.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// Whom or what it speaks of, such as "exited persons".
  public let target: BilingualText
  /// Whether it is a share, shown as a percentage, or an index on another scale.
  public let isShare: Bool
  /// The figure by the document's own arithmetic; `nil` where nobody answered.
  public let official: OfficialFigure?
  /// The design-weighted estimate; `nil` where the design allows none.
  public let estimate: EstimatedFigure?
  /// The requirement, if the profile has one.
  public let threshold: Threshold?
  /// Whether the official figure meets the requirement; `nil` without one.
  public let isMet: Bool?
  /// How strong the evidence is; `nil` without a requirement.
  public let evidence: Evidence?
  /// The smallest level at which a one-sided limit lies on the failing side, for Holm's procedure.
  public let failureProbability: Double?
  /// The share of the target population that could be drawn at all.
  public let coverage: Coverage
  /// The same for parts, such as the three groups of households, in the profile's order.
  public let parts: [Part]
  /// Units of this indicator's samples with a suspected finding that nobody has decided.
  public let openFindings: Int
  /// A bound on a count, where villages are the units: "at most 12 of 83".
  public let countBound: CountBound?
  /// How many further or fewer confirmed errors would turn the official result, each by itself; of a figure put
  /// together from rates there is one for each rate.
  public var turning: [Turning] = []
  /// What a reader must know: reasons for missing figures, assumptions, rules that fired.
  public let remarks: [Remark]

  /// All parts of a result.
  public init(
    name: String, label: BilingualText, target: BilingualText, isShare: Bool = true,
    official: OfficialFigure?, estimate: EstimatedFigure?, threshold: Threshold?, isMet: Bool?,
    evidence: Evidence?, failureProbability: Double?, coverage: Coverage, parts: [Part] = [],
    openFindings: Int = 0, countBound: CountBound? = nil, remarks: [Remark] = []
  ) {
    self.name = name
    self.label = label
    self.target = target
    self.isShare = isShare
    self.official = official
    self.estimate = estimate
    self.threshold = threshold
    self.isMet = isMet
    self.evidence = evidence
    self.failureProbability = failureProbability
    self.coverage = coverage
    self.parts = parts
    self.openFindings = openFindings
    self.countBound = countBound
    self.remarks = remarks
  }

  /// What would turn an official result.
  public struct Turning: Sendable, Equatable {
    /// The rate whose errors count; `nil` for the indicator itself.
    public let rate: BilingualText?
    /// The number.
    public let count: TurningCount
    /// Whether persons are counted, and not units.
    public let countsPersons: Bool

    /// What would turn a result.
    public init(rate: BilingualText? = nil, count: TurningCount, countsPersons: Bool) {
      self.rate = rate
      self.count = count
      self.countsPersons = countsPersons
    }
  }

  /// A part of the population with figures of its own.
  public struct Part: Sendable, Equatable {
    /// What the part is called.
    public let label: BilingualText
    /// Its figure by the document's own arithmetic.
    public let official: OfficialFigure?
    /// Its estimate.
    public let estimate: EstimatedFigure?

    /// A part with its figures.
    public init(label: BilingualText, official: OfficialFigure?, estimate: EstimatedFigure?) {
      self.label = label
      self.official = official
      self.estimate = estimate
    }
  }
}

/// A figure by an official document's own arithmetic, mostly unweighted counts, kept exact.
public struct OfficialFigure: Sendable, Equatable {
  /// The numerator as counted, such as persons wrongly exited.
  public let numerator: Rational
  /// The denominator as counted.
  public let denominator: Rational
  /// Their quotient, exact; it is never rounded before it is compared.
  public let value: Rational

  /// A quotient of counts.
  public init(numerator: Rational, denominator: Rational, value: Rational) {
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
  }
}

/// A design-weighted estimate with its limits.
public struct EstimatedFigure: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// Its standard error, if the sample allows one.
  public let standardError: Double?
  /// Limits of the two-sided interval at ``confidence``.
  public let lower: Double?
  /// See ``lower``.
  public let upper: Double?
  /// One-sided limits at ``confidence``; together they are the two-sided interval with twice the error.
  public let lowerOneSided: Double?
  /// See ``lowerOneSided``.
  public let upperOneSided: Double?
  /// The interval's method, as on the command line.
  public let interval: String
  /// The rule that the limits rest on where the data alone give none.
  public let rule: String?
  /// The number of units that answered.
  public let count: Int
  /// The intra-class correlation that the limits allow for; `nil` if they rest on none.
  public let iccCeiling: Double?
  /// The limit away from 0, or from 1 for rates above one half, if first-stage units may be wrong as a whole;
  /// `nil` where the sample shows more clustering than the ceiling.
  public let limitOfWholeClusters: Double?
  /// The confidence of the limits.
  public let confidence: Rational

  /// An estimate with what is known of its error.
  public init(
    value: Double, standardError: Double?, lower: Double?, upper: Double?, lowerOneSided: Double?,
    upperOneSided: Double?, interval: String, rule: String?, count: Int,
    iccCeiling: Double? = nil, limitOfWholeClusters: Double? = nil,
    confidence: Rational = Rational(19, 20)
  ) {
    self.value = value
    self.standardError = standardError
    self.lower = lower
    self.upper = upper
    self.lowerOneSided = lowerOneSided
    self.upperOneSided = upperOneSided
    self.interval = interval
    self.rule = rule
    self.count = count
    self.iccCeiling = iccCeiling
    self.limitOfWholeClusters = limitOfWholeClusters
    self.confidence = confidence
  }
}

/// A requirement: a limit, its side, and whether the limit itself still meets it.
public struct Threshold: Sendable, Equatable {
  /// On which side of the limit the requirement is met.
  public enum Side: Sendable, Equatable {
    /// Met at or below the limit.
    case atMost
    /// Met at or above the limit.
    case atLeast
  }

  /// The limit, exact.
  public let limit: Rational
  /// The side on which it is met.
  public let side: Side
  /// Whether the limit itself meets it.
  public let isInclusive: Bool
  /// The document that sets it.
  public let source: String

  /// A requirement.
  public init(limit: Rational, side: Side, isInclusive: Bool, source: String) {
    self.limit = limit
    self.side = side
    self.isInclusive = isInclusive
    self.source = source
  }

  /// Whether an exact figure meets the requirement.
  public func isMet(by value: Rational) -> Bool {
    if value == limit { return isInclusive }
    return side == .atMost ? value < limit : value > limit
  }
}

/// How strong a sample's evidence for the official result is.
public enum Evidence: String, Sendable, Equatable {
  /// The one-sided 95% limit lies on the official result's side of the requirement.
  case conclusive
  /// It lies on the other side.
  case against
  /// The sample is too small to tell.
  case notConclusive = "not-conclusive"
}

/// The share of a target population whose inclusion probability is above zero.
public struct Coverage: Sendable, Equatable {
  /// Units that could be drawn, and all units.
  public let units: (covered: Int, all: Int)
  /// Persons in units that could be drawn, and all persons, where the indicator counts persons.
  public let persons: (covered: Int, all: Int)?

  /// Coverage in units and, where they count, persons.
  public init(units: (covered: Int, all: Int), persons: (covered: Int, all: Int)? = nil) {
    self.units = units
    self.persons = persons
  }

  /// Whether the whole target population could be drawn.
  public var isComplete: Bool { units.covered == units.all }

  /// Equality of all counts.
  public static func == (left: Coverage, right: Coverage) -> Bool {
    left.units == right.units && left.persons?.covered == right.persons?.covered
      && left.persons?.all == right.persons?.all
  }
}

/// A bound on a number of units in a finite population: "at most 12 of 83".
public struct CountBound: Sendable, Equatable {
  /// The largest number that the sample does not exclude.
  public let atMost: Int
  /// The number of units.
  public let population: Int
  /// Its confidence.
  public let confidence: Double

  /// A bound with its population and confidence.
  public init(atMost: Int, population: Int, confidence: Double) {
    self.atMost = atMost
    self.population = population
    self.confidence = confidence
  }
}

/// Something a reader must know about a figure; the catalogue in `Reports` holds its sentence.
public struct Remark: Sendable, Hashable {
  /// The name under which the catalogue holds the sentence.
  public let code: String
  /// The values that the sentence names.
  public let values: [String: String]

  /// A remark with the values that its sentence names.
  public init(_ code: String, _ values: [String: String] = [:]) {
    self.code = code
    self.values = values
  }
}
