// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The units of a file within its clusters, of which only counts are in memory.
///
/// The units of drawn clusters are read when they are drawn: by their places where the rows of a cluster
/// stand together, else by a second pass that puts them aside portion by portion.
struct StreamedUnits: StratifiedRegister {
  /// The file.
  let source: any RecordSource
  /// What a first pass over it found.
  let count: FileCount
  /// The sample of units.
  let sample: SampleDesign
  /// The columns of id, cluster and whatever the sample reads beside them.
  let columns: [String]
  let strata: [String]
  let parents: [UnitID]
  /// The number in the count of each parent and stratum.
  private let clusterOfParent: [UInt32]
  private let numberOfStratum: [Int]

  /// The units of a counted file.
  init(_ source: any RecordSource, _ count: FileCount, sample: SampleDesign, columns: [String]) {
    self.source = source
    self.count = count
    self.sample = sample
    self.columns = columns
    // A condition may leave clusters without units.
    clusterOfParent = (0..<UInt32(count.clusters.count)).filter { count.counts.hasUnits(Int($0)) }
      .sorted { left, right in
        count.clusters.withBytes(Int(left)) { a in
          count.clusters.withBytes(Int(right)) { b in bytesCompare(a, b) < 0 }
        }
      }
    parents = clusterOfParent.map { UnitID(count.clusters.text(Int($0))) }
    let records = (0..<count.strata.count).map { UnitID(count.strata.text($0)) }
    numberOfStratum = records.indices.sorted { records[$0] < records[$1] }
    strata = numberOfStratum.map { records[$0].text }
  }

  func count(parent: Int, stratum: Int) -> Int {
    count.counts.count(
      cluster: Int(clusterOfParent[parent]), stratum: numberOfStratum[stratum])
  }

  func members(parent: Int, stratum: Int) throws -> [UnitID] {
    try candidates(
      in: [CandidateRequest(parent: parent, stratum: stratum, order: .byTicket, limit: 0)],
      seed: Seed(text: "members", allowsShort: true), progress: nil
    )[0].map(\.id)
  }

  func candidates(
    in requests: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]] {
    try gathered([requests], seed: seed, progress: progress).load(0).register
      .candidates(in: requests, seed: seed, progress: progress)
  }

  func gathered(
    _ portions: [[CandidateRequest]], seed: Seed, progress: Progress?
  ) throws -> any GatheredUnits {
    if count.shape.cluster == nil, portions.joined().allSatisfy({ $0.order == .smallestTickets }) {
      return try SmallestTickets(
        units: self, requests: Array(portions.joined()), seed: seed, progress: progress)
    }
    let parents = portions.map { portion in
      var seen: Set<Int> = []
      return portion.map(\.parent).filter { seen.insert($0).inserted }
    }
    return GatheredFileUnits(
      units: self, portions: try self.portions(of: parents, progress: progress))
  }

  /// The rows of parents, to be had portion by portion.
  func portions(of parents: [[Int]], progress: Progress?) throws -> any FilePortions {
    let clusters = parents.map { $0.map { Int(clusterOfParent[$0]) } }
    if let runs = count.runs { return PlacedRows(units: self, clusters: clusters, runs: runs) }
    return try RowsAside(units: self, clusters: clusters, progress: progress)
  }

  /// All units in memory.
  func wholeRegister(progress: Progress?) throws -> TableRegister {
    let table = try portions(of: [Array(parents.indices)], progress: progress).load(0).table
    return try conditioned(TableRegister(table, id: columns[0], parent: parentColumn))
  }

  private func conditioned(_ register: TableRegister) throws -> TableRegister {
    var register = register
    register.leastDecimals = count.decimals
    if let keep = count.shape.keep {
      register = register.restricted(to: try keep.mask(register.table))
    }
    if let takeAll = count.shape.takeAll {
      register = register.takingAll(try takeAll.mask(register.table))
    }
    return register
  }

  /// The digests of the first-stage units' rows, computed portion by portion on all cores.
  ///
  /// - Parameters:
  ///   - columns: the columns after id and parent.
  ///   - salt: the salts of the first-stage units.
  /// - Complexity: one pass.
  func digests(columns: [String], salt: Salt, progress: Progress?) throws -> [UnitID: Digest] {
    var portions: [[Int]] = []
    var rows = Int.max
    for parent in parents.indices {
      // The rows of a first-stage unit stay together; its parents are neighbours by bytes.
      let isSame = parent > 0 && parents[parent].top == parents[parent - 1].top
      if rows >= 1 << 14 && !isSame {
        portions.append([])
        rows = 0
      }
      portions[portions.count - 1].append(parent)
      rows += strata.indices.reduce(0) { $0 + count(parent: parent, stratum: $1) }
    }
    let gathered = try self.portions(of: portions, progress: progress)
    var digests: [UnitID: Digest] = [:]
    var done = 0
    let (id, parent) = (self.columns[0], parentColumn)
    try mapInOrder(portions.indices) { (portion: Int) -> [UnitID: Digest] in
      try TableRegister(gathered.load(portion).table, id: id, parent: parent)
        .digests(columns: columns, salt: salt, progress: nil)
    } consume: {
      digests.merge($0) { _, new in new }
      done += 1
      try progress?(done, portions.count)
    }
    return digests
  }

  /// The column of the clusters; `nil` in a file without any.
  var parentColumn: String? { count.shape.cluster.map { columns[$0] } }

  /// Some rows of the file as a register under the positions of all parents and strata.
  func register(_ table: Table) throws -> any StratifiedRegister {
    let register = try conditioned(
      TableRegister(checked: table, id: columns[0], parent: parentColumn))
    return PartOfRegister(
      part: try register.stratified(for: sample, progress: nil), strata: strata, parents: parents)
  }

  /// The records of a block as a table.
  func table(_ block: RecordBlock, lines: RowLines) -> Table {
    Table(
      file: source.path, names: columns, columns: columns.indices.map { block.column($0) },
      lines: lines)
  }
}

