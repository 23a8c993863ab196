// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A sample of one file, which is passed over and never held in memory.
///
/// A first pass counts the units of each cluster and stratum and checks their ids. Then clusters are
/// drawn, and only the units of drawn clusters are read again. Memory grows with clusters and with the
/// cells that are drawn from, not with rows.
public struct FileSample: Sendable {
  /// How it is drawn.
  public let design: FileDesign
  private let source: any RecordSource
  let seed: Seed
  private let count: FileCount
  private let units: StreamedUnits
  private let clusters: TableRegister?
  /// The design with its counted registers.
  let frame: SamplingFrame

  /// Counts the units of a file and binds the design to them.
  ///
  /// - Parameters:
  ///   - design: how.
  ///   - source: the file.
  ///   - takeAll: which rows of a table with ``FileDesign/columns`` the design's condition for units
  ///     that are drawn with certainty names, if it has one.
  ///   - seed: the seed; a key would keep the sample from being checked, so there is none.
  ///   - progress: hears how far it has come.
  /// - Throws: the faults of the file, its ids and the design.
  /// - Complexity: one pass, a second one where the rows of clusters do not stand together. An
  ///   allocation of units that rests on their values holds the columns of all of them.
  public init(
    _ design: FileDesign, from source: any RecordSource,
    takeAll: (@Sendable (Table) throws -> [Bool])? = nil, seed: Seed, progress: Progress? = nil
  ) throws {
    precondition(seed.key == nil && (takeAll == nil) == (design.units.takeAll == nil))
    self.design = design
    self.source = source
    self.seed = seed
    let cluster = design.clusters?.column
    count = try FileCount(
      source,
      FileShape(
        id: design.id, cluster: cluster, strata: design.units.strata,
        attributes: design.clusterColumns,
        takeAll: takeAll.map { FileShape.Condition(columns: design.columns, mask: $0) },
        numbers: FileShape.Numbers(design.units, columns: design.columns)),
      progress: progress)
    units = StreamedUnits(source, count, sample: design.units, columns: design.columns)
    var stratified: [[any StratifiedRegister]] = [[units]]
    var registers: [String: any Register] = [:]
    if let cluster {
      let register = try count.clusterRegister(
        file: source.path, id: cluster, columns: design.clusterColumns)
      clusters = register
      registers[FileDesign.clustersName] = register
      stratified.insert(
        [try register.stratified(for: design.design.firstStage, progress: progress)], at: 0)
    } else {
      clusters = nil
    }
    if design.units.spread != nil {
      registers[FileDesign.unitsName] = try units.wholeRegister(progress: progress)
    }
    frame = try SamplingFrame(
      checking: design.design.allocated(registers), stratified: stratified)
  }

  /// Draws the sample and delivers it as text.
  ///
  /// - Parameters:
  ///   - keepsUnits: whether all units of the draw are kept, for a proof.
  ///   - write: takes the header, and then the drawn records portion by portion, in their order.
  /// - Returns: what was drawn.
  /// - Throws: ``Fault/Code/columnNameTaken``; ``Fault/Code/fileChangedMeanwhile``; what `write` throws.
  public func draw(
    keepsUnits: Bool = false, progress: Progress? = nil, to write: ([UInt8]) throws -> Void
  ) throws -> Outcome {
    var draw = Draw(design: frame.design, seedHash: seed.hash)
    var mains: [Int] = []
    let stages = frame.design.stages.count
    for stage in 1..<stages {
      mains = try frame.drawStage(stage, within: mains, into: &draw, seed: seed, progress: progress)
    }
    let lines = try DrawnRecords(
      frame.design, upper: draw, header: source.header, file: source.path)
    try write(lines.header)
    let cells = try frame.cellsToDraw(
      stage: stages, sample: 0, within: mains, of: draw, seed: seed)
    var outcome = Outcome(
      clusters: draw.units.count,
      unitsWithoutChance: draw.cells.reduce(0) { $0 + $1.withoutChance },
      sample: frame.design.stages.last!.samples[0])
    var isHit = [Bool](repeating: false, count: draw.units.count)
    let upper = draw
    draw.append(cells.shared)
    try frame.forEachPortion(of: cells, in: upper, seed: seed, progress: progress) {
      try lines.text(of: $0)
    } _: { portion, text in
      try write(text)
      outcome.take(portion)
      for cell in portion.cells where cell.size > 0 {
        if let parent = cell.parentUnit { isHit[parent] = true }
      }
      if keepsUnits { _ = draw.append(portion) }
    }
    outcome.missedClusters = isHit.count { !$0 }
    outcome.draw = keepsUnits ? draw : nil
    outcome.seedWarnings = seed.warnings
    return outcome
  }

