// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables
import Testing

/// Six villages in two strata, each with eight households of two kinds.
private func draw(seed: String = "field design", fraction: Fraction = "0.5") throws -> Draw {
  let villages = Table(
    names: ["id", "group"],
    columns: [
      TextColumn((1...6).map { "V\($0)" as String? }),
      TextColumn((1...6).map { ($0 <= 4 ? "near" : "far") as String? }),
    ])
  var ids: [String?] = []
  var parents: [String?] = []
  var kinds: [String?] = []
  for village in 1...6 {
    for household in 1...8 {
      ids.append("H\(household)")
      parents.append("V\(village)")
      kinds.append(household <= 4 ? "a" : "b")
    }
  }
  let households = Table(
    names: ["id", "village", "kind"],
    columns: [TextColumn(ids), TextColumn(parents), TextColumn(kinds)])
  let design = SamplingDesign(
    Stage(
      "villages", strata: ["group"],
      size: .byStratum([
        UnitID("near"): .size(2), UnitID("far"): .size(2),
      ])),
    Stage("households", strata: ["kind"], fraction: fraction))
  return try design.draw(
    from: [
      "villages": try TableRegister(villages, id: "id"),
      "households": try TableRegister(households, id: "id", parent: "village"),
    ], seed: Seed(text: seed, allowsShort: true))
}

private func responses(_ draw: Draw, _ body: (DrawnUnit) -> UnitResponse) -> [UnitResponse] {
  draw.units.map(body)
}

@Suite("A draw as a survey design")
struct FieldDesignTests {
  @Test(
    "Draws of unequal probability or random size have weights and variance; of random size they are not planned"
  )
  func unequal() throws {
    let units = try TableRegister(
      Table(
        names: ["id", "size"],
        columns: [
          TextColumn((1...6).map { "U\($0)" as String? }),
          TextColumn((1...6).map { "\($0)" as String? }),
        ]), id: "id")
    for (method, measure) in [
      (SelectionMethod.sampford, "size" as String?), (.proportionalSystematic, "size"),
      (.poisson, nil),
    ] {
      let sample = SampleDesign(from: "u", size: 3, method: method, sizeMeasure: measure)
      let frame = try SamplingFrame(
        SamplingDesign(Stage(samples: [sample])), registers: ["u": units])
      let draw = try frame.draw(seed: Seed(text: "unequal probabilities"))
      let mains = draw.units.filter { $0.role == .main }
      if mains.count > 1 {
        #expect(try SurveyDesign(draw).weights == mains.map { $0.weight!.doubleValue })
      }
      guard method == .poisson else {
        #expect(try Plan(frame).samples[0].all.size == ExpectedCount(3))
        continue
      }
      let unplanned = #expect(throws: Fault.self) { try Plan(frame) }
      #expect(unplanned?.code == .planNeedsEqualProbabilities)
    }
  }

  @Test("With full response weights are one over the probabilities and add up to the frame")
  func fullResponse() throws {
    let draw = try draw()
    let field = try FieldDesign(draw, responses: responses(draw) { _ in .answered })
    for (row, unit) in field.units.enumerated() {
      #expect(field.design.weights[row] == draw.units[unit].weight!.doubleValue)
    }
    #expect(field.design.weights.reduce(0, +) == 48)
    #expect(field.lentCells.isEmpty && field.orphanedCells.isEmpty)
    let ones = NumberColumn([Double](repeating: 1, count: field.units.count))
    let total = try SurveyDesign(draw).totals(of: [ones])
    #expect(total.values == [48])
    #expect(total.covariance[0] < 1e-20)
  }

