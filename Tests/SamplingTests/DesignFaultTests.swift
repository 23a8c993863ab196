// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

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

  @Test("A unit that names no parent at all is told so, and not that its parent is \"\"")
  func emptyParent() throws {
    var registers = try registers()
    registers["household"] = try TableRegister(
      table(["id", "v"], households + [["H9", ""]]), id: "id", parent: "v")
    let faults = #expect(throws: Faults.self) {
      try SamplingFrame(
        SamplingDesign(Stage("village", size: 1), Stage("household", size: 1)), registers: registers
      )
    }
    #expect(faults?.list.map(\.code) == [.emptyParent])
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