/// The rows of some clusters of a file, portion by portion, from any thread.
protocol FilePortions: Sendable {
  /// The rows of a portion, as a table and as they stand.
  func load(_ portion: Int) throws -> (table: Table, records: RecordBlock)
}

/// The units of a file as a draw asks for them.
private struct GatheredFileUnits: GatheredUnits {
  let units: StreamedUnits
  let portions: any FilePortions

  func load(_ portion: Int) throws -> (register: any StratifiedRegister, records: RecordBlock?) {
    let (table, records) = try portions.load(portion)
    return (try units.register(table), records)
  }
}

/// Rows of clusters that stand together in the file.
private struct PlacedRows: FilePortions {
  let units: StreamedUnits
  let clusters: [[Int]]
  let runs: RunIndex

  func load(_ portion: Int) throws -> (table: Table, records: RecordBlock) {
    let ranges = clusters[portion].flatMap { runs.runs(of: $0).map(\.range) }
    let block = try units.source.block(of: units.source.read(ranges), columns: units.columns)
    return (units.table(block, lines: runs.lines(of: clusters[portion], block)), block)
  }
}

/// Rows that a second pass over the file put aside.
private struct RowsAside: FilePortions {
  private let units: StreamedUnits
  /// The records of portion `p` are part `2 p`, their lines part `2 p + 1`.
  private let scratch: any ScratchStore

  init(units: StreamedUnits, clusters: [[Int]], progress: Progress?) throws {
    self.units = units
    var portions = [Int](repeating: -1, count: units.count.clusters.count)
    for (portion, members) in clusters.enumerated() {
      for cluster in members { portions[cluster] = portion }
    }
    let portionOfCluster = portions
    scratch = try units.source.makeScratch(parts: clusters.count * 2)
    let known = units.count.clusters
    let cluster = units.count.shape.cluster
    let columns = cluster.map { [units.columns[$0]] } ?? [units.columns[0]]
    try units.source.mapBlocks(columns: columns, progress: progress) { block in
      var aside: [Int: (text: [UInt8], lines: [Int])] = [:]
      for row in block.records.indices {
        let number =
          cluster == nil
          ? 0 : block.withField(0, of: row) { known.find($0, hash: byteHash($0)) }
        guard let number else {
          throw Fault(.fileChangedMeanwhile, at: Place(file: units.source.path))
        }
        let portion = portionOfCluster[number]
        if portion < 0 { continue }
        aside[portion, default: ([], [])].text += block.record(row)
        aside[portion]!.text.append(0x0a)
        aside[portion]!.lines.append(block.lines[row])
      }
      return aside
    } consume: { aside, firstLine in
      for (portion, rows) in aside {
        try scratch.append(rows.text, to: portion * 2)
        let lines = rows.lines.map { $0 + firstLine - 1 }
        try scratch.append(lines.withUnsafeBytes { Array($0) }, to: portion * 2 + 1)
      }
    }
  }

  func load(_ portion: Int) throws -> (table: Table, records: RecordBlock) {
    let block = try units.source.block(
      of: scratch.contents(of: portion * 2), columns: units.columns)
    let lines = try scratch.contents(of: portion * 2 + 1).withUnsafeBytes {
      Array($0.bindMemory(to: Int.self))
    }
    guard lines.count == block.records.count else {
      throw Fault(.fileChangedMeanwhile, at: Place(file: units.source.path))
    }
    return (units.table(block, lines: RowLines(of: lines)), block)
  }
}

/// A register that holds some parents of another one, under the other one's positions.
private struct PartOfRegister: StratifiedRegister {
  let strata: [String]
  let parents: [UnitID]
  private let part: any StratifiedRegister
  private let stratumPositions: [UnitID: Int]
  private let parentPositions: [UnitID: Int]

  init(part: any StratifiedRegister, strata: [String], parents: [UnitID]) {
    self.part = part
    self.strata = strata
    self.parents = parents
    stratumPositions = Dictionary(
      uniqueKeysWithValues: part.strata.enumerated().map { (UnitID($1), $0) })
    parentPositions = Dictionary(
      uniqueKeysWithValues: part.parents.enumerated().map { ($1, $0) })
  }

  func count(parent: Int, stratum: Int) -> Int {
    position(parent, stratum).map { part.count(parent: $0.parent, stratum: $0.stratum) } ?? 0
  }

  func members(parent: Int, stratum: Int) throws -> [UnitID] {
    try position(parent, stratum).map {
      try part.members(parent: $0.parent, stratum: $0.stratum)
    } ?? []
  }

  func candidates(
    in requests: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]] {
    try part.candidates(
      in: requests.map { request in
        guard let position = position(request.parent, request.stratum) else {
          throw Fault(.fileChangedMeanwhile)
        }
        return CandidateRequest(
          parent: position.parent, stratum: position.stratum, order: request.order,
          limit: request.limit, largestWord: request.largestWord)
      }, seed: seed, progress: progress)
  }

  private func position(_ parent: Int, _ stratum: Int) -> (parent: Int, stratum: Int)? {
    guard let parent = parentPositions[parents[parent]],
      let stratum = stratumPositions[UnitID(strata[stratum])]
    else { return nil }
    return (parent, stratum)
  }
}
