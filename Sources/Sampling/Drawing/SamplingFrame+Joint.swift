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
  /// Delivers the joint probabilities of all pairs of mains in the cells of some stages, without the cells
  /// that are simple random, such as those that are taken whole.
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
    let parents = draw.units.indices.filter {
      draw.units[$0].stage == stage - 1 && draw.units[$0].role == .main
    }
    let cells = try cellsToDraw(
      stage: stage, sample: index, within: parents, of: draw, seed: seed)
    var drawn = draw.cells.filter { $0.stage == stage && $0.sampleIndex == index }[...]
    let portions = cells.portions()
    let gathered = try registers[stage - 1][index].gathered(
      portions.map { cells[$0].map { cells.request($0) } }, seed: seed, progress: nil)
    for (number, portion) in portions.enumerated() {
      let loaded = try gathered.load(number)
      for cell in cells[portion] {
        // Both have the cells in the order of the draw.
        let mains = draw.units[drawn.first!.unitRange.prefix(drawn.removeFirst().size)]
        guard cells.method(of: cell) != .simpleRandom, mains.count > 1 else { continue }
        let candidates = try loaded.register.candidates(
          in: [cells.request(cell)], seed: seed, progress: nil)[0]
        let joint = try Self.joint(
          cell, cells.method(of: cell), stage: stage, mains, candidates)
        for first in mains.indices {
          for second in mains.indices where second > first {
            try body(
              mains[first], mains[second],
              joint(first - mains.startIndex, second - mains.startIndex))
          }
        }
      }
    }
  }

  /// The joint probabilities of a cell's mains.
  private static func joint(
    _ cell: StageCells.Cell, _ method: SelectionMethod, stage: Int, _ mains: ArraySlice<DrawnUnit>,
    _ candidates: [Candidate]
  ) throws -> JointProbabilities {
    var place: [Ticket: Int] = [:]
    for (position, candidate) in candidates.enumerated() { place[candidate.ticket] = position }
    let joint = try method.selector.jointProbabilities(
      CellToDraw(
        population: cell.plan.population, size: cell.size, reserves: 0,
        label: Label(
          method: method.name, stage: stage, sample: mains.first?.sample ?? "",
          stratum: mains.first?.stratum ?? "")),
      of: mains.map { place[$0.ticket]! }, among: candidates)
    guard let joint else {
      throw Fault(.jointNotKnown, ["method": method.name, "methods": ""])
    }
    return joint
  }
}

extension Fault.Code {
  /// Joint probabilities are not known for a method.
  public static let jointNotKnown = Fault.Code("joint-not-known", .usage)
  /// Joint probabilities are asked for of a sample that is simple random at every stage.
  public static let jointNotNeeded = Fault.Code("joint-not-needed", .usage)
}
