// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TableRegister {
  /// Codes the strata, ranks the sort order and gathers the rows by cell.
  /// - Complexity: linear in rows, and n log n in them where the sample sorts.
  public func stratified(
    for sample: SampleDesign, progress: Progress?
  ) throws -> any StratifiedRegister {
    StratifiedTable(
      ids: ids, parents: parents, strata: try strata(for: sample), mask: mask,
      ranks: try ranks(by: sample.sort), measures: try sample.sizeMeasure.map { try measures($0) },
      auxiliaries: try variables(of: sample.balance) + auxiliaries(sample.coordinates))
  }

  /// The record of each row's stratum, labels in byte order; units that are taken whole have strata of
  /// their own.
  /// - Precondition: the register knows which units are taken whole if the sample names any.
  func strata(for sample: SampleDesign) throws -> CodedColumn {
    precondition(sample.takeAll == nil || takeAll != nil, "take-all units were not told")
    var columns = try sample.strata.map { try levels($0) }
    guard sample.takeAll != nil, let takeAll else {
      return columns.isEmpty
        ? CodedColumn(codes: [UInt32](repeating: 0, count: table.rowCount), labels: [""])
        : CodedColumn.crossing(columns) { Record.text($0) }.sortedByLabel()
    }
    let mark = SampleDesign.takeAllMark
    columns.append(CodedColumn(codes: takeAll.map { $0 ? 1 : 0 }, labels: ["", mark]))
    return CodedColumn.crossing(columns) { fields in
      if fields.last! == mark { return Record.text(fields) }
      return fields.count == 1 ? "" : Record.text(fields.dropLast())
    }.sortedByLabel()
  }

  /// The rank of each row in a sort order, equal where the order does not tell rows apart.
  private func ranks(by keys: [SortKey]) throws -> [UInt32] {
    guard !keys.isEmpty else { return [UInt32](repeating: 0, count: table.rowCount) }
    let columns = try keys.map { try ranks(by: $0) }
    if columns.count == 1 { return columns[0] }
    let before: (Int, Int) -> Bool = { left, right in
      for column in columns where column[left] != column[right] {
        return column[left] < column[right]
      }
      return false
    }
    return Self.denseRanks(of: (0..<table.rowCount).sorted(by: before), before)
  }

  private func ranks(by key: SortKey) throws -> [UInt32] {
    guard key.isNumeric else { return try levels(key.column).sortedByLabel().codes }
    let numbers = try table.numbers(key.column)
    let before: (Int, Int) -> Bool = { left, right in
      guard numbers.isValid[left], numbers.isValid[right] else {
        return !numbers.isValid[left] && numbers.isValid[right]
      }
      return numbers.values[left] < numbers.values[right]
    }
    return Self.denseRanks(of: (0..<table.rowCount).sorted(by: before), before)
  }

  private static func denseRanks(
    of order: [Int], _ before: (Int, Int) -> Bool
  ) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: order.count)
    var rank: UInt32 = 0
    for (previous, row) in zip(order, order.dropFirst()) {
      if before(previous, row) { rank += 1 }
      ranks[row] = rank
    }
    return ranks
  }
}

/// A table's rows gathered by cell; a draw looks at the rows of its cells only.
private struct StratifiedTable: StratifiedRegister {
  let strata: [String]
  let parents: [UnitID]
  private let ids: TextColumn
  private let ranks: [UInt32]
  private let measures: [Int]?
  /// The columns for balance and of coordinates.
  private let auxiliaries: [[Double]]
  private let cells: Grouping
  private let hasParents: Bool

  init(
    ids: TextColumn, parents: CodedColumn?, strata: CodedColumn, mask: [Bool]?, ranks: [UInt32],
    measures: [Int]?, auxiliaries: [[Double]]
  ) {
    let strata = strata.dense(where: mask)
    let parents = parents?.dense(where: mask)
    let width = UInt32(strata.labels.count)
    var codes = strata.codes
    if let parents {
      for row in codes.indices where codes[row] != CodedColumn.missing {
        codes[row] += parents.codes[row] * width
      }
    }
    self.ids = ids
    self.ranks = ranks
    self.measures = measures
    self.auxiliaries = auxiliaries
    self.strata = strata.labels
    self.parents = parents?.labels.map { UnitID($0) } ?? [UnitID("")]
    hasParents = parents != nil
    cells = Grouping(codes: codes, groups: self.parents.count * strata.labels.count)
  }

