// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite struct InspectionCircleTests {
  private let counties = ["惠东", "博罗", "龙门", "惠城", "惠阳", "大亚湾", "仲恺"].map { UnitID($0) }

  @Test("HZ-SUP-04: each inspects one and is inspected by one, nobody itself, whatever the order")
  func circle() throws {
    let seed = try Seed(text: "54321543215432154321")
    let circle = try InspectionCircle(of: counties, seed: seed)
    #expect(Set(circle.pairs.map(\.inspector)) == Set(counties))
    #expect(Set(circle.pairs.map(\.inspected)) == Set(counties))
    #expect(circle.pairs.allSatisfy { $0.inspector != $0.inspected })
    let shuffled = try InspectionCircle(of: counties.reversed(), seed: seed)
    #expect(shuffled.pairs == circle.pairs)
  }

  @Test("Every pair is equally likely: 1/6 each in 3,000 circles of 7, within 5 standard errors")
  func likely() throws {
    var counts: [[UnitID]: Int] = [:]
    let draws = 3000
    for number in 0..<draws {
      let seed = try Seed(text: "circle/\(number)", allowsShort: true)
      for pair in try InspectionCircle(of: counties, seed: seed).pairs {
        counts[[pair.inspector, pair.inspected], default: 0] += 1
      }
    }
    #expect(counts.count == 42)
    let (expected, p) = (Double(draws) / 6, 1.0 / 6)
    let error = 5 * (Double(draws) * p * (1 - p)).squareRoot()
    for (pair, count) in counts { #expect(abs(Double(count) - expected) < error, "\(pair)") }
  }

  @Test("One unit alone, or one twice, makes no circle")
  func refused() throws {
    let seed = try Seed(text: "54321543215432154321")
    #expect(throws: Fault(.circleTooSmall, ["count": "1"])) {
      _ = try InspectionCircle(of: [counties[0]], seed: seed)
    }
    #expect(throws: Fault(.unitTwiceInCircle, ["unit": "惠东"])) {
      _ = try InspectionCircle(of: [counties[0], counties[1], counties[0]], seed: seed)
    }
  }
}
