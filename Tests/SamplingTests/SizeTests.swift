// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

/// A register of one stage with units 0 … n - 1 of each stratum.
func strata(_ counts: KeyValuePairs<String, Int>) throws -> TableRegister {
  let rows = counts.flatMap { stratum, n in (0..<n).map { ["\(stratum)\($0)", stratum] } }
  return try TableRegister(table(["id", "s"], rows), id: "id")
}

@Suite("Sizes")
struct SizeTests {
  private func sizes(
    _ register: TableRegister, _ size: SizeRule, _ rounding: Rounding = .up, minimum: Int = 0,
    maximum: Int? = nil, seed number: Int = 1
  ) throws -> [Int] {
    let design = SamplingDesign(
      Stage(samples: [
        SampleDesign(
          from: "u", strata: ["s"], size: size, rounding: rounding, minimum: minimum,
          maximum: maximum)
      ]))
    return try design.draw(from: ["u": register], seed: seed(number)).cells.map(\.size)
  }

  @Test("Fractions are exact: a tenth of 30 is 3 and of 31 is 4, or the nearest, halves up")
  func fractions() throws {
    let register = try strata(["a": 30, "b": 31, "c": 35, "d": 4])
    #expect(try sizes(register, .fraction("0.1")) == [3, 4, 4, 1])
    #expect(try sizes(register, .fraction("0.1"), .nearest) == [3, 3, 4, 0])
    #expect(try sizes(register, .fraction("0.1"), .nearest, minimum: 2) == [3, 3, 4, 2])
    #expect(try sizes(register, .fraction("0.1"), minimum: 5, maximum: 5) == [5, 5, 5, 4])
    #expect(try sizes(register, .fraction("1")) == [30, 31, 35, 4])
    #expect(try sizes(register, .fraction("0"), minimum: 2) == [0, 0, 0, 0])
  }

  @Test("A total is met exactly: floors, then the largest remainders, ties by bytes")
  func totals() throws {
    let register = try strata(["a": 10, "b": 10, "c": 10])
    #expect(try sizes(register, 4) == [2, 1, 1])
    #expect(try sizes(register, 5) == [2, 2, 1])
    let uneven = try strata(["a": 86, "b": 17, "c": 4])
    #expect(try sizes(uneven, 10) == [8, 2, 0])
    #expect(try sizes(uneven, 10, minimum: 2) == [6, 2, 2])
    #expect(try sizes(uneven, 40, maximum: 20) == [20, 16, 4])
    #expect(try sizes(uneven, 107) == [86, 17, 4])
    #expect(try sizes(uneven, 0) == [0, 0, 0])
  }

  @Test("By stratum, each has its own fraction or size")
  func byStratum() throws {
    let register = try strata(["exited": 83, "other": 221, "remaining": 3])
    let rule = try SizeRule(
      fractions: [("exited", "0.20"), ("remaining", "1")], sizes: [("other", 12)])
    #expect(try sizes(register, rule) == [17, 12, 3])
  }

  @Test("Controlled rounding keeps the total and each size next to its share, with its expectation")
  func controlled() throws {
    // 19 townships with 3 to 6 villages, 86 in all; 20% is 18.
    let counts = [5, 6, 4, 6, 5, 5, 4, 4, 4, 4, 6, 5, 4, 5, 4, 4, 4, 4, 3]
    #expect(counts.reduce(0, +) == 86)
    let names = (0..<19).map { "T" + ($0 < 10 ? "0" : "") + "\($0)" }
    let rows = zip(names, counts).flatMap { name, n in (0..<n).map { ["\(name)-\($0)", name] } }
    let register = try TableRegister(table(["id", "s"], rows), id: "id")
    var sums = [Int](repeating: 0, count: 19)
    let draws = 2000
    for number in 0..<draws {
      let sizes = try sizes(register, .fraction("0.20"), .controlled, seed: number)
      #expect(sizes.count == 19 && sizes.reduce(0, +) == 18)
      for (stratum, size) in sizes.enumerated() {
        let share = 18.0 * Double(counts[stratum]) / 86
        #expect(size == Int(share) || size == Int(share) + 1)
        sums[stratum] += size
      }
    }
    for (stratum, sum) in sums.enumerated() {
      let share = 18.0 * Double(counts[stratum]) / 86
      let part = share - share.rounded(.down)
      let error = (part * (1 - part) / Double(draws)).squareRoot()
      #expect(abs(Double(sum) / Double(draws) - share) < 5 * error, "\(names[stratum])")
    }
  }

  @Test("Under controlled rounding a stratum taken whole stays whole")
  func controlledWhole() throws {
    let register = try strata(["a": 3, "b": 17, "c": 21])
    let rule = try SizeRule(fractions: [("a", "1"), ("b", "0.2"), ("c", "0.2")], sizes: [])
    for number in 0..<50 {
      let sizes = try sizes(register, rule, .controlled, seed: number)
      // 3 + 3.4 + 4.2 is 10.6, so 11 in all.
      #expect(sizes[0] == 3 && sizes.reduce(0, +) == 11)
    }
  }

  @Test("Reserves are the ceiling of their share of the size, as far as units are left")
  func reserves() throws {
    let design = SamplingDesign(
      Stage("u", strata: ["s"], fraction: "0.5", reserves: "0.30"))
    let cells = try design.draw(from: ["u": strata(["a": 10, "b": 2, "c": 1])], seed: seed(1)).cells
    #expect(cells.map(\.size) == [5, 1, 1])
    #expect(cells.map(\.reserves) == [2, 1, 0])
  }

  @Test("What cannot be met is refused, all of it in one go")
  func refusals() throws {
    func codes(_ size: SizeRule, minimum: Int = 0, maximum: Int? = nil) -> [Fault.Code] {
      do {
        _ = try sizes(strata(["a": 10, "b": 2]), size, minimum: minimum, maximum: maximum)
        return []
      } catch { return (error as? Faults)?.list.map(\.code) ?? [] }
    }
    #expect(codes(13) == [.sizeAbovePopulation])
    #expect(codes(-1) == [.sizeAbovePopulation])
    #expect(codes(3, minimum: 2) == [.sizeNotReachable])
    #expect(codes(12, maximum: 5) == [.sizeNotReachable])
    #expect(
      codes(.byStratum([UnitID("a"): .size(11), UnitID("b"): .size(3)])) == [.sizeAbovePopulation])
    #expect(
      codes(.byStratum([UnitID("a"): .size(1), UnitID("b"): .size(2)]), minimum: 2) == [
        .sizeNotReachable
      ])
    #expect(
      codes(.byStratum([UnitID("a"): .size(1), UnitID("x"): .size(1)])) == [
        .unknownStratum, .stratumWithoutSize,
      ])
    #expect(codes(2, minimum: 3, maximum: 2) == [.impossibleBounds])
    #expect(throws: Fault.self) { try SizeRule(fractions: [("a", "1")], sizes: [("a", 1)]) }
    for text in ["1.01", "-0.1", "2"] {
      let fault = #expect(throws: Fault.self) { try Fraction(text) }
      #expect(fault?.code == .fractionOutOfRange)
    }
    let percent = "20%"
    #expect(throws: Fault.self) { try Fraction(percent) }
  }
}