  func count(parent: Int, stratum: Int) -> Int {
    cells.count(of: parent * strata.count + stratum)
  }

  func members(parent: Int, stratum: Int) -> [UnitID] {
    cells.rows(of: parent * strata.count + stratum).map { ids.unitID(at: $0) }
  }

  func candidates(
    in requests: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]] {
    var result: [[Candidate]] = []
    result.reserveCapacity(requests.count)
    for (index, request) in requests.enumerated() {
      let prefix = seed.prefix(hasParents ? parents[request.parent].text + "/" : "")
      let rows = cells.rows(of: request.parent * strata.count + request.stratum)
      var candidates: [Candidate]
      if request.order == .smallestTickets {
        candidates = smallest(request, of: rows, prefix)
      } else {
        candidates = rows.map { candidate($0, ticket: ticket(of: $0, prefix)) }
        candidates.sort(by: request.order == .sorted ? Candidate.byRank : Candidate.byTicket)
      }
      result.append(candidates)
      if index & 255 == 255 { try progress?(index + 1, requests.count) }
    }
    return result
  }

  private func ticket(of row: Int, _ prefix: SHA256) -> Ticket {
    Ticket(ids.withBytes(at: row) { prefix.hash(appending: UnsafeRawBufferPointer($0)) })
  }

  private func candidate(_ row: Int, ticket: Ticket) -> Candidate {
    Candidate(
      row: row, id: ids.unitID(at: row), ticket: ticket, rank: ranks[row],
      measure: measures?[row] ?? 1, auxiliaries: auxiliaries.map { $0[row] })
  }

  /// The candidates of the smallest tickets, by ticket.
  ///
  /// Only those tickets are kept that the smallest of a large cell are expected to be among; if that
  /// leaves too few, all are.
  private func smallest(
    _ request: CandidateRequest, of rows: ArraySlice<Int>, _ prefix: SHA256
  ) -> [Candidate] {
    if rows.count >= 1 << 12 && request.largestWord == .max {
      let likely = CandidateRequest.likelyLargestWord(
        limit: request.limit, population: rows.count)
      let candidates = smallest(request.limit, below: likely, of: rows, prefix)
      if candidates.count == min(request.limit, rows.count) { return candidates }
    }
    return smallest(request.limit, below: request.largestWord, of: rows, prefix)
  }

  /// The candidates of the smallest tickets whose leading words do not exceed one; only those words are
  /// sorted, so that a cell costs little more than its tickets.
  private func smallest(
    _ limit: Int, below largest: UInt64, of rows: ArraySlice<Int>, _ prefix: SHA256
  ) -> [Candidate] {
    var tickets: [Ticket] = []
    var keys: [(word: UInt64, row: UInt32, index: UInt32)] = []
    if largest == .max {
      tickets.reserveCapacity(rows.count)
      keys.reserveCapacity(rows.count)
    }
    for row in rows {
      let ticket = ticket(of: row, prefix)
      let word = ticket.digest.leadingWord
      guard word <= largest else { continue }
      keys.append((word, UInt32(row), UInt32(tickets.count)))
      tickets.append(ticket)
    }
    keys.sort { left, right in
      if left.word != right.word { return left.word < right.word }
      let (a, b) = (tickets[Int(left.index)], tickets[Int(right.index)])
      if a != b { return a < b }
      return ids.unitID(at: Int(left.row)) < ids.unitID(at: Int(right.row))
    }
    return keys.prefix(limit).map {
      candidate(Int($0.row), ticket: tickets[Int($0.index)])
    }
  }
}

extension CodedColumn {
  /// The column with only the labels that occur in the rows of a mask; other rows are missing.
  fileprivate func dense(where mask: [Bool]?) -> CodedColumn {
    var occurs = [Bool](repeating: false, count: labels.count)
    for (row, code) in codes.enumerated() where mask?[row] ?? true { occurs[Int(code)] = true }
    var recoded = [UInt32](repeating: Self.missing, count: labels.count)
    var kept: [String] = []
    for code in labels.indices where occurs[code] {
      recoded[code] = UInt32(kept.count)
      kept.append(labels[code])
    }
    return CodedColumn(
      codes: codes.enumerated().map { (mask?[$0] ?? true) ? recoded[Int($1)] : Self.missing },
      labels: kept)
  }
}
