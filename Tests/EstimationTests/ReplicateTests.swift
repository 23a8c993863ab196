// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Foundation
import Tables
import Testing

/// Two strata of villages, households in each, both stages with known populations.
private func twoStages(_ sizes: [Int] = [4, 3]) throws -> (SurveyDesign, NumberColumn, NumberColumn)
{
  var villages: [UInt32] = []
  var households: [UInt32] = []
  var values: [Double] = []
  var others: [Double] = []
  for (stratum, size) in sizes.enumerated() {
    for village in 0..<size {
      villages.append(UInt32(stratum))
      for household in 0..<(2 + (village + stratum) % 3) {
        households.append(UInt32(villages.count - 1))
        values.append(Double((household * 7 + village * 5 + stratum * 3) % 11))
        others.append(Double(1 + (household + village) % 4))
      }
    }
  }
  let cells = villages.indices.map { UInt32($0) }
  let design = try SurveyDesign(
    stages: [
      DesignStage(
        cellOfUnit: villages, populationOfCell: sizes.map { Double(2 * $0 + 2) }, lonely: .fail),
      DesignStage(
        cellOfUnit: households, parentOfCell: cells,
        populationOfCell: cells.map { Double(9 + $0 % 4) }, lonely: .fail),
    ], unitOfRow: households.indices.map { UInt32($0) },
    weights: households.map { 2.5 + Double($0 % 3) })
  return (design, NumberColumn(values), NumberColumn(others))
}

@Suite("Replicates")
struct ReplicateTests {
  @Test("Hadamard matrices are orthogonal and begin with +1", arguments: 1...70)
  func hadamard(size: Int) {
    let matrix = HadamardMatrix(orderAbove: size)
    #expect(matrix.order > size && matrix.order < 2 * size + 4)
    for first in 0..<matrix.order {
      #expect(matrix.isPositive(first, 0) && matrix.isPositive(0, first))
      for second in 0..<first {
        let product = (0..<matrix.order).reduce(0) {
          $0 + (matrix.isPositive(first, $1) == matrix.isPositive(second, $1) ? 1 : -1)
        }
        #expect(product == 0)
      }
    }
  }

  @Test("Half-samples give the linearization variance of a total, with finite populations")
  func halves() throws {
    let clusters: [UInt32] = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    let design = try SurveyDesign(
      stages: [
        DesignStage(cellOfUnit: clusters, populationOfCell: [5, 7, 2, 9, 4], lonely: .fail)
      ], unitOfRow: (0..<10).map { UInt32($0) }, weights: (0..<10).map { 1.5 + Double($0 % 4) })
    let y = NumberColumn((0..<10).map { Double(($0 * $0 + 3) % 13) })
    let expected = try design.total(of: y).variance!
    for fay in [0, 0.3, 0.5] {
      let variance = try design.replicated(by: .balancedRepeated(fay: fay)).total(of: y).variance!
      #expect(abs(variance / expected - 1) < 1e-12)
    }
  }

  @Test("The jackknife gives the one-stage linearization variance of a total")
  func jackknife() throws {
    let (_, y, _) = try twoStages()
    let stratum = (0..<y.count).map { UInt32($0 < 9 ? 0 : 1) }
    let design = try SurveyDesign(
      stages: [DesignStage(cellOfUnit: stratum, populationOfCell: [40, 30], lonely: .fail)],
      unitOfRow: (0..<y.count).map { UInt32($0) }, weights: stratum.map { 3 + Double($0) })
    let expected = try design.total(of: y).variance!
    let variance = try design.replicated(by: .jackknife).total(of: y).variance!
    #expect(abs(variance / expected - 1) < 1e-12)
  }

  @Test("The bootstrap's variance of a total is that of linearization through both stages")
  func bootstrap() throws {
    let (design, y, _) = try twoStages()
    let expected = try design.total(of: y).variance!
    let replicates = 40_000
    let variance = try design.replicated(by: .bootstrap(replicates: replicates, seed: "1 2 3"))
      .total(of: y).variance!
    // The relative standard error of a variance from R draws is √((κ - 1)/R), κ being near 3.
    #expect(abs(variance / expected - 1) < 5 * (2.5 / Double(replicates)).squareRoot())
  }

  @Test("The bootstrap of one stage has the variance of linearization, and of ratios nearly so")
  func bootstrapOfRatio() throws {
    let (design, y, x) = try twoStages([30, 24])
    let linear = design.ratio(of: y, to: x)
    let repeated = try design.replicated(by: .bootstrap(replicates: 4_000, seed: "a"))
      .ratio(of: y, to: x)
    #expect(repeated.value == linear.value)
    #expect(abs(repeated.standardError! / linear.standardError! - 1) < 0.1)
  }

  @Test("A seed gives the same replicates again, another seed others")
  func seeds() throws {
    let (design, y, _) = try twoStages()
    func variance(_ seed: String) throws -> Double {
      try design.replicated(by: .bootstrap(replicates: 50, seed: seed)).mean(of: y).variance!
    }
    #expect(try variance("7") == variance("7"))
    #expect(try variance("7") != variance("8"))
  }

