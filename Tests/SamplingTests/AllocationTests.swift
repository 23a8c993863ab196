// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import Testing

/// The lines of a file of reference figures, fields apart.
func reference(_ name: String) throws -> [[String]] {
  let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Reference/\(name)")
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}

@Suite("Allocation")
struct AllocationTests {
  private static let names = ["id", "s", "y", "cost"]

  private func register(_ rows: [[String]]) throws -> TableRegister {
    try TableRegister(table(Self.names, rows), id: "id")
  }

  /// Units of strata with one S and one cost for each.
  private func register(_ strata: [(count: Int, s: String, cost: String)]) throws -> TableRegister {
    try register(
      strata.enumerated().flatMap { h, stratum in
        (0..<stratum.count).map { ["\(h)-\($0)", "\(h)", stratum.s, stratum.cost] }
      })
  }

  private func design(
    _ size: SizeRule, _ allocation: Allocation?, strata: [String] = ["s"], minimum: Int = 0,
    maximum: Int? = nil
  ) -> SamplingDesign {
    var sample = SampleDesign(
      from: "u", strata: strata, size: size, minimum: minimum, maximum: maximum)
    sample.allocation = allocation
    return SamplingDesign(Stage(samples: [sample]))
  }

  private func sizes(_ register: TableRegister, _ design: SamplingDesign) throws -> [Int] {
    try design.draw(from: ["u": register], seed: seed(1)).cells.map(\.size)
  }

  private func allocation(named name: String) throws -> Allocation {
    let words = name.split(separator: " ").map(String.init)
    let method = try AllocationMethod(named: words[0])
    return Allocation(
      method,
      deviation: method.rule.deviationUse == .never || words.last == "without" ? nil : "y",
      cost: method == .optimal ? "cost" : nil,
      power: try words.count > 1 ? Fraction(words[1]) : nil)
  }

  @Test(
    "Sizes are those of the formulas in R, with minimum and maximum, whatever the order of rows")
  func formulas() throws {
    let units = try reference("allocation-units.csv")
    let registers = [try register(units), try register(units.sorted { $0[2] < $1[2] })]
    for line in try reference("allocation.csv") {
      let design = design(
        .size(Int(line[1])!), try allocation(named: line[0]), minimum: Int(line[2])!, maximum: 70)
      let expected = line[3].split(separator: " ").map { Int($0)! }
      for register in registers {
        #expect(try sizes(register, design) == expected, "\(line)")
      }
    }
  }

  @Test("A column that is constant in every stratum holds the standard deviations themselves")
  func givenDeviations() throws {
    let register = try register([(10, "3", "1"), (20, "2", "4"), (30, "1", "25")])
    let neyman = Allocation(.neyman, deviation: "y")
    #expect(try sizes(register, design(10, neyman)) == [3, 4, 3])
    // N S / √c: 30, 20, 6.
    let optimal = Allocation(.optimal, deviation: "y", cost: "cost")
    #expect(try sizes(register, design(28, optimal)) == [10, 14, 4])
    #expect(try sizes(register, design(7, Allocation(.equal))) == [3, 2, 2])
    // More than a stratum has goes to the others in the same way.
    #expect(try sizes(register, design(50, neyman)) == [10, 20, 20])
    #expect(try sizes(register, design(45, Allocation(.equal))) == [10, 18, 17])
  }

  @Test("Neyman's sizes make the variance of the total as small as any integers, to 1%")
  func leastVariance() throws {
    let strata = [(12, 7.0), (20, 1.0), (9, 3.0), (15, 2.0)]
    let register = try register(strata.map { ($0.0, "\($0.1)", "1") })
    func variance(_ sizes: [Int]) -> Double {
      zip(strata, sizes).reduce(0) { sum, pair in
        let ((count, s), n) = pair
        return sum + Double(count * count) * s * s * (1 / Double(n) - 1 / Double(count))
      }
    }
    for total in [8, 13, 20, 31] {
      var least = Double.infinity
      for a in 1...12 {
        for b in 1...20 {
          for c in 1...9 where (1...15).contains(total - a - b - c) {
            least = min(least, variance([a, b, c, total - a - b - c]))
          }
        }
      }
      let sizes = try sizes(
        register, design(.size(total), Allocation(.neyman, deviation: "y"), minimum: 1))
      #expect(sizes.reduce(0, +) == total && variance(sizes) <= 1.01 * least, "\(sizes)")
    }
  }

