// SPDX-License-Identifier: GPL-3.0-or-later

package import Tables

/// A register below the first stage in a file that is passed over and never held in memory.
///
/// Memory grows with parents. Each sample that is drawn from it costs a pass that counts, and another one
/// over the drawn parents; its digests cost one pass.
package struct FileRegister: ConditionalRegister {
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
  package init(_ source: any RecordSource, columns: [String], progress: Progress?) throws {
    self.source = source
    self.columns = columns
    count = try FileCount(
      source, FileShape(id: columns[0], cluster: columns[1], strata: [], attributes: []),
      progress: progress)
  }

  package var identifierColumns: [String] { Array(columns.prefix(2)) }

  package var unitCount: Int { count.rows }

  package var emptyTable: Table {
    Table(file: source.path, names: columns, columns: columns.map { _ in TextColumn() })
  }

  package func restricted(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) -> any ConditionalRegister {
    var copy = self
    copy.keep = mask
    return copy
  }

  package func takingAll(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) -> any ConditionalRegister {
    var copy = self
    copy.takeAll = mask
    return copy
  }

  package func stratified(
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

  package func moments(
    for sample: SampleDesign, allocation: Allocation
  ) throws -> [UnitID: StratumMoments] {
    guard let units = try stratified(for: sample, progress: nil) as? StreamedUnits else {
      preconditionFailure("units of a file are streamed")
    }
    return try units.wholeRegister(progress: nil).moments(for: sample, allocation: allocation)
  }

  package func digests(columns: [String], salt: Salt, progress: Progress?) throws -> [UnitID:
    Digest]
  {
    let sample = SampleDesign(from: "", size: .size(0))
    return try StreamedUnits(
      source, count, sample: sample, columns: identifierColumns + columns
    ).digests(columns: columns, salt: salt, progress: progress)
  }

  package func forEachUnit(
    _ body: (_ parent: UnitID, _ id: UnitID, _ row: Int) throws -> Void
  ) throws {
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
  package func place(row: Int) -> Place {
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

  /// The rows of units, of which only their parents' rows are read again.
  /// - Throws: ``Fault/Code/fileChangedMeanwhile`` if the file does not have them.
  package func rows(at paths: [UnitID], columns: [String]) throws -> Table {
    var numbers = ByteTable()
    let numberOfPath = paths.map { path in
      var text = path.text
      return text.withUTF8 { numbers.index(of: $0) }
    }
    var parents: [[UnitID]] = []
    for parent in Set(paths.map { $0.above ?? UnitID("") }).sorted() {
      if parents.last?.count ?? .max >= Self.parentsOfPortion { parents.append([]) }
      parents[parents.count - 1].append(parent)
    }
    let names = identifierColumns + columns.filter { !identifierColumns.contains($0) }
    let portions = try self.portions(of: parents, columns: names, progress: nil)
    var rowOfNumber = [Int](repeating: -1, count: numbers.count)
    var found = columns.map { _ in TextColumn() }
    let wanted = numbers
    try mapInOrder(parents.indices) { (portion: Int) -> (numbers: [Int], columns: [TextColumn]) in
      let register = try portions.load(portion)
      var hits: [(number: Int, row: Int)] = []
      register.forEachPath { path, row in
        if let number = wanted.find(path, hash: byteHash(path)) { hits.append((number, row)) }
      }
      return (
        hits.map(\.number),
        try columns.map { name in
          let column = try register.table.text(name)
          return TextColumn(hits.map { column[$0.row] })
        }
      )
    } consume: { part in
      for (row, number) in part.numbers.enumerated() {
        rowOfNumber[number] = (found.first?.count ?? 0) + row
      }
      for index in found.indices { found[index].append(contentsOf: part.columns[index]) }
    }
    guard rowOfNumber.allSatisfy({ $0 >= 0 }) else {
      throw Fault(.fileChangedMeanwhile, at: Place(file: source.path))
    }
    return Table(
      file: source.path, names: columns,
      columns: found.map { column in
        TextColumn(numberOfPath.map { column[rowOfNumber[$0]] })
      })
  }

  package var parentPaths: [UnitID] {
    (0..<count.clusters.count).map { UnitID(count.clusters.text($0)) }.sorted()
  }

  package func portions(
    of parents: [[UnitID]], progress: Progress?
  ) throws -> any RegisterPortions {
    try portions(of: parents, columns: identifierColumns, progress: progress)
  }

  private func portions(
    of parents: [[UnitID]], columns: [String], progress: Progress?
  ) throws -> any RegisterPortions {
    let units = StreamedUnits(
      source, count, sample: SampleDesign(from: "", size: .size(0)), columns: columns)
    let positions = parents.map { $0.compactMap { units.position(ofParent: $0) } }
    return PortionsOfFile(
      portions: try units.portions(of: positions, progress: progress), id: columns[0],
      parent: columns[1])
  }

  /// So many parents are read at once where rows of units are looked for.
  private static let parentsOfPortion = 64

  package func total(of column: String) throws -> Int? {
    guard columns.contains(where: { bytesCompare($0, column) == 0 }) else { return nil }
    var total = 0
    let file = source.path
    try source.mapBlocks(columns: [column], progress: nil) { block in
      let table = Table(
        file: file, names: [column], columns: [block.column(0)], lines: block.lines)
      return try table.total(of: column)
    } consume: { part, _ in
      total += part
    }
    return total
  }
}

/// Rows of a file as registers.
private struct PortionsOfFile: RegisterPortions {
  let portions: any FilePortions
  let id: String
  let parent: String

  func load(_ portion: Int) throws -> TableRegister {
    try TableRegister(checked: portions.load(portion).table, id: id, parent: parent)
  }
}
