// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

#if DEBUG
  /// How many draws show that probabilities are met; fewer where nothing is optimized.
  let manyDraws = 10_000
#else
  /// How many draws show that probabilities are met.
  let manyDraws = 100_000
#endif

@Suite("The cube")
struct CubeTests {
  /// Candidates of a cell, by ticket, with a size and variables each.
  private func candidates(
    _ units: [(measure: Int, auxiliaries: [Double])], seed: Seed
  ) -> [Candidate] {
    units.enumerated().map { row, unit in
      let id = UnitID("U\(row)")
      return Candidate(
        row: row, id: id, ticket: seed.ticket(of: id), rank: 0, measure: unit.measure,
        auxiliaries: unit.auxiliaries)
    }.sorted(by: Candidate.byTicket)
  }

  private func cell(_ population: Int, _ size: Int, stratum: String = "") -> CellToDraw {
    CellToDraw(
      population: population, size: size, reserves: 0,
      label: Label(method: "cube", stage: 1, stratum: stratum))
  }

  /// How often each row is drawn; every draw has the size.
  private func frequencies(
    _ units: [(measure: Int, auxiliaries: [Double])], size: Int, draws: Int,
    method: SelectionMethod = .cube
  ) throws -> [Double] {
    var counts = [Int](repeating: 0, count: units.count)
    let candidates = try candidates(units, seed: seed(0))
    for number in 0..<draws {
      let selection = try method.selector.select(
        cell(units.count, size), from: candidates, seed: seed(number))
      if selection.mains.count != size { Issue.record("\(selection.mains)") }
      for position in selection.mains { counts[candidates[position].row] += 1 }
    }
    return counts.map { Double($0) / Double(draws) }
  }

  private func expect(
    _ frequencies: [Double], near probabilities: [Double], draws: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (found, stated) in zip(frequencies, probabilities) {
      let error = (stated * (1 - stated) / Double(draws)).squareRoot()
      #expect(abs(found - stated) <= 5 * error, sourceLocation: sourceLocation)
    }
  }

  @Test("Over many draws every unit is drawn as often as n/N, whatever is balanced")
  func equalProbabilities() throws {
    let units = (0..<11).map { (1, [Double($0 * $0), $0 % 3 == 0 ? 1 : 0]) }
    let draws = manyDraws
    expect(
      try frequencies(units, size: 4, draws: draws),
      near: [Double](repeating: 4.0 / 11, count: 11), draws: draws)
  }

  @Test(
    "Over many draws every unit is drawn as often as n x/X says",
    arguments: [SelectionMethod.cube, .localPivotal])
  func proportionalToSize(method: SelectionMethod) throws {
    let measures = [3, 8, 5, 1, 9, 4, 7, 2, 60, 6]
    let units = measures.enumerated().map { ($1, [Double($0 % 4), Double($0 * $1 % 7)]) }
    let draws = manyDraws
    // The unit of size 60 is certain; the others share 3 of 45.
    let probabilities = measures.map { $0 == 60 ? 1 : 3 * Double($0) / 45 }
    expect(
      try frequencies(units, size: 4, draws: draws, method: method), near: probabilities,
      draws: draws)
  }

  @Test("A balance that can be met exactly is met in every draw")
  func exactBalance() throws {
    // 24 units in four groups of six; 8 drawn are two of each group.
    let units = (0..<24).map { row in (1, (0..<4).map { row % 4 == $0 ? 1.0 : 0 }) }
    for number in 0..<500 {
      let seed = try seed(number)
      let candidates = candidates(units, seed: seed)
      let mains = try SelectionMethod.cube.selector.select(
        cell(24, 8), from: candidates, seed: seed
      ).mains
      for group in 0..<4 {
        #expect(mains.count { candidates[$0].row % 4 == group } == 2)
      }
    }
  }

  @Test("The flight keeps balancing equations to a relative 1e-9, of amounts as of years")
  func flight() throws {
    for (count, number) in [(40, 1), (500, 2), (3000, 3)] {
      var stream = UniformStream(seed: try seed(number), label: Label("/test"))
      let probabilities = (0..<count).map { _ in 0.01 + 0.9 * stream.next() }
      let strata = (0..<count).map { $0 * 5 / count }
      let variables: [[Double]] = [
        (0..<count).map { _ in 1e6 * stream.next() * stream.next() },
        (0..<count).map { _ in Double(2016 + stream.nextInteger(below: 4)) },
        (0..<count).map { _ in stream.next() < 0.1 ? 1 : 0 },
        (0..<count).map { _ in stream.next() - 0.5 },
      ]
      let space = CubeSpace(probabilities: probabilities, strata: strata, variables: variables)
      #expect(space.rank == 4)
      var flight = CubeFlight(probabilities: probabilities, space: space)
      flight.fly(0..<count, variables: 4, stream: &stream)
      let undecided = flight.probabilities.count { $0 > 0 && $0 < 1 }
      #expect(undecided <= 4 + 5)
      for variable in variables
        + (0..<5).map({ h in
          (0..<count).map { strata[$0] == h ? probabilities[$0] : 0 }
        })
      {
        var (sum, total, size) = (0.0, 0.0, 0.0)
        for unit in 0..<count {
          sum += variable[unit] / probabilities[unit] * flight.probabilities[unit]
          total += variable[unit]
          size += abs(variable[unit])
        }
        #expect(abs(sum - total) <= 1e-9 * size)
      }
    }
  }