  @Test("Of population: the whole register's sizes are allocated, and shared by the drawn parents")
  func ofPopulation() throws {
    let county = County(villages: 8)
    var sample = SampleDesign(
      "", from: "household", strata: ["card"], size: 20, of: .population)
    sample.allocation = Allocation(.equal)
    let design = SamplingDesign(Stage("village", size: 8), Stage(samples: [sample]))
    let draw = try design.draw(from: county.registers(), seed: seed(3))
    #expect(draw.populationStrata.map(\.wanted) == [7, 7, 6].map { Rational($0) })
  }

  private func codes(_ register: TableRegister, _ design: SamplingDesign) -> [Fault.Code] {
    do {
      _ = try SamplingFrame(design, registers: ["u": register])
      return []
    } catch let faults as Faults {
      return faults.list.map(\.code)
    } catch { return [(error as? Fault)?.code].compactMap(\.self) }
  }

  @Test("What cannot be allocated is refused by name")
  func refused() throws {
    let strata = try register([(4, "3", "1"), (4, "0", "1")])
    let neyman = Allocation(.neyman, deviation: "y")
    #expect(codes(strata, design(4, neyman)) == [])
    #expect(codes(strata, design(4, Allocation(.neyman))) == [.allocationNeedsOption])
    #expect(
      codes(strata, design(4, Allocation(.optimal))) == [
        .allocationNeedsOption, .allocationNeedsOption,
      ])
    #expect(codes(strata, design(4, Allocation(.power))) == [.allocationNeedsOption])
    #expect(
      codes(strata, design(4, Allocation(.equal, cost: "cost"))) == [.allocationOptionWithoutUse])
    #expect(
      codes(strata, design(4, Allocation(.proportional, power: "0.5"))) == [
        .allocationOptionWithoutUse
      ])
    #expect(codes(strata, design(.fraction("0.5"), neyman)) == [.allocationWithoutSpread])
    #expect(codes(strata, design(4, neyman, strata: [])) == [.allocationWithoutSpread])
    #expect(codes(strata, design(4, neyman, minimum: 3)) == [.sizeNotReachable])
    #expect(codes(strata, design(5, neyman, maximum: 2)) == [.sizeNotReachable])
    #expect(codes(strata, design(9, neyman)) == [.sizeAbovePopulation])
    #expect(codes(try register([(4, "0", "1")]), design(2, neyman)) == [.allocationWithoutFactor])
    let negative = codes(try register([(4, "-1", "1")]), design(2, neyman))
    #expect(negative == Array(repeating: .allocationValue, count: 4))
    let optimal = Allocation(.optimal, deviation: "y", cost: "cost")
    #expect(
      codes(try register([["a", "x", "1", "1"], ["b", "x", "1", "2"]]), design(1, optimal)) == [
        .notConstantWithinStratum
      ])
    #expect(
      codes(try register([["a", "x", "1", "0"], ["b", "x", "", "1"]]), design(1, optimal)) == [
        .allocationValue
      ])
    #expect(
      codes(
        try register([["a", "x", "-1", ""], ["b", "x", "-2", ""]]),
        design(1, Allocation(.power, deviation: "y", power: "0.5"))) == [.allocationMean])
    #expect(throws: Fault.self) { try AllocationMethod(named: "best") }
  }

  @Test("A seal holds the factors as integers, and reads back")
  func sealed() throws {
    let register = try register([(10, "3", "1"), (20, "2", "4"), (30, "0", "25")])
    let frame = try SamplingFrame(
      design(10, Allocation(.neyman, deviation: "y")), registers: ["u": register])
    let text = frame.design.json.text
    #expect(
      text.contains(
        #""allocation":{"cost":null,"deviation":"y","factors":{"0":100000000,"1":66666667,"2":0},"method":"neyman","power":null}"#
      ), "\(text)")
    #expect(try SamplingDesign(json: frame.design.json) == frame.design)
    // Without an allocation, or with the usual one, designs are sealed as before.
    #expect(design(10, Allocation(.proportional)) == design(10, nil))
    #expect(!design(10, nil).json.text.contains("allocation"))
  }
}
