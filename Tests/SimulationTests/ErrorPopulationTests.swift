// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Simulation
import Testing

@Suite("Populations of a coverage study")
struct ErrorPopulationTests {
  @Test("The number of errors is exact, whatever the kind", arguments: CoverageCell.Kind.allCases)
  func exactRate(kind: CoverageCell.Kind) {
    for (index, rate) in [0.0005, 0.01, 0.05, 0.3].enumerated() {
      let cell = CoverageCell(rate: rate, correlation: 0.1, kind: kind, villages: 20)
      let population = ErrorPopulation(cell, RandomSource(seed: "\(index)"))
      let households = population.villages.reduce(0) { $0 + $1.size }
      let errors = population.villages.reduce(0) { $0 + $1.errorCount }
      #expect(errors == Int((rate * Double(households)).rounded()))
      #expect(population.villages.count == 100)
      #expect(population.villages.allSatisfy { $0.errorCount <= $0.size })
    }
  }

  @Test(
    "The correlation within villages is about what was asked for",
    arguments: CoverageCell.Kind.allCases, [0.02, 0.1])
  func correlation(kind: CoverageCell.Kind, wanted: Double) {
    // The correlation of pairs within villages of equal size, over several populations.
    var sum = 0.0
    for number in 0..<20 {
      var cell = CoverageCell(rate: 0.05, correlation: wanted, kind: kind, villages: 60)
      cell.sizeVariation = 0
      let population = ErrorPopulation(cell, RandomSource(seed: "\(kind)\(number)"))
      let p = population.rate
      var between = 0.0
      for village in population.villages {
        let (x, n) = (Double(village.errorCount), Double(village.size))
        between += (x * (x - 1) / (n * (n - 1)) - p * p) / Double(population.villages.count)
      }
      sum += between / (p * (1 - p)) / 20
    }
    #expect(abs(sum - wanted) < 0.25 * wanted, "\(sum)")
  }

  @Test("Without correlation errors lie anywhere")
  func scattered() {
    var cell = CoverageCell(rate: 0.05, correlation: 0, kind: .betaBinomial, villages: 200)
    cell.sizeVariation = 0
    let population = ErrorPopulation(cell, RandomSource(seed: "s"))
    let counts = population.villages.map { Double($0.errorCount) }
    let mean = counts.reduce(0, +) / Double(counts.count)
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count - 1)
    // Binomial: np(1 - p) with n = 150.
    #expect(abs(variance / (150 * 0.05 * 0.95) - 1) < 0.15)
  }
}
