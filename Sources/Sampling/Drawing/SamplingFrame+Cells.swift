// SPDX-License-Identifier: GPL-3.0-or-later

package import Tables

/// A cell with the size that a draw gives it, before any of its units is drawn.
package struct SizedCell: Sendable, Hashable {
  /// The position of the parent among the sample's parents.
  package let parent: Int
  /// The position of the stratum among the sample's strata.
  package let stratum: Int
  /// The number of units.
  package let population: Int
  /// The number of mains.
  package let size: Int
  /// Whether any unit is wanted; the size may still be rounded to 0.
  package let isWanted: Bool
  /// The exact size before rounding, minimum and maximum.
  package let wanted: Rational
}

extension SamplingFrame {
  /// The parents of a sample's units, by bytes; one empty path at the first stage.
  package func parents(stage: Int, sample: Int) -> [UnitID] {
    registers[stage - 1][sample].parents
  }

  /// The strata of a sample, by bytes.
  package func strata(stage: Int, sample: Int) -> [String] {
    registers[stage - 1][sample].strata
  }

  /// The position of a parent among those of a sample; `nil` if it has no unit of the sample.
  package func position(of parent: UnitID, stage: Int, sample: Int) -> Int? {
    registers[stage - 1][sample].position(ofParent: parent)
  }

  /// The number of units in a cell of a sample.
  package func count(stage: Int, sample: Int, parent: Int, stratum: Int) -> Int {
    registers[stage - 1][sample].count(parent: parent, stratum: stratum)
  }

  /// The ids of the units of a cell, in no stated order.
  package func members(stage: Int, sample: Int, parent: Int, stratum: Int) throws -> [UnitID] {
    try registers[stage - 1][sample].members(parent: parent, stratum: stratum)
  }

  /// The cells of a sample within given parents, with the sizes that the seed's draw gives them.
  ///
  /// - Parameter parents: positions among ``parents(stage:sample:)``.
  /// - Returns: the cells by stratum and then by the bytes of their parents.
  /// - Throws: as ``draw(seed:progress:)``.
  package func cells(
    stage: Int, sample index: Int, within parents: [Int], seed: Seed
  ) throws -> [SizedCell] {
    let plans = try plans(stage: stage, sample: index, parents: parents).cells
    let sizes = try design.stages[stage - 1].samples[index]
      .sizes(of: plans, stage: stage, seed: seed)
    return zip(plans, sizes).map { plan, size in
      SizedCell(
        parent: plan.parent, stratum: plan.stratum, population: plan.population, size: size,
        isWanted: plan.given.map { $0 > 0 } ?? (plan.wanted > .zero), wanted: plan.wanted)
    }
  }

  /// The sizes of the strata if the sample were drawn from its whole register, without regard to the
  /// stages above.
  /// - Throws: as ``draw(seed:progress:)``.
  package func sizesWithoutStages(stage: Int, sample index: Int, seed: Seed) throws -> [Int] {
    var sample = design.stages[stage - 1].samples[index]
    sample.base = .cluster
    let populations = populations(stage: stage, sample: index).map(\.units)
    let rules = try sample.sizes(
      populations: populations, strata: strata(stage: stage, sample: index), within: UnitID(""))
    let cells = populations.indices.map { stratum in
      CellPlan(
        parent: 0, stratum: stratum, population: populations[stratum],
        wanted: rules[stratum].wanted, given: rules[stratum].given)
    }
    return try sample.sizes(of: cells, stage: stage, seed: seed)
  }

  /// The exact number that `of: population` wants of each stratum, over the whole register.
  /// - Throws: as ``draw(seed:progress:)``.
  package func wantedOfPopulation(stage: Int, sample index: Int) throws -> [Rational] {
    try design.stages[stage - 1].samples[index].sizes(
      populations: populations(stage: stage, sample: index).map(\.units),
      strata: strata(stage: stage, sample: index), within: nil
    ).map { rule in rule.given.map { Rational($0) } ?? rule.wanted }
  }

  /// The same frame with another base of a sample's size.
  /// - Throws: ``Faults`` with the sizes that cannot be met then.
  package func with(
    base: SampleDesign.Base, stage: Int, sample: Int
  ) throws -> SamplingFrame {
    var design = design
    design.stages[stage - 1].samples[sample].base = base
    let frame = SamplingFrame(design, stratified: registers)
    try frame.sizeFaults().throwIfAny()
    return frame
  }

  /// The frame of the stages above the last; `nil` for a design of one stage.
  package var aboveLastStage: SamplingFrame? {
    guard design.stages.count > 1 else { return nil }
    return SamplingFrame(
      SamplingDesign(stages: design.stages.dropLast()), stratified: registers.dropLast())
  }
}
