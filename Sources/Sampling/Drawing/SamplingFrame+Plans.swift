// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SamplingFrame {
  /// The cells of a sample within given parents, with their exact sizes.
  ///
  /// - Parameter parents: positions in the sample's register.
  /// - Returns: the cells by stratum and then by the bytes of their parents; with `of: population` the
  ///   strata that were shared out.
  func plans(
    stage: Int, sample index: Int, parents: [Int]
  ) throws -> (cells: [CellPlan], shared: [SharedStratum]) {
    let sample = design.stages[stage - 1].samples[index]
    let parents = parents.sorted()
    return sample.base == .population && stage > 1
      ? try sharedPlans(stage: stage, sample: index, parents: parents)
      : (try separatePlans(stage: stage, sample: index, parents: parents), [])
  }

  /// Each parent by itself.
  private func separatePlans(stage: Int, sample index: Int, parents: [Int]) throws -> [CellPlan] {
    let sample = design.stages[stage - 1].samples[index]
    let register = registers[stage - 1][index]
    let (strata, paths) = (register.strata, register.parents)
    var cells: [CellPlan] = []
    for parent in parents {
      let populations = strata.indices.map { register.count(parent: parent, stratum: $0) }
      let sizes = try sample.sizes(
        populations: populations, strata: strata, within: paths[parent])
      for (stratum, size) in sizes.enumerated() where populations[stratum] > 0 {
        cells.append(
          CellPlan(
            parent: parent, stratum: stratum, population: populations[stratum],
            wanted: size.wanted, given: size.given))
      }
    }
    cells.sort { ($0.stratum, $0.parent) < ($1.stratum, $1.parent) }
    return cells
  }

  /// Sizes of the whole register, shared by all parents in proportion: wanted = f U.
  private func sharedPlans(
    stage: Int, sample index: Int, parents: [Int]
  ) throws -> (cells: [CellPlan], shared: [SharedStratum]) {
    let sample = design.stages[stage - 1].samples[index]
    let register = registers[stage - 1][index]
    let populations = populations(stage: stage, sample: index).map(\.units)
    // Of a register that only a proof tells of, the fractions are known and the whole is not.
    let listed = (register as? ListedRegister)?.fractions
    let sizes =
      listed != nil
      ? []
      : try sample.sizes(populations: populations, strata: register.strata, within: nil)
    var cells: [CellPlan] = []
    var shared: [SharedStratum] = []
    for stratum in register.strata.indices {
      let counts = parents.map { register.count(parent: $0, stratum: stratum) }
      let available = counts.reduce(0, +)
      let f: Rational?
      if sample.takesWhole(register.strata[stratum]) {
        f = available == 0 ? nil : .one
      } else if let listed {
        f = listed[stratum]
        if available > 0 && f == nil { throw JSONReader.fault("proof.stages.f") }
      } else {
        f = available == 0 ? nil : try sizes[stratum].wanted.divided(by: Rational(available))
      }
      let wanted =
        try listed != nil || sample.takesWhole(register.strata[stratum])
        ? f?.multiplied(by: available) ?? .zero : sizes[stratum].wanted
      shared.append(
        SharedStratum(
          population: populations[stratum], available: available, wanted: wanted, f: f))
      guard let f else { continue }
      for (parent, count) in zip(parents, counts) where count > 0 {
        cells.append(
          CellPlan(
            parent: parent, stratum: stratum, population: count,
            wanted: try f.multiplied(by: count), given: f >= .one ? count : nil))
      }
    }
    return (cells, shared)
  }
}

/// A stratum whose size over the whole register is shared by the drawn parents.
struct SharedStratum {
  /// N.
  let population: Int
  /// U.
  let available: Int
  /// The exact size.
  let wanted: Rational
  /// wanted / U, `nil` without a unit to draw.
  let f: Rational?
}
