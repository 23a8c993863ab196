// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

private func register(_ count: Int) throws -> TableRegister {
  try TableRegister(
    Table(names: ["id"], columns: [TextColumn((0..<count).map { "U\($0)" as String? })]), id: "id")
}

private func design(_ size: Int, turn: Int, keep: Fraction, reserves: Fraction = "0")
  -> SamplingDesign
{
  SamplingDesign(
    Stage(
      "units", size: .size(size), method: .rotation(Rotation(turn: turn, keep: keep)),
      reserves: reserves))
}

@Suite("Rotation by permanent random numbers")
struct RotationTests {
  @Test("Over all orders of tickets each turn is a simple random sample, each pair alike")
  func simpleRandom() throws {
    let frames = try (0..<4).map {
      try SamplingFrame(
        design(2, turn: $0, keep: "0.5"), registers: ["units": register(5)])
    }
    // One seed for each of the 120 orders, which the whole register drawn in its order tells.
    let whole = try SamplingFrame(
      SamplingDesign(Stage("units", size: 5)), registers: ["units": register(5)])
    var seeds: [[Int]: Seed] = [:]
    var number = 0
    while seeds.count < 120 {
      let seed = try Seed(text: "turn \(number)", allowsShort: true)
      seeds[try whole.draw(seed: seed).units.map(\.row)] = seed
      number += 1
    }
    var pairs = [[Set<Int>: Int]](repeating: [:], count: 4)
    for seed in seeds.values {
      for (turn, frame) in frames.enumerated() {
        let draw = try frame.draw(seed: seed)
        #expect(draw.units.allSatisfy { $0.probability == Rational(2, 5) })
        pairs[turn][Set(draw.units.map(\.row)), default: 0] += 1
      }
    }
    for counts in pairs { #expect(counts.count == 10 && counts.values.allSatisfy { $0 == 12 }) }
  }

  @Test(
    "From turn to turn the stated part is kept",
    arguments: [("0.75", 8, 6), ("0.5", 8, 4), ("0", 8, 0), ("1", 8, 8), ("0.75", 40, 30)])
  func kept(keep: String, size: Int, kept: Int) throws {
    let seed = try Seed(text: "permanent", allowsShort: true)
    let units = try register(100)
    var before: Set<UnitID>?
    for turn in 0..<30 {
      let draw = try design(size, turn: turn, keep: Fraction(keep))
        .draw(from: ["units": units], seed: seed)
      let now = Set(draw.units.map(\.path))
      #expect(now.count == size)
      if let before { #expect(before.intersection(now).count == kept) }
      before = now
    }
  }

  @Test("A part that is no whole number is kept on average")
  func fractional() throws {
    var kept: [Int] = []
    for turn in 0..<16 {
      let now = try Rotation(turn: turn, keep: "0.75").positions(size: 5, population: 50)
      let next = try Rotation(turn: turn + 1, keep: "0.75").positions(size: 5, population: 50)
      kept.append(Set(now).intersection(next).count)
    }
    #expect(Set(kept) == [3, 4] && kept.reduce(0, +) == 16 * 5 * 3 / 4)
  }

  @Test("Nobody twice within k turns and everybody within m: as the windows say")
  func apartAndAll() throws {
    for population in 1...23 {
      for size in 1...population {
        for keep in ["0", "0.5", "0.75"] as [Fraction] {
          let rotation = Rotation(turn: 0, keep: keep)
          for turns in 1...8 {
            var apart = true
            var all = true
            for first in 0..<24 {
              let taken = try Rotation.turns(
                first..<(first + turns), keep: keep, size: size, population: population)
              if taken.contains(where: { $0.count > 1 }) { apart = false }
              if taken.contains(where: \.isEmpty) { all = false }
            }
            let what = "\(size) of \(population), keep \(keep), \(turns) turns"
            if rotation.keepsApart(turns: turns, size: size, population: population) {
              #expect(apart, "\(what)")
            } else if keep == "0" {
              #expect(!apart, "\(what)")
            }
            if try rotation.reachesAll(turns: turns, size: size, population: population) {
              #expect(all, "\(what)")
            } else if keep == "0" {
              #expect(!all, "\(what)")
            }
          }
        }
      }
    }
  }

  @Test("Larger sizes only append, smaller ones are a matched part, reserves are what follows")
  func nested() throws {
    let seed = try Seed(text: "permanent", allowsShort: true)
    let units = ["units": try register(60)]
    let small = try SamplingDesign(Stage("units", size: 8)).draw(from: units, seed: seed)
    let large = try SamplingDesign(Stage("units", size: 20)).draw(from: units, seed: seed)
    #expect(large.units.prefix(8).map(\.path) == small.units.map(\.path))
    let turn = try design(10, turn: 3, keep: "0.5", reserves: "0.5").draw(from: units, seed: seed)
    let all = try SamplingDesign(Stage("units", size: 60)).draw(from: units, seed: seed)
    #expect(turn.units.map(\.path) == all.units[15..<30].map(\.path))
  }

  @Test("The name holds turn and part; other names are refused")
  func names() throws {
    let method = try SelectionMethod(named: "rotation-7-0.75")
    #expect(method == .rotation(Rotation(turn: 7, keep: "0.75")) && method.isSimpleRandom)
    for name in [
      "rotation-7", "rotation--1-0.5", "rotation-07-0.5", "rotation-1-1.5", "rotation-1-x",
    ] {
      #expect(throws: Fault.self) { try SelectionMethod(named: name) }
    }
    let sealed = try SamplingDesign(json: design(3, turn: 2, keep: "0.50").json)
    #expect(sealed == design(3, turn: 2, keep: "0.50"))
  }
}
