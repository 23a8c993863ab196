// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Tables
import Testing

@Suite("Ranks and the probability of being first or last")
struct RankingTests {
  @Test("Ranks from intervals that hold together: the example of three and an overlap")
  func ranks() {
    let ranks = RankIntervals.ranks([(0, 1), (2, 4), (3, 5), (6, 7)])
    #expect(ranks == [1...1, 2...3, 2...3, 4...4])
    #expect(RankIntervals.ranks([(0, 2), (2, 4)]) == [1...2, 1...2])
    #expect(RankIntervals.ranks([]).isEmpty)
  }

  @Test("Probabilities of extremes agree with simulation")
  func simulation() throws {
    let shapes = [(0.5, 60.5), (1.5, 39.5), (3.5, 97.5), (2.5, 20.5), (2.5, 20.5)]
    let exact = try ExtremeProbabilities.of(shapes.map { .beta(BetaDistribution($0.0, $0.1)) })
    let random = RandomSource(seed: "extremes")
    let draws = 200_000
    var lowest = shapes.map { _ in 0 }
    var highest = lowest
    for _ in 0..<draws {
      let values = shapes.map { random.beta($0.0, $0.1) }
      lowest[values.indices.min { values[$0] < values[$1] }!] += 1
      highest[values.indices.max { values[$0] < values[$1] }!] += 1
    }
    for index in shapes.indices {
      for (probability, count) in [
        (exact.lowest[index], lowest[index]), (exact.highest[index], highest[index]),
      ] {
        let share = Double(count) / Double(draws)
        let allowance = 4 * (share * (1 - share) / Double(draws)).squareRoot() + 1e-3
        #expect(abs(probability - share) < allowance, "\(probability) and \(share)")
      }
    }
    #expect(abs(exact.lowest.reduce(0, +) - 1) < 1e-3)
    #expect(abs(exact.highest.reduce(0, +) - 1) < 1e-3)
    #expect(abs(exact.highest[3] - exact.highest[4]) < 1e-9)
  }

  @Test("Two normal distributions have the probability of their difference")
  func normal() throws {
    let pair = try ExtremeProbabilities.of([
      .normal(Normal(mean: 1, standardDeviation: 0.6)),
      .normal(Normal(mean: 0, standardDeviation: 0.8)),
    ])
    #expect(abs(pair.highest[0] - Normal.standard.cdf(1)) < 1e-3)
    #expect(abs(pair.lowest[0] - Normal.standard.upperTail(1)) < 1e-3)
  }

  /// A county of parts, each with 40 villages of 30 households, of which so many are drawn.
  private static func standings(
    _ rates: [Double], correlation: Double, drawn: Int, _ random: RandomSource
  ) throws -> (ranks: [ClosedRange<Int>], last: [Double], truth: [Double]) {
    var estimates: [Estimate] = []
    var truth: [Double] = []
    for rate in rates {
      let villages = (0..<40).map { _ in
        random.binomial(
          30, random.beta(rate * (1 / correlation - 1), (1 - rate) * (1 / correlation - 1)))
      }
      truth.append(Double(villages.reduce(0, +)) / 1200)
      let sample = random.sample(drawn, of: 40)
      let found = sample.map { random.hypergeometric(marked: villages[$0], of: 30, sample: 8) }
      let design = try SurveyDesign(
        stages: [
          DesignStage(
            cellOfUnit: sample.map { _ in 0 }, populationOfCell: [40], lonely: .fail),
          DesignStage(
            cellOfUnit: sample.indices.flatMap { village in (0..<8).map { _ in UInt32(village) } },
            parentOfCell: sample.indices.map { UInt32($0) },
            populationOfCell: sample.map { _ in 30 }, lonely: .pool),
        ], unitOfRow: (0..<UInt32(8 * drawn)).map { $0 },
        weights: [Double](repeating: 150 / Double(drawn), count: 8 * drawn))
      estimates.append(
        design.proportion(of: found.flatMap { errors in (0..<8).map { $0 < errors } }))
    }
    let tail = 0.05 / Double(2 * rates.count)
    let limits = try estimates.map {
      (
        lower: try $0.limit(.lower, tail: tail).value!,
        upper: try $0.limit(.upper, tail: tail).value!
      )
    }
    let extremes = try ExtremeProbabilities.of(estimates.map { try $0.distribution()! })
    return (RankIntervals.ranks(limits), extremes.highest, truth)
  }

  @Test(
    "Ranks hold together in at least 95% of samples, and nobody is named last on noise",
    arguments: [
      [0.02, 0.02, 0.02, 0.02, 0.02], [0.05, 0.05], [0.01, 0.02, 0.04, 0.08, 0.2],
    ])
  func coverage(rates: [Double]) throws {
    let random = RandomSource(seed: "ranks/\(rates)")
    let draws = 150
    var (held, named, wrong) = (0, 0, 0)
    for _ in 0..<draws {
      let (ranks, last, truth) = try Self.standings(
        rates, correlation: 0.05, drawn: 10, random)
      let holds = truth.indices.allSatisfy { index in
        let lower = truth.count { $0 < truth[index] }
        let ties = truth.count { $0 == truth[index] }
        return ranks[index].overlaps(lower + 1...lower + ties)
      }
      held += holds ? 1 : 0
      if let most = last.indices.first(where: { last[$0] >= 0.95 }) {
        named += 1
        if truth[most] < truth.max()! { wrong += 1 }
      }
    }
    #expect(Double(held) >= 0.95 * Double(draws), "\(held)")
    // Whoever is named is the worst but for 5% of samples; equal ones are seldom named at all.
    #expect(Double(wrong) <= 0.05 * Double(draws), "\(wrong)")
    if Set(rates).count == 1 {
      #expect(Double(named) <= 0.1 * Double(draws), "\(named)")
    } else {
      #expect(named > draws / 5, "\(named)")
    }
  }
}
