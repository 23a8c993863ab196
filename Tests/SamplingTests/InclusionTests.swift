// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Inclusion probabilities and unbiased totals")
struct InclusionTests {
  @Test(
    "Systematic: over all starts each position is taken n times of N",
    arguments: [(1, 1), (5, 2), (7, 7), (10, 4), (12, 8), (83, 17), (97, 96)])
  func systematicStarts(population: Int, size: Int) {
    // Positions change only where u is a multiple of 1/N, so that N starts stand for all.
    var taken = [Int](repeating: 0, count: population)
    for start in 0..<population {
      let h = Int((UInt128(2 * start + 1) << 52) / UInt128(2 * population))
      let positions = SystematicSelector.positions(
        population: population, size: size, start: h)
      #expect(Set(positions).count == size && positions == positions.sorted())
      for position in positions { taken[position] += 1 }
    }
    #expect(taken.allSatisfy { $0 == size })
  }

  @Test("Systematic positions stay within the list at both ends of the start")
  func systematicEnds() {
    for (population, size) in [(1 << 40, 3), (1_000_003, 1_000_003), (3, 2)] {
      for start in [0, (1 << 52) - 1] {
        let positions = SystematicSelector.positions(
          population: population, size: size, start: start)
        #expect(positions.first! >= 0 && positions.last! < population)
        #expect(Set(positions).count == size)
      }
    }
  }

  @Test(
    "Every unit is drawn as often as its probability says",
    arguments: [SelectionMethod.simpleRandom, .systematic])
  func realized(method: SelectionMethod) throws {
    let register = try strata(["a": 7, "b": 12, "c": 1])
    let frame = try SamplingFrame(
      SamplingDesign(Stage("u", strata: ["s"], fraction: "0.3", method: method, reserves: "0.5")),
      registers: ["u": register])
    let draws = 5000
    var mains: [UnitID: Int] = [:]
    var reserves: [UnitID: Int] = [:]
    var probabilities: [UnitID: Double] = [:]
    for number in 0..<draws {
      for unit in try frame.draw(seed: seed(number)).units {
        if let probability = unit.probability {
          mains[unit.path, default: 0] += 1
          probabilities[unit.path] = probability.doubleValue
        } else {
          reserves[unit.path, default: 0] += 1
        }
      }
    }
    #expect(mains.count == 20)
    for (unit, probability) in probabilities {
      let error = (probability * (1 - probability) / Double(draws)).squareRoot()
      #expect(abs(Double(mains[unit]!) / Double(draws) - probability) <= 5 * error, "\(unit)")
    }
    // Reserves are equally likely, too: 2 of 7 and 2 of 12.
    for (unit, count) in reserves {
      let probability = unit.text.hasPrefix("a") ? 2.0 / 7 : 2.0 / 12
      let error = (probability * (1 - probability) / Double(draws)).squareRoot()
      #expect(abs(Double(count) / Double(draws) - probability) <= 5 * error, "\(unit)")
    }
  }

  @Test(
    "In proportion to size every unit is drawn as often as its exact probability says",
    arguments: [
      SelectionMethod.poisson, .proportionalSystematic, .sampford, .conditionalPoisson,
    ])
  func realizedBySize(method: SelectionMethod) throws {
    let sizes = [3, 9, 14, 2, 8, 11, 30, 5, 18, 6, 60]
    let frame = try frame(sizes, size: 4, method: method)
    let draws = 6000
    var counts: [UnitID: Int] = [:]
    for number in 0..<draws {
      let draw = try frame.draw(seed: seed(number))
      for unit in draw.units { counts[unit.path, default: 0] += 1 }
      #expect(method == .poisson || draw.units.count == 4)
    }
    for (unit, size) in sizes.enumerated() {
      // 60 is certain: 4 times 60 is more than 166, and 3 times 30 less than 106.
      let probability = unit == 10 ? 1 : Double(3 * size) / 106
      let error = (probability * (1 - probability) / Double(draws)).squareRoot()
      let share = Double(counts[UnitID("U\(unit)")] ?? 0) / Double(draws)
      #expect(abs(share - probability) <= 5 * error, "\(unit) \(share) \(probability)")
    }
  }

