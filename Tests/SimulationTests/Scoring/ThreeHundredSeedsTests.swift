// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("Three hundred samples of the county, truthfully answered")
struct ThreeHundredSeedsTests {
  private static let seeds = 300

  /// The seeds 1 to 300, padded to 20 digits.
  private static func seed(_ number: Int) throws -> Seed {
    let digits = "\(number)"
    return try Seed(text: String(repeating: "0", count: 20 - digits.count) + digits)
  }

  /// What 20,000 draws of the independent script came to, by indicator.
  private static func reference(_ scenario: Scenario) throws -> [String: Reference] {
    let table = try CSVFile(path: Counties.reference.appending(path: "draws.csv").path).table()
    let column = { (name: String) in try table.text(name) }
    let (scenarios, indicators) = (try column("scenario"), try column("indicator"))
    var rows: [String: Reference] = [:]
    for row in 0..<table.rowCount where scenarios.text(at: row) == scenario.rawValue {
      let number = { (name: String) in try Double(column(name).text(at: row)) }
      rows[indicators.text(at: row)] = Reference(
        truth: try number("truth"), draws: try number("draws")!, passing: try number("passing"),
        officialMean: try number("official_mean"), officialDeviation: try number("official_sd"),
        deviation: try number("estimate_sd"))
    }
    return rows
  }

  private struct Reference {
    let truth: Double?
    let draws: Double
    let passing: Double?
    let officialMean: Double?
    let officialDeviation: Double?
    let deviation: Double?
  }

  /// Figures of one indicator over all samples.
  private struct Tally {
    var passed = 0
    var official = 0.0
    var estimate = 0.0

    mutating func add(_ official: OfficialFigure?, _ estimate: EstimatedFigure?) throws {
      self.official += try #require(official).value.doubleValue
      self.estimate += try #require(estimate).value
    }
  }

  @Test(
    "Shares that pass and mean figures are those of 20,000 draws by another program",
    arguments: Scenario.allCases)
  func agreement(scenario: Scenario) throws {
    let county = try FaultlessCounty(Counties.bundled(scenario))
    let reference = try Self.reference(scenario)
    var tallies: [String: Tally] = [:]
    for number in 1...Self.seeds {
      let draw = try county.draw(Self.seed(number))
      let result = try county.score(draw)
      for indicator in result.indicators where reference[indicator.name] != nil {
        try tallies[indicator.name, default: Tally()].add(indicator.official, indicator.estimate)
        if indicator.isMet == true { tallies[indicator.name]!.passed += 1 }
        guard indicator.name == "approval" else { continue }
        for (part, name) in zip(indicator.parts, ["exited", "remaining", "unregistered"]) {
          try tallies["approval_\(name)", default: Tally()].add(part.official, part.estimate)
        }
      }
      if result.overall.official == .passed { tallies["all", default: Tally()].passed += 1 }
      let villages = try #require(result.indicators.first { $0.name == "village_exit_accuracy" })
      // 17 of 83 villages are seen and none falls short: with 95% confidence at most 12 do.
      #expect(villages.countBound == CountBound(atMost: 12, population: 83, confidence: 0.95))
    }
    let count = Double(Self.seeds)
    for (name, expected) in reference {
      let tally = tallies[name] ?? Tally()
      if let share = expected.passing {
        let error = (share * (1 - share) * (1 / count + 1 / expected.draws)).squareRoot()
        #expect(abs(Double(tally.passed) / count - share) <= 4 * error, "\(name) passes")
      }
      guard let truth = expected.truth, let deviation = expected.deviation else { continue }
      let error = deviation / count.squareRoot()
      #expect(abs(tally.estimate / count - truth) <= 4 * error, "\(name) on average")
      let officialError =
        expected.officialDeviation! * (1 / count + 1 / expected.draws).squareRoot()
      #expect(
        abs(tally.official / count - expected.officialMean!) <= 4 * officialError,
        "official \(name) on average")
    }
  }
}
