// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

/// All subsets of `size` of the numbers below `count`.
private func subsets(_ size: Int, of count: Int) -> [[Int]] {
  guard size > 0 else { return [[]] }
  guard size <= count else { return [] }
  return subsets(size, of: count - 1) + subsets(size - 1, of: count - 1).map { $0 + [count - 1] }
}

/// All ways to take one element of each list.
private func products<Element>(_ lists: [[Element]]) -> [[Element]] {
  lists.reduce([[]]) { ways, list in ways.flatMap { way in list.map { way + [$0] } } }
}

@Suite("Unbiasedness over all samples of a small population")
struct EnumerationTests {
  /// A village: what each household has, and how many of them are drawn.
  struct Village {
    let households: [Double]
    let drawn: Int
  }

  /// Villages in strata, with the number that is drawn in each.
  typealias Population = [(villages: [Village], drawn: Int)]

  /// Two strata of which some villages are drawn.
  static let strata: Population = [
    (
      [
        Village(households: [3, 0, 7], drawn: 2), Village(households: [1, 4, 4, 9], drawn: 3),
        Village(households: [5, 2], drawn: 2), Village(households: [8, 8, 1], drawn: 2),
      ], 2
    ),
    (
      [
        Village(households: [10, 2, 6], drawn: 2), Village(households: [0, 1, 12], drawn: 2),
        Village(households: [2, 20], drawn: 2),
      ], 2
    ),
  ]

  /// A stratum of which some villages are drawn, one whose villages are all visited, and a certain
  /// village of which every household is.
  static let takenWhole: Population = [
    (
      [
        Village(households: [3, 0, 7], drawn: 2), Village(households: [1, 9, 4], drawn: 2),
        Village(households: [5, 2, 6], drawn: 2),
      ], 2
    ),
    ([Village(households: [4, 8, 1], drawn: 2), Village(households: [10, 2, 2], drawn: 2)], 2),
    ([Village(households: [6, 11], drawn: 2)], 1),
  ]

  /// One possible sample: its design and values, and its probability.
  struct Sample {
    let design: SurveyDesign
    let values: [Double]
    let probability: Double
  }

  /// Every sample that can be drawn.
  static func samples(of strata: Population) throws -> [Sample] {
    let choices = strata.enumerated().map { stratum, content in
      subsets(content.drawn, of: content.villages.count).map { (stratum, $0) }
    }
    return try products(choices).flatMap { way in
      let villages = way.flatMap { stratum, chosen in
        chosen.map { (stratum: stratum, village: strata[stratum].villages[$0]) }
      }
      let households = villages.map { subsets($0.village.drawn, of: $0.village.households.count) }
      return try products(households).map { drawn in
        try sample(
          strata, villages, drawn,
          probability: 1
            / (Double(choices.reduce(1) { $0 * $1.count })
              * Double(households.reduce(1) { $0 * $1.count })))
      }
    }
  }

  private static func sample(
    _ strata: Population, _ villages: [(stratum: Int, village: Village)], _ drawn: [[Int]],
    probability: Double
  ) throws -> Sample {
    var cells: [UInt32] = []
    var values: [Double] = []
    var weights: [Double] = []
    for (index, village) in villages.enumerated() {
      let content = strata[village.stratum]
      for household in drawn[index] {
        cells.append(UInt32(index))
        values.append(village.village.households[household])
        weights.append(
          Double(content.villages.count) / Double(content.drawn)
            * Double(village.village.households.count) / Double(village.village.drawn))
      }
    }
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: villages.map { UInt32($0.stratum) },
          populationOfCell: strata.map { Double($0.villages.count) }, lonely: .fail),
        DesignStage(
          cellOfUnit: cells, parentOfCell: villages.indices.map { UInt32($0) },
          populationOfCell: villages.map { Double($0.village.households.count) }, lonely: .fail),
      ], unitOfRow: values.indices.map { UInt32($0) }, weights: weights)
    return Sample(design: design, values: values, probability: probability)
  }

  @Test(
    "The estimators of totals, of all and of a domain, and of their variance are unbiased",
    arguments: [false, true])
  func totals(isTakenWhole: Bool) throws {
    let strata = isTakenWhole ? Self.takenWhole : Self.strata
    let samples = try Self.samples(of: strata)
    #expect(samples.count > 150)
    #expect(abs(samples.reduce(0) { $0 + $1.probability } - 1) < 1e-12)
    let population = strata.flatMap { $0.villages.flatMap(\.households) }
    let domains: [(Double) -> Bool] = [{ _ in true }, { $0 > 4 }]
    for isInside in domains {
      let truth = population.filter(isInside).reduce(0, +)
      var mean = 0.0
      var square = 0.0
      var variance = 0.0
      for sample in samples {
        let estimate = try sample.design.total(
          of: NumberColumn(sample.values), where: sample.values.map(isInside))
        let value = try #require(estimate.value)
        mean += sample.probability * value
        square += sample.probability * (value - truth) * (value - truth)
        // A sample without a row of the domain estimates zero, and its variance is zero.
        variance += sample.probability * (estimate.variance ?? 0)
      }
      #expect(abs(mean - truth) < 1e-9)
      #expect(abs(variance - square) < 1e-9 * square)
    }
  }
}
