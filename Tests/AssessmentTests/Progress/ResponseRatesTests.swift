// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Testing

@Suite("Response rates")
struct ResponseRatesTests {
  private func near(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 0.0005 } ?? false
  }

  /// The example of the R package outcomerate: I 4, P 2, and one each of R, NC, O, UH, UO, NE.
  @Test("All rates of AAPOR agree with a published example")
  func example() {
    var rates = ResponseRates()
    for (disposition, count) in [
      (Disposition.complete, 4), (.partial, 2), (.refused, 1), (.noncontact, 1), (.other, 1),
      (.unknownHousehold, 1), (.unknownOther, 1), (.ineligible, 1),
    ] {
      for _ in 0..<count { rates.add(disposition) }
    }
    #expect(near(rates.eligibleShare, 0.9))
    for (number, value) in [0.364, 0.545, 0.370, 0.556, 0.444, 0.667].enumerated() {
      #expect(near(rates.response(number + 1), value), "RR\(number + 1)")
    }
    for (number, value) in [0.500, 0.750, 0.571, 0.857].enumerated() {
      #expect(near(rates.cooperation(number + 1), value), "COOP\(number + 1)")
    }
    for (number, value) in [0.091, 0.093, 0.111].enumerated() {
      #expect(near(rates.refusal(number + 1), value), "REF\(number + 1)")
    }
    for (number, value) in [0.727, 0.741, 0.889].enumerated() {
      #expect(near(rates.contact(number + 1), value), "CON\(number + 1)")
    }
  }

  @Test("Weighted rates sum weights; a rate of nobody does not exist")
  func weighted() {
    var rates = ResponseRates()
    #expect(rates.response(1) == nil && rates.contact(1) == nil && rates.eligibleShare == nil)
    let dispositions: [Disposition] = [
      .complete, .partial, .complete, .unknownOther, .refused, .complete, .noncontact, .complete,
      .other, .partial, .unknownHousehold,
    ]
    for (number, disposition) in dispositions.enumerated() {
      rates.add(disposition, weight: number < 6 ? 1.3 : 2.5)
    }
    #expect(abs(rates.response(2)! - 0.50) < 0.005)
    #expect(abs(rates.contact(1)! - 0.69) < 0.005)
  }
}
