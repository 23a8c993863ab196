// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

/// All subsets of the numbers below `count`, of `size` or of any size.
private func subsets(_ size: Int?, of count: Int) -> [[Int]] {
  (0..<(1 << count)).map { bits in (0..<count).filter { bits >> $0 & 1 == 1 } }
    .filter { size == nil || $0.count == size }
}

/// All ways to take one element of each list.
private func products<Element>(_ lists: [[Element]]) -> [[Element]] {
  lists.reduce([[]]) { ways, list in ways.flatMap { way in list.map { way + [$0] } } }
}

@Suite("Unequal probabilities: unbiasedness over all samples of a small population")
struct UnequalEnumerationTests {
  /// Villages with what their households have, and how many households are drawn at random in each.
  private static let villages: [(households: [Double], drawn: Int, odds: Double)] = [
    ([3, 0, 7], 2, 0.4), ([1, 4, 4, 9], 2, 1.1), ([5, 2], 2, 0.7), ([8, 8, 1], 2, 2.5),
    ([10, 2], 2, 1.6),
  ]
  /// A village that is always visited.
  private static let certain: (households: [Double], drawn: Int) = ([6, 1, 12], 2)

  /// A way to draw villages: each possible sample with its probability.
  private struct Scheme {
    let samples: [(villages: [Int], probability: Double)]

    /// Three of the five, or as many as chance gives, with the odds of each village.
    init(size: Int?) {
      let raw = subsets(size, of: villages.count).map { chosen in
        (chosen, chosen.reduce(1.0) { $0 * villages[$1].odds })
      }
      let sum = raw.reduce(0) { $0 + $1.1 }
      samples = raw.map { ($0.0, $0.1 / sum) }
    }

    /// The probability that all of some villages are drawn.
    func probability(of units: Int...) -> Double {
      samples.filter { sample in units.allSatisfy { sample.villages.contains($0) } }
        .reduce(0) { $0 + $1.probability }
    }
  }

  private func design(
    _ chosen: [Int], _ households: [[Int]], _ scheme: Scheme, _ variance: UnequalVariance
  ) throws -> (design: SurveyDesign, values: [Double]) {
    let contents =
      chosen.map { (Self.villages[$0].households, Self.villages[$0].drawn) }
      + [(Self.certain.households, Self.certain.drawn)]
    let probabilities = chosen.map { scheme.probability(of: $0) } + [1]
    var pairs: [PairProbability] = []
    for (b, second) in chosen.enumerated() {
      for (a, first) in chosen.prefix(b).enumerated() {
        pairs.append(
          PairProbability(UInt32(b), UInt32(a), scheme.probability(of: first, second)))
      }
      pairs.append(
        PairProbability(UInt32(b), UInt32(chosen.count), scheme.probability(of: second)))
    }
    var cells: [UInt32] = []
    var values: [Double] = []
    var weights: [Double] = []
    for (village, drawn) in households.enumerated() {
      for household in drawn {
        cells.append(UInt32(village))
        values.append(contents[village].0[household])
        weights.append(
          Double(contents[village].0.count) / Double(contents[village].1) / probabilities[village])
      }
    }
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: [UInt32](repeating: 0, count: contents.count), lonely: .fail,
          selection: .unequal(
            UnequalSelection(
              probabilities: probabilities, variances: [variance],
              pairs: variance.needsPairs ? pairs : []))),
        DesignStage(
          cellOfUnit: cells, parentOfCell: contents.indices.map { UInt32($0) },
          populationOfCell: contents.map { Double($0.0.count) }, lonely: .fail),
      ], unitOfRow: values.indices.map { UInt32($0) }, weights: weights)
    return (design, values)
  }

  @Test(
    "Totals and their variance in two stages are unbiased, with a village that is certain",
    arguments: [UnequalVariance.yatesGrundy, .horvitzThompson, .poisson])
  func twoStages(variance: UnequalVariance) throws {
    let scheme = Scheme(size: variance == .poisson ? nil : 3)
    let population = Self.villages.flatMap(\.households) + Self.certain.households
    for isInside in [{ _ in true }, { $0 > 4 }] as [@Sendable (Double) -> Bool] {
      let truth = population.filter(isInside).reduce(0, +)
      var (mass, mean, square, estimated) = (0.0, 0.0, 0.0, 0.0)
      for (chosen, probability) in scheme.samples {
        let contents =
          chosen.map { (Self.villages[$0].households.count, Self.villages[$0].drawn) }
          + [(Self.certain.households.count, Self.certain.drawn)]
        let ways = products(contents.map { subsets($0.1, of: $0.0) })
        for households in ways {
          let (design, values) = try design(chosen, households, scheme, variance)
          let joint = try design.totals(
            of: [NumberColumn(values.map { isInside($0) ? $0 : 0.0 })])
          let share = probability / Double(ways.count)
          mass += share
          mean += share * joint.values[0]
          square += share * (joint.values[0] - truth) * (joint.values[0] - truth)
          estimated += share * joint.covariance[0]
        }
      }
      #expect(abs(mass - 1) < 1e-12)
      #expect(abs(mean - truth) < 1e-9)
      #expect(abs(estimated - square) < 1e-9 * square)
    }
  }

  @Test("A negative estimate of a variance is none, and the rule says so")
  func negative() throws {
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: [0, 0], lonely: .fail,
          selection: .unequal(
            UnequalSelection(
              probabilities: [0.5, 0.5], variances: [.horvitzThompson],
              pairs: [PairProbability(0, 1, 0.1)])))
      ], unitOfRow: [0, 1], weights: [2, 2])
    let total = try design.total(of: NumberColumn([1.0, 1.0] as [Double]))
    #expect(total.value == 4 && total.variance == nil && total.standardError == nil)
    #expect(total.rules == [.negativeVariance])
  }

  @Test("Equal probabilities give the variance of a simple random sample by every formula")
  func equal() throws {
    let values = NumberColumn([3.0, 5, 9, 1] as [Double])
    func variance(_ selection: StageSelection, _ population: [Double]?) throws -> Double {
      let design = try SurveyDesign(
        stages: [
          DesignStage(
            cellOfUnit: [0, 0, 0, 0], populationOfCell: population, lonely: .fail,
            selection: selection)
        ], unitOfRow: [0, 1, 2, 3], weights: [2.5, 2.5, 2.5, 2.5])
      return try #require(try design.total(of: values, where: [true, true, false, true]).variance)
    }
    let expected = try variance(.simpleRandom, [10])
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)].map {
      PairProbability($0, $1, 4.0 * 3 / (10 * 9))
    }
    for kind in [UnequalVariance.brewer, .hajek, .yatesGrundy, .horvitzThompson, .balanced] {
      let found = try variance(
        .unequal(
          UnequalSelection(
            probabilities: [0.4, 0.4, 0.4, 0.4], variances: [kind],
            pairs: kind.needsPairs ? pairs : [])), nil)
      #expect(abs(found - expected) < 1e-12 * expected, "\(kind)")
    }
  }
}
