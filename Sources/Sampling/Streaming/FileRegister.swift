// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A register whose units may be restricted by a condition on its columns.
protocol ConditionalRegister: Register {
  /// The columns that a condition may name, as a table without rows.
  var emptyTable: Table { get }
  /// The same register without the rows where the mask is false.
  func restricted(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) throws -> any ConditionalRegister
  /// The same register with the units that ``SampleDesign/takeAll`` names.
  func takingAll(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) throws -> any ConditionalRegister
}

extension TableRegister: ConditionalRegister {
  var emptyTable: Table { table }

  func restricted(where mask: (Table) throws -> [Bool]) throws -> any ConditionalRegister {
    restricted(to: try mask(table))
  }

  func takingAll(where mask: (Table) throws -> [Bool]) throws -> any ConditionalRegister {
    takingAll(try mask(table))
  }
}

/// A register below the first stage in a file that is passed over and never held in memory.
///
/// Memory grows with parents. Each sample that is drawn from it costs a pass that counts, and another one
/// over the drawn parents; its digests cost one pass.
struct FileRegister: ConditionalRegister {
  private let source: any RecordSource
  private let columns: [String]
  /// The units by parent, without strata.
  private let count: FileCount
  private var keep: (@Sendable (Table) throws -> [Bool])?
  private var takeAll: (@Sendable (Table) throws -> [Bool])?

  /// Counts and checks a register.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - columns: the columns of the ids and of the parents' paths, then those that samples may read.
  /// - Throws: as ``FileCount``.
  init(_ source: any RecordSource, columns: [String], progress: Progress?) throws {
    self.source = source
    self.columns = columns
    count = try FileCount(
      source, FileShape(id: columns[0], cluster: columns[1], strata: [], attributes: []),
      progress: progress)
  }

  var identifierColumns: [String] { Array(columns.prefix(2)) }

  var unitCount: Int { count.rows }

  var emptyTable: Table {
    Table(file: source.path, names: columns, columns: columns.map { _ in TextColumn() })
  }

  func restricted(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) -> any ConditionalRegister {
    var copy = self
    copy.keep = mask
    return copy
  }

  func takingAll(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) -> any ConditionalRegister {
    var copy = self
    copy.takeAll = mask
    return copy
  }

  func stratified(
    for sample: SampleDesign, progress: Progress?
  ) throws -> any StratifiedRegister {
    let shape = FileShape(
      id: columns[0], cluster: columns[1], strata: sample.strata, attributes: [],
      takeAll: takeAll.map { FileShape.Condition(columns: columns, mask: $0) },
      keep: keep.map { FileShape.Condition(columns: columns, mask: $0) },
      numbers: FileShape.Numbers(sample, columns: columns))
    return StreamedUnits(
      source, try FileCount(source, shape, progress: progress), sample: sample, columns: columns)
  }

  func moments(
    for sample: SampleDesign, allocation: Allocation
  ) throws -> [UnitID: StratumMoments] {
    guard let units = try stratified(for: sample, progress: nil) as? StreamedUnits else {
      preconditionFailure("units of a file are streamed")
    }
    return try units.wholeRegister(progress: nil).moments(for: sample, allocation: allocation)
  }

  func digests(columns: [String], salt: Salt, progress: Progress?) throws -> [UnitID: Digest] {
    let sample = SampleDesign(from: "", size: .size(0))
    return try StreamedUnits(
      source, count, sample: sample, columns: identifierColumns + columns
    ).digests(columns: columns, salt: salt, progress: progress)
  }

  func forEachUnit(_ body: (_ parent: UnitID, _ id: UnitID, _ row: Int) throws -> Void) throws {
    var row = 0
    try source.mapBlocks(columns: identifierColumns, progress: nil) { block in
      block.records.indices.map {
        (UnitID(block.text(1, of: $0)), UnitID(block.text(0, of: $0)))
      }
    } consume: { units, _ in
      for (parent, id) in units {
        try body(parent, id, row)
        row += 1
      }
    }
  }

  /// Where a row stands; the file is passed over to find it.
  func place(row: Int) -> Place {
    var place = Place(file: source.path, column: columns[0])
    var before = 0
    // A place is asked for to tell of a fault, which a second one must not hide.
    try? source.mapBlocks(columns: [columns[0]], progress: nil) { block in
      (block.records.count, block.lines)
    } consume: { part, firstLine in
      if (before..<(before + part.0)).contains(row) {
        place.row = firstLine + part.1[row - before] - 1
      }
      before += part.0
    }
    return place
  }

  func rows(_ rows: [Int], columns: [String]) throws -> Table {
    let wanted = Set(rows)
    var found: [Int: [String]] = [:]
    var before = 0
    try source.mapBlocks(columns: columns, progress: nil) { block in
      block
    } consume: { block, _ in
      for row in block.records.indices where wanted.contains(before + row) {
        found[before + row] = columns.indices.map { block.text($0, of: row) }
      }
      before += block.records.count
    }
    return Table(
      file: source.path, names: columns,
      columns: columns.indices.map { column in TextColumn(rows.map { found[$0]?[column] }) })
  }
}
