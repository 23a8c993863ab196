// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The units of smallest ticket in each stratum of a file without clusters, found in one pass.
///
/// Tickets above ``CandidateRequest/likelyLargestWord(limit:population:factor:)`` are left out; if that
/// leaves too few, the pass is made again with twice the share. Memory grows with the sample only.
struct SmallestTickets: GatheredUnits {
  private let units: StreamedUnits
  private let text: [UInt8]
  private let lines: RowLines

  /// Passes over the file.
  init(
    units: StreamedUnits, requests: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws {
    self.units = units
    var factor = 1.0
    while true {
      let bounded = requests.map { request in
        Self.bounded(
          request, population: units.count(parent: request.parent, stratum: request.stratum),
          factor: factor)
      }
      let rows = try Self.rows(of: units, bounded, seed, progress)
      let isEnough = zip(requests, rows.found).allSatisfy { request, found in
        found
          >= min(
            request.limit, units.count(parent: request.parent, stratum: request.stratum))
      }
      if isEnough {
        (text, lines) = (rows.text, rows.lines)
        return
      }
      factor *= 2
    }
  }

  func load(_ portion: Int) throws -> (register: any StratifiedRegister, records: RecordBlock?) {
    let block = try units.source.block(of: text, columns: units.columns)
    return (try units.register(units.table(block, lines: lines)), block)
  }

  private static func bounded(
    _ request: CandidateRequest, population: Int, factor: Double
  ) -> CandidateRequest {
    CandidateRequest(
      parent: request.parent, stratum: request.stratum, order: request.order, limit: .max,
      largestWord: CandidateRequest.likelyLargestWord(
        limit: request.limit, population: population, factor: factor))
  }

  /// The records whose tickets lie below the bounds of their strata, in the order of the file.
  private static func rows(
    of units: StreamedUnits, _ requests: [CandidateRequest], _ seed: Seed, _ progress: Progress?
  ) throws -> (text: [UInt8], lines: RowLines, found: [Int]) {
    var text: [UInt8] = []
    var lines: RowLines?
    var count = 0
    var found = [Int](repeating: 0, count: requests.count)
    try units.source.mapBlocks(columns: units.columns, progress: progress) { block in
      let register = try units.register(units.table(block, lines: block.lines))
      let present = requests.indices.filter {
        register.count(parent: requests[$0].parent, stratum: requests[$0].stratum) > 0
      }
      let candidates = try register.candidates(
        in: present.map { requests[$0] }, seed: seed, progress: nil)
      let rows = candidates.joined().map(\.row).sorted()
      var text: [UInt8] = []
      for row in rows {
        text += block.record(row)
        text.append(0x0a)
      }
      return (text, rows.map { block.lines[$0] }, zip(present, candidates.map(\.count)).map { $0 })
    } consume: { part, firstLine in
      text += part.0
      for line in part.1 {
        let line = line + firstLine - 1
        if lines == nil {
          lines = RowLines(first: line)
        } else if lines![count] != line {
          lines!.note(row: count - 1, extraLines: line - lines![count])
        }
        count += 1
      }
      for (request, number) in part.2 { found[request] += number }
    }
    return (text, lines ?? RowLines(first: 2), found)
  }
}