  @Test("Simple random: every pair of units is equally likely")
  func pairs() throws {
    let frame = try SamplingFrame(
      SamplingDesign(Stage("u", size: 2)), registers: ["u": strata(["a": 5])])
    var pairs: [Set<UnitID>: Int] = [:]
    let draws = 10_000
    for number in 0..<draws {
      pairs[Set(try frame.draw(seed: seed(number)).units.map(\.path)), default: 0] += 1
    }
    #expect(pairs.count == 10)
    let error = (0.1 * 0.9 / Double(draws)).squareRoot()
    for count in pairs.values { #expect(abs(Double(count) / Double(draws) - 0.1) < 5 * error) }
  }

  /// A county small enough to meet all its first-stage samples.
  private static let small = SamplingDesign(
    Stage("village", strata: ["group"], size: 4),
    Stage("household", strata: ["card"], fraction: "0.10", of: .population))

  @Test(
    "Of population: over all first-stage samples the weighted cell totals are the total, exactly")
  func enumeration() throws {
    let county = County(villages: 7)
    let registers = try county.registers()
    let frame = try SamplingFrame(Self.small, registers: registers)
    let households = try #require(registers["household"] as? TableRegister)
    // y of a household, and the exact mean of y in each cell.
    let persons = try households.table.numbers("persons").values.map { Int($0) }
    var cells: [UnitID: (sum: Int, count: Int)] = [:]
    for (row, unit) in county.households.enumerated() {
      let cell = UnitID(Record.text([unit[1], Record.text([unit[2]])]))
      cells[cell, default: (0, 0)].sum += persons[row]
      cells[cell]!.count += 1
    }
    // Strata of 4 and 3 villages, sizes 2 and 2: 6 times 3 samples of villages, all equally likely.
    var seen: [Set<UnitID>: Rational] = [:]
    for number in 0..<400 {
      let draw = try frame.draw(seed: seed(number))
      let villages = Set(draw.units.filter { $0.stage == 1 }.map(\.path))
      if seen[villages] != nil { continue }
      // The expectation of the estimate given the villages: each cell's mains have its mean.
      var expectation = Rational.zero
      for cell in draw.cells where cell.stage == 2 {
        let weight = try #require(draw.units[cell.unitRange.lowerBound].weight)
        let total = cells[UnitID(Record.text([cell.parent.text, cell.stratum]))]!
        expectation = try expectation.adding(
          weight.multiplied(by: Rational(cell.size * total.sum, total.count)))
      }
      seen[villages] = expectation
    }
    #expect(seen.count == 18)
    let sum = try seen.values.reduce(Rational.zero) { try $0.adding($1) }
    #expect(sum == Rational(18 * persons.reduce(0, +)))
  }

  @Test(
    "Weighted totals are unbiased over seeds, in two stages with strata at both",
    arguments: [
      SamplingDesign(
        Stage(
          "village", strata: ["group"], sort: ["township"], fraction: "0.40", method: .systematic),
        Stage("household", strata: ["card"], fraction: "0.20", of: .population)),
      SamplingDesign(
        Stage("village", strata: ["group"], fraction: "0.30", rounding: .controlled),
        Stage(
          "household", strata: ["card"], sort: ["persons:number"], fraction: "0.25",
          method: .systematic)),
      SamplingDesign(
        Stage("village", size: 5), Stage("household", size: 3)),
    ])
  func unbiased(design: SamplingDesign) throws {
    let county = County(villages: 18)
    let registers = try county.registers()
    let frame = try SamplingFrame(design, registers: registers)
    let table = try #require(registers["household"] as? TableRegister).table
    let persons = try table.numbers("persons").values
    let truth = persons.reduce(0, +)
    let draws = 1500
    var sum = 0.0
    var squares = 0.0
    for number in 0..<draws {
      let draw = try frame.draw(seed: seed(number))
      var estimate = 0.0
      for unit in draw.units where unit.stage == 2 {
        estimate += unit.weight!.doubleValue * persons[unit.row]
      }
      sum += estimate
      squares += estimate * estimate
    }
    let mean = sum / Double(draws)
    let variance = squares / Double(draws) - mean * mean
    #expect(variance > 0)
    #expect(abs(mean - truth) < 5 * (variance / Double(draws)).squareRoot(), "\(mean) \(truth)")
  }
}
