// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Simulation
import Tables
import Testing

@Suite("Sharing, exchanging and likeness")
struct RandomnessTests {
  @Test(
    "The largest remainder shares exactly; ties go to the earlier position",
    arguments: [
      (10, [1, 1, 1], [4, 3, 3]), (7, [5, 3, 2], [4, 2, 1]), (0, [1, 2], [0, 0]),
      (100, [47, 16, 16, 12, 6, 3], [47, 16, 16, 12, 6, 3]), (3, [0, 1, 0], [0, 3, 0]),
      (1, [1, 1], [1, 0]),
    ])
  func apportionment(total: Int, weights: [Int], shares: [Int]) {
    #expect(apportion(total, weights: weights) == shares)
  }

  @Test("Limits hold, and what they cut off goes to the others in proportion")
  func limits() {
    #expect(apportion(10, weights: [8, 1, 1], limits: [4, 10, 10]) == [4, 3, 3])
    #expect(apportion(6, weights: [100, 1, 1], limits: [2, 2, 2]) == [2, 2, 2])
    #expect(apportion(5, weights: [9, 1], limits: [0, 9]) == [0, 5])
  }

  @Test("Exchanges reach the sum and keep counts and members")
  func exchanging() throws {
    var stream = UniformStream(
      seed: try Seed(text: "exchange", allowsShort: true), label: Label("/test"))
    let sizes = (0..<100).map { $0 % 8 + 1 }
    var groups = [
      Choice(chosen: Array(0..<20), others: Array(20..<60)),
      Choice(chosen: Array(60..<65), others: Array(65..<100)),
    ]
    let before = groups.map { Set($0.chosen + $0.others) }
    try exchange(in: &groups, until: 140, stream: &stream) { sizes[$0] }
    #expect(groups.flatMap(\.chosen).reduce(0) { $0 + sizes[$1] } == 140)
    #expect(groups.map(\.chosen.count) == [20, 5])
    #expect(groups.map { Set($0.chosen + $0.others) } == before)
  }

  @Test("A sum that no exchange reaches is refused", arguments: [9, 41])
  func unreachable(target: Int) throws {
    var stream = UniformStream(
      seed: try Seed(text: "exchange", allowsShort: true), label: Label("/test"))
    var groups = [Choice(chosen: [2, 2], others: [2, 2])]
    let fault = try #require(throws: Fault.self) {
      try exchange(in: &groups, until: target, stream: &stream) { $0 }
    }
    #expect(fault.code == .unreachableMargin)
  }

  @Test("The correlation is 1 where clusters are all alike, and that of a hand calculation")
  func correlation() throws {
    #expect(intraclusterCorrelation(counts: [4, 0, 6], sizes: [4, 5, 6]) == 1)
    // Clusters of 4 with 2, 0 and 1: MSB = (5/4 - 9/12)/2 = 1/4, MSW = (3 - 5/4)/9 = 7/36,
    // so (1/4 - 7/36) / (1/4 + 3 * 7/36) = (2/36) / (30/36).
    let value = try #require(intraclusterCorrelation(counts: [2, 0, 1], sizes: [4, 4, 4]))
    #expect(abs(value - 1.0 / 15) < 1e-15)
  }

  @Test("Without variation or with single units there is no correlation")
  func noCorrelation() {
    #expect(intraclusterCorrelation(counts: [0, 0], sizes: [3, 4]) == nil)
    #expect(intraclusterCorrelation(counts: [3, 4], sizes: [3, 4]) == nil)
    #expect(intraclusterCorrelation(counts: [1, 0], sizes: [1, 1]) == nil)
    #expect(intraclusterCorrelation(counts: [1], sizes: [5]) == nil)
    #expect(intraclusterCorrelation(counts: [2, 0, 1], sizes: [4, 0, 4]) != nil)
  }
}
