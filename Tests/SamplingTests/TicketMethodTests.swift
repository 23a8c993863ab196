// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Methods by tickets, and systematic in proportion to size")
struct TicketMethodTests {
  private static let sizes = [3, 9, 14, 2, 8, 11, 30, 5, 18, 6, 90]

  @Test("Poisson: exactly the units with u < p, independent of each other, by ticket")
  func poisson() throws {
    let frame = try frame(Self.sizes, size: 4, method: .poisson, reserves: "0.5")
    var counts: [Int: Int] = [:]
    for number in 0..<400 {
      let seed = try seed(number)
      let draw = try frame.draw(seed: seed)
      // 90 is certain; the other three are drawn of 106.
      let expected = Self.sizes.indices.filter {
        $0 == 10
          || seed.ticket(of: UnitID("U\($0)")).uniform < Double(3 * Self.sizes[$0]) / 106
      }
      let mains = draw.units.filter { $0.role == .main }
      #expect(Set(mains.map(\.path.text)) == Set(expected.map { "U\($0)" }))
      #expect(mains.first?.path == UnitID("U10") && mains.first?.probability == .one)
      let others = mains.dropFirst()
      #expect(zip(others, others.dropFirst()).allSatisfy { $0.ticket < $1.ticket })
      let reserves = draw.units.filter { $0.role == .reserve }
      #expect(reserves.count == min(2, Self.sizes.count - mains.count))
      counts[mains.count, default: 0] += 1
    }
    #expect(counts.keys.count > 3)
  }

  @Test("Poisson without sizes is Bernoulli sampling")
  func bernoulli() throws {
    let sample = SampleDesign(from: "u", size: 3, method: .poisson)
    let frame = try SamplingFrame(
      SamplingDesign(Stage(samples: [sample])), registers: ["u": try sized(Self.sizes)])
    for number in 0..<50 {
      let seed = try seed(number)
      let drawn = try frame.draw(seed: seed).units
      #expect(drawn.allSatisfy { $0.probability == Rational(3, 11) })
      #expect(
        Set(drawn.map(\.path.text))
          == Set(
            (0..<11).map { "U\($0)" }.filter { seed.ticket(of: UnitID($0)).uniform < 3.0 / 11 }
          ))
    }
  }

  @Test("Pareto and sequential Poisson take the smallest of their ranking numbers")
  func ranks() throws {
    for number in 0..<100 {
      let seed = try seed(number)
      let p = Self.sizes.map { Double(3 * $0) / 106 }
      let u = Self.sizes.indices.map { seed.ticket(of: UnitID("U\($0)")).uniform }
      let odds = { (p: Double) -> Double in p / (1 - p) }
      let q: [Double] = (0..<10).map { odds(u[$0]) / odds(p[$0]) }
      let pareto: [Int] = (0..<10).sorted { q[$0] < q[$1] }
      let sequential: [Int] = (0..<10).sorted { u[$0] / p[$0] < u[$1] / p[$1] }
      let orders: [(SelectionMethod, [Int])] = [
        (.pareto, pareto), (.sequentialPoisson, sequential),
      ]
      for (method, order) in orders {
        let draw = try frame(Self.sizes, size: 4, method: method).draw(seed: seed)
        #expect(draw.units.map(\.path.text) == ["U10"] + order.prefix(3).map { "U\($0)" })
        #expect(draw.units.map(\.order) == [1, 2, 3, 4])
      }
    }
  }

  @Test("PPS systematic: over all starts each unit is taken n x of X times, pairs as the list says")
  func starts() throws {
    for (sizes, n) in [([3, 9, 14, 2, 8, 11], 3), ([1, 1, 1, 1, 1], 2), ([5, 0, 4, 4, 7], 2)] {
      let probabilities = try ProportionalProbabilities(sizes, cell: cell(sizes.count, size: n))
      let total = Int(probabilities.total)
      var taken = [Int](repeating: 0, count: sizes.count)
      // Positions change only where u is a multiple of 1/X, so that X starts stand for all.
      for start in 0..<total {
        let h = Int((UInt128(2 * start + 1) << 52) / UInt128(2 * total))
        let units = try ProportionalSystematicSelector.units(probabilities, start: h)
        #expect(units.count == probabilities.size && units == Array(Set(units)).sorted())
        for unit in units { taken[unit] += 1 }
      }
      for position in probabilities.uncertain {
        #expect(taken[position] == probabilities.size * sizes[position])
      }
    }
  }

  @Test("PPS systematic with equal sizes takes the positions of systematic sampling")
  func equalSizes() throws {
    for (population, n) in [(83, 17), (10, 4), (97, 96)] {
      let probabilities = try ProportionalProbabilities(
        [Int](repeating: 1, count: population), cell: cell(population, size: n))
      for start in [0, 1 << 40, 2_108_008_152_656_859, (1 << 52) - 1] {
        #expect(
          try ProportionalSystematicSelector.units(probabilities, start: start)
            == SystematicSelector.positions(population: population, size: n, start: start))
      }
    }
  }

  @Test("The samples do not depend on the order of rows")
  func order() throws {
    let rows = Self.sizes.enumerated().map { ["U\($0)", "\($1)"] }
    for method in [
      SelectionMethod.poisson, .proportionalSystematic, .sampford, .conditionalPoisson, .pareto,
      .sequentialPoisson,
    ] {
      let sample = SampleDesign(
        from: "u", size: 4, method: method, sizeMeasure: "size", reserves: "0.5")
      let design = SamplingDesign(Stage(samples: [sample]))
      let draws = try [rows, rows.reversed(), rows.sorted { $0[1] < $1[1] }].map { rows in
        try design.draw(
          from: ["u": try TableRegister(table(["id", "size"], rows), id: "id")], seed: seed(8))
      }
      for draw in draws {
        #expect(draw.units.map(\.path) == draws[0].units.map(\.path))
        #expect(draw.units.map(\.weight) == draws[0].units.map(\.weight))
      }
    }
  }
}
