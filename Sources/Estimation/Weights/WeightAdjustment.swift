// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What is done to the weights of a design, in this order: the respondents of each class take over the
/// weights of those who did not answer, the weights are fitted to known totals, the extreme ones are
/// trimmed.
public struct WeightAdjustment: Sendable {
  /// The classes of nonresponse adjustment.
  public var response: ResponseClasses?
  /// The totals to fit.
  public var fit: WeightFit?
  /// The smallest and the largest weight that is left as it is.
  public var trim: ClosedRange<Double>?

  /// An adjustment; without any part it leaves the weights as they are.
  public init(
    response: ResponseClasses? = nil, fit: WeightFit? = nil, trim: ClosedRange<Double>? = nil
  ) {
    self.response = response
    self.fit = fit
    self.trim = trim
  }

  /// Whether nothing is done.
  public var isEmpty: Bool { response == nil && fit == nil && trim == nil }
}

extension SurveyDesign {
  /// The same design with adjusted weights. Every variance takes the adjustment into account.
  ///
  /// - Parameters:
  ///   - adjustment: what is done.
  ///   - place: where the element of a row stands, for messages.
  /// - Throws: ``Fault/Code/noRespondents``, ``Fault/Code/emptyPoststratum``,
  ///   ``Fault/Code/calibrationFailed``, ``Fault/Code/weightNotPositive``,
  ///   ``Fault/Code/everyWeightTrimmed``.
  /// - Complexity: linear in rows; fitting is linear in classes at each step, and cubic in the
  ///   auxiliary variables.
  /// - Precondition: the weights were not adjusted before; columns are as long as the design has rows.
  public func adjusted(
    by adjustment: WeightAdjustment, place: (_ row: Int) -> Place = { Place(row: $0 + 1) }
  ) throws -> SurveyDesign {
    precondition(self.adjustment == nil)
    if adjustment.isEmpty { return self }
    let applied = try AppliedAdjustment(adjustment, to: self)
    var weights = [Double](repeating: 0, count: rowCount)
    for row in 0..<rowCount where unitOfRow[row] != Self.outside {
      weights[row] = self.weights[row] * applied.factorOfClass[Int(applied.classOfRow[row])]
      if weights[row] <= 0 && applied.hasResponded(row: row) {
        throw Fault(.weightNotPositive, at: place(row), ["weight": "\(weights[row])"])
      }
    }
    if let range = adjustment.trim { try Self.trim(&weights, to: range, place: place) }
    return adjusted(
      weights: weights, by: applied, weightsAreRelative: weightsAreRelative && adjustment.fit == nil
    )
  }

  /// Cuts weights off at the ends of a range, and spreads what is cut off equally over the others, so
  /// that the sum stays (R's `trimWeights`; Potter 1990).
  private static func trim(
    _ weights: inout [Double], to range: ClosedRange<Double>, place: (_ row: Int) -> Place
  ) throws {
    var excess = 0.0
    var others: [Int] = []
    for row in weights.indices where weights[row] > 0 {
      if range.contains(weights[row]) {
        others.append(row)
      } else {
        let cut = min(max(weights[row], range.lowerBound), range.upperBound)
        excess += weights[row] - cut
        weights[row] = cut
      }
    }
    if excess == 0 { return }
    guard !others.isEmpty else {
      throw Fault(
        .everyWeightTrimmed, ["lower": "\(range.lowerBound)", "upper": "\(range.upperBound)"])
    }
    for row in others {
      weights[row] += excess / Double(others.count)
      guard weights[row] > 0 else {
        throw Fault(.weightNotPositive, at: place(row), ["weight": "\(weights[row])"])
      }
    }
  }
}

