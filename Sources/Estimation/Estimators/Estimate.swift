// SPDX-License-Identifier: GPL-3.0-or-later

/// What is estimated.
public enum Parameter: String, Sendable, Hashable, CaseIterable {
  /// A weighted mean of a variable.
  case mean
  /// A total of a variable over the population.
  case total
  /// A share of the elements that have one level of a variable.
  case proportion
  /// A quotient of two totals.
  case ratio
  /// The value up to which a given share of the elements lies.
  case quantile
  /// A difference of two quantities.
  case difference
  /// A function of several quantities.
  case function
}

/// A rule that a figure rests on where the data alone give none, or a reason why it does not exist.
public enum FigureRule: String, Sendable, Hashable, CaseIterable {
  /// Every unit of the population was observed, so that the limits are the figure itself.
  case census
  /// No or every observation counts; the limit follows from the number of units alone.
  case zeroRule = "zero-rule"
  /// The effective sample size was cut to the size of the sample.
  case truncated
  /// Too few first-stage units for a variance: each of them counts as one observation.
  case primaryUnits = "primary-units"
  /// No row belongs to the domain.
  case emptyDomain = "empty-domain"
  /// The denominator is zero.
  case zeroDenominator = "zero-denominator"
  /// All rows come from one first-stage unit of several, which says nothing about the others.
  case onePrimaryUnit = "one-primary-unit"
  /// No variance can be estimated from the design, because all first-stage units are lonely.
  case noVariance = "no-variance"
  /// In some replicate no row of the domain has weight, so that its estimate does not exist.
  case emptyReplicate = "empty-replicate"
  /// There are no more first-stage units than strata, so that the t distribution has no degrees of freedom.
  case noDegreesOfFreedom = "no-degrees-of-freedom"
  /// The method has no limits for a figure of 0 or 1.
  case undefinedAtBoundary = "undefined-at-boundary"
  /// The method is for rates between 0 and 1, and the figure is none.
  case notARate = "not-a-rate"
  /// No or every observation counts; the limit rests on the ceiling of the intra-class correlation.
  case ceilingAtZero = "ceiling-at-zero"
  /// No variance can be estimated, so that the limits rest wholly on the ceiling of the intra-class
  /// correlation.
  case ceilingOnly = "ceiling-only"
  /// The sample shows more clustering than the ceiling of the intra-class correlation allows for.
  case moreClustered = "more-clustered"
  /// One unit weighs so much that no interval is trustworthy.
  case dominantUnit = "dominant-unit"
  /// No value was observed beyond the estimate as far out as the limit lies.
  case beyondObserved = "beyond-observed"
  /// All observations agree, so that they tell nothing about the error.
  case noVariation = "no-variation"
  /// A function has no value or no derivative at the estimates.
  case undefinedFunction = "undefined-function"
  /// A variable has fewer than two levels, so that there is nothing to test.
  case oneLevel = "one-level"
  /// The covariance matrix of what is tested has no inverse.
  case singularCovariance = "singular-covariance"
  /// Exact limits need a simple random sample of the rows without replacement, in one stage, from strata of known
  /// size.
  case notSimpleRandom = "not-simple-random"
  /// Exact limits need weights that are the stratum's population over its sample.
  case adjustedWeights = "adjusted-weights"
  /// Exact limits need every row of the strata of the domain with its value.
  case partialStrata = "partial-strata"
  /// Lonely units contribute no variance.
  case lonelyRemoved = "lonely-removed"
  /// Lonely units are held to be certain.
  case lonelyCertain = "lonely-certainty"
  /// Lonely units are centred at the mean of all.
  case lonelyAdjusted = "lonely-adjusted"
  /// Lonely units have the average variance of the other cells.
  case lonelyAveraged = "lonely-averaged"
  /// Lonely units have the pooled variance within the other cells.
  case lonelyPooled = "lonely-pooled"
  /// Strata with a lonely unit are joined with a neighbour.
  case lonelyCollapsed = "lonely-collapsed"
  /// The estimator of the variance gave a negative number, as that of Horvitz and Thompson can.
  case negativeVariance = "negative-variance"
  /// The variance of unequal probabilities is Brewer's approximation.
  case brewerApproximation = "brewer-approximation"
  /// The variance of unequal probabilities is Hájek's approximation.
  case hajekApproximation = "hajek-approximation"
  /// The variance of a balanced sample is approximated by residuals on the balancing variables.
  case balancedApproximation = "balanced-approximation"
  /// The variance is that of units within the neighbourhoods of a spread sample.
  case neighbourhoodVariance = "neighbourhood-variance"
  /// A stratum has fewer than two first-stage units in both rounds, and its covariance is the worst possible.
  case overlapBounded = "overlap-bounded"
  /// The covariance of units that two rounds share is left out.
  case overlapIgnored = "overlap-ignored"
  /// A stratum has different populations in two rounds.
  case populationsDiffer = "populations-differ"
  /// Units have no names by which two rounds could know them again, and the rounds are taken as independent.
  case independentRounds = "independent-rounds"
  /// The limits hold for every population, and are wide for it.
  case conservative
  /// Limits for every population need simple random sampling at one or two stages, with known populations.
  case notSimpleStages = "not-simple-stages"
  /// Limits for every population need the size of its largest first-stage unit.
  case clusterLimitUnknown = "cluster-limit-unknown"
  /// A first-stage unit is larger than the largest is said to be.
  case clusterAboveLimit = "cluster-above-limit"
}