  @Test("Covariances from replicates are those of linearization where that is exact")
  func covariance() throws {
    let (_, y, x) = try twoStages()
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: [UInt32](repeating: 0, count: y.count), populationOfCell: [100],
          lonely: .fail)
      ], unitOfRow: (0..<y.count).map { UInt32($0) },
      weights: [Double](repeating: 4, count: y.count))
    let expected = try design.totals(of: [y, x])
    let joint = try design.replicated(by: .jackknife).totals(of: [y, x])
    for (value, wanted) in zip(joint.covariance, expected.covariance) {
      #expect(abs(value / wanted - 1) < 1e-12)
    }
  }

  @Test("What cannot be replicated is refused by name")
  func refusals() throws {
    let (design, _, _) = try twoStages()
    #expect(throws: Fault.self) { try design.replicated(by: .balancedRepeated(fay: 0)) }
    let lonely = try SurveyDesign(
      stages: [
        DesignStage(cellOfUnit: [0, 0, 1], populationOfCell: [5, 5], lonely: .adjust)
      ], unitOfRow: [0, 1, 2], weights: [1, 1, 1])
    let fault = #expect(throws: Fault.self) { try lonely.replicated(by: .jackknife) }
    #expect(fault?.code == .replicatesOfLonelyUnit)
  }
}

@Suite("Weight adjustment")
struct WeightAdjustmentTests {
  private func design(_ count: Int) throws -> SurveyDesign {
    try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: [UInt32](repeating: 0, count: count), populationOfCell: [1000],
          lonely: .fail)
      ], unitOfRow: (0..<count).map { UInt32($0) },
      weights: [Double](repeating: 1000 / Double(count), count: count))
  }

  private func column(_ labels: [String]) -> CodedColumn {
    TextColumn(labels.map { Optional($0) }).encoded()
  }

  @Test("Classes without an answer join their neighbours, the last column first")
  func responseClasses() throws {
    let village = column(["a", "a", "a", "b", "b", "b"])
    let sample = column(["1", "1", "2", "1", "2", "2"])
    let responded = [true, true, false, true, true, false]
    let design = try design(6).adjusted(
      by: WeightAdjustment(response: try ResponseClasses([village, sample], responded: responded)))
    // a/2 answered nothing, so that a is one class of three; b/1 and b/2 stay apart.
    let expected: [Double] = [250, 250, 0, 500 / 3, 1000 / 3, 0]
    #expect(zip(design.weights, expected).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(abs(design.weights.reduce(0, +) - 1000) < 1e-9)
    #expect(design.mean(of: NumberColumn([1, 2, 99, 3, 4, 99])).count == 4)
  }

  @Test("Bounds hold, and totals are met")
  func bounds() throws {
    let x = NumberColumn((0..<40).map { Double($0) })
    let adjusted = try design(40).adjusted(
      by: WeightAdjustment(
        fit: .calibration(
          CalibrationModel(
            [
              .init(.count, total: 1000, name: "(count)"),
              .init(.number(x), total: 21_500, name: "x"),
            ], rowCount: 40), .linear(bounds: 0.8...1.3))))
    let factors = adjusted.weights.map { $0 / 25 }
    #expect(factors.allSatisfy { $0 >= 0.8 - 1e-12 && $0 <= 1.3 + 1e-12 })
    #expect(factors.contains { $0 > 1.3 - 1e-12 })
    #expect(abs(try adjusted.total(of: x).value! - 21_500) < 1e-4)
  }

  @Test("Totals that no weights can meet are refused")
  func infeasible() throws {
    let x = NumberColumn((0..<40).map { Double($0) })
    let model = CalibrationModel(
      [.init(.count, total: 1000, name: "(count)"), .init(.number(x), total: 39_500, name: "x")],
      rowCount: 40)
    let fault = #expect(throws: Fault.self) {
      try design(40).adjusted(
        by: WeightAdjustment(fit: .calibration(model, .logit(bounds: 0.5...2))))
    }
    #expect(fault?.code == .calibrationFailed)
    let level = column(["a", "b", "a", "b"])
    let empty = WeightFit.Margin(
      CodedColumn(codes: level.codes, labels: ["a", "b", "c"]), totals: [400, 500, 100], name: "x")
    let missing = #expect(throws: Fault.self) {
      try design(4).adjusted(by: WeightAdjustment(fit: .poststratification(empty)))
    }
    #expect(missing?.code == .emptyPoststratum)
  }

  @Test("A replicate that loses a whole level says which it is, and why")
  func lostLevel() throws {
    // Row 3 alone is of level b, so that the third replicate of the jackknife has none.
    let fit = WeightFit.poststratification(
      .init(column(["a", "a", "b", "a", "a"]), totals: [80, 20], name: "group"))
    let adjusted = try design(5).adjusted(by: WeightAdjustment(fit: fit))
    let fault = #expect(throws: Fault.self) { try adjusted.replicated(by: .jackknife) }
    #expect(fault?.code == .emptyPoststratumInReplicate)
    #expect(
      fault?.values == ["column": "group", "level": "b", "replicate": "3", "replicates": "5"])
  }

  @Test("The estimated total of an auxiliary variable has no variance")
  func noVariance() throws {
    let x = NumberColumn((0..<40).map { Double($0 * $0 % 17) })
    let group = column((0..<40).map { $0 % 3 == 0 ? "a" : "b" })
    let fit = WeightFit.poststratification(.init(group, totals: [300, 700], name: "g"))
    let poststratified = try design(40).adjusted(by: WeightAdjustment(fit: fit))
    let share = poststratified.proportion(of: group.codes.map { $0 == 0 })
    #expect(abs(share.value! - 0.3) < 1e-12 && share.standardError! < 1e-12)
    let model = CalibrationModel([.init(.number(x), total: 8_000, name: "x")], rowCount: 40)
    let calibrated = try design(40).adjusted(
      by: WeightAdjustment(fit: .calibration(model, .raking(bounds: nil))))
    #expect(try calibrated.total(of: x).standardError! < 1e-6)
  }
}
