// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A sample drawn from one file.
public struct FileSample: Sendable {
  /// How it was drawn.
  public let design: FileDesign
  /// What was drawn.
  public let draw: Draw
  private let seed: Seed
  private let units: TableRegister
  private let clusters: TableRegister?

  /// Draws a sample.
  ///
  /// - Parameters:
  ///   - design: how.
  ///   - table: the file's rows, with ``FileDesign/columns`` at least.
  ///   - seed: the seed; a key would keep the sample from being checked, so there is none.
  ///   - progress: hears how far it has come.
  /// - Throws: the faults of registers and design.
  public init(
    _ design: FileDesign, from table: Table, seed: Seed, progress: Progress? = nil
  ) throws {
    precondition(seed.key == nil)
    let units = try TableRegister(table, id: design.id, parent: design.clusters?.column)
    var registers: [String: any Register] = [FileDesign.unitsName: units]
    var clusters: TableRegister?
    if let column = design.clusters?.column {
      clusters = try .clusters(in: table, id: column, columns: design.clusterColumns)
      registers[FileDesign.clustersName] = clusters
    }
    self.design = design
    self.seed = seed
    self.units = units
    self.clusters = clusters
    draw = try design.design.draw(from: registers, seed: seed, progress: progress)
  }

  /// Seals the columns that the design reads, without a key and with a salt secret of zeros.
  public func seal(progress: Progress? = nil) throws -> Seal {
    let salt = Salt(.zero)
    var first: [UnitID] = []
    try (clusters ?? units).forEachUnit { _, id, _ in first.append(id) }
    var sealed = [
      try Seal.Register(
        FileDesign.unitsName, stage: clusters == nil ? 1 : 2, register: units,
        columns: design.unitColumns, units: first, salt: salt, progress: progress)
    ]
    if let clusters {
      sealed.append(
        try Seal.Register(
          FileDesign.clustersName, stage: 1, register: clusters, columns: design.clusterColumns,
          units: first, salt: salt, source: FileDesign.unitsName, progress: progress))
    }
    return Seal(registers: sealed, design: design.design, keyDigest: nil)
  }

  /// The proof of the sample.
  public func proof(progress: Progress? = nil) throws -> Proof {
    Proof(seal: try seal(progress: progress), draw: draw, seed: seed, draws: 1, isRevealed: true)
  }

  /// What the user should know: an odd seed, cells or clusters in which nothing was drawn.
  public var warnings: [Fault] {
    var warnings = seed.warnings
    let empty = draw.cells.filter { $0.size == 0 && $0.wanted > .zero }
    if !empty.isEmpty {
      let units = empty.reduce(0) { $0 + $1.population }
      warnings.append(
        Fault(.cellsWithoutSample, ["cells": "\(empty.count)", "units": "\(units)"]))
    }
    let stages = draw.design.stages.count
    if stages > 1 {
      var isHit = [Bool](repeating: false, count: draw.units.count)
      for cell in draw.cells where cell.stage == stages && cell.size > 0 {
        if let parent = cell.parentUnit { isHit[parent] = true }
      }
      let missed = draw.units.indices.count { draw.units[$0].stage < stages && !isHit[$0] }
      if missed > 0 { warnings.append(Fault(.clustersWithoutSample, ["clusters": "\(missed)"])) }
    }
    return warnings
  }

  /// The numbers of units of the last stage that were drawn.
  public var counts: (mains: Int, reserves: Int, clusters: Int) {
    let stages = draw.design.stages.count
    let last = draw.units.filter { $0.stage == stages }
    let mains = last.count { $0.role == .main }
    return (mains, last.count - mains, draw.units.count - last.count)
  }
}

extension Fault.Code {
  /// Rounding left cells without a unit, though something was wanted of them.
  public static let cellsWithoutSample = Fault.Code("cells-without-sample", .data)
  /// In some drawn clusters no unit was drawn, so that the output cannot tell of them.
  public static let clustersWithoutSample = Fault.Code("clusters-without-sample", .data)
}
