// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
import Sampling
import Tables
import Testing

@Suite("Sizes that a minimum raises are told")
struct RaisedSizeTests {
  private let county = SmallCounty(groups: [("A", [2, 4, 6, 8])])

  private func design(_ minimum: Int) -> SamplingDesign {
    SamplingDesign(
      Stage("village", fraction: "1"),
      Stage("household", size: .size(4), of: .population, minimum: minimum))
  }

  @Test("A plan and the draw say what was asked for and what the minimum makes of it")
  func told() throws {
    // 4 of 20 households are 0.4, 0.8, 1.2 and 1.6 in the villages, at least 2 in each.
    let values = [
      "sample": "household", "asked": "4", "size": "8", "minimum": "2", "cells": "2",
    ]
    let plan = try county.plan(design(2), trialDraws: 20)
    #expect(plan.warnings == [Fault(.raisedByMinimum, values)])
    let draw = try design(2).draw(
      from: county.registers, seed: Seed(text: "raised", allowsShort: true))
    #expect(draw.raisedSizes.map(\.fault.values) == [values])
  }

  @Test("Nothing is said where no cell is raised, nor of a total that is spread and kept")
  func kept() throws {
    let plan = try county.plan(design(1), trialDraws: 20)
    #expect(plan.samples.allSatisfy { $0.raised == nil })
    let spread = SamplingDesign(
      Stage("village", strata: ["group"], size: .size(4), minimum: 2),
      Stage("household", fraction: "0.5"))
    let groups = SmallCounty(groups: [("A", [2, 2, 2, 2, 2, 2]), ("B", [2, 2])])
    #expect(try groups.plan(spread, trialDraws: 20).samples.allSatisfy { $0.raised == nil })
  }
}