extension LonelyRule {
  /// The rule that a figure names when lonely units entered it.
  var rule: FigureRule? {
    switch self {
    case .fail: nil
    case .remove: .lonelyRemoved
    case .certainty: .lonelyCertain
    case .adjust: .lonelyAdjusted
    case .average: .lonelyAveraged
    case .pool: .lonelyPooled
    case .collapse: .lonelyCollapsed
    }
  }
}

/// An estimate with its variance and with what an interval around it needs to know.
public struct Estimate: Sendable {
  /// What is estimated.
  public let parameter: Parameter
  /// The estimate, `nil` if it does not exist.
  public let value: Double?
  /// The estimated variance of the estimate, `nil` if it does not exist.
  public let variance: Double?
  /// First-stage units minus strata, each with a row of the domain, whether its value is known or not.
  public let degreesOfFreedom: Int
  /// The rows used.
  public let count: Int
  /// The rows of the domain left out because a value is missing.
  public let missing: Int
  /// The variance over that of a simple random sample without replacement of as many rows, `nil` where
  /// that is zero or the weights do not exceed the number of rows.
  public let designEffect: Double?
  /// Whether the estimate is a rate: a proportion, or a ratio whose numerator lies between 0 and the
  /// denominator in every row used.
  public let isRate: Bool
  /// Whether every unit of the population was observed.
  public let isCensus: Bool
  /// The rules that fired, the most important first.
  public let rules: [FigureRule]
  /// The linearized variable by last-stage unit; its variance is that of the estimate.
  package let linearized: UnitTotals
  /// How the observations of a rate lie in clusters; `nil` if the estimate is none.
  public let clustering: Clustering?
  /// The intra-class correlation that ``StabilizedInterval`` allows for.
  public var iccCeiling = StabilizedInterval.defaultCeiling
  /// What is known of the population, for ``ConservativeInterval``.
  public var populationLimits: PopulationLimits?
  /// The estimate of each replicate; `nil` where the variance is by linearization.
  package let replicates: [Double]?
  /// The rows of a proportion; `nil` for other estimates.
  package var proportionRows: ProportionRows?
  /// The rates whose difference this is, where limits come from theirs.
  package var rateDifference: RateDifference?
  /// What the limits of a quantile are read from; `nil` for other estimates.
  package var basis: QuantileBasis?

  /// The square root of the variance.
  public var standardError: Double? { variance.map { $0.squareRoot() } }

  /// The standard error over the absolute estimate, `nil` for an estimate of zero.
  public var coefficientOfVariation: Double? {
    guard let value, value != 0, let standardError else { return nil }
    return standardError / abs(value)
  }
}