  @Test("Who did not answer is stood for by its cell, and the ineligible stay in")
  func nonresponse() throws {
    let draw = try draw()
    let cell = draw.cells.first { $0.stage == 2 }!
    let lost = cell.unitRange.lowerBound
    let field = try FieldDesign(
      draw,
      responses: draw.units.indices.map {
        $0 == lost ? .missing : $0 == lost + 2 ? .ineligible : .answered
      }
    )
    #expect(!field.units.contains(lost))
    let row = try #require(field.units.firstIndex(of: lost + 1))
    #expect(field.design.weights[row] == 2 * draw.units[lost + 1].weight!.doubleValue)
    #expect(field.units.contains(lost + 2))
    #expect(abs(field.design.weights.reduce(0, +) - 48) < 1e-12)
  }

  @Test("A cell without an answer lends its units within its sample, stratum and first stage")
  func lending() throws {
    let draw = try draw()
    let index = draw.cells.firstIndex { $0.stage == 2 }!
    let lost = draw.cells[index]
    let field = try FieldDesign(
      draw, responses: draw.units.indices.map { lost.unitRange.contains($0) ? .missing : .answered }
    )
    #expect(field.lentCells == [index])
    #expect(abs(field.design.weights.reduce(0, +) - 48) < 1e-12)
    let top = draw.units[lost.parentUnit!].stratum
    for (row, unit) in field.units.enumerated() {
      let cell = draw.cells[draw.units[unit].cell]
      let isDonor =
        cell.stratum == lost.stratum && draw.units[cell.parentUnit!].stratum == top
      let factor = isDonor ? 2.0 : 1.0
      #expect(field.design.weights[row] == factor * draw.units[unit].weight!.doubleValue)
    }
  }

  @Test("If its stratum is silent in the whole first-stage stratum, its sample stands for it there")
  func wideLending() throws {
    let draw = try draw()
    let isNear = { (cell: Draw.Cell) in draw.units[cell.parentUnit!].stratum == "near" }
    let field = try FieldDesign(
      draw,
      responses: responses(draw) { unit in
        guard unit.stage == 2 else { return .answered }
        let cell = draw.cells[unit.cell]
        return isNear(cell) && cell.stratum == "a" ? .missing : .answered
      })
    #expect(field.lentCells.count == 2)
    #expect(abs(field.design.weights.reduce(0, +) - 48) < 1e-12)
  }

  @Test("A silent first-stage stratum is reported and left out, its villages stay in the design")
  func orphans() throws {
    let draw = try draw()
    let field = try FieldDesign(
      draw,
      responses: responses(draw) { unit in
        guard unit.stage == 2 else { return .answered }
        return draw.units[draw.cells[unit.cell].parentUnit!].stratum == "far" ? .missing : .answered
      })
    #expect(field.orphanedCells.count == 4)
    #expect(field.design.primaryUnitCount == 4)
    #expect(abs(field.design.weights.reduce(0, +) - 32) < 1e-12)
  }

  @Test("A cell whose units are all ineligible holds nobody and lends nothing")
  func ineligible() throws {
    let draw = try draw()
    let cell = draw.cells.first { $0.stage == 2 }!
    let field = try FieldDesign(
      draw,
      responses: draw.units.indices.map { cell.unitRange.contains($0) ? .ineligible : .answered })
    #expect(field.lentCells.isEmpty)
    #expect(field.units.contains(cell.unitRange.lowerBound))
  }

  @Test("A sample of lonely units only is left out by name instead of failing all others")
  func withoutVariance() throws {
    let draw = try draw(fraction: "0.25")
    let field = try FieldDesign(draw, responses: responses(draw) { _ in .answered })
    #expect(field.samplesWithoutVariance == [""])
    #expect(throws: Fault.self) { try SurveyDesign(draw) }
  }

  @Test("Villages alone make a design of one stage; a silent stratum has nobody to stand for it")
  func firstStage() throws {
    let draw = try draw()
    let field = try FieldDesign(
      draw, stage: 1, responses: responses(draw) { $0.stratum == "far" ? .missing : .answered })
    #expect(field.design.stageCount == 1)
    #expect(field.design.weights == [2, 2])
    #expect(field.orphanedCells.map { draw.cells[$0].stratum } == ["far"])
  }
}
