// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingDesign {
  /// The stages that a file of joint probabilities tells of, counted from 1: those with a method other than
  /// simple random sampling, whose pairs follow from n and N.
  /// - Throws: ``Fault/Code/jointNotKnown`` for a method whose joint probabilities are not known;
  ///   ``Fault/Code/jointNotNeeded`` if every stage is simple random.
  public func jointStages() throws -> [Int] {
    let others = samples.filter { $0.sample.method != .simpleRandom }
    guard !others.isEmpty else { throw Fault(.jointNotNeeded) }
    for (_, sample) in others where !sample.method.selector.hasJointProbabilities {
      throw Fault(
        .jointNotKnown,
        [
          "method": sample.method.name,
          "methods": SelectionMethod.all.filter { $0.selector.hasJointProbabilities }
            .map(\.name).joined(separator: ", "),
        ])
    }
    return Set(others.map(\.stage)).sorted()
  }
}

extension SamplingFrame {
  /// Delivers the joint probabilities of all pairs of mains in the cells of some stages.
  ///
  /// A pair's probability is that within its cell: below the first stage, given that the parent is drawn.
  ///
  /// - Parameters:
  ///   - draw: a draw of this frame.
  ///   - seed: the seed of the draw.
  ///   - stages: the stages, as ``SamplingDesign/jointStages()`` gives them.
  ///   - body: takes two mains of a cell, in the order of the draw, and their probability.
  /// - Throws: what the methods and `body` throw.
  /// - Complexity: the square of the mains of each cell.
  public func forEachJointProbability(
    of draw: Draw, seed: Seed, stages: [Int],
    _ body: (_ first: DrawnUnit, _ second: DrawnUnit, _ probability: Double) throws -> Void
  ) throws {
    for stage in stages {
      for sample in design.stages[stage - 1].samples.indices {
        try forEachJointProbability(of: draw, seed: seed, stage: stage, sample: sample, body)
      }
    }
  }

  private func forEachJointProbability(
    of draw: Draw, seed: Seed, stage: Int, sample index: Int,
    _ body: (_ first: DrawnUnit, _ second: DrawnUnit, _ probability: Double) throws -> Void
  ) throws {
    let register = registers[stage - 1][index]
    let selector = design.stages[stage - 1].samples[index].method.selector
    let positions = parentPositions[stage - 1][index]
    let strata = Dictionary(
      uniqueKeysWithValues: zip(register.strata.map { UnitID($0) }, register.strata.indices))
    let cells = draw.cells.filter { $0.stage == stage && $0.sampleIndex == index }
    // The size that was asked for, which under a method of random size is not that of the cell.
    let parents = Set(cells.map { positions[$0.parent]! })
    var sizes: [[Int]: Int] = [:]
    for cell in try self.cells(stage: stage, sample: index, within: parents.sorted(), seed: seed) {
      sizes[[cell.parent, cell.stratum]] = cell.size
    }
    let drawn = cells.filter { $0.size > 1 }
    let portions = drawn.indices.grouped { drawn[$0].parent == drawn[$1].parent }
    let requests = portions.map { portion in
      portion.map {
        CandidateRequest(
          parent: positions[drawn[$0].parent]!, stratum: strata[UnitID(drawn[$0].stratum)]!,
          order: selector.order, limit: drawn[$0].size)
      }
    }
    let gathered = try register.gathered(requests, seed: seed, progress: nil)
    for (portion, requests) in zip(portions.indices, requests) {
      let candidates = try gathered.load(portion).register
        .candidates(in: requests, seed: seed, progress: nil)
      for (index, candidates) in zip(portions[portion], candidates) {
        let cell = drawn[index]
        let key = [positions[cell.parent]!, strata[UnitID(cell.stratum)]!]
        try forEachJointProbability(
          of: draw, cell: cell, size: sizes[key]!, candidates: candidates, selector, body)
      }
    }
  }

  private func forEachJointProbability(
    of draw: Draw, cell: Draw.Cell, size: Int, candidates: [Candidate],
    _ selector: any UnitSelector,
    _ body: (_ first: DrawnUnit, _ second: DrawnUnit, _ probability: Double) throws -> Void
  ) throws {
    var place: [Ticket: Int] = [:]
    for (position, candidate) in candidates.enumerated() { place[candidate.ticket] = position }
    let mains = draw.units[cell.unitRange.prefix(cell.size)]
    let joint = try selector.jointProbabilities(
      CellToDraw(
        population: cell.population, size: size, reserves: 0,
        label: Label(
          method: cell.method, stage: cell.stage, sample: cell.sample, parent: cell.parent,
          stratum: cell.stratum)),
      of: mains.map { place[$0.ticket]! }, among: candidates)
    guard let joint else { throw Fault(.jointNotKnown, ["method": cell.method, "methods": ""]) }
    for first in 0..<cell.size {
      for second in (first + 1)..<cell.size {
        try body(
          mains[mains.startIndex + first], mains[mains.startIndex + second], joint(first, second))
      }
    }
  }
}

extension Range<Int> {
  /// Runs of neighbours that belong together.
  fileprivate func grouped(_ belong: (Int, Int) -> Bool) -> [[Int]] {
    var groups: [[Int]] = []
    for element in self {
      if let last = groups.last?.last, belong(last, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
    return groups
  }
}

extension Fault.Code {
  /// Joint probabilities are not known for a method.
  public static let jointNotKnown = Fault.Code("joint-not-known", .usage)
  /// Joint probabilities are asked for of a sample that is simple random at every stage.
  public static let jointNotNeeded = Fault.Code("joint-not-needed", .usage)
}
