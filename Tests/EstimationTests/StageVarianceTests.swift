// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

@Suite("Variance through all stages")
struct StageVarianceTests {
  /// Three of nine villages; ten, seven and six households in them, of which two, one and two were drawn.
  static func twoStages(lonely: LonelyRule) throws -> SurveyDesign {
    let villages = DesignStage(
      cellOfUnit: [0, 0, 0], populationOfCell: [9], lonely: .fail)
    let households = DesignStage(
      cellOfUnit: [0, 0, 1, 2, 2], parentOfCell: [0, 1, 2], populationOfCell: [10, 7, 6],
      lonely: lonely)
    return try SurveyDesign(
      stages: [villages, households], unitOfRow: [0, 1, 2, 3, 4], weights: [15, 15, 21, 9, 9])
  }

  static let y = NumberColumn([1.0, 3, 5, 2, 8] as [Double])

  // R: d <- data.frame(v = c(1,1,2,3,3), h = 1:5, y = c(1,3,5,2,8), M = 9, N = c(10,10,7,6,6))
  //    SE(svytotal(~y, svydesign(id = ~v + h, fpc = ~M + N, data = d)))^2
  @Test(
    "Lonely units at the second stage by R's rules",
    arguments: [(LonelyRule.remove, 1938.0), (.certainty, 1938.0), (.adjust, 5088.0)])
  func lonely(rule: LonelyRule, variance: Double) throws {
    let estimate = try Self.twoStages(lonely: rule).total(of: Self.y)
    #expect(estimate.value == 255)
    #expect(abs(estimate.variance! - variance) < 1e-9)
  }

  @Test("A pooled lonely unit has the variance of the households of the other villages")
  func pooled() throws {
    let estimate = try Self.twoStages(lonely: .pool).total(of: Self.y)
    // s² = (2 + 18)/2 over the two villages with two households; (M/m) N² (1 - 1/N) s² = 3·49·6/7·10.
    #expect(abs(estimate.variance! - (1938 + 1260)) < 1e-9)
    #expect(estimate.rules == [.lonelyPooled])
  }

  @Test("Lonely units are refused where nothing can be lent")
  func refused() throws {
    #expect(throws: Fault.self) { try Self.twoStages(lonely: .fail) }
    #expect(throws: Fault.self) { try Self.twoStages(lonely: .average) }
  }
}
