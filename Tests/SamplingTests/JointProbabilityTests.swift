// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

/// Candidates of given sizes, in their order.
private func candidates(_ sizes: [Int]) throws -> [Candidate] {
  try sizes.enumerated().map {
    Candidate(
      row: $0, id: UnitID("U\($0)"), ticket: try seed(1).ticket(of: UnitID("U\($0)")), rank: 0,
      measure: $1)
  }
}

@Suite("Agreement of selection with R's sampling")
struct JointProbabilityTests {
  /// The joint probabilities of all pairs of a cell.
  private func joint(_ method: SelectionMethod, _ sizes: [Int], _ n: Int) throws
    -> JointProbabilities
  {
    let cell = cell(sizes.count, size: n)
    let certain = try ProportionalProbabilities(sizes, cell: cell)
    let positions = certain.certain + certain.uncertain
    return try #require(
      try method.selector.jointProbabilities(cell, of: positions, among: candidates(sizes)))
  }

  @Test("First-order probabilities, with the certain units")
  func inclusion() throws {
    for (name, n, rows) in try referenceCases("inclusion") {
      let sizes = rows.map { Int($0["x"]!)! }
      let probabilities = try ProportionalProbabilities(sizes, cell: cell(sizes.count, size: n))
      let expected = rows.map { Double($0["p"]!)! }
      #expect(probabilities.certain == expected.indices.filter { expected[$0] == 1 })
      for position in probabilities.uncertain {
        let exact = try probabilities.probability(of: position).doubleValue
        #expect(abs(exact - expected[position]) < 1e-14, "\(name) \(position)")
        #expect(abs(probabilities.quotient(of: position) - exact) < 1e-15)
      }
    }
  }

  @Test("Joint probabilities of maximum entropy, Sampford and systematic samples to 1e-9")
  func joint() throws {
    let sizes = try referenceCases("joint_sizes")
    for ((name, n, rows), sizes) in zip(try referenceCases("joint"), sizes) {
      let sizes = sizes.rows.map { Int($0["x"]!)! }
      let methods: [(String, SelectionMethod)] = [
        ("entropy", .conditionalPoisson), ("sampford", .sampford),
        ("systematic", .proportionalSystematic),
      ]
      for (column, method) in methods {
        let joint = try joint(method, sizes, n)
        for row in rows {
          let (i, j) = (Int(row["i"]!)!, Int(row["j"]!)!)
          let expected = Double(row[column]!)!
          #expect(
            abs(joint(i, j) - expected) < 1e-9 * max(expected, 1e-3), "\(name) \(method) \(row)")
          #expect(abs(joint(j, i) - joint(i, j)) < 1e-15)
        }
      }
    }
  }

  @Test(
    "Under a fixed size a unit's pairs sum to n - 1 times its probability, with certain units too",
    arguments: [
      ([7, 17, 41, 61, 83, 91], 3), ([100, 3, 4, 5, 6, 7], 3), ([4, 5, 6], 1), ([1, 1, 1, 1], 2),
      ([1, 10, 100, 1000, 10_000, 10_001], 2), ([1, 2, 3, 4, 5, 6, 7, 8, 9], 8),
      ([50, 50, 1, 1, 1], 3), (Array(1...60), 25),
    ])
  func sums(sizes: [Int], n: Int) throws {
    let methods: [SelectionMethod] = [
      .conditionalPoisson, .sampford, .proportionalSystematic, .simpleRandom, .systematic,
    ]
    for method in methods {
      let isEqual = method.selector.measureUse == .never
      let x = isEqual ? sizes.map { _ in 1 } : sizes
      let probabilities = try ProportionalProbabilities(x, cell: cell(x.count, size: n))
      let first =
        probabilities.certain.map { _ in 1.0 }
        + probabilities.uncertain.map { probabilities.quotient(of: $0) }
      let joint = try joint(method, x, n)
      for unit in x.indices {
        let sum = x.indices.filter { $0 != unit }.reduce(0) { $0 + joint(unit, $1) }
        #expect(
          abs(sum - Double(n - 1) * first[unit]) < 1e-9 * max(1e-3, first[unit]),
          "\(method) \(unit) \(sum)")
      }
    }
  }

  @Test("Pairs of a Poisson sample are independent; order sampling has none")
  func others() throws {
    let joint = try joint(.poisson, [1, 2, 3, 4], 2)
    #expect(abs(joint(0, 3) - 0.2 * 0.8) < 1e-15)
    for method in [SelectionMethod.pareto, .sequentialPoisson] {
      #expect(!method.selector.hasJointProbabilities)
      let none = try method.selector.jointProbabilities(
        cell(3, size: 1), of: [0, 1], among: candidates([1, 2, 3]))
      #expect(none == nil)
    }
  }

  @Test("Sampford's pairs are those of all his samples, enumerated")
  func enumerated() throws {
    for (sizes, n) in [([7, 17, 41, 61, 83, 91], 3), ([2, 3, 4, 5, 6, 7, 8], 4)] {
      let design = FixedSizeTests.sampford(sizes, n)
      let joint = try joint(.sampford, sizes, n)
      for i in sizes.indices {
        for j in sizes.indices where i < j {
          let expected = design.filter { $0.0.contains(i) && $0.0.contains(j) }
            .reduce(0) { $0 + $1.1 }
          #expect(abs(joint(i, j) - expected) < 1e-12)
        }
        let single = design.filter { $0.0.contains(i) }.reduce(0) { $0 + $1.1 }
        let total = Double(sizes.reduce(0, +))
        #expect(abs(single - Double(n * sizes[i]) / total) < 1e-12)
      }
    }
  }

  @Test("Working probabilities reach the wanted ones, however unequal the sizes")
  func working() throws {
    let cases = [
      [7, 17, 41, 61, 83, 91], [1, 2, 3, 100], [1, 1_000_000], [999, 998, 500, 499, 2],
      [1_000_000, 999_999, 3, 1, 1], [1, 10, 100, 1000, 10000, 100_000, 1_000_000, 3_000_000],
      Array(1...400),
    ]
    for sizes in cases {
      for n in 1..<min(sizes.count, 12) {
        let cell = cell(sizes.count, size: n)
        let probabilities = try ProportionalProbabilities(sizes, cell: cell)
        guard probabilities.size > 0 else { continue }
        let wanted = probabilities.uncertain.map { probabilities.quotient(of: $0) }
        let sum = try WorkingProbabilities.solve(wanted, size: probabilities.size, cell: cell)
        for (found, wanted) in zip(sum.inclusion, wanted) {
          #expect(abs(found / wanted - 1) < 1e-9)
        }
        // Scaled so that they sum to n.
        let total = sum.probabilities.reduce(0, +)
        #expect(abs(total - Double(probabilities.size)) < 1e-6)
      }
    }
  }

  @Test("Order samples include units as often as integration says, within 5 standard errors")
  func orderSampling() throws {
    let draws = 100_000
    for (name, n, rows) in try referenceCases("order") where name == "26" {
      let sizes = rows.map { Int($0["x"]!)! }
      for (column, method) in [
        ("pareto", SelectionMethod.pareto), ("sequential", .sequentialPoisson),
      ] {
        var counts = [Int](repeating: 0, count: sizes.count)
        var stream = UniformStream(seed: try seed(4), label: Label("/order"))
        for _ in 0..<draws {
          let candidates = sizes.enumerated().map {
            Candidate(
              row: $0, id: UnitID("U\($0)"), ticket: stream.nextTicket(), rank: 0, measure: $1)
          }
          let selection = try method.selector.select(
            cell(sizes.count, size: n), from: candidates, seed: try seed(1))
          for main in selection.mains { counts[main] += 1 }
        }
        for (unit, row) in rows.enumerated() {
          let probability = Double(row[column]!)!
          let error = (probability * (1 - probability) / Double(draws)).squareRoot()
          #expect(
            abs(Double(counts[unit]) / Double(draws) - probability) <= 5 * error,
            "\(name) \(method) \(unit)")
        }
      }
    }
  }

  @Test("How far order sampling is from the probabilities that it states")
  func stated() throws {
    for (name, _, rows) in try referenceCases("order") {
      for (column, limit) in [
        ("pareto", name == "twenty" ? 0.0011 : 0.014),
        ("sequential", name == "twenty" ? 0.0235 : 0.061),
      ] {
        let worst = rows.map { abs(Double($0[column]!)! - Double($0["p"]!)!) }.max()!
        #expect(worst < limit, "\(name) \(column) \(worst)")
      }
    }
  }

  @Test("Joint probabilities of a draw: pairs of each cell, given the parent")
  func draws() throws {
    let registers = try County(villages: 12).registers()
    let design = SamplingDesign(
      Stage(samples: [
        SampleDesign(
          from: "village", strata: ["group"], size: 5, method: .sampford, sizeMeasure: "size")
      ]),
      Stage(samples: [
        SampleDesign(from: "household", size: 2, method: .poisson, sizeMeasure: "persons")
      ]))
    let frame = try SamplingFrame(design, registers: registers)
    let draw = try frame.draw(seed: seed(6))
    #expect(try design.jointStages() == [1, 2])
    var pairs = 0
    try frame.forEachJointProbability(of: draw, seed: seed(6), stages: [1, 2]) {
      one, other, value in
      pairs += 1
      #expect(one.cell == other.cell && one.path != other.path && value > 0 && value < 1)
      guard one.stage == 2 else { return }
      let parent = try #require(draw.units[draw.cells[one.cell].parentUnit!].probability)
      let product =
        one.probability!.doubleValue * other.probability!.doubleValue / parent.doubleValue
        / parent.doubleValue
      #expect(abs(value - product) < 1e-12)
    }
    #expect(pairs == draw.cells.reduce(0) { $0 + $1.size * ($1.size - 1) / 2 })
    for (method, code) in [
      (SelectionMethod.simpleRandom, Fault.Code.jointNotNeeded), (.pareto, .jointNotKnown),
    ] {
      let fault = #expect(throws: Fault.self) {
        try SamplingDesign(Stage("u", size: 1, method: method)).jointStages()
      }
      #expect(fault?.code == code)
    }
  }
}
