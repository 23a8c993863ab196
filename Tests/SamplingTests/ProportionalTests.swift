// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

/// A cell of units with given sizes.
func cell(_ population: Int, size: Int, reserves: Int = 0, method: String = "any") -> CellToDraw {
  CellToDraw(
    population: population, size: size, reserves: reserves, label: Label(method: method, stage: 1))
}

/// A register of units U0, U1, … with given sizes in the column `size`.
func sized(_ sizes: [Int]) throws -> TableRegister {
  try TableRegister(
    table(["id", "size"], sizes.enumerated().map { ["U\($0)", "\($1)"] }), id: "id")
}

/// A frame of one stage that draws from units with sizes.
func frame(_ sizes: [Int], size: Int, method: SelectionMethod, reserves: Fraction = .zero) throws
  -> SamplingFrame
{
  let sample = SampleDesign(
    from: "u", size: .size(size), method: method, sizeMeasure: "size", reserves: reserves)
  return try SamplingFrame(
    SamplingDesign(Stage(samples: [sample])), registers: ["u": try sized(sizes)])
}

@Suite("Probabilities in proportion to size")
struct ProportionalTests {
  @Test("Certain units are taken out pass by pass; the others share the rest exactly")
  func certainty() throws {
    // R: sampling::inclusionprobabilities(1:20, 12)[1] is 1/17.
    let twenty = try ProportionalProbabilities(Array(1...20), cell: cell(20, size: 12))
    #expect(try twenty.probability(of: 0) == Rational(1, 17))
    #expect(twenty.certain == [16, 17, 18, 19])
    // 100 is certain at once; of 10, 5, 5 with n = 2 the 10 is certain then; two of size 5 share 1.
    let three = try ProportionalProbabilities([5, 100, 10, 5], cell: cell(4, size: 3))
    #expect(three.certain == [1, 2] && three.uncertain == [0, 3])
    #expect(try three.probability(of: 0) == Rational(1, 2))
    #expect(three.quotient(of: 3) == 0.5)
  }

  @Test(
    "Probabilities sum to n, each below 1, in proportion to size",
    arguments: [
      ([1, 2, 3, 4, 5], 2), ([1, 1, 1, 1, 1], 3), ([1, 2, 4, 8, 16, 32, 64], 4),
      ([0, 3, 0, 4, 5], 2), ([1_000_000_000_000, 999_999_999_999, 3, 1], 2), ([7, 7], 2),
      ([5, 4, 3], 0), ([0, 0], 0),
    ])
  func sums(sizes: [Int], n: Int) throws {
    let probabilities = try ProportionalProbabilities(sizes, cell: cell(sizes.count, size: n))
    var sum = Rational(probabilities.certain.count)
    for position in probabilities.uncertain {
      let probability = try probabilities.probability(of: position)
      #expect((n == 0 || probability > .zero) && probability < .one)
      sum = try sum.adding(probability)
    }
    #expect(sum == Rational(n))
    #expect(probabilities.withoutChance == (n == 0 ? 0 : sizes.count { $0 == 0 }))
  }

  @Test("Sizes that leave nothing to chance, or too few to draw from, are refused")
  func refused() {
    for (sizes, n, code) in [
      ([0, 0, 0], 1, Fault.Code.tooFewWithSize), ([3, 0, 0], 2, .tooFewWithSize),
      ([3, 9, 0], 2, .allWithSizeCertain), ([1, 0], 2, .tooFewWithSize),
    ] {
      let fault = #expect(throws: Fault.self) {
        try ProportionalProbabilities(sizes, cell: cell(sizes.count, size: n))
      }
      #expect(fault?.code == code)
    }
  }

  @Test("Probabilities whose terms are too long are refused, not rounded and no trap")
  func tooLong() throws {
    let sizes = [999_999_999_999_999_989, 999_999_999_999_999_877, 999_999_999_999_999_863, 1]
      .flatMap { [$0, $0 - 2, $0 - 4, $0 - 8, $0 - 10].map { max($0, 1) } }
    for method in [SelectionMethod.poisson, .pareto, .sequentialPoisson, .proportionalSystematic] {
      let fault = #expect(throws: Fault.self) {
        for number in 0..<50 {
          _ = try frame(sizes, size: 5, method: method).draw(seed: seed(number))
        }
      }
      #expect(fault?.code == .numberTooLarge)
    }
  }

  @Test("Units of size 0 are counted as without a chance, and never drawn as mains")
  func zeros() throws {
    for method in [SelectionMethod.poisson, .pareto, .sequentialPoisson, .proportionalSystematic] {
      let frame = try frame([0, 4, 5, 0, 6], size: 2, method: method, reserves: "1")
      for number in 0..<40 {
        let draw = try frame.draw(seed: seed(number))
        #expect(draw.cells[0].withoutChance == 2)
        let mains = draw.units.filter { $0.role == .main }
        #expect(mains.allSatisfy { !["U0", "U3"].contains($0.path.text) })
        #expect(draw.cells[0].size == mains.count)
        #expect(draw.cells[0].unitRange == 0..<draw.units.count)
        #expect(Set(draw.units.map(\.path)).count == draw.units.count)
      }
    }
  }

  @Test("Weights are one over n x / X, times those of the stage above")
  func twoStages() throws {
    let registers = try County(villages: 12).registers()
    let design = SamplingDesign(
      Stage(samples: [
        SampleDesign(
          from: "village", size: 4, method: .proportionalSystematic, sizeMeasure: "size")
      ]),
      Stage("household", size: 2))
    let draw = try design.draw(from: registers, seed: seed(3))
    let total = (0..<12).reduce(0) { $0 + 100 - $1 }
    for unit in draw.units where unit.stage == 2 {
      let cell = draw.cells[unit.cell]
      let village = Int(cell.parent.text.dropFirst())!
      let probability = try Rational(4 * (100 - village), total)
        .multiplied(by: Rational(2, cell.population))
      #expect(unit.probability == probability && unit.weight == probability.inverse)
    }
  }
}
