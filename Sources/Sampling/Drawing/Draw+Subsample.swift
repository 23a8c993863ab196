// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Draw {
  /// A part of this draw that a later draw took from its main units, as one draw from the registers of this
  /// one.
  ///
  /// A sample of two phases (Särndal, Swensson and Wretman 1992, section 9.3): with probabilities π₁ of this
  /// draw and π₂ of the later one given this, a unit's probability is π₁ π₂. Where a cell was a simple random
  /// sample of n₁ of N, n at random of these are a simple random sample of n of N, since every set of n is
  /// equally likely; so the cell is told with N. Where all its units are taken, it is this draw's own cell,
  /// whatever its method, in the order of this draw. Any other cell would need the variance of two phases
  /// under that method, which nothing here estimates.
  ///
  /// - Parameter later: a draw from registers that hold this draw's main units and no others, with the same
  ///   stages, samples and strata.
  /// - Returns: the later draw's units with this design, the populations and rows of this draw and the
  ///   product of the probabilities; its reserves stay reserves.
  /// - Throws: ``Tables/Fault/Code/subsampleMethod``; ``Tables/Fault/Code/numberTooLarge``.
  /// - Complexity: linear in the units of both draws.
  /// - Precondition: the later draw is from this draw's main units.
  public func subsampled(_ later: Draw) throws -> Draw {
    let mains = mainPositions
    let names = cellPositions
    var result = Draw(design: design, seedHash: later.seedHash)
    // Where each of the later units stands in the result.
    var positions = [Int](repeating: 0, count: later.units.count)
    for cell in later.cells {
      guard let found = names[CellName(cell)] else {
        preconditionFailure("the later draw has a cell of its own")
      }
      let earlier = cells[found]
      var units = Array(cell.unitRange)
      if cell.size == earlier.size {
        // Systematic cells are scored along their list.
        units.sort { mains[later.units[$0].path]! < mains[later.units[$1].path]! }
      } else if !SelectionMethod.isSimpleRandom(earlier.method) {
        throw earlier.subsampleFault(size: cell.size)
      }
      let start = result.units.count
      for (order, position) in units.enumerated() {
        let unit = later.units[position]
        positions[position] = start + order
        let before = self.units[mains[unit.path]!]
        result.units.append(
          DrawnUnit(
            path: unit.path, stage: unit.stage, sample: unit.sample, stratum: unit.stratum,
            role: unit.role, order: order + 1, ticket: unit.ticket,
            population: earlier.population, size: cell.size,
            probability: try unit.probability.map { try before.probability!.multiplied(by: $0) },
            auxiliaries: before.auxiliaries,
            cell: result.cells.count, row: before.row))
      }
      result.cells.append(
        Cell(
          stage: cell.stage, sample: cell.sample, sampleIndex: cell.sampleIndex,
          parent: cell.parent, parentUnit: cell.parentUnit.map { positions[$0] },
          stratum: cell.stratum, method: earlier.method, population: earlier.population,
          wanted: cell.wanted, size: cell.size, reserves: cell.reserves, f: nil,
          unitRange: start..<result.units.count, withoutChance: earlier.withoutChance))
    }
    return result
  }

  /// Refuses a later design that draws less than all from a cell whose method is not simple random.
  ///
  /// - Parameter frame: the later design, bound to registers of this draw's main units.
  /// - Throws: ``Tables/Faults`` with ``Tables/Fault/Code/subsampleMethod`` for every such cell; the faults
  ///   of sizes.
  public func checkSubsample(by frame: SamplingFrame) throws {
    let names = cellPositions
    var faults = Faults()
    // The sizes do not depend on the seed: nothing is rounded by it.
    let seed = try Seed(text: "sizes", allowsShort: true)
    for (stage, samples) in frame.design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated() {
        let parents = frame.parents(stage: stage + 1, sample: index)
        let strata = frame.strata(stage: stage + 1, sample: index)
        for cell in try frame.cells(
          stage: stage + 1, sample: index, within: Array(parents.indices), seed: seed)
        where cell.size < cell.population {
          let name = CellName(
            stage: stage + 1, sample: stage == 0 ? "" : sample.name,
            parent: stage == 0 ? UnitID("") : parents[cell.parent], stratum: strata[cell.stratum])
          guard let found = names[name] else { continue }
          if !SelectionMethod.isSimpleRandom(cells[found].method) {
            faults.append(cells[found].subsampleFault(size: cell.size))
          }
        }
      }
    }
    try faults.throwIfAny()
  }

  /// The position of each main unit.
  private var mainPositions: [UnitID: Int] {
    var positions: [UnitID: Int] = [:]
    for (position, unit) in units.enumerated() where unit.role == .main {
      positions[unit.path] = position
    }
    return positions
  }

  private var cellPositions: [CellName: Int] {
    Dictionary(uniqueKeysWithValues: cells.enumerated().map { (CellName($1), $0) })
  }
}

/// What tells a cell from the others of a draw.
private struct CellName: Hashable {
  let stage: Int
  let sample: UnitID
  let parent: UnitID
  let stratum: UnitID

  init(stage: Int, sample: String, parent: UnitID, stratum: String) {
    self.stage = stage
    self.sample = UnitID(sample)
    self.parent = parent
    self.stratum = UnitID(stratum)
  }

  init(_ cell: Draw.Cell) {
    self.init(stage: cell.stage, sample: cell.sample, parent: cell.parent, stratum: cell.stratum)
  }
}

extension Draw.Cell {
  fileprivate func subsampleFault(size: Int) -> Fault {
    let name = [parent.text, stratum].filter { !$0.isEmpty }.joined(separator: " · ")
    return Fault(
      .subsampleMethod,
      [
        "sample": sample.isEmpty ? "\(stage)" : sample, "cell": name.isEmpty ? "–" : name,
        "method": method, "size": "\(size)", "earlier": "\(self.size)",
      ])
  }
}

extension Fault.Code {
  /// A part is drawn again of a cell whose method is not simple random.
  public static let subsampleMethod = Fault.Code("subsample-method", .configuration)
}
