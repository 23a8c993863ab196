// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingDesign {
  /// Draws the design from registers.
  ///
  /// - Parameters:
  ///   - registers: the register of each sample under ``SampleDesign/key``: the sample's name, or the
  ///     register's where the sample has none.
  ///   - seed: the seed.
  ///   - progress: hears the cells that are drawn.
  /// - Throws: as ``SamplingFrame/init(_:registers:progress:)`` and
  ///   ``SamplingFrame/draw(seed:progress:)``.
  public func draw(
    from registers: [String: any Register], seed: Seed, progress: Progress? = nil
  ) throws -> Draw {
    try SamplingFrame(self, registers: registers, progress: progress)
      .draw(seed: seed, progress: progress)
  }
}

extension SamplingFrame {
  /// Draws the sample of a seed.
  ///
  /// - Throws: ``Fault/Code/numberTooLarge``; what a register or `progress` throws.
  /// - Complexity: n log n in the units of the drawn cells; other units are not looked at.
  public func draw(seed: Seed, progress: Progress? = nil) throws -> Draw {
    var state = DrawState(seed: seed)
    for stage in design.stages.indices {
      let parents = state.mains
      state.mains = []
      for sample in design.stages[stage].samples.indices {
        try draw(stage: stage + 1, sample: sample, within: parents, into: &state, progress)
      }
    }
    return Draw(
      design: design, seedHash: seed.hash, cells: state.cells, units: state.units,
      populationStrata: state.populationStrata)
  }

  private func draw(
    stage: Int, sample index: Int, within parents: [Int], into state: inout DrawState,
    _ progress: Progress?
  ) throws {
    let sample = design.stages[stage - 1].samples[index]
    let register = registers[stage - 1][index]
    // The unit that each drawn parent is, and the parents' order in the file.
    var unitOfParent: [Int: Int] = [:]
    var rank: [Int: Int] = [:]
    for unit in parents {
      guard let parent = parentPositions[stage - 1][index][state.units[unit].path] else { continue }
      rank[parent] = rank.count
      unitOfParent[parent] = unit
    }
    if stage == 1, !register.parents.isEmpty { rank[0] = 0 }
    let (plans, shared) = try plans(stage: stage, sample: index, parents: Array(rank.keys))
    let sizes = try sample.sizes(of: plans, stage: stage, seed: state.seed)
    appendShared(shared, plans, sizes, stage, index, to: &state)

    let order = plans.indices.sorted {
      (rank[plans[$0].parent]!, plans[$0].stratum) < (rank[plans[$1].parent]!, plans[$1].stratum)
    }
    let reserves = try order.map { cell in
      min(
        try sample.reserves.value.multiplied(by: sizes[cell]).ceiling,
        plans[cell].population - sizes[cell])
    }
    let candidates = try register.candidates(
      in: zip(order, reserves).map { cell, reserves in
        CandidateRequest(
          parent: plans[cell].parent, stratum: plans[cell].stratum,
          order: sample.method.selector.order, limit: sizes[cell] + reserves)
      }, seed: state.seed, progress: progress)
    for (position, cell) in order.enumerated() {
      let plan = plans[cell]
      try state.select(
        candidates[position], sample: sample,
        cell: Draw.Cell(
          stage: stage, sample: stage == 1 ? "" : sample.name, sampleIndex: index,
          parent: stage == 1 ? UnitID("") : register.parents[plan.parent],
          parentUnit: unitOfParent[plan.parent], stratum: register.strata[plan.stratum],
          method: sample.method.name, population: plan.population, wanted: plan.wanted,
          size: sizes[cell], reserves: reserves[position], f: plan.f,
          unitRange: state.units.count..<state.units.count))
    }
  }

  private func appendShared(
    _ shared: [SharedStratum], _ plans: [CellPlan], _ sizes: [Int], _ stage: Int, _ index: Int,
    to state: inout DrawState
  ) {
    var reached = [Int](repeating: 0, count: shared.count)
    for (plan, size) in zip(plans, sizes) where !shared.isEmpty { reached[plan.stratum] += size }
    for (stratum, share) in shared.enumerated() {
      state.populationStrata.append(
        PopulationStratum(
          stage: stage, sample: design.stages[stage - 1].samples[index].name,
          stratum: registers[stage - 1][index].strata[stratum], population: share.population,
          available: share.available, wanted: share.wanted, f: share.f, reached: reached[stratum]))
    }
  }
}

/// A draw while it grows.
private struct DrawState {
  let seed: Seed
  var cells: [Draw.Cell] = []
  var units: [DrawnUnit] = []
  var populationStrata: [PopulationStratum] = []
  /// The mains of the stage, which are the parents of the next.
  var mains: [Int] = []

  init(seed: Seed) { self.seed = seed }

  /// Selects within a cell, whose size and reserves are those asked for, and appends the units with
  /// their probabilities.
  mutating func select(
    _ candidates: [Candidate], sample: SampleDesign, cell: Draw.Cell
  ) throws {
    var cell = cell
    let selection = try sample.method.selector.select(
      CellToDraw(
        population: cell.population, size: cell.size, reserves: cell.reserves,
        label: Label(
          method: cell.method, stage: cell.stage, sample: cell.sample, parent: cell.parent,
          stratum: cell.stratum)),
      from: candidates, seed: seed)
    cell.size = selection.mains.count
    cell.reserves = selection.reserves.count
    cell.unitRange = units.count..<(units.count + cell.size + cell.reserves)
    cell.withoutChance = selection.withoutChance
    let above = cell.parentUnit.flatMap { units[$0].probability } ?? .one
    for (order, position) in (selection.mains + selection.reserves).enumerated() {
      let isMain = order < selection.mains.count
      let probability =
        isMain
        ? try above.multiplied(
          by: selection.probabilities?[order] ?? Rational(cell.size, cell.population)) : nil
      if isMain { mains.append(units.count) }
      let candidate = candidates[position]
      units.append(
        DrawnUnit(
          path: cell.stage == 1 ? candidate.id : cell.parent.appending(candidate.id),
          stage: cell.stage, sample: cell.sample, stratum: cell.stratum,
          role: isMain ? .main : .reserve, order: order + 1, ticket: candidate.ticket,
          population: cell.population, size: cell.size, probability: probability,
          weight: probability?.inverse, cell: cells.count, row: candidate.row))
    }
    cells.append(cell)
  }
}
