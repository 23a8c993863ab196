// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Exact fractions")
struct RationalTests {
  @Test("Decimals are read exactly: 0.1 of 30 is 3")
  func decimals() throws {
    let tenth = try #require(Rational(decimal: "0.10"))
    #expect(tenth == Rational(1, 10))
    #expect(try tenth.multiplied(by: 30).ceiling == 3)
    #expect(try tenth.multiplied(by: 31).ceiling == 4)
    #expect(Rational(decimal: ".5") == Rational(1, 2))
    #expect(Rational(decimal: "-1.25") == Rational(-5, 4))
    #expect(Rational(decimal: "1") == .one)
    for text in ["", ".", "1.", "1e3", "1/3", "0x1", "1,5", "１", " 1", "+", "1234567890123456789"] {
      #expect(Rational(decimal: text) == nil, "\(text)")
    }
  }

  @Test("Floor, ceiling and nearest, halves up, below zero too")
  func rounding() {
    #expect([Rational(7, 2), Rational(-7, 2), Rational(8, 2)].map(\.floor) == [3, -4, 4])
    #expect([Rational(7, 2), Rational(-7, 2), Rational(8, 2)].map(\.ceiling) == [4, -3, 4])
    #expect(
      [Rational(5, 2), Rational(-5, 2), Rational(7, 3), Rational(8, 3)].map(\.nearest)
        == [3, -2, 2, 3])
  }

  @Test("The canonical text is in lowest terms and reads back")
  func text() {
    #expect(Rational(34, 166).text == "17/83")
    #expect(Rational(10, -5).text == "-2")
    #expect(Rational(text: "17/83") == Rational(17, 83))
    for text in ["34/166", "17/-83", "5/1", "+5", "1/0", "a", "1/2/3", "", "05"] {
      #expect(Rational(text: text) == nil, "\(text)")
    }
  }

  @Test("A product that does not fit is refused; one that does is exact")
  func overflow() throws {
    let large = Rational(Int.max, 2)
    #expect(try large.multiplied(by: Rational(2, Int.max)) == .one)
    let fault = #expect(throws: Fault.self) { try large.multiplied(by: large) }
    #expect(fault?.code == .numberTooLarge)
    #expect(throws: Fault.self) { try large.adding(large).adding(large) }
    #expect(try Rational(1, 6).adding(Rational(1, 3)) == Rational(1, 2))
    #expect(try Rational(1, 6).divided(by: Rational(1, 3)) == Rational(1, 2))
    #expect(Rational(1, 3) < Rational(1_000_000_000_000_001, 3_000_000_000_000_000))
  }

  @Test("The nearest double, where one division of doubles would round twice")
  func doubles() {
    #expect(Rational(1, 3).doubleValue == 1.0 / 3.0)
    #expect(Rational(Int.max, 1).doubleValue == Double(Int.max))
    // Fraction(9007199254740993, 3).__float__() and others in Python 3.11.
    #expect(Rational(9_007_199_254_740_993, 2).doubleValue == 4_503_599_627_370_496)
    #expect(Rational(-9_007_199_254_740_995, 7).doubleValue == -1.286742750677285e15)
    #expect(Rational(1, Int.max).doubleValue == 1.0842021724855044e-19)
    #expect(
      Rational(6_148_914_691_236_517_205, 9_223_372_036_854_775_807).doubleValue
        == 0.6666666666666666)
  }
}
