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

@Suite("Designs and their faults")
struct DesignFaultTests {
  private let villages = [["V1", "A"], ["V2", "A"], ["V3", "B"]]
  private let households = [["H1", "V1"], ["H2", "V2"], ["H1", "V3"]]

  private func registers() throws -> [String: any Register] {
    [
      "village": try TableRegister(table(["id", "group"], villages), id: "id"),
      "household": try TableRegister(table(["id", "v"], households), id: "id", parent: "v"),
    ]
  }

  private func codes(_ design: SamplingDesign, _ registers: [String: any Register]) -> [Fault.Code]
  {
    do {
      _ = try SamplingFrame(design, registers: registers)
      return []
    } catch { return (error as? Faults)?.list.map(\.code) ?? [] }
  }

  @Test("A unit whose parent is unknown is refused with its place")
  func unknownParent() throws {
    var registers = try registers()
    registers["household"] = try TableRegister(
      table(["id", "v"], households + [["H9", "V9"]]), id: "id", parent: "v")
    let faults = #expect(throws: Faults.self) {
      try SamplingFrame(
        SamplingDesign(Stage("village", size: 1), Stage("household", size: 1)), registers: registers
      )
    }
    #expect(faults?.list.map(\.code) == [.unknownParent])
    #expect(faults?.list.first?.place.row == 5)
    #expect(faults?.list.first?.values["parent"] == "V9")
  }

  @Test("Two registers of a stage may not share a unit; two samples of one register may")
  func sharedUnits() throws {
    var registers = try registers()
    let more = try TableRegister(
      table(["id", "v"], [["H7", "V1"], ["H2", "V2"]], file: "roster.csv"), id: "id", parent: "v")
    registers["a"] = registers["household"]
    registers["b"] = more
    let two = { (second: String) in
      SamplingDesign(
        Stage("village", size: 1),
        Stage(samples: [
          SampleDesign("a", from: "household", size: 1), SampleDesign("b", from: second, size: 1),
        ]))
    }
    #expect(codes(two("roster"), registers) == [.idInTwoRegisters])
    registers["b"] = registers["household"]
    #expect(codes(two("household"), registers) == [])
    registers["b"] = try TableRegister(
      table(["id", "v"], [["7", "V1"], ["2", "V2"]]), id: "id", parent: "v", prefix: "R")
    #expect(codes(two("roster"), registers) == [])
  }

  @Test("Designs of a wrong shape are refused")
  func shapes() throws {
    let registers = try registers()
    #expect(codes(SamplingDesign(), registers) == [.firstStageSamples])
    #expect(
      codes(
        SamplingDesign(Stage(samples: [SampleDesign("x", from: "village", size: 1)])), registers)
        == [.firstStageSamples])
    #expect(codes(SamplingDesign(Stage("town", size: 1)), registers) == [.sampleWithoutRegister])
    let sample = SampleDesign("household", from: "household", size: 1)
    #expect(
      codes(SamplingDesign(Stage("village", size: 1), Stage(samples: [sample, sample])), registers)
        == [.sampleNamedTwice])
    var slash = sample
    slash.name = "a/b"
    var all = registers
    all["a/b"] = registers["household"]
    #expect(
      codes(SamplingDesign(Stage("village", size: 1), Stage(samples: [slash])), all) == [
        .sampleName
      ])
    let none = (try #require(registers["household"] as? TableRegister))
      .restricted(to: [false, false, false])
    #expect(
      codes(
        SamplingDesign(Stage("village", size: 1), Stage("household", size: 1)),
        registers.merging(["household": none]) { $1 }) == [.sampleWithoutUnits])
  }

  @Test("A plan refuses a stratum of one unit and a reading that cannot be filled, with the remedy")
  func plans() throws {
    let county = County(villages: 20)
    let registers = try county.registers()
    let lone = try SamplingFrame(
      SamplingDesign(
        Stage("village", strata: ["township"], fraction: "0.1"),
        Stage("household", fraction: "0.5", of: .population)), registers: registers)
    let faults = try lone.planFaults().list
    #expect(
      faults.map(\.code) == [
        .stratumOfOneUnit, .stratumOfOneUnit, .stratumOfOneUnit, .readingNotFillable,
      ])
    let reading = try #require(faults.last)
    let needed = try #require(reading.values["units"].flatMap { Int($0) })
    // With so many villages the reading can be filled, with one less in each township it cannot.
    let expectation = { (villages: Int) in
      try SamplingFrame(
        SamplingDesign(
          Stage("village", size: .size(villages)),
          Stage("household", fraction: "0.5", of: .population)), registers: registers
      ).populationExpectations()[0]
    }
    #expect(try expectation(needed).isFillable)
    #expect(try !expectation(needed - 3).isFillable)
    #expect(needed == 12)
    #expect(reading.values["growth"] == "T0 1 → 4, T1 1 → 4, T2 1 → 4")
    let whole = try SamplingFrame(
      SamplingDesign(Stage("village", strata: ["township"], fraction: "1")), registers: registers)
    #expect(try whole.planFaults().isEmpty)
    // One village alone in its stratum: taken whole on purpose, or by rounding only.
    let alone = { (fraction: Fraction) in
      try SamplingFrame(
        SamplingDesign(Stage("village", strata: ["s"], fraction: fraction)),
        registers: ["village": strata(["a": 1, "b": 20])])
    }
    #expect(try alone("1").planFaults().isEmpty)
    #expect(try alone("0.2").planFaults().list.map { $0.values["stratum"] } == ["a"])
  }

  @Test("Where f exceeds 1 the cells are taken whole, and wanted and reached sizes are told")
  func shortage() throws {
    let registers = try County(villages: 20).registers()
    let draw = try SamplingDesign(
      Stage("village", size: 2),
      Stage("household", strata: ["card"], fraction: "0.9", of: .population)
    ).draw(from: registers, seed: seed(3))
    #expect(draw.populationStrata.count == 3)
    for stratum in draw.populationStrata {
      #expect(stratum.isShort && stratum.reached == stratum.available)
      #expect(stratum.wanted == Rational(stratum.population * 9, 10))
    }
    for cell in draw.cells where cell.stage == 2 {
      #expect(
        cell.size == cell.population && cell.reserves == 0 && cell.wanted > Rational(cell.size))
    }
  }

  @Test("A drawn first-stage unit without second-stage units stays in the draw")
  func emptyParents() throws {
    var registers = try registers()
    registers["household"] = try TableRegister(
      table(["id", "v"], [["H1", "V3"]]), id: "id", parent: "v")
    let draw = try SamplingDesign(Stage("village", size: 3), Stage("household", size: 1))
      .draw(from: registers, seed: seed(1))
    #expect(draw.units.filter { $0.stage == 1 }.count == 3)
    #expect(draw.units.filter { $0.stage == 2 }.map(\.path) == [UnitID("V3/H1")])
  }

  @Test("Three stages: probabilities multiply")
  func threeStages() throws {
    let towns = (0..<4).map { ["T\($0)"] }
    let villages = (0..<12).map { ["V\($0)", "T\($0 % 4)"] }
    let households = (0..<60).map { ["H\($0)", "T\($0 % 12 % 4)/V\($0 % 12)"] }
    let draw = try SamplingDesign(
      Stage("town", size: 2), Stage("village", size: 2), Stage("household", fraction: "0.4")
    ).draw(
      from: [
        "town": TableRegister(table(["id"], towns), id: "id"),
        "village": TableRegister(table(["id", "t"], villages), id: "id", parent: "t"),
        "household": TableRegister(table(["id", "p"], households), id: "id", parent: "p"),
      ], seed: seed(1))
    let last = draw.units.filter { $0.stage == 3 }
    #expect(last.count == 2 * 2 * 2)
    #expect(last.allSatisfy { $0.probability == Rational(2 * 2 * 2, 4 * 3 * 5) })
    #expect(last.allSatisfy { $0.path.text.split(separator: "/").count == 3 })
  }
}
