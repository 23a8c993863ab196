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
    var draw = Draw(design: design, seedHash: seed.hash)
    var mains: [Int] = []
    for stage in 1...design.stages.count {
      mains = try drawStage(stage, within: mains, into: &draw, seed: seed, progress: progress)
    }
    return draw
  }

  /// Draws all samples of a stage.
  ///
  /// - Parameter parents: the mains of the stage above, as positions among the draw's units.
  /// - Returns: the mains of this stage.
  func drawStage(
    _ stage: Int, within parents: [Int], into draw: inout Draw, seed: Seed, progress: Progress?
  ) throws -> [Int] {
    var mains: [Int] = []
    for sample in design.stages[stage - 1].samples.indices {
      let cells = try cellsToDraw(
        stage: stage, sample: sample, within: parents, of: draw, seed: seed)
      draw.append(cells.shared)
      try forEachPortion(of: cells, in: draw, seed: seed, progress: progress) { _ in
      } _: { portion, _ in
        mains += draw.append(portion)
      }
    }
    return mains
  }

  /// The cells of a sample within the drawn units of the stage above, with their sizes.
  func cellsToDraw(
    stage: Int, sample index: Int, within parents: [Int], of draw: Draw, seed: Seed
  ) throws -> StageCells {
    let sample = design.stages[stage - 1].samples[index]
    let register = registers[stage - 1][index]
    // The drawn parents' order in the file, and the unit that each of them is.
    var rank: [Int: Int] = [:]
    var unitOfRank: [Int] = []
    for unit in parents {
      guard let parent = register.position(ofParent: draw.units[unit].path) else { continue }
      rank[parent] = unitOfRank.count
      unitOfRank.append(unit)
    }
    if stage == 1, !register.parents.isEmpty { rank[0] = 0 }
    let (plans, shared) = try plans(stage: stage, sample: index, parents: Array(rank.keys))
    let sizes = try sample.sizes(of: plans, stage: stage, seed: seed)
    // By rank and then as the plans stand, which is by stratum.
    let order = Grouping(
      codes: plans.map { UInt32(rank[$0.parent]!) }, groups: max(unitOfRank.count, 1))
    let reserves = try zip(plans, sizes).map { plan, size in
      min(try sample.reserves.value.multiplied(by: size).ceiling, plan.population - size)
    }
    return StageCells(
      stage: stage, index: index, sample: sample,
      methods: register.strata.map { sample.method(of: $0) }, order: order.rows, plans: plans,
      sizes: sizes, reserves: reserves,
      parentUnits: stage == 1 ? [:] : rank.mapValues { unitOfRank[$0] },
      shared: populationStrata(shared, plans, sizes, stage, index))
  }

  /// Draws cells portion by portion, on all cores, and delivers the portions in order.
  ///
  /// - Parameters:
  ///   - draw: the stages above.
  ///   - transform: work on a portion, on any core.
  ///   - body: takes the portions in order.
  func forEachPortion<Result: Sendable>(
    of cells: StageCells, in draw: Draw, seed: Seed, progress: Progress?,
    transform: @Sendable (DrawPortion) throws -> Result,
    _ body: (DrawPortion, Result) throws -> Void
  ) throws {
    let portions = cells.portions()
    let register = registers[cells.stage - 1][cells.index]
    let gathered = try register.gathered(
      portions.map { cells[$0].map { cells.request($0) } }, seed: seed, progress: progress)
    var done = 0
    try mapInOrder(portions.indices) { (portion: Int) -> (DrawPortion, Result) in
      let loaded = try gathered.load(portion)
      let portion = cells[portions[portion]]
      let candidates = try loaded.register.candidates(
        in: portion.map { cells.request($0) }, seed: seed, progress: nil)
      var result = DrawPortion(records: loaded.records)
      var drawn = candidates[...]
      for ofParent in portion.chunked({ $0.plan.parent == $1.plan.parent }) {
        try result.select(
          from: Array(drawn.prefix(ofParent.count)),
          cells: ofParent.map { (cells.method(of: $0), cells.drawCell($0, register: register)) },
          above: ofParent[0].parentUnit.flatMap { draw.units[$0].probability } ?? .one, seed: seed)
        drawn = drawn.dropFirst(ofParent.count)
      }
      let transformed = try transform(result)
      result.forgetRecords()
      return (result, transformed)
    } consume: { portion, result in
      try body(portion, result)
      done += portion.cells.count
      try progress?(done, cells.count)
    }
  }

  private func populationStrata(
    _ shared: [SharedStratum], _ plans: [CellPlan], _ sizes: [Int], _ stage: Int, _ index: Int
  ) -> [PopulationStratum] {
    var reached = [Int](repeating: 0, count: shared.count)
    for (plan, size) in zip(plans, sizes) where !shared.isEmpty { reached[plan.stratum] += size }
    return shared.enumerated().map { stratum, share in
      PopulationStratum(
        stage: stage, sample: design.stages[stage - 1].samples[index].name,
        stratum: registers[stage - 1][index].strata[stratum], population: share.population,
        available: share.available, wanted: share.wanted, f: share.f, reached: reached[stratum])
    }
  }
}

