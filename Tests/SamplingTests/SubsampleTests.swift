// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

/// Three villages, which the first round draws two of, with five households of either kind.
private let villages = Table(
  names: ["id"], columns: [TextColumn(["V1", "V2", "V3"] as [String?])])

private func households(of villages: [String], _ names: [String]) -> Table {
  let pairs = villages.flatMap { village in names.map { (village, $0) } }
  return Table(
    names: ["id", "village", "card"],
    columns: [
      TextColumn(pairs.map { $0.1 }), TextColumn(pairs.map { $0.0 }),
      TextColumn(pairs.map { $0.1 < "H4" ? "red" : "blue" }),
    ])
}

/// The registers of a draw's main units.
private func mains(of draw: Draw) throws -> [String: any Register] {
  let drawn = draw.units.filter { $0.role == .main }
  let top = drawn.filter { $0.stage == 1 }.map(\.path.text)
  let below = drawn.filter { $0.stage == 2 }.map {
    $0.path.text.split(separator: "/").map { String($0) }
  }
  return [
    "villages": try TableRegister(
      Table(names: ["id"], columns: [TextColumn(top.map { $0 as String? })]), id: "id"),
    "households": try TableRegister(
      Table(
        names: ["id", "village", "card"],
        columns: [
          TextColumn(below.map { $0[1] as String? }), TextColumn(below.map { $0[0] as String? }),
          TextColumn(below.map { ($0[1] < "H4" ? "red" : "blue") as String? }),
        ]), id: "id", parent: "village"),
  ]
}

private func design(
  villages: Int, households: Fraction, method: SelectionMethod = .simpleRandom
) -> SamplingDesign {
  SamplingDesign(
    Stage("villages", size: .size(villages), method: method),
    Stage("households", strata: ["card"], fraction: households))
}

@Suite("A part of the units that an earlier draw took")
struct SubsampleTests {
  private let registers: [String: any Register]

  init() throws {
    registers = [
      "villages": try TableRegister(villages, id: "id"),
      "households": try TableRegister(
        households(of: ["V1", "V2", "V3"], ["H1", "H2", "H3", "H4", "H5"]), id: "id",
        parent: "village"),
    ]
  }

  @Test(
    "Every household is drawn by both draws as often as the product of their probabilities says")
  func realized() throws {
    let frame = try SamplingFrame(
      design(villages: 2, households: "0.6"), registers: registers)
    let draws = 6000
    // Few first samples are possible, so that what the second is drawn from is made once for each.
    var frames: [[UnitID]: SamplingFrame] = [:]
    var taken: [UnitID: Int] = [:]
    var expected: [UnitID: Rational] = [:]
    for number in 0..<draws {
      let first = try frame.draw(seed: Seed(text: "first round number \(number)"))
      let key = first.units.map(\.path).sorted()
      let second =
        try frames[key]
        ?? SamplingFrame(design(villages: 1, households: "0.5"), registers: mains(of: first))
      frames[key] = second
      let later = try second.draw(seed: Seed(text: "second round number \(number)"))
      for unit in try first.subsampled(later).units {
        taken[unit.path, default: 0] += 1
        expected[unit.path] = unit.probability
      }
    }
    // One of three villages; of three red households one of two, of two blue ones one of two.
    #expect(taken.count == 3 + 15)
    for (unit, probability) in expected {
      let wanted =
        unit.text.utf8.count == 2
        ? Rational(1, 3)
        : unit.text.hasSuffix("4") || unit.text.hasSuffix("5")
          ? Rational(1, 6) : Rational(1, 9)
      #expect(probability == wanted, "\(unit)")
      let share = probability.doubleValue
      let error = (share * (1 - share) / Double(draws)).squareRoot()
      #expect(abs(Double(taken[unit]!) / Double(draws) - share) <= 5 * error, "\(unit)")
    }
  }

  @Test("Both draws together are told with the populations of the first")
  func populations() throws {
    let first = try design(villages: 3, households: "0.6").draw(
      from: registers, seed: Seed(text: "first round number 1"))
    let later = try design(villages: 2, households: "0.5").draw(
      from: mains(of: first), seed: Seed(text: "second round number 1"))
    let both = try first.subsampled(later)
    #expect(later.cells.map(\.population) == [3] + [Int](repeating: 2, count: 4))
    #expect(both.cells.map(\.population) == [3, 2, 3, 2, 3])
    #expect(both.cells.map(\.size) == later.cells.map(\.size))
    #expect(both.units.map(\.path) == later.units.map(\.path))
    for unit in both.units where unit.stage == 2 {
      let cell = both.cells[unit.cell]
      #expect(both.units[cell.parentUnit!].path == cell.parent)
      #expect(unit.probability == Rational(2, 3 * cell.population))
    }
  }

  @Test("A part of a systematic draw is refused; all of it keep their order along the list")
  func systematic() throws {
    let first = try design(villages: 2, households: "1", method: .systematic).draw(
      from: registers, seed: Seed(text: "first round number 1"))
    let mains = try mains(of: first)
    let part = try SamplingFrame(design(villages: 1, households: "1"), registers: mains)
    let faults = #expect(throws: Faults.self) { try first.checkSubsample(by: part) }
    #expect(faults?.list.map(\.code) == [.subsampleMethod])
    let later = try part.draw(seed: Seed(text: "second round number 1"))
    let fault = #expect(throws: Fault.self) { try first.subsampled(later) }
    #expect(fault?.code == .subsampleMethod)
    let all = try SamplingFrame(design(villages: 2, households: "0.5"), registers: mains)
    try first.checkSubsample(by: all)
    for number in 0..<8 {
      let both = try first.subsampled(
        all.draw(seed: Seed(text: "second round number \(number)")))
      #expect(both.units.prefix(2).map(\.path) == first.units.prefix(2).map(\.path))
      #expect(both.cells[0].method == "systematic")
      for unit in both.units where unit.stage == 2 {
        #expect(both.units[both.cells[unit.cell].parentUnit!].path == both.cells[unit.cell].parent)
      }
    }
  }
}
