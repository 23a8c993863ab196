// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What the items of a request are computed from; items are independent of each other, so that each core
/// can take one.
struct FigureWork: Sendable {
  let request: EstimateRequest
  let table: Table
  let design: SurveyDesign
  /// The rows that count.
  let counts: [Bool]
  let groups: DomainColumns
  let domains: Domains

  /// What the estimates of several domains have in common.
  struct Series {
    let variable: String
    var level: String?
    var probability: Double?
  }

  /// Figures, or the tests that are wanted instead.
  struct Results: Sendable {
    var figures: [Figure] = []
    var tests: [TestResult] = []
  }

  /// The items in the order of their figures, in groups that share work: rows are sorted once for all
  /// quantiles of a variable.
  static func jobs(of items: [EstimateRequest.Item]) -> [[(
    position: Int, item: EstimateRequest.Item
  )]] {
    var jobs: [[(position: Int, item: EstimateRequest.Item)]] = []
    var jobOfQuantile: [UnitID: Int] = [:]
    for (position, item) in items.enumerated() {
      if case .quantile(let name, _) = item {
        if let job = jobOfQuantile[UnitID(name)] {
          jobs[job].append((position, item))
          continue
        }
        jobOfQuantile[UnitID(name)] = jobs.count
      }
      jobs.append([(position, item)])
    }
    return jobs
  }

  /// The results of each item of a job.
  func results(of job: [EstimateRequest.Item]) throws -> [Results] {
    guard case .quantile(let name, _) = job[0] else { return [try results(of: job[0])] }
    let probabilities = job.compactMap { item -> Double? in
      if case .quantile(_, let probability) = item { probability } else { nil }
    }
    let estimates = try design.quantiles(
      of: try numbers(name), at: probabilities, type: request.quantileType, in: domains,
      confidence: request.confidence)
    return try zip(probabilities, estimates).map { probability, estimates in
      var results = Results()
      try append(estimates, Series(variable: name, probability: probability), &results)
      return results
    }
  }

  /// The results of one item that is no quantile, by level, then domain.
  private func results(of item: EstimateRequest.Item) throws -> Results {
    var results = Results()
    switch item {
    case .mean(let name):
      try append(design.mean(of: try numbers(name), in: domains), Series(variable: name), &results)
    case .total(let name):
      try append(design.total(of: try numbers(name), in: domains), Series(variable: name), &results)
    case .proportion(let name, let level):
      let column = try table.codes(name, missing: request.missing)
      for (label, code) in levels(of: column, level) {
        try append(
          design.proportion(of: column, level: code, in: domains),
          Series(variable: name, level: label), &results)
      }
    case .ratio(let numerator, let denominator):
      try append(
        design.ratio(of: try numbers(numerator), to: try numbers(denominator), in: domains),
        Series(variable: "\(Self.quoted(numerator))/\(Self.quoted(denominator))"), &results)
    case .quantile: preconditionFailure("quantiles of a variable are one job")
    }
    return results
  }

  private func numbers(_ name: String) throws -> NumberColumn {
    try table.numbers(name, missing: request.missing)
  }

  /// All levels that occur, in the order of their bytes, or the one that is wanted, which may never occur.
  private func levels(
    of column: CodedColumn, _ wanted: String?
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

  /// A name as it must be typed beside a slash.
  private static func quoted(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "/")) else { return name }
    return Record.quoted(name)
  }

  private func append(
    _ estimates: [Estimate], _ series: Series, _ results: inout Results
  ) throws {
    let estimates = request.prepared(estimates)
    switch request.comparison {
    case .none: break
    case .differences:
      results.figures += try request.differences(estimates, design, series, groups)
      return
    case .changes:
      results.figures += try request.changes(estimates, design, series, groups)
      return
    case .wald:
      results.tests.append(
        design.waldTest(ofEqual: estimates, variable: series.variable, level: series.level))
      return
    }
    for (estimate, domain) in zip(estimates, groups.parts) {
      // A method for rates is for rates; means, totals and other ratios keep Student's t.
      let applies = estimate.isRate || estimate.value == nil
      results.figures.append(
        try Figure(
          estimate, variable: series.variable, level: series.level,
          probability: series.probability, domain: domain,
          interval: applies ? request.interval : nil, confidence: request.confidence))
    }
  }
}
