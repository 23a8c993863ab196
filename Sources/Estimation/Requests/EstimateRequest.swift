// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What figures are wanted of a table.
public struct EstimateRequest: Sendable {
  /// One figure, or one for each level, of one variable.
  public enum Item: Sendable, Hashable {
    /// The mean of a column of numbers.
    case mean(String)
    /// The total of a column of numbers.
    case total(String)
    /// The share of one level of a column, or of each.
    case proportion(String, level: String?)
    /// The quotient of the totals of two columns of numbers.
    case ratio(String, String)
    /// The value of a column of numbers up to which a share of the elements lies.
    case quantile(String, probability: Double)
  }

  /// The figures, in the order in which they are wanted; means come out first, then totals, proportions,
  /// ratios and quantiles.
  public var items: [Item]
  /// The columns whose crossing makes the domains; empty for the whole.
  public var by: [String]
  /// The method of the intervals of rates, or the t interval for all; `nil` for the defaults.
  public var interval: (any IntervalMethod.Type)?
  /// The intra-class correlation that the default interval of rates allows for, from 0 to 1.
  public var iccCeiling = StabilizedInterval.defaultCeiling
  /// The confidence of intervals and one-sided limits, between 0.5 and 1.
  public var confidence: Double
  /// What is known of the population, for ``ConservativeInterval``.
  public var populationLimits: PopulationLimits?
  /// What is made of the estimates of the domains.
  public var comparison = Comparison.none
  /// The definition of quantiles.
  public var quantileType = QuantileType.math
  /// Words that stand for a missing value, beside the empty text.
  public var missing: [String]

  /// What figures are wanted.
  /// - Throws: ``Fault/Code/noFigures``, ``Fault/Code/confidenceOutOfRange``.
  public init(
    _ items: [Item], by: [String] = [], interval: (any IntervalMethod.Type)? = nil,
    confidence: Double = 0.95, missing: [String] = []
  ) throws {
    guard !items.isEmpty else { throw Fault(.noFigures) }
    guard confidence > 0.5, confidence < 1 else {
      throw Fault(.confidenceOutOfRange, ["value": "\(confidence)"])
    }
    self.items = items
    self.by = by
    self.interval = interval
    self.confidence = confidence
    self.missing = missing
  }

  /// All columns that are named, some perhaps twice.
  public var names: [String] {
    items.flatMap { item in
      switch item {
      case .mean(let name), .total(let name), .proportion(let name, _), .quantile(let name, _):
        [name]
      case .ratio(let numerator, let denominator): [numerator, denominator]
      }
    } + by
  }

  /// The figures of a table: by item, then level, then domain, levels and domains that occur in the rows
  /// that count, in the order of their bytes.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - design: how they were drawn.
  ///   - mask: the rows that count; `nil` for all.
  /// - Throws: what the columns of a ``Table`` throw; ``Fault/Code/totalWithoutWeights``;
  ///   ``Fault/Code/quantileOutOfRange``; ``Fault/Code/comparisonWithoutDomains`` and
  ///   ``Fault/Code/tooManyDomains`` for comparisons; an error of the numerical methods.
  /// - Complexity: linear in rows times items and levels; O(n log n) in the rows for quantiles.
  /// - Precondition: table, design and mask have equally many rows.
  public func figures(
    of table: Table, design: SurveyDesign, where mask: [Bool]? = nil, progress: Progress? = nil
  ) throws -> EstimateAnswer {
    let counts = design.rowsThatCount(where: mask)
    let groups = try DomainColumns(by, of: table, counting: counts, missing: missing)
    try checkComparison(domains: groups.parts.count)
    let work = FigureWork(
      request: self, table: table, design: design, counts: counts, groups: groups,
      domains: Domains(design, by: groups.codes, where: mask))
    let ordered = items.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    var results = ordered.map { _ in FigureWork.Results() }
    var done = 0
    try mapInOrder(FigureWork.jobs(of: ordered)) { job in
      (job.map(\.position), try work.results(of: job.map(\.item)))
    } consume: { positions, found in
      for (position, found) in zip(positions, found) { results[position] = found }
      done += positions.count
      try progress?(done, ordered.count)
    }
    return EstimateAnswer(
      figures: results.flatMap(\.figures), tests: results.flatMap(\.tests),
      rowsWithoutDomain: groups.rowsWithoutDomain)
  }
}

extension EstimateRequest.Item {
  /// The place of the parameter in the order of the figures.
  fileprivate var rank: Int {
    switch self {
    case .mean: 0
    case .total: 1
    case .proportion: 2
    case .ratio: 3
    case .quantile: 4
    }
  }
}

/// The figures that answer a request.
public struct EstimateAnswer: Sendable {
  /// The figures in the order of the request.
  public let figures: [Figure]
  /// The tests of equal domains, if these are wanted instead.
  public let tests: [TestResult]
  /// The rows that count but belong to no domain, because a column of the domains is missing in them.
  public let rowsWithoutDomain: Int
}

extension Fault.Code {
  /// A ceiling of the intra-class correlation is not between 0 and 1.
  public static let ceilingOutOfRange = Fault.Code("ceiling-out-of-range", .usage)
  /// No figure was asked for.
  public static let noFigures = Fault.Code("no-figures", .usage)
  /// A confidence is not between 0.5 and 1.
  public static let confidenceOutOfRange = Fault.Code("confidence-out-of-range", .usage)
}
