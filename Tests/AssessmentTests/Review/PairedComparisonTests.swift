// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Testing

@Suite struct PairedComparisonTests {
  private func compare(_ both: Int, _ first: Int, _ second: Int, _ neither: Int) throws
    -> PairedComparison
  {
    try PairedComparison(
      both: both, onlyFirst: first, onlySecond: second, neither: neither, confidence: 0.95)
  }

  /// Reference: SciPy's binom, and Newcombe's formulas evaluated in Python with math.sqrt only.
  @Test("McNemar's exact p and the interval of the difference are those of an independent program")
  func reference() throws {
    let table = try compare(20, 2, 12, 16)
    #expect(abs(table.p - 0.012939453125) < 1e-14)
    #expect(abs(try #require(table.difference) - 0.2) < 1e-15)
    let interval = try #require(table.interval)
    #expect(abs(interval.lowerBound - 0.05615642484174824) < 1e-10)
    #expect(abs(interval.upperBound - 0.32920699540014053) < 1e-10)
    let rare = try compare(2, 3, 5, 990)
    #expect(abs(rare.p - 0.7265625) < 1e-14)
    #expect(abs(try #require(rare.interval).lowerBound + 0.004729439338454945) < 1e-10)
    #expect(abs(try #require(rare.interval).upperBound - 0.009218733701834264) < 1e-10)
  }

  @Test("Exchanging the two turns the difference round")
  func exchanged() throws {
    let (one, other) = (try compare(4, 1, 7, 200), try compare(4, 7, 1, 200))
    #expect(one.p == other.p && one.kappa == other.kappa)
    #expect(abs(one.difference! + other.difference!) < 1e-15)
    #expect(abs(one.interval!.lowerBound + other.interval!.upperBound) < 1e-12)
  }

  @Test("Without an error there is an interval, without a unit there is none")
  func nothing() throws {
    let none = try compare(0, 0, 0, 100)
    #expect(none.p == 1 && none.difference == 0 && none.kappa == nil)
    #expect(abs(none.interval!.upperBound - 0.03699349820698568) < 1e-10)
    let empty = try compare(0, 0, 0, 0)
    #expect(empty.count == 0 && empty.interval == nil && empty.p == 1)
  }

  @Test("The interval covers a difference of rare errors at its level, by enumeration")
  func coverage() throws {
    // 60 units; only the first finds an error with 2%, only the second with 5%, both with 3%.
    let (n, a, b, c) = (60, 0.03, 0.02, 0.05)
    let d = 1 - a - b - c
    var covered = 0.0
    var logs = [0.0]
    for k in 1...n { logs.append(logs[k - 1] + log(Double(k))) }
    for both in 0...n {
      for first in 0...(n - both) {
        for second in 0...(n - both - first) {
          let rest = n - both - first - second
          let chance = exp(
            logs[n] - logs[both] - logs[first] - logs[second] - logs[rest] + Double(both) * log(a)
              + Double(first) * log(b) + Double(second) * log(c) + Double(rest) * log(d))
          guard chance > 1e-9 else { continue }
          if try compare(both, first, second, rest).interval!.contains(c - b) {
            covered += chance
          }
        }
      }
    }
    #expect(covered > 0.93 && covered < 0.99)
  }
}
