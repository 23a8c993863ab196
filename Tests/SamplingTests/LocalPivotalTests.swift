// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("The local pivotal method")
struct LocalPivotalTests {
  private func candidates(_ points: [(x: Double, y: Double)], seed: Seed) -> [Candidate] {
    points.enumerated().map { row, point in
      let id = UnitID("U\(row)")
      return Candidate(
        row: row, id: id, ticket: seed.ticket(of: id), rank: 0, auxiliaries: [point.x, point.y])
    }.sorted(by: Candidate.byTicket)
  }

  private func draw(_ points: [(x: Double, y: Double)], size: Int, number: Int) throws -> [Int] {
    let seed = try seed(number)
    let candidates = try candidates(points, seed: SamplingTests.seed(0))
    return try SelectionMethod.localPivotal.selector.select(
      CellToDraw(
        population: points.count, size: size, reserves: 0,
        label: Label(method: "local-pivotal", stage: 1)), from: candidates, seed: seed
    ).mains.map { candidates[$0].row }
  }

  @Test("Over many draws every unit is drawn as often as n/N, in the corner as in the middle")
  func inclusion() throws {
    let points = (0..<12).map { row -> (x: Double, y: Double) in
      let line = row / 4
      return (x: Double(row % 4), y: Double(line * line))
    }
    let draws = manyDraws
    var counts = [Int](repeating: 0, count: 12)
    for number in 0..<draws {
      let drawn = try draw(points, size: 5, number: number)
      if drawn.count != 5 { Issue.record("\(drawn)") }
      for row in drawn { counts[row] += 1 }
    }
    let stated = 5.0 / 12
    let error = (stated * (1 - stated) / Double(draws)).squareRoot()
    for count in counts { #expect(abs(Double(count) / Double(draws) - stated) <= 5 * error) }
  }

  @Test("A lattice sampled at a half has far fewer neighbours drawn together than at random")
  func spread() throws {
    let points = (0..<100).map { (x: Double($0 % 10), y: Double($0 / 10)) }
    func neighbours(_ drawn: [Int]) -> Int {
      let drawn = Set(drawn)
      return drawn.reduce(0) { sum, row in
        let right = row % 10 < 9 && drawn.contains(row + 1)
        let below = drawn.contains(row + 10)
        return sum + (right ? 1 : 0) + (below ? 1 : 0)
      }
    }
    let draws = 40
    let together = try (0..<draws).reduce(0) {
      $0 + neighbours(try draw(points, size: 25, number: $1))
    }
    // At random 180 pairs of neighbours are drawn together with probability 1/16.5 each: 10.9.
    #expect(Double(together) / Double(draws) < 6)
  }

  @Test("Clusters of units far apart get their expected numbers, to the next integers")
  func clusters() throws {
    // Ten groups of six: 30 of 60 are three of each.
    let points = (0..<60).map { row -> (x: Double, y: Double) in
      let x = 1000 * (row / 6) + row % 3
      return (x: Double(x), y: Double(row % 2))
    }
    for number in 0..<200 {
      let drawn = try draw(points, size: 30, number: number)
      for group in 0..<10 { #expect(drawn.count { $0 / 6 == group } == 3) }
    }
  }

  @Test("Units in one place are drawn, and as many as are wanted")
  func onePlace() throws {
    let points = (0..<300).map { (x: $0 < 150 ? 1.0 : 2.0, y: 0.0) }
    for size in [0, 1, 60, 299, 300] {
      #expect(try draw(points, size: size, number: size).count == size)
    }
  }
}
