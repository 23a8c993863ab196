// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Planning
import Sampling
import Tables
import Testing
import Workspaces

/// The poor villages of the bundled county below its townships, and their registered households.
private struct PoorVillages {
  let registers: [String: any Register]
  /// The villages of each township, and the households of each village, by path.
  var villages: [UnitID: [UnitID]] = [:]
  var households: [UnitID: Int] = [:]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "datasets/jian-2016")
    let all = try CSVFile(path: folder.appending(path: "villages.csv").path).table()
    let (ids, townships, groups) = (
      try all.text("village_id"), try all.text("township"), try all.text("group")
    )
    var pathOfVillage: [String: String] = [:]
    var poor: [(id: String, township: String)] = []
    for row in 0..<all.rowCount where groups.text(at: row) != "other" {
      let (id, township) = (ids.text(at: row), townships.text(at: row))
      poor.append((id, township))
      pathOfVillage[id] = "\(township)/\(id)"
      villages[UnitID(township), default: []].append(UnitID("\(township)/\(id)"))
    }
    let list = try CSVFile(path: folder.appending(path: "households.csv").path).table()
    let (units, parents) = (try list.text("household_id"), try list.text("village_id"))
    var rows: [(id: String, village: String)] = []
    for row in 0..<list.rowCount {
      guard let village = pathOfVillage[parents.text(at: row)] else { continue }
      rows.append((units.text(at: row), village))
      households[UnitID(village), default: 0] += 1
    }
    let table = { (names: [String], columns: [[String]]) in
      Table(names: names, columns: columns.map { TextColumn($0.map { $0 as String? }) })
    }
    registers = [
      "townships": try TableRegister(
        table(["id"], [villages.keys.sorted().map(\.text)]), id: "id"),
      "villages": try TableRegister(
        table(["id", "township"], [poor.map(\.id), poor.map(\.township)]), id: "id",
        parent: "township"),
      "households": try TableRegister(
        table(["id", "village"], [rows.map(\.id), rows.map(\.village)]), id: "id",
        parent: "village"),
    ]
  }

  /// Two townships a month, a poor village in each, four households in each village.
  var schedule: SupervisionSchedule {
    SupervisionSchedule(areas: 2, villages: 1, households: 4, ofAreas: villages.count)
  }

  /// A month of the profile that ships with Assay, as a workspace draws it.
  func frame(month: Int) throws -> SamplingFrame {
    try SamplingFrame(
      Self.preset.design(
        turn: month, lap: SupervisionSchedule.lap(of: month, areas: 2, ofAreas: villages.count)),
      registers: registers)
  }

  private static let preset: AssessmentDescription = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try! AssessmentDescription(
      text: Workspace.descriptionText(
        profile: "monthly-supervision-2016",
        home: AssayHome(environment: ["ASSAY_HOME": root.path], binary: root)),
      file: "assessment.yaml")
  }()
}

@Suite("Monthly supervision of the bundled county")
struct SupervisionTests {
  @Test("Over 24 months every quota is met each month, and every township within ten")
  func quotas() throws {
    let county = try PoorVillages()
    #expect(county.villages.count == 19 && county.households.count == 86)
    #expect(county.schedule.roundsToAllAreas == 10)
    let frames = try (0..<24).map { try county.frame(month: $0) }
    for number in 0..<5 {
      let seed = try Seed(text: "supervision \(number)", allowsShort: true)
      var townships: [Set<UnitID>] = []
      for frame in frames {
        let draw = try frame.draw(seed: seed)
        let stages = (1...3).map { stage in draw.units.filter { $0.stage == stage } }
        #expect(stages[0].count >= 2 && stages[1].count >= 1)
        for village in stages[1] {
          let visited = stages[2].count { draw.cells[$0.cell].parent == village.path }
          #expect((3...5).contains(visited))
          #expect(
            village.probability
              == Rational(2, 19 * county.villages[draw.cells[village.cell].parent]!.count))
        }
        townships.append(Set(stages[0].map(\.path)))
      }
      for first in 0...14 {
        #expect(Set(townships[first..<(first + 10)].joined()).count == 19)
      }
      for (month, next) in zip(townships, townships.dropFirst()) {
        #expect(month.isDisjoint(with: next))
      }
    }
  }

  @Test("The profile's months are those of the schedule")
  func sameAsSchedule() throws {
    let county = try PoorVillages()
    for month in [0, 1, 9, 10, 23] {
      let preset = try county.frame(month: month).design
      let schedule = county.schedule.design(
        round: month, registers: ("townships", "villages", "households"))
      #expect(preset.samples.map(\.stage) == schedule.samples.map(\.stage))
      for (own, other) in zip(preset.samples, schedule.samples) {
        #expect(own.sample.register == other.sample.register)
        #expect(own.sample.method == other.sample.method && own.sample.size == other.sample.size)
      }
    }
  }

  @Test("The probabilities of a visit within the year are those of 400 repetitions")
  func probabilities() throws {
    let county = try PoorVillages()
    let schedule = county.schedule
    let frames = try (0..<12).map { try county.frame(month: $0) }
    var villages: [UnitID: Int] = [:]
    var households: [UnitID: (sum: Double, squares: Double)] = [:]
    let repetitions = 400
    for number in 0..<repetitions {
      let seed = try Seed(text: "year \(number)", allowsShort: true)
      var visited: [UnitID: Set<UnitID>] = [:]
      for frame in frames {
        let draw = try frame.draw(seed: seed)
        for unit in draw.units where unit.stage == 3 {
          visited[draw.cells[unit.cell].parent, default: []].insert(unit.path)
        }
      }
      for (village, paths) in visited {
        villages[village, default: 0] += 1
        let (sum, squares) = households[village] ?? (0, 0)
        let count = Double(paths.count)
        households[village] = (sum + count, squares + count * count)
      }
    }
    let n = Double(repetitions)
    for (township, paths) in county.villages {
      let p = try schedule.probabilityOfVillage(within: 0..<12, ofVillages: paths.count).doubleValue
      #expect(p > 0, "\(township)")
      for village in paths {
        let realized = Double(villages[village] ?? 0) / n
        #expect(abs(realized - p) <= 5 * (p * (1 - p) / n).squareRoot() + 1e-12, "\(village)")
        let units = county.households[village]!
        let expected =
          try schedule.probabilityOfHousehold(
            within: 0..<12, ofVillages: paths.count, ofHouseholds: units
          ).doubleValue * Double(units)
        let (sum, squares) = households[village] ?? (0, 0)
        let mean = sum / n
        // The variance of the count of visited households, at the least that of the village's visit.
        let variance = max(squares / n - mean * mean, 16 * p * (1 - p) / 2)
        #expect(abs(mean - expected) <= 5 * (variance / n).squareRoot(), "\(village)")
      }
    }
  }
}
