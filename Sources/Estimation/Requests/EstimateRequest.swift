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
  /// The confidence of intervals and one-sided limits, between 0.5 and 1.
  public var confidence: Double
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
    var answer = EstimateAnswer(rowsWithoutDomain: groups.rowsWithoutDomain)
    try checkComparison(domains: groups.parts.count)
    let domains = Domains(design, by: groups.codes, where: mask)
    func append(_ estimates: [Estimate], _ series: Series) throws {
      try self.append(estimates, design, series, groups, to: &answer)
    }
    var numbers = NumberCache(table: table, missing: missing)
    var quantiles: [UnitID: [Double: [Estimate]]] = [:]
    let ordered = items.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    for (done, (_, item)) in ordered.enumerated() {
      try progress?(done, ordered.count)
      switch item {
      case .mean(let name):
        try append(
          design.mean(of: try numbers[name], in: domains), Series(variable: name))
      case .total(let name):
        try append(
          try design.total(of: try numbers[name], in: domains), Series(variable: name))
      case .proportion(let name, let level):
        let column = try table.codes(name, missing: missing)
        for (label, code) in Self.levels(of: column, level, counts) {
          try append(
            design.proportion(of: column, level: code, in: domains),
            Series(variable: name, level: label))
        }
      case .ratio(let numerator, let denominator):
        try append(
          design.ratio(of: try numbers[numerator], to: try numbers[denominator], in: domains),
          Series(variable: "\(Self.quoted(numerator))/\(Self.quoted(denominator))"))
      case .quantile(let name, let probability):
        if quantiles[UnitID(name)] == nil {
          // Rows are sorted once for all quantiles of a variable.
          let wanted = probabilities(of: name)
          let estimates = try design.quantiles(
            of: try numbers[name], at: wanted, type: quantileType, in: domains,
            confidence: confidence)
          quantiles[UnitID(name)] = Dictionary(uniqueKeysWithValues: zip(wanted, estimates))
        }
        try append(
          quantiles[UnitID(name)]?[probability] ?? [],
          Series(variable: name, probability: probability))
      }
    }
    return answer
  }

  /// All levels that occur, in the order of their bytes, or the one that is wanted, which may never occur.
  private static func levels(
    of column: CodedColumn, _ wanted: String?, _ counts: [Bool]
  ) -> [(label: String, code: UInt32)] {
    guard let wanted else {
      var occurs = [Bool](repeating: false, count: column.labels.count)
      for row in column.codes.indices where counts[row] && column.codes[row] != CodedColumn.missing
      {
        occurs[Int(column.codes[row])] = true
      }
      return column.labels.enumerated().filter { occurs[$0.offset] }.map { ($1, UInt32($0)) }
    }
    let code = column.labels.firstIndex { bytesCompare($0, wanted) == 0 }
    return [(wanted, UInt32(code ?? column.labels.count))]
  }

  /// The probabilities of all quantiles of a variable, each once.
  private func probabilities(of name: String) -> [Double] {
    var probabilities: [Double] = []
    for case .quantile(let other, let probability) in items where bytesCompare(name, other) == 0 {
      if !probabilities.contains(probability) { probabilities.append(probability) }
    }
    return probabilities
  }

  /// A name as it must be typed beside a slash.
  private static func quoted(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "/")) else { return name }
    return Record.quoted(name)
  }

  /// What the estimates of several domains have in common.
  struct Series {
    let variable: String
    var level: String?
    var probability: Double?
  }

  private func append(
    _ estimates: [Estimate], _ design: SurveyDesign, _ series: Series, _ groups: DomainColumns,
    to answer: inout EstimateAnswer
  ) throws {
    switch comparison {
    case .none: break
    case .differences:
      answer.figures += try differences(estimates, design, series, groups)
      return
    case .wald:
      answer.tests.append(
        design.waldTest(ofEqual: estimates, variable: series.variable, level: series.level))
      return
    }
    for (estimate, domain) in zip(estimates, groups.parts) {
      // A method for rates is for rates; means, totals and other ratios keep Student's t.
      let applies = estimate.isRate || estimate.value == nil
      answer.figures.append(
        try Figure(
          estimate, variable: series.variable, level: series.level,
          probability: series.probability, domain: domain,
          interval: applies ? interval : nil, confidence: confidence))
    }
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
  public internal(set) var figures: [Figure] = []
  /// The tests of equal domains, if these are wanted instead.
  public internal(set) var tests: [TestResult] = []
  /// The rows that count but belong to no domain, because a column of the domains is missing in them.
  public let rowsWithoutDomain: Int
}

/// Columns of numbers, each made once.
private struct NumberCache {
  let table: Table
  let missing: [String]
  private var columns: [UnitID: NumberColumn] = [:]

  init(table: Table, missing: [String]) {
    self.table = table
    self.missing = missing
  }

  subscript(name: String) -> NumberColumn {
    mutating get throws {
      if let known = columns[UnitID(name)] { return known }
      let column = try table.numbers(name, missing: missing)
      columns[UnitID(name)] = column
      return column
    }
  }
}

extension Fault.Code {
  /// No figure was asked for.
  public static let noFigures = Fault.Code("no-figures", .usage)
  /// A confidence is not between 0.5 and 1.
  public static let confidenceOutOfRange = Fault.Code("confidence-out-of-range", .usage)
}
