// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Draws")
struct DrawTests {
  private let design = SamplingDesign(
    Stage(
      "village", strata: ["group"], sort: ["township"], fraction: "0.40", method: .systematic),
    Stage("household", strata: ["card"], fraction: "0.10", of: .population, reserves: "0.30"))

  @Test(
    "Systematic positions",
    arguments: [
      (
        83, 17, 2_108_008_152_656_859,
        [2, 7, 12, 16, 21, 26, 31, 36, 41, 46, 51, 55, 60, 65, 70, 75, 80]
      ),
      (10, 4, 3_790_923_518_641_511, [2, 4, 7, 9]),
    ])
  func positions(population: Int, size: Int, start: Int, expected: [Int]) {
    #expect(
      SystematicSelector.positions(population: population, size: size, start: start) == expected)
  }

  @Test("A draw of two stages has cells and units in order, with exact probabilities")
  func twoStages() throws {
    let county = County(villages: 20)
    let draw = try design.draw(from: county.registers(), seed: seed(1))
    let villages = draw.units.filter { $0.stage == 1 }
    #expect(villages.count == 8)
    #expect(
      villages.allSatisfy { $0.probability == Rational(4, 10) && $0.weight == Rational(5, 2) })
    for (index, cell) in draw.cells.enumerated() {
      let units = draw.units[cell.unitRange]
      #expect(units.count == cell.size + cell.reserves)
      #expect(units.allSatisfy { $0.cell == index && $0.population == cell.population })
      #expect(units.map(\.order) == Array(1...units.count))
      #expect(
        units.map(\.role) == Array(repeating: .main, count: cell.size)
          + Array(repeating: .reserve, count: cell.reserves))
    }
    for unit in draw.units where unit.stage == 2 && unit.role == .main {
      let village = try #require(draw.cells[unit.cell].parentUnit.map { draw.units[$0] })
      #expect(
        unit.probability
          == (try village.probability?.multiplied(by: Rational(unit.size, unit.population))))
      #expect(unit.weight == unit.probability?.inverse)
    }
    for stratum in draw.populationStrata {
      #expect(stratum.f == (try stratum.wanted.divided(by: Rational(stratum.available))))
    }
  }

  @Test("The order of rows changes nothing")
  func rowOrder() throws {
    let county = County(villages: 20)
    let one = try design.draw(from: county.registers(), seed: seed(7))
    let two = try design.draw(from: county.registers(shuffled: true), seed: seed(7))
    #expect(one.units.map(\.path) == two.units.map(\.path))
    #expect(one.units.map(\.weight) == two.units.map(\.weight))
    #expect(one.units.map(\.row) != two.units.map(\.row))
  }
}
