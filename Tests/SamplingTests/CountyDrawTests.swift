// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import Testing

/// Reads a plain CSV without quotes, for a data set that has none.
private func plainTable(_ name: String) throws -> Table {
  let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "datasets/jian-2016/\(name).csv")
  let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
  let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  var columns = names.map { _ in TextColumn() }
  for line in lines.dropFirst() {
    for (index, field) in line.split(separator: ",", omittingEmptySubsequences: false).enumerated()
    {
      columns[index].append(String(field))
    }
  }
  return Table(file: name, names: names, columns: columns)
}

@Suite("The bundled county")
struct CountyDrawTests {
  static let design = SamplingDesign(
    Stage(
      "villages", strata: ["group"], sort: ["township"],
      size: try! SizeRule(
        fractions: [("exited", "0.20"), ("remaining", "1")], sizes: [("other", 12)]),
      method: .systematic),
    Stage(samples: [
      SampleDesign(
        "exited", from: "households", where: "status = 'exited'", strata: ["card"],
        size: .fraction("0.10"), of: .population, minimum: 2, reserves: "0.30"),
      SampleDesign(
        "remaining", from: "households", where: "status = 'remaining'", size: .fraction("0.10"),
        of: .population, minimum: 2, reserves: "0.30"),
      SampleDesign(
        "unregistered", from: "roster", size: .fraction("0.05"), minimum: 2, reserves: "0.30"),
    ]))

  @Test(
    "Many draws of the county take little time, since strata are coded once; sizes are as designed")
  func draws() throws {
    let villages = try TableRegister(plainTable("villages"), id: "village_id")
    let households = try TableRegister(
      plainTable("households"), id: "household_id", parent: "village_id")
    let roster = try TableRegister(
      plainTable("roster"), id: "household_id", parent: "village_id", prefix: "R")
    let mask = { (condition: String) in
      try #require(SimpleCondition(condition)?.mask(households.table))
    }
    let frame = try SamplingFrame(
      Self.design,
      registers: [
        "villages": villages,
        "exited": try households.restricted(to: mask("status = 'exited'")),
        "remaining": try households.restricted(to: mask("status = 'remaining'")),
        "unregistered": roster,
      ])
    #if DEBUG
      let draws = 10
    #else
      let draws = 300
    #endif
    let time = try ContinuousClock().measure {
      for number in 1...draws {
        let draw = try frame.draw(seed: seed(number))
        #expect(draw.cells.prefix(3).map(\.size) == [17, 12, 3])
        let exited = draw.populationStrata.filter { $0.sample == "exited" }
        #expect(exited.map(\.population).reduce(0, +) == 12_444)
        #expect(
          exited.allSatisfy {
            $0.isShort ? $0.reached == $0.available : Rational($0.reached) >= $0.wanted
          })
      }
    }
    #expect(time < .seconds(60))
  }
}