/// An adjustment with its factors, as the variance and replicates need it.
package struct AppliedAdjustment: Sendable {
  let adjustment: WeightAdjustment
  /// The weights before.
  let baseWeights: [Double]
  /// The class of each row; all factors but those of trimming are constant in a class.
  let classOfRow: [UInt32]
  /// The number of classes.
  let classCount: Int
  /// The product of the factors of each class; 0 for those who did not answer.
  private(set) var factorOfClass: [Double] = []
  /// The factor of nonresponse adjustment of each class.
  private(set) var responseFactor: [Double] = []
  /// The factor of fitting of each class.
  private(set) var fitFactor: [Double] = []
  /// The response class of each class, and whether it answered.
  let responseOfClass: [(group: UInt32, responded: Bool)]
  /// The codes that ``WeightFit`` needs of each class.
  private let fitCodes: [[UInt32]]
  /// The regression on the auxiliary variables.
  private(set) var regression: ClassRegression?

  init(_ adjustment: WeightAdjustment, to design: SurveyDesign) throws {
    self.adjustment = adjustment
    baseWeights = design.weights
    let rows = design.rowCount
    var parts: [[UInt32]] = []
    if let response = adjustment.response {
      parts.append(response.classOfRow)
      parts.append(response.responded.map { $0 ? 1 : 0 })
    }
    let fitStart = parts.count
    parts += adjustment.fit?.classCodes ?? []
    precondition(parts.allSatisfy { $0.count == rows })
    var classes = [UInt32](repeating: 0, count: rows)
    for part in parts { classes = PairCoder.codes(classes, part).codes }
    let count = Int(classes.max() ?? 0) + 1
    var codes = parts.map { _ in [UInt32](repeating: 0, count: count) }
    for (index, part) in parts.enumerated() {
      for row in 0..<rows { codes[index][Int(classes[row])] = part[row] }
    }
    classOfRow = classes
    classCount = count
    responseOfClass =
      adjustment.response == nil ? [] : (0..<count).map { (codes[0][$0], codes[1][$0] == 1) }
    fitCodes = Array(codes[fitStart...])
    var totals = [Double](repeating: 0, count: count)
    for row in 0..<rows where design.unitOfRow[row] != SurveyDesign.outside {
      totals[Int(classes[row])] += design.weights[row]
    }
    (responseFactor, fitFactor) = try factors(totals)
    factorOfClass = zip(responseFactor, fitFactor).map { $0 * $1 }
    guard let fit = adjustment.fit else { return }
    // The regression weighs each row by its weight before fitting; raking weighs all rows equally.
    let isRaking = if case .raking = fit { true } else { false }
    var sizes = [Double](repeating: 0, count: count)
    for row in 0..<rows where design.unitOfRow[row] != SurveyDesign.outside {
      let before = design.weights[row] * responseFactor[Int(classes[row])]
      if before > 0 { sizes[Int(classes[row])] += isRaking ? 1 : before }
    }
    regression = ClassRegression(fit, sizes: sizes, codes: fitCodes)
  }

  /// Whether the element of a row answered.
  func hasResponded(row: Int) -> Bool { adjustment.response?.responded[row] ?? true }

  /// The factors of each class for given totals of the weights before.
  /// - Throws: as ``WeightFit/factors(_:codes:)``; ``Fault/Code/noRespondents``.
  func factors(_ totals: [Double]) throws -> (response: [Double], fit: [Double]) {
    var response = [Double](repeating: 1, count: classCount)
    if let classes = adjustment.response {
      let (all, answered) = responseTotals(totals, classes.classCount)
      for index in response.indices {
        let (group, responded) = responseOfClass[index]
        response[index] = responded ? all[Int(group)] / answered[Int(group)] : 0
        if responded && !(answered[Int(group)] > 0) {
          // Only a replicate can leave a class without anybody who answered.
          if all[Int(group)] > 0 { throw Fault(.noRespondents) }
          response[index] = 1
        }
      }
    }
    let adjusted = zip(totals, response).map { $0 * $1 }
    return (
      response,
      try adjustment.fit?.factors(adjusted, codes: fitCodes)
        ?? [Double](repeating: 1, count: classCount)
    )
  }

  private func responseTotals(
    _ totals: [Double], _ groups: Int
  ) -> (all: [Double], answered: [Double]) {
    var all = [Double](repeating: 0, count: groups)
    var answered = all
    for (index, total) in totals.enumerated() {
      let (group, responded) = responseOfClass[index]
      all[Int(group)] += total
      if responded { answered[Int(group)] += total }
    }
    return (all, answered)
  }
}

extension Fault.Code {
  /// An adjusted weight is zero or negative.
  public static let weightNotPositive = Fault.Code("weight-not-positive", .data)
  /// All weights lie outside the range to which they are to be trimmed.
  public static let everyWeightTrimmed = Fault.Code("every-weight-trimmed", .data)
}
