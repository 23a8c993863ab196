// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Planning
import Sampling
import Tables

/// A table from rows of text.
func table(_ names: [String], _ rows: [[String]]) -> Table {
  Table(
    names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
}

/// A county in a line: the households of each village, by the village's group, all of them of two
/// persons but the first of each village, which has five.
struct SmallCounty {
  var groups: [(group: String, households: [Int])]

  var registers: [String: TableRegister] {
    get throws {
      var villages: [[String]] = []
      var households: [[String]] = []
      for (group, counts) in groups {
        for (index, count) in counts.enumerated() {
          let village = "\(group)\(index)"
          villages.append([village, group, "\(count)"])
          for household in 0..<count {
            households.append(["H\(household)", village, household == 0 ? "5" : "2"])
          }
        }
      }
      return [
        "village": try TableRegister(
          table(["village_id", "group", "persons"], villages), id: "village_id"),
        "household": try TableRegister(
          table(["household_id", "village", "persons"], households), id: "household_id",
          parent: "village"),
      ]
    }
  }

  /// The plan of a design over these registers, with persons of households.
  func plan(_ design: SamplingDesign, trialDraws: Int = 200) throws -> Plan {
    let registers = try registers
    let frame = try SamplingFrame(design, registers: registers)
    let persons = try frame.measure("persons", of: registers["household"]!, stage: 2)
    return try Plan(frame, measures: ["household": persons], trialDraws: trialDraws)
  }
}

/// The bundled county of the founding documents, as the profile's design draws it.
struct BundledCounty {
  let frame: SamplingFrame
  let measures: [String: CellMeasure]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "datasets/jian-2016")

  /// The county, its households read in another way and its other villages in another number if asked.
  init(base: SampleDesign.Base = .population, otherVillages: Int = 12) throws {
    let villages = try Self.register("villages", id: "village_id")
    let households = try Self.register("households", id: "household_id", parent: "village_id")
    let roster = try Self.register("roster", id: "household_id", parent: "village_id", prefix: "R")
    let status = try households.table.text("status")
    let hasStatus = { (wanted: String) in
      (0..<households.table.rowCount).map { status.text(at: $0) == wanted }
    }
    let design = SamplingDesign(
      Stage(
        "villages", strata: ["group"], sort: ["township"],
        size: try SizeRule(
          fractions: [("exited", "0.20"), ("remaining", "1")], sizes: [("other", otherVillages)]),
        method: .systematic),
      Stage(samples: [
        SampleDesign(
          "exited", from: "households", strata: ["card"], size: .fraction("0.10"), of: base,
          reserves: "0.30"),
        SampleDesign(
          "remaining", from: "households", size: .fraction("0.10"), of: base, reserves: "0.30"),
        SampleDesign("unregistered", from: "roster", size: .fraction("0.05"), reserves: "0.30"),
      ]))
    let registers = [
      "villages": villages, "exited": households.restricted(to: hasStatus("exited")),
      "remaining": households.restricted(to: hasStatus("remaining")), "unregistered": roster,
    ]
    let frame = try SamplingFrame(design, registers: registers)
    var measures: [String: CellMeasure] = [:]
    for (stage, samples) in design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated() {
        measures[sample.key] = try frame.measure(
          "persons", of: registers[sample.key]!, stage: stage + 1, sample: index)
      }
    }
    self.frame = frame
    self.measures = measures
  }

  private static func register(
    _ name: String, id: String, parent: String? = nil, prefix: String = ""
  ) throws -> TableRegister {
    try TableRegister(
      CSVFile(path: folder.appending(path: "\(name).csv").path).table(), id: id, parent: parent,
      prefix: prefix)
  }
}