/// The cells of one sample that a draw selects in, in the order of the file.
struct StageCells: Sendable {
  /// A cell with its size.
  struct Cell: Sendable {
    let plan: CellPlan
    let size: Int
    let reserves: Int
    /// The parent's position among the draw's units; `nil` at the first stage.
    let parentUnit: Int?
  }

  let stage: Int
  /// The position of the sample among those of its stage.
  let index: Int
  let sample: SampleDesign
  /// The method of each stratum of the register.
  let methods: [SelectionMethod]
  /// The cells in the order of the file, as positions below.
  let order: [Int]
  /// The cells by stratum and parent, with their mains and reserves; side by side, since there may be
  /// millions.
  let plans: [CellPlan]
  let sizes: [Int]
  let reserves: [Int]
  /// The position of each drawn parent among the draw's units; none at the first stage.
  let parentUnits: [Int: Int]
  /// What `of: population` came to.
  let shared: [PopulationStratum]

  /// So many units a portion has, as far as they lie in more than one parent.
  private static let unitsOfPortion = 1 << 14

  /// The number of cells.
  var count: Int { order.count }

  /// Some cells in the order of the file.
  subscript(range: Range<Int>) -> [Cell] {
    order[range].map { cell in
      Cell(
        plan: plans[cell], size: sizes[cell], reserves: reserves[cell],
        parentUnit: parentUnits[plans[cell].parent])
    }
  }

  /// The cells in portions, those of one parent together.
  func portions() -> [Range<Int>] {
    var portions: [Range<Int>] = []
    var start = 0
    var units = 0
    for index in order.indices {
      let plan = plans[order[index]]
      if units >= Self.unitsOfPortion, plan.parent != plans[order[index - 1]].parent {
        portions.append(start..<index)
        start = index
        units = 0
      }
      units += plan.population
    }
    if start < count { portions.append(start..<count) }
    return portions
  }

  /// The method of a cell.
  func method(of cell: Cell) -> SelectionMethod { methods[cell.plan.stratum] }

  /// What a cell asks of its register.
  func request(_ cell: Cell) -> CandidateRequest {
    CandidateRequest(
      parent: cell.plan.parent, stratum: cell.plan.stratum,
      order: method(of: cell).selector.order,
      limit: cell.size + cell.reserves)
  }

  /// A cell as a draw tells it, still without units.
  func drawCell(_ cell: Cell, register: any StratifiedRegister) -> Draw.Cell {
    Draw.Cell(
      stage: stage, sample: stage == 1 ? "" : sample.name, sampleIndex: index,
      parent: stage == 1 ? UnitID("") : register.parents[cell.plan.parent],
      parentUnit: cell.parentUnit, stratum: register.strata[cell.plan.stratum],
      method: method(of: cell).name, population: cell.plan.population, wanted: cell.plan.wanted,
      size: cell.size, reserves: cell.reserves,
      f: shared.isEmpty ? nil : shared[cell.plan.stratum].f, unitRange: 0..<0)
  }
}

extension CellToDraw {
  /// What is to be drawn from a cell whose size and reserves are those asked for.
  fileprivate init(_ cell: Draw.Cell) {
    self.init(
      population: cell.population, size: cell.size, reserves: cell.reserves,
      label: Label(
        method: cell.method, stage: cell.stage, sample: cell.sample, parent: cell.parent,
        stratum: cell.stratum))
  }
}