  @Test("Weighted totals come as near to the known ones as with the cube of R's sampling")
  func nearAsR() throws {
    let rows = try reference("cube-units.csv")
    let register = try TableRegister(table(["id", "size", "x", "y", "z"], rows), id: "id")
    for design in ["equal", "size"] {
      let frame = try SamplingFrame(
        SamplingDesign(
          Stage(samples: [
            SampleDesign(
              from: "u", size: 20, method: .cube, sizeMeasure: design == "size" ? "size" : nil,
              balance: ["x", "y", "z"])
          ])), registers: ["u": register])
      let values = rows.map { row in (2..<5).map { Double(row[$0])! } }
      let totals = (0..<3).map { v in values.reduce(0) { $0 + $1[v] } }
      var squares = [0.0, 0, 0]
      let draws = 1000
      for number in 0..<draws {
        var sums = [0.0, 0, 0]
        for unit in try frame.draw(seed: seed(number)).units {
          for v in 0..<3 { sums[v] += values[unit.row][v] * unit.weight!.doubleValue }
        }
        for v in 0..<3 {
          let off = sums[v] / totals[v] - 1
          squares[v] += off * off
        }
      }
      for line in try reference("cube.csv") where line[0] == design {
        let v = ["x", "y", "z"].firstIndex(of: line[1])!
        let relative = (squares[v] / Double(draws)).squareRoot()
        #expect(relative <= 1.15 * Double(line[2])!, "\(line) \(relative)")
      }
    }
  }

  @Test("Collinear, constant and empty columns, more columns than units, and tiny cells are drawn")
  func degenerate() throws {
    let columns: [(Int) -> Double] = [
      { Double($0) }, { 3 * Double($0) + 2016 }, { _ in 5 }, { _ in 0 }, { 1e300 * Double($0 % 2) },
      { Double($0 * $0) }, { Double($0 % 5) }, { 1e-200 * Double($0) },
    ]
    for count in [1, 2, 5, 9] {
      for size in 0...count {
        let draws = 400
        let frequencies = try frequencies(
          (0..<count).map { row in (1, columns.map { $0(row) }) }, size: size, draws: draws)
        expect(
          frequencies, near: .init(repeating: Double(size) / Double(count), count: count),
          draws: draws)
      }
    }
  }

  @Test(
    "Strata have their sizes and the whole its balance: 20% of 86 villages take 18 spread over townships"
  )
  func villages() throws {
    let counts = [5, 6, 4, 6, 5, 5, 4, 4, 4, 4, 6, 5, 4, 5, 4, 4, 4, 4, 3]
    let rows = counts.enumerated().flatMap { township, count in
      (0..<count).map {
        ["\(township)-\($0)", township % 2 == 0 ? "a" : "b"]
          + (0..<19).map { $0 == township ? "1" : "0" }
      }
    }
    let names = (0..<19).map { "t\($0)" }
    let register = try TableRegister(table(["id", "s"] + names, rows), id: "id")
    for strata in [[], ["s"]] {
      let frame = try SamplingFrame(
        SamplingDesign(
          Stage(samples: [
            SampleDesign(from: "u", strata: strata, size: 18, method: .cube, balance: names)
          ])), registers: ["u": register])
      for number in 0..<60 {
        let draw = try frame.draw(seed: seed(number))
        #expect(draw.units.count == 18 && draw.cells.reduce(0) { $0 + $1.size } == 18)
        let drawn = (0..<19).map { t in draw.units.count { $0.path.text.hasPrefix("\(t)-") } }
        // Each township's share is 0.6 to 1.3 villages: none gets more than the next integers.
        #expect(drawn.allSatisfy { $0 <= 2 })
        #expect(drawn.count { $0 == 0 } <= 5, "\(drawn)")
      }
    }
  }

  @Test("The values of a column are balanced like columns of zeros and ones")
  func levels() throws {
    let rows = (0..<40).map { ["U\($0)", ["a", "b", "c", ""][$0 % 4]] + (0..<4).map { _ in "0" } }
      .enumerated().map { row, fields in
        fields.enumerated().map { $0 == [3, 4, 5, 2][row % 4] ? "1" : $1 }
      }
    let register = try TableRegister(table(["id", "t", "0", "1", "2", "3"], rows), id: "id")
    func draw(_ balance: [String]) throws -> [UnitID] {
      try SamplingDesign(
        Stage(samples: [SampleDesign(from: "u", size: 10, method: .cube, balance: balance)])
      ).draw(from: ["u": register], seed: seed(8)).units.map(\.path)
    }
    #expect(try draw(["t:levels"]) == draw(["0", "1", "2", "3"]))
    #expect(throws: Faults.self) { try draw(["t"]) }
  }

  @Test("The draw does not depend on the order of rows, and a certain stratum does not part strata")
  func rowOrder() throws {
    let rows = (0..<60).map {
      ["U\($0)", ["a", "b", "c"][$0 % 3], "\($0 * 37 % 61)", "\($0 % 7)"]
    }
    func draw(_ rows: [[String]], takeAll: Bool) throws -> [String] {
      var sample = SampleDesign(
        from: "u", strata: ["s"], size: .fraction("0.2"), method: .cube, balance: ["x", "y"])
      if takeAll { sample.takeAll = "x > 55" }
      let register = try TableRegister(table(["id", "s", "x", "y"], rows), id: "id")
      return try SamplingDesign(Stage(samples: [sample])).draw(
        from: ["u": takeAll ? register.takingAll(rows.map { Int($0[2])! > 55 }) : register],
        seed: seed(5)
      ).units.map(\.path.text)
    }
    #expect(try draw(rows, takeAll: false) == draw(rows.reversed(), takeAll: false))
    #expect(try draw(rows, takeAll: true) == draw(rows.reversed(), takeAll: true))
  }
}
