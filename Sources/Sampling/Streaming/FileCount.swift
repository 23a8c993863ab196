// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The clusters of a file and the numbers of their units by stratum: what a first pass over it finds.
///
/// Memory grows with clusters, not with rows. Where the rows of a cluster stand together, their places
/// are remembered, so that a draw reads those of the drawn clusters only; in a file whose clusters are
/// scattered, a draw passes over it once more.
struct FileCount: Sendable {
  /// Rows of one cluster that follow each other.
  struct Run: Sendable {
    /// Where it begins in the text of the file.
    let start: Int
    /// The line of its first record.
    let line: Int
    /// The number of its bytes, without the last line end.
    private(set) var count: UInt32
    /// The number of the cluster.
    let cluster: UInt32

    /// Rows of a block as they stand in the file.
    fileprivate init(_ run: BlockCount.Run, cluster: Int, linesBefore: Int) {
      start = run.start
      line = run.line + linesBefore
      count = UInt32(run.end - run.start)
      self.cluster = UInt32(cluster)
    }

    /// Goes on up to a later end, unless that is too far away to be told.
    /// - Returns: whether it does.
    fileprivate mutating func extend(to end: Int) -> Bool {
      guard let longer = UInt32(exactly: end - start) else { return false }
      count = longer
      return true
    }

    /// The run in the text of the file, without its last line end.
    var range: Range<Int> { start..<(start + Int(count)) }
  }

  /// The columns that were read.
  let shape: FileShape
  /// The clusters in the order of their first rows; one without a name in a file without any.
  private(set) var clusters = ByteTable()
  /// The attributes of each cluster, as tuples; none where clusters have no attributes.
  private(set) var attributes = TextColumn()
  /// The line of each cluster's first row.
  private(set) var firstLines: [Int] = []
  /// The records of the strata, in the order of their first rows.
  private(set) var strata = ByteTable()
  /// Units by cluster and stratum.
  private(set) var counts = CellCounts()
  /// The rows by cluster; `nil` where they are scattered.
  private(set) var runs: RunIndex?
  /// The number of units.
  private(set) var rows = 0
  /// The largest number of digits that a size has after the point.
  private(set) var decimals: UInt8 = 0
  private var faults = Faults()
  /// The counts while blocks are taken.
  private var table = CountTable()
  /// The runs in the order of the file while blocks are taken; `nil` if they are not to be remembered.
  private var runsSoFar: [Run]?

  /// So many runs are remembered at the most.
  private static let mostRuns = 1 << 21

  /// Counts the units of a file and checks their ids.
  /// - Throws: ``Tables/Faults`` with ids that ``Tables/UnitID/flaw`` forbids or that occur twice within
  ///   their cluster, and columns that differ within a cluster; what the source throws.
  /// - Complexity: one pass; another one over the clusters whose rows do not stand together.
  init(_ source: any RecordSource, _ shape: FileShape, progress: Progress?) throws {
    do {
      try self.init(
        counting: source, shape, remembersRuns: source.canReadAgain, progress: progress)
    } catch is ScatteredRows {
      try self.init(counting: source, shape, remembersRuns: false, progress: progress)
    }
  }

  /// Counts the clusters of a file whose other columns are of no concern.
  /// - Throws: ``Tables/Faults`` with columns that differ within a cluster; what the source throws.
  init(
    clustersOf source: any RecordSource, column: String, attributes: [String], progress: Progress?
  ) throws {
    // The cluster stands for the id too, so that rows of one cluster would be duplicates of each other.
    shape = FileShape(id: column, cluster: column, strata: [], attributes: attributes)
    let (file, shape) = (source.path, shape)
    try source.mapBlocks(columns: shape.columns, progress: progress) {
      try BlockCount($0, shape, file: file)
    } consume: { block, firstLine in
      try take(block, firstLine: firstLine, keepsDuplicates: false, file: file)
    }
    finish()
    try faults.throwIfAny()
  }