  /// Seals the columns that the design reads, without a key and with a salt secret of zeros.
  /// - Complexity: one more pass over the file.
  public func seal(progress: Progress? = nil) throws -> Seal {
    let salt = Salt(.zero)
    let digests = try units.digests(
      columns: design.unitColumns, salt: salt, progress: progress)
    var sealed = [
      Seal.Register(
        name: FileDesign.unitsName, stage: clusters == nil ? 1 : 2,
        columns: [design.id] + (design.clusters.map { [$0.column] } ?? []) + design.unitColumns,
        rows: count.rows, root: MerkleTree(digests).root)
    ]
    if let clusters {
      sealed.append(
        try Seal.Register(
          FileDesign.clustersName, stage: 1, register: clusters, columns: design.clusterColumns,
          units: digests.keys, salt: salt, source: FileDesign.unitsName, progress: progress))
    }
    return Seal(registers: sealed, design: frame.design, keyDigest: nil)
  }

  /// The proof of a draw whose units were kept.
  public func proof(of outcome: Outcome, progress: Progress? = nil) throws -> Proof {
    guard let draw = outcome.draw else { preconditionFailure("the units were not kept") }
    return Proof(
      seal: try seal(progress: progress), draw: draw, seed: seed, draws: 1, isRevealed: true)
  }

  /// What was drawn.
  public struct Outcome: Sendable {
    /// The mains of the last stage.
    public private(set) var mains = 0
    /// The reserves.
    public private(set) var reserves = 0
    /// The drawn clusters.
    public let clusters: Int
    /// All units, if they were to be kept; the rows of those of the last stage are not rows of the file.
    public fileprivate(set) var draw: Draw?
    fileprivate var missedClusters = 0
    fileprivate var seedWarnings: [Fault] = []
    /// An allocation may give a stratum nothing, and a rounding leave one out.
    private let isSpread: Bool
    /// A random size of 0 is no rounding.
    private let hasRandomSize: Bool
    private var unitsWithoutChance: Int
    private var emptyCells = 0
    private var unitsOfEmptyCells = 0

    fileprivate init(clusters: Int, unitsWithoutChance: Int, sample: SampleDesign) {
      self.clusters = clusters
      self.unitsWithoutChance = unitsWithoutChance
      isSpread = sample.spread != nil
      hasRandomSize = sample.method.selector.hasRandomSize
    }

    fileprivate mutating func take(_ portion: DrawPortion) {
      for cell in portion.cells {
        mains += cell.size
        reserves += cell.reserves
        unitsWithoutChance += cell.withoutChance
        if cell.size == 0 && !hasRandomSize && (cell.wanted > .zero || isSpread) {
          emptyCells += 1
          unitsOfEmptyCells += cell.population
        }
      }
    }

    /// What the user should know: an odd seed, cells or clusters in which nothing was drawn.
    public var warnings: [Fault] {
      var warnings = seedWarnings
      if unitsWithoutChance > 0 {
        warnings.append(Fault(.unitsWithoutChance, ["units": "\(unitsWithoutChance)"]))
      }
      if emptyCells > 0 {
        warnings.append(
          Fault(
            .cellsWithoutSample, ["cells": "\(emptyCells)", "units": "\(unitsOfEmptyCells)"]))
      }
      if missedClusters > 0 {
        warnings.append(Fault(.clustersWithoutSample, ["clusters": "\(missedClusters)"]))
      }
      return warnings
    }
  }
}

extension Fault.Code {
  /// Rounding left cells without a unit, though something was wanted of them.
  public static let cellsWithoutSample = Fault.Code("cells-without-sample", .data)
  /// Units of size 0 had no chance under a method that draws in proportion to size.
  public static let unitsWithoutChance = Fault.Code("units-without-chance", .data)
  /// In some drawn clusters no unit was drawn, so that the output cannot tell of them.
  public static let clustersWithoutSample = Fault.Code("clusters-without-sample", .data)
}
