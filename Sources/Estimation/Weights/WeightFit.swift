// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

/// A way to make weights agree with known totals.
public enum WeightFit: Sendable {
  /// Each class of one column gets its total: poststratification (Holt and Smith 1979).
  case poststratification(Margin)
  /// Margins are fitted in turn until all agree: iterative proportional fitting (Deming and Stephan
  /// 1940).
  case raking([Margin])
  /// Weights as close to those before as the distance allows (Deville and Särndal 1992).
  case calibration(CalibrationModel, CalibrationDistance)

  /// A column and the population total of each of its levels.
  public struct Margin: Sendable {
    /// The level of each row; nowhere missing.
    public var column: CodedColumn
    /// The total of each level.
    public var totals: [Double]
    /// What messages call the column.
    public var name: String

    /// A column and its totals.
    /// - Precondition: there is a total for each label.
    public init(_ column: CodedColumn, totals: [Double], name: String) {
      precondition(column.labels.count == totals.count)
      self.column = column
      self.totals = totals
      self.name = name
    }
  }

  /// The columns whose crossing makes the classes in which factors are constant.
  var classCodes: [[UInt32]] {
    switch self {
    case .poststratification(let margin): [margin.column.codes]
    case .raking(let margins): margins.map { $0.column.codes }
    case .calibration(let model, _): [model.classOfRow]
    }
  }

  /// The steps of Newton's method or of raking at the most.
  private static let maximumSteps = 1_000
  /// The relative error of a total at which fitting ends.
  private static let tolerance = 1e-12

  /// The factor of each class.
  ///
  /// - Parameters:
  ///   - totals: the weighted number of elements in each class before.
  ///   - codes: the codes of each class, one for each of ``classCodes``.
  /// - Throws: ``Fault/Code/emptyPoststratum``, ``Fault/Code/calibrationFailed``.
  func factors(_ totals: [Double], codes: [[UInt32]]) throws -> [Double] {
    switch self {
    case .poststratification(let margin):
      let ratios = try Self.ratios(margin, totals, codes[0])
      return codes[0].map { ratios[Int($0)] }
    case .raking(let margins): return try Self.rake(margins, totals, codes)
    case .calibration(let model, let distance):
      // Several classes may share a vector when other steps cross them.
      var merged = [Double](repeating: 0, count: model.classCount)
      for (index, code) in codes[0].enumerated() { merged[Int(code)] += totals[index] }
      let factors = try Self.calibrate(model, distance, merged)
      return codes[0].map { factors[Int($0)] }
    }
  }

  /// Known over estimated total of each level.
  private static func ratios(
    _ margin: Margin, _ totals: [Double], _ codes: [UInt32]
  ) throws -> [Double] {
    var sums = [Double](repeating: 0, count: margin.totals.count)
    for (index, total) in totals.enumerated() { sums[Int(codes[index])] += total }
    return try sums.indices.map { level in
      if margin.totals[level] == 0 && sums[level] == 0 { return 1 }
      guard sums[level] > 0 else {
        throw Fault(
          .emptyPoststratum, ["column": margin.name, "level": margin.column.labels[level]])
      }
      return margin.totals[level] / sums[level]
    }
  }

  private static func rake(
    _ margins: [Margin], _ totals: [Double], _ codes: [[UInt32]]
  ) throws -> [Double] {
    var factors = [Double](repeating: 1, count: totals.count)
    var worst = (error: Double.infinity, margin: 0)
    for _ in 0..<maximumSteps {
      worst = (0, 0)
      for (index, margin) in margins.enumerated() {
        let current = totals.indices.map { totals[$0] * factors[$0] }
        let ratios = try ratios(margin, current, codes[index])
        for ratio in ratios where abs(ratio - 1) > worst.error { worst = (abs(ratio - 1), index) }
        for cell in factors.indices { factors[cell] *= ratios[Int(codes[index][cell])] }
      }
      if worst.error < tolerance { return factors }
    }
    throw Fault(
      .calibrationFailed,
      ["term": margins[worst.margin].name, "error": "\(worst.error)"])
  }

  /// Newton's method on Σ d F(x'λ) x = totals.
  private static func calibrate(
    _ model: CalibrationModel, _ distance: CalibrationDistance, _ totals: [Double]
  ) throws -> [Double] {
    var lambda = [Double](repeating: 0, count: model.width)
    var factors = [Double](repeating: 1, count: totals.count)
    var worst = (error: Double.infinity, term: 0)
    for step in 0..<maximumSteps {
      var slopes = totals
      for index in totals.indices {
        let (value, slope) = distance.factor(model.product(index, lambda))
        factors[index] = value
        slopes[index] *= slope
      }
      let reached = model.weightedTotals(totals.indices.map { totals[$0] * factors[$0] })
      let size = model.weightedTotals(totals).indices.map { max(abs(model.totals[$0]), 1e-300) }
      worst = (0, 0)
      for column in reached.indices {
        let error = abs(reached[column] - model.totals[column]) / size[column]
        if !(error <= worst.error) { worst = (error, column) }
      }
      if worst.error < (distance.isClosedForm ? 1e-9 : tolerance) { return factors }
      if step > 0 && distance.isClosedForm || !worst.error.isFinite { break }
      let inverse = SymmetricInverse(of: model.weightedProducts(slopes), order: model.width)
      let change = inverse(reached.indices.map { model.totals[$0] - reached[$0] })
      for column in lambda.indices { lambda[column] += change[column] }
    }
    // The last digits may not come closer; what is left must not matter.
    if worst.error < 1e-9 { return factors }
    throw Fault(
      .calibrationFailed, ["term": model.names[worst.term], "error": "\(worst.error)"])
  }
}

extension Fault.Code {
  /// A level whose population is known has no row.
  public static let emptyPoststratum = Fault.Code("empty-poststratum", .data)
  /// No weights within the bounds agree with the totals.
  public static let calibrationFailed = Fault.Code("calibration-failed", .data)
}
