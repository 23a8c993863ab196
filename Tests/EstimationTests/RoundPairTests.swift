// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

@Suite("Two rounds with designs of their own")
struct RoundPairTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference")

  /// The ratio of y to x, or of wrong to the number of rows, in each round of a file.
  private static func rounds(
    _ data: String, _ figure: String
  ) throws -> (pair: RoundPair, earlier: Estimate, later: Estimate) {
    let table = try CSVFile(path: folder.appending(path: "change-\(data).csv").path).table()
    let codes = try table.codes("round")
    let made = try ["2015", "2016"].map { (round: String) -> (SurveyDesign, Estimate) in
      let rows = codes.codes.indices.filter { codes.labels[Int(codes.codes[$0])] == round }
      let part = Table(
        file: table.file, names: table.names,
        columns: table.columns.map { column in
          TextColumn(rows.map { column.text(at: $0) })
        })
      let design = try DesignColumns(
        strata: "stratum", clusters: "village,household", populations: "N,M", header: table.names
      ).design(from: part)
      let estimate =
        figure == "ratio"
        ? design.ratio(of: try part.numbers("y"), to: try part.numbers("x"))
        : design.proportion(of: try part.numbers("wrong").values.map { $0 == 1 })
      return (design, estimate)
    }
    return (RoundPair(earlier: made[0].0, later: made[1].0), made[0].1, made[1].1)
  }

  private static func reference(_ data: String, _ figure: String) throws -> [Double] {
    let text = try String(contentsOf: folder.appending(path: "change.csv"), encoding: .utf8)
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("\(data),stages,\(figure),,") })
    return line.split(separator: ",", omittingEmptySubsequences: false)[4...].map { Double($0)! }
  }

  @Test(
    "Differences and their errors agree with R, as those of one stacked design do",
    arguments: [("full", "ratio"), ("full", "proportion"), ("part", "ratio")])
  func reference(data: String, figure: String) throws {
    let (pair, earlier, later) = try Self.rounds(data, figure)
    let expected = try Self.reference(data, figure)
    let (joint, rules) = pair.covariance(later: [later], earlier: [earlier])
    let change = try #require(
      CompositeOfRates(
        constant: 0, factors: [1, -1], rates: [later, earlier], joint: joint, rules: rules
      ) { try [later, earlier][$0].limit($1, tail: $2) })
    #expect(abs(change.value / expected[2] - 1) < 1e-9)
    #expect(abs(change.standardError! / expected[3] - 1) < 1e-9)
    #expect(joint.degreesOfFreedom == Int(expected[4]))
    #expect(change.rules.isEmpty)
  }

  @Test("Limits are those of the stacked design's change")
  func limits() throws {
    let (pair, earlier, later) = try Self.rounds("full", "proportion")
    let (joint, _) = pair.covariance(later: [later], earlier: [earlier])
    let change = try #require(
      CompositeOfRates(
        constant: 0, factors: [1, -1], rates: [later, earlier], joint: joint
      ) { try [later, earlier][$0].limit($1, tail: $2) })
    let table = try CSVFile(path: Self.folder.appending(path: "change-full.csv").path).table()
    var columns = try DesignColumns(
      strata: "stratum", clusters: "village,household", populations: "N,M", header: table.names)
    columns.change = "round"
    var request = try EstimateRequest([.proportion("wrong", level: "1")], by: ["round"])
    request.comparison = .changes
    let stacked = try request.figures(of: table, design: columns.design(from: table)).figures[2]
    #expect(abs(try change.limit(.upper, tail: 0.025).value! - stacked.upper!) < 1e-12)
    #expect(abs(try change.limit(.lower, tail: 0.025).value! - stacked.lower!) < 1e-12)
  }

  /// A round of villages of 30 households, `drawn` of `all`, ten households in each.
  private static func round(_ villages: [(name: Int, errors: [Bool])], of all: Int) throws -> (
    SurveyDesign, Estimate
  ) {
    let asked = villages[0].errors.count
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: villages.map { _ in 0 }, populationOfCell: [Double(all)], lonely: .fail,
          cellLabels: CodedLabels(["all"]), unitLabels: CodedLabels(villages.map { "\($0.name)" })),
        DesignStage(
          cellOfUnit: villages.indices.flatMap { village in
            (0..<asked).map { _ in UInt32(village) }
          }, parentOfCell: villages.indices.map { UInt32($0) },
          populationOfCell: villages.map { _ in 30 }, lonely: .pool),
      ], unitOfRow: (0..<UInt32(villages.count * asked)).map { $0 },
      weights: [Double](
        repeating: Double(all) / Double(villages.count) * 30 / Double(asked),
        count: villages.count * asked))
    return (design, design.proportion(of: villages.flatMap(\.errors)))
  }

  @Test(
    "Limits of a change cover it in at least 94% of samples, whatever the rounds share",
    arguments: [(20, 0.02, 0.02), (10, 0.05, 0.02), (0, 0.01, 0.04), (20, 0.10, 0.05)])
  func coverage(shared: Int, before: Double, after: Double) throws {
    var random = Generator(state: UInt64(shared * 1000) + UInt64(before * 1e4))
    let (all, drawn, asked) = (80, 20, 10)
    // Villages keep their level from round to round, so that shared ones make the rounds alike.
    let levels = (0..<all).map { _ in Double.random(in: 0...2, using: &random) }
    let population = { (rate: Double, random: inout Generator) in
      levels.map { level in
        (0..<30).map { _ in Double.random(in: 0..<1, using: &random) < rate * level }
      }
    }
    let (first, second) = (population(before, &random), population(after, &random))
    let rate = { (villages: [[Bool]]) in
      Double(villages.reduce(0) { $0 + $1.count { $0 } }) / Double(30 * all)
    }
    let truth = rate(second) - rate(first)
    let draws = 600
    var covered = 0
    var (errors, squares) = (0.0, 0.0)
    for _ in 0..<draws {
      let order = (0..<all).shuffled(using: &random)
      let old = Array(order[..<drawn])
      let new = Array(order[(drawn - shared)..<(2 * drawn - shared)])
      let sample = { (villages: [Int], population: [[Bool]], random: inout Generator) in
        villages.map {
          (name: $0, errors: Array(population[$0].shuffled(using: &random).prefix(asked)))
        }
      }
      let (design1, estimate1) = try Self.round(sample(old, first, &random), of: all)
      let (design2, estimate2) = try Self.round(sample(new, second, &random), of: all)
      let (joint, rules) = RoundPair(earlier: design1, later: design2)
        .covariance(later: [estimate2], earlier: [estimate1])
      let change = try #require(
        CompositeOfRates(
          constant: 0, factors: [1, -1], rates: [estimate2, estimate1], joint: joint, rules: rules
        ) { try [estimate2, estimate1][$0].limit($1, tail: $2) })
      let lower = try #require(try change.limit(.lower, tail: 0.025).value)
      let upper = try #require(try change.limit(.upper, tail: 0.025).value)
      if lower <= truth && truth <= upper { covered += 1 }
      errors += (change.value - truth) * (change.value - truth)
      squares += joint.variance(ofGradient: [1, -1])
    }
    #expect(Double(covered) >= 0.94 * Double(draws), "\(covered) of \(draws)")
    // The estimated variance is right on average: within four standard errors of either.
    #expect(abs(squares / errors - 1) < 0.2, "\(squares / errors)")
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
