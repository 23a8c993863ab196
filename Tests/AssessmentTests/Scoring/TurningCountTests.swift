// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Testing

@Suite("What would turn an official result")
struct TurningCountTests {
  @Test(
    "The count turns the result and one less does not",
    arguments: [(0, 50), (9, 450), (10, 500), (11, 500), (30, 1_000), (500, 500), (1, 3)])
  func turns(part: Int, all: Int) throws {
    for side in [Threshold.Side.atMost, .atLeast] {
      for isInclusive in [true, false] {
        for limit in [Rational(1, 50), Rational(9, 10)] {
          let threshold = Threshold(
            limit: limit, side: side, isInclusive: isInclusive, source: "test")
          let figure = OfficialFigure(
            numerator: Rational(part), denominator: Rational(all), value: Rational(part, all))
          let isMet = threshold.isMet(by: figure.value)
          // More errors are a larger part for a limit from above, a smaller one for a limit from below.
          let step = (side == .atMost) == isMet ? 1 : -1
          let changed = { (count: Int) in Rational(part + step * count, all) }
          let needed = (0...all).first {
            (0...all).contains(part + step * $0) && threshold.isMet(by: changed($0)) != isMet
          }
          let turning = try TurningCount(figure, threshold)
          #expect(turning?.count == needed, "\(figure) \(threshold)")
          #expect(turning.map { $0.isFurther == isMet } ?? true)
        }
      }
    }
  }
}