  private init(
    counting source: any RecordSource, _ shape: FileShape, remembersRuns: Bool, progress: Progress?
  ) throws {
    self.shape = shape
    runsSoFar = remembersRuns ? [] : nil
    let usesHashes = !remembersRuns || shape.cluster == nil
    var duplicates = usesHashes ? try DuplicateSearch(source) : nil
    let file = source.path
    try source.mapBlocks(columns: shape.columns, progress: progress) {
      try BlockCount($0, shape, file: file)
    } consume: { block, firstLine in
      try take(block, firstLine: firstLine, keepsDuplicates: !usesHashes, file: file)
      try duplicates?.take(block.hashes)
    }
    finish()
    if let duplicates {
      faults.append(contentsOf: try duplicates.faults(shape, progress: progress))
    } else {
      try compareDistantRuns(source)
    }
    try faults.throwIfAny()
  }

  /// Packs what the blocks held.
  private mutating func finish() {
    counts = CellCounts(table, clusters: clusters.count)
    table = CountTable()
    if let found = runsSoFar {
      runsSoFar = nil
      runs = RunIndex(found, clusters: clusters.count)
    }
  }

  private mutating func take(
    _ block: BlockCount, firstLine: Int, keepsDuplicates: Bool, file: String
  ) throws {
    let offset = firstLine - 1
    decimals = max(decimals, block.decimals)
    for fault in block.faults.list where keepsDuplicates || fault.code != .duplicateID {
      faults.append(fault.moved(by: offset))
    }
    let numbers = (0..<block.clusters.count).map { local in
      let known = clusters.count
      let number = block.clusters.withBytes(local) {
        clusters.index(of: $0, hash: block.clusters.hash(local))
      }
      let line = block.firstLines[local] + offset
      if number == known { firstLines.append(line) }
      if shape.attributes.isEmpty { return number }
      block.attributes.withBytes(at: local) { values in
        if number == known {
          attributes.append(values)
        } else if !attributes.withBytes(at: number, { bytesEqual($0, values) }) {
          compare(values, of: number, line: line, file)
        }
      }
      return number
    }
    let stratumNumbers = (0..<block.strata.count).map { local in
      var text = block.stratum(local, shape)
      return text.withUTF8 { strata.index(of: $0) }
    }
    block.counts.forEach { cluster, stratum, count in
      table.add(count, first: numbers[cluster], second: stratumNumbers[stratum])
    }
    rows += block.hashes.count
    guard runsSoFar != nil else { return }
    for (index, run) in block.runs.enumerated() {
      let cluster = numbers[run.cluster]
      if index == 0, let last = runsSoFar!.last, last.cluster == cluster,
        runsSoFar![runsSoFar!.count - 1].extend(to: run.end)
      {
        continue
      }
      runsSoFar!.append(Run(run, cluster: cluster, linesBefore: offset))
    }
    let isScattered = rows >= 20_000 && runsSoFar!.count > rows / 2
    if isScattered || runsSoFar!.count > Self.mostRuns { throw ScatteredRows() }
  }

  /// Notes attributes that differ from those of the cluster's first row.
  private mutating func compare(
    _ values: UnsafeBufferPointer<UInt8>, of cluster: Int, line: Int, _ file: String
  ) {
    let known = attributes.withBytes(at: cluster) { FieldTuple.fields($0) }
    for (index, (value, other)) in zip(FieldTuple.fields(values), known).enumerated()
    where bytesCompare(value, other) != 0 {
      faults.append(
        .notConstant(
          shape.columns[shape.attributes[index]], value: value, other: other, file: file, row: line,
          otherRow: firstLines[cluster], cluster: clusters.text(cluster)))
    }
  }

