// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

/// A drawn village: errors among the households asked, all its households, and its stratum.
private struct Village {
  var errors: Int
  var asked: Int
  var households: Double
  var stratum = 0
}

/// A sample of villages as a design with one row for each household.
private func rate(
  _ villages: [Village], of population: [Double], lonely: LonelyRule = .adjust
) throws -> Estimate {
  var households: [UInt32] = []
  var errors: [Double] = []
  var weights: [Double] = []
  let drawn = population.indices.map { h in Double(villages.count { $0.stratum == h }) }
  for (index, village) in villages.enumerated() {
    let share = population[village.stratum] / drawn[village.stratum]
    for household in 0..<village.asked {
      households.append(UInt32(index))
      errors.append(household < village.errors ? 1 : 0)
      weights.append(share * village.households / Double(village.asked))
    }
  }
  let design = try SurveyDesign(
    stages: [
      DesignStage(
        cellOfUnit: villages.map { UInt32($0.stratum) }, populationOfCell: population,
        lonely: lonely),
      DesignStage(
        cellOfUnit: households, parentOfCell: villages.indices.map { UInt32($0) },
        populationOfCell: villages.map(\.households), lonely: .pool),
    ], unitOfRow: households.indices.map { UInt32($0) }, weights: weights)
  return design.proportion(of: errors.map { $0 == 1 })
}

private func alike(_ errors: [Int], of count: Int, asked: Int, households: Double = 150)
  -> [Village]
{
  (0..<count).map {
    Village(errors: $0 < errors.count ? errors[$0] : 0, asked: asked, households: households)
  }
}

@Suite("The default interval")
struct StabilizedIntervalTests {
  @Test("Figures of the study that defines it, by an implementation in Python")
  func vectors() throws {
    let uneven = zip(
      [2, 0, 1, 0, 0, 0], zip([4, 10, 20, 8, 15, 30], [40.0, 100, 200, 80, 150, 300])
    )
    .map { Village(errors: $0, asked: $1.0, households: $1.1) }
    let oversampled = zip([0, 1, 0, 2, 0, 0, 0, 1], [0, 0, 0, 0, 1, 1, 1, 1]).map {
      Village(errors: $0, asked: 20, households: 200, stratum: $1)
    }
    let cases: [(villages: [Village], population: [Double], lower: Double, upper: Double)] = [
      (alike([], of: 10, asked: 15), [50], 0, 0.053382111),
      (alike([], of: 10, asked: 75), [50], 0, 0.036442298),
      (alike([1], of: 10, asked: 75), [50], 0, 0.038976707),
      (alike([1, 1, 1], of: 40, asked: 15), [200], 0.000308483, 0.022482630),
      (alike([5], of: 40, asked: 15), [200], 0.000176295, 0.044036261),
      (alike([Int](repeating: 1, count: 40), of: 40, asked: 15), [200], 0.040712892, 0.102417002),
      (uneven, [30], 0.000456077, 0.183719389),
      (oversampled, [8, 80], 0.000012015, 0.129906882),
      (alike([Int](repeating: 15, count: 10), of: 10, asked: 15), [50], 0.946617889, 1),
      (alike([], of: 1, asked: 50), [20], 0, 0.344904738),
      (alike([1, 2], of: 10, asked: 15), [10], 0.003541943, 0.062289517),
    ]
    for (index, test) in cases.enumerated() {
      let interval = try rate(test.villages, of: test.population).interval()
      #expect(interval.method == "stabilized")
      let lower = try #require(interval.lower)
      let upper = try #require(interval.upper)
      #expect(abs(lower - test.lower) < 1e-9, "case \(index + 1): \(lower)")
      #expect(abs(upper - test.upper) < 1e-9, "case \(index + 1): \(upper)")
    }
    let apart = try rate(alike([Int](repeating: 1, count: 12), of: 40, asked: 15), of: [200])
      .interval()
    #expect(abs(try #require(apart.upperOneSided) - 0.040108697) < 1e-9)
  }
}
