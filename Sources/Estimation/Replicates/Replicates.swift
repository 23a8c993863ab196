// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The replicates of a design with the factors of its weight adjustment, which is repeated in each.
package struct Replicates: Sendable {
  private let scheme: any ReplicateScheme
  /// The unit that replicates multiply, for each last-stage unit.
  private let unitOfLastStage: [UInt32]
  /// The factors of weight adjustment: that of replicate `r` for class `c` is `[r * classCount + c]`.
  private var factors: [Double] = []
  private let classCount: Int

  /// The most factors that are held: two gigabytes of them.
  private static let factorLimit = 1 << 28

  /// The number of replicates.
  var count: Int { scheme.count }

  init(_ method: ReplicateMethod, of design: SurveyDesign) throws {
    guard design.levels.allSatisfy({ $0.unequal == nil }) else {
      throw Fault(.replicatesOfUnequalProbabilities)
    }
    classCount = design.adjustment?.classCount ?? 1
    var multiplied = 0
    switch method {
    case .jackknife: scheme = try Jackknife(design.levels[0])
    case .balancedRepeated(let fay):
      scheme = try BalancedHalfSamples(design.levels[0], fay: fay)
    case .bootstrap(let replicates, let seed):
      let bootstrap = try Bootstrap(design.levels, replicates: replicates, seed: seed)
      multiplied = bootstrap.deepest
      scheme = bootstrap
    }
    var units = (0..<UInt32(design.unitCount)).map { $0 }
    for level in design.levels[(multiplied + 1)...].reversed() {
      units = units.map { level.parentOfCell[Int(level.cellOfUnit[Int($0)])] }
    }
    unitOfLastStage = units
    guard let adjustment = design.adjustment else { return }
    var entries = ReplicateEntries(sumCount: classCount)
    design.forEachRow { row, unit in
      entries.add(
        adjustment.baseWeights[row], unit: units[unit], sum: Int(adjustment.classOfRow[row]))
    }
    entries.finish()
    let (needed, overflows) = count.multipliedReportingOverflow(by: classCount)
    guard !overflows, needed <= Self.factorLimit else {
      throw Fault(
        .tooManyReplicateFactors, ["replicates": "\(count)", "classes": "\(classCount)"])
    }
    var fitted: [Double] = []
    fitted.reserveCapacity(needed)
    try scheme.forEachReplicate(entries) { replicate, totals in
      do {
        let (response, fit) = try adjustment.factors(totals)
        fitted += zip(response, fit).map { $0 * $1 }
      } catch let fault as Fault {
        throw fault.inReplicate(replicate + 1, of: count)
      }
    }
    factors = fitted
  }

  /// The estimate of each replicate.
  ///
  /// - Parameters:
  ///   - rows: the rows used, in the order of their units.
  ///   - variables: the variables; `nil` is the constant 1.
  ///   - estimate: the estimate from the weighted totals of the variables.
  /// - Complexity: linear in the rows, and in replicates times the units and classes with a row; for the
  ///   jackknife linear in replicates plus units.
  func estimates(
    _ design: SurveyDesign, rows: [UInt32], _ variables: [NumberColumn?],
    _ estimate: ([Double]) -> Double
  ) -> [Double] {
    let width = variables.count
    var entries = ReplicateEntries(sumCount: classCount * width)
    for row in rows {
      let row = Int(row)
      let index = Int(design.adjustment?.classOfRow[row] ?? 0)
      // The factors of classes are those of the replicate; that of trimming stays.
      let weight = design.weights[row] / (design.adjustment?.factorOfClass[index] ?? 1)
      let unit = unitOfLastStage[Int(design.unitOfRow[row])]
      for (column, variable) in variables.enumerated() {
        entries.add(
          weight * (variable?.values[row] ?? 1), unit: unit, sum: index * width + column)
      }
    }
    entries.finish()
    var estimates = [Double](repeating: 0, count: count)
    var totals = [Double](repeating: 0, count: width)
    scheme.forEachReplicate(entries) { replicate, sums in
      for column in 0..<width {
        var total = 0.0
        for index in 0..<classCount {
          let factor = factors.isEmpty ? 1 : factors[replicate * classCount + index]
          total += factor * sums[index * width + column]
        }
        totals[column] = total
      }
      estimates[replicate] = estimate(totals)
    }
    return estimates
  }

  /// The covariance of two estimates from those of their replicates, centred at the means.
  func covariance(_ first: [Double], _ second: [Double]) -> Double {
    let means = [first, second].map { $0.reduce(0, +) / Double($0.count) }
    var sum = 0.0
    for replicate in first.indices {
      sum +=
        scheme.scale(replicate) * (first[replicate] - means[0]) * (second[replicate] - means[1])
    }
    return sum
  }
}

extension SurveyDesign {
  /// The same design, whose variances are estimated from replicates.
  ///
  /// - Throws: ``Fault/Code/replicatesOfUnequalProbabilities``,
  ///   ``Fault/Code/replicatesOfLonelyUnit``, ``Fault/Code/stratumIsNoPair``,
  ///   ``Fault/Code/tooManyReplicates``, ``Fault/Code/tooManyReplicateFactors``,
  ///   ``Fault/Code/changeWithReplicates``; where the weights of a replicate cannot be adjusted
  ///   ``Fault/Code/emptyPoststratumInReplicate``, ``Fault/Code/calibrationFailedInReplicate``,
  ///   ``Fault/Code/noRespondentsInReplicate``.
  /// - Complexity: linear in rows; a weight adjustment is repeated in each replicate.
  public func replicated(by method: ReplicateMethod) throws -> SurveyDesign {
    // Strata are resampled one by one, which would take two rounds for independent.
    guard overlap == nil else { throw Fault(.changeWithReplicates) }
    var design = self
    design.replicates = try Replicates(method, of: self)
    return design
  }

  /// Calls `body` with each row of the sample and its last-stage unit, in the order of units.
  func forEachRow(_ body: (_ row: Int, _ unit: Int) -> Void) {
    if let rowOrder {
      for row in rowOrder { body(Int(row), Int(unitOfRow[Int(row)])) }
    } else {
      for row in 0..<rowCount where unitOfRow[row] != Self.outside {
        body(row, Int(unitOfRow[row]))
      }
    }
  }
}

extension Fault {
  /// What went wrong with the weights of a replicate, where those of the whole sample are in order.
  fileprivate func inReplicate(_ number: Int, of count: Int) -> Fault {
    let own: [Fault.Code: Fault.Code] = [
      .emptyPoststratum: .emptyPoststratumInReplicate,
      .calibrationFailed: .calibrationFailedInReplicate,
      .noRespondents: .noRespondentsInReplicate,
    ]
    guard let code = own[code] else { return self }
    let replicate = ["replicate": "\(number)", "replicates": "\(count)"]
    return Fault(code, at: place, values.merging(replicate) { value, _ in value })
  }
}

extension Fault.Code {
  /// The weight factors of all replicates would need more memory than is reasonable.
  public static let tooManyReplicateFactors = Fault.Code("too-many-replicate-factors", .usage)
  /// A replicate leaves out every row of a level whose population is known.
  public static let emptyPoststratumInReplicate =
    Fault.Code("empty-poststratum-in-replicate", .data)
  /// No weights of a replicate agree with the totals.
  public static let calibrationFailedInReplicate =
    Fault.Code("calibration-failed-in-replicate", .data)
  /// A replicate leaves out everybody of a response class who answered.
  public static let noRespondentsInReplicate = Fault.Code("no-respondents-in-replicate", .data)
}