  /// The clusters as a register of their own, in the order of their first rows.
  /// - Throws: ``Faults`` with the clusters whose ids ``Tables/UnitID/flaw`` forbids.
  func clusterRegister(file: String, id: String, columns: [String]) throws -> TableRegister {
    var texts = columns.map { _ in TextColumn() }
    for cluster in 0..<(columns.isEmpty ? 0 : clusters.count) {
      let values = attributes.withBytes(at: cluster) { FieldTuple.fields($0) }
      // Attributes are positions without repeats, as the columns are.
      for (index, value) in values.enumerated() { texts[index].append(value) }
    }
    return try TableRegister(
      Table(
        file: file, names: [id] + columns, columns: [clusters.values] + texts,
        lines: RowLines(of: firstLines)),
      id: id)
  }

  /// Looks for ids that occur twice in clusters whose rows stand in several places.
  private mutating func compareDistantRuns(_ source: any RecordSource) throws {
    guard let index = runs else { preconditionFailure("runs are remembered") }
    let column = shape.columns[0]
    let count = clusters.count
    try mapInOrder((0..<count).lazy.filter { index.runs(of: $0).count > 1 }) {
      (cluster: Int) -> [Fault] in
      let text = try source.read(index.runs(of: cluster).map(\.range))
      let block = try source.block(of: text, columns: [column])
      let lines = index.lines(of: [cluster], block)
      var set = RowSet(rows: block.records.count)
      set.startRun()
      return block.bytes.withUnsafeBufferPointer { bytes in
        block.records.indices.compactMap { row in
          let id = bytes[block.fields[row]]
          return set.insert(
            row, hash: byteHash(id), isSame: { bytesEqual(id, bytes[block.fields[$0]]) }
          )
          .map {
            .duplicate(
              block.text(0, of: row), column: column, file: source.path, row: lines[row],
              earlier: lines[$0])
          }
        }
      }
    } consume: { found in
      for fault in found { faults.append(fault) }
    }
  }
}

/// The rows of a file's clusters do not stand together.
private struct ScatteredRows: Error {}

/// The runs of a file by cluster.
struct RunIndex: Sendable {
  private let all: [FileCount.Run]
  /// The runs of cluster `c` are `all[starts[c]..<starts[c + 1]]`.
  private let starts: [UInt32]

  /// Gathers runs that stand in the order of the file.
  /// - Complexity: linear where every cluster stands together, else n log n in the runs.
  init(_ runs: [FileCount.Run], clusters: Int) {
    var starts = [UInt32](repeating: 0, count: clusters + 1)
    for run in runs { starts[Int(run.cluster) + 1] += 1 }
    for cluster in 0..<clusters { starts[cluster + 1] += starts[cluster] }
    self.starts = starts
    // Clusters are numbered in the order of their first rows, so that runs are mostly in order.
    let isInOrder = zip(runs, runs.dropFirst()).allSatisfy { $0.cluster <= $1.cluster }
    all = isInOrder ? runs : runs.sorted { ($0.cluster, $0.start) < ($1.cluster, $1.start) }
  }

  /// The runs of a cluster in the order of the file.
  func runs(of cluster: Int) -> ArraySlice<FileCount.Run> {
    all[Int(starts[cluster])..<Int(starts[cluster + 1])]
  }

  /// The lines in the file of records that were read run by run, cluster by cluster.
  func lines(of clusters: [Int], _ block: RecordBlock) -> RowLines {
    var result: RowLines?
    var row = 0
    var position = 0
    for cluster in clusters {
      for run in runs(of: cluster) {
        let end = position + run.range.count + 1
        let base = row < block.records.count ? block.lines[row] : 1
        while row < block.records.count, Int(block.records[row].start) < end {
          let line = run.line + block.lines[row] - base
          if result == nil {
            result = RowLines(first: line)
          } else if line != result![row] {
            result!.note(row: row - 1, extraLines: line - result![row])
          }
          row += 1
        }
        position = end
      }
    }
    return result ?? RowLines(first: 2)
  }
}
