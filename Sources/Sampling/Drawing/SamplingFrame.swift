// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A design bound to its registers: strata coded, units counted, everything checked that does not
/// depend on the seed, so that it can be drawn many times.
public struct SamplingFrame: Sendable {
  /// The design, with the factors of its allocations.
  public let design: SamplingDesign
  /// The registers by stage and sample.
  let registers: [[any StratifiedRegister]]

  /// Binds a design to its registers and checks both.
  ///
  /// - Parameters:
  ///   - design: the design.
  ///   - registers: the register of each sample under ``SampleDesign/key``.
  ///   - progress: hears the samples that are counted.
  /// - Throws: ``Faults`` with all that ``SamplingFrame/faults(in:registers:)`` finds; what the
  ///   registers throw.
  public init(
    _ design: SamplingDesign, registers: [String: any Register], progress: Progress? = nil
  ) throws {
    try design.shapeFaults { registers[$0.key] != nil }.throwIfAny()
    try design.unitFaults(registers: registers).throwIfAny()
    var stratified: [[any StratifiedRegister]] = []
    for stage in design.stages {
      stratified.append(
        try stage.samples.map { sample in
          try registers[sample.key]!.stratified(for: sample, progress: progress)
        })
    }
    self.init(try design.allocated(registers), stratified: stratified)
    try sizeFaults().throwIfAny()
  }

  /// Binds a design to registers whose units were checked while they were counted.
  /// - Throws: ``Faults`` with what is wrong with the design's shape and sizes.
  init(checking design: SamplingDesign, stratified: [[any StratifiedRegister]]) throws {
    try design.shapeFaults().throwIfAny()
    self.init(design, stratified: stratified)
    try sizeFaults().throwIfAny()
  }

  /// Binds a design to registers that are not checked.
  init(_ design: SamplingDesign, stratified: [[any StratifiedRegister]]) {
    self.design = design
    registers = stratified
  }

  /// The numbers of units of each stratum of a sample, over the whole register.
  public func populations(stage: Int, sample: Int = 0) -> [(stratum: String, units: Int)] {
    let register = registers[stage - 1][sample]
    return register.strata.indices.map { stratum in
      (
        register.strata[stratum],
        register.parents.indices.reduce(0) { $0 + register.count(parent: $1, stratum: stratum) }
      )
    }
  }

  /// The numbers of units of each stratum of a sample within one parent, which may have none.
  public func populations(stage: Int, sample: Int = 0, within parent: UnitID) -> [Int] {
    let register = registers[stage - 1][sample]
    guard let position = register.position(ofParent: parent) else {
      return register.strata.map { _ in 0 }
    }
    return register.strata.indices.map { register.count(parent: position, stratum: $0) }
  }

  /// What the first stage will draw from each stratum.
  ///
  /// Under controlled rounding the size depends on the seed, and is its expectation here.
  public func firstStage() throws -> [FirstStageStratum] {
    let sample = design.firstStage
    let cells = try plans(stage: 1, sample: 0, parents: [0]).cells
    var expected: [Rational]
    if sample.rounding == .controlled {
      expected = cells.map { Rational($0.given ?? 0) }
      let open = cells.indices.filter { cells[$0].given == nil }
      let shares = try ControlledRounding.shares(
        wanted: open.map { cells[$0].wanted }, populations: open.map { cells[$0].population })
      for (index, share) in zip(open, shares) { expected[index] = share }
    } else {
      let seed = try Seed(text: "any", allowsShort: true)
      expected = try sample.sizes(of: cells, stage: 1, seed: seed).map { Rational($0) }
    }
    return zip(cells, expected).map { cell, size in
      FirstStageStratum(
        stratum: registers[0][0].strata[cell.stratum], population: cell.population,
        wanted: cell.wanted, expectedSize: size)
    }
  }

  /// The paths of the first-stage units of a stratum, in no stated order.
  public func firstStageUnits(of stratum: String) throws -> [UnitID] {
    let register = registers[0][0]
    guard let position = register.strata.firstIndex(where: { bytesCompare($0, stratum) == 0 })
    else { return [] }
    return try register.members(parent: 0, stratum: position)
  }
}

/// What a first stage draws from one of its strata.
public struct FirstStageStratum: Sendable {
  /// The record of the stratum.
  public let stratum: String
  /// M: the units in the register.
  public let population: Int
  /// The exact size before rounding.
  public let wanted: Rational
  /// m: the size, or its expectation over all seeds where rounding is controlled.
  public let expectedSize: Rational
}
