// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What one block of a file holds: its clusters with their units by stratum, and what is wrong in it.
///
/// Rows and lines are those of the block. Nothing here depends on other blocks, so that blocks are
/// counted on all cores.
struct BlockCount: Sendable {
  /// Rows of one cluster that follow each other.
  struct Run: Sendable {
    /// The cluster's number in the block.
    let cluster: Int
    /// Where the run begins in the text of the file.
    let start: Int
    /// The line of its first record.
    let line: Int
    /// Where the last record ends, without its line end.
    var end: Int
  }

  /// The clusters in the order of their first rows.
  private(set) var clusters = ByteTable()
  /// The attributes of each cluster, as in its first row; none where clusters have no attributes.
  private(set) var attributes = TextColumn()
  /// The line of each cluster's first row.
  private(set) var firstLines: [Int] = []
  /// The strata, as tuples of fields.
  private(set) var strata = ByteTable()
  /// Units by cluster and stratum.
  private(set) var counts = CountTable()
  /// The rows by cluster.
  private(set) var runs: [Run] = []
  /// A hash of each unit's cluster and id.
  private(set) var hashes: [UInt64] = []
  /// The largest number of digits that a size has after the point.
  private(set) var decimals: UInt8 = 0
  /// What is wrong with ids, numbers, and columns that differ within a cluster.
  private(set) var faults = Faults()

  /// Counts a block.
  /// - Throws: what the condition for units that are drawn with certainty throws.
  init(_ block: RecordBlock, _ shape: FileShape, file: String) throws {
    let takeAll = try shape.mask(shape.takeAll, over: block, file: file)
    let keep = try shape.mask(shape.keep, over: block, file: file)
    do { decimals = try shape.checkNumbers(block, file: file) } catch let fault as Fault {
      faults.append(fault)
    } catch let found as Faults { faults.append(contentsOf: found) }
    var scratch: [UInt8] = []
    hashes.reserveCapacity(block.records.count)
    // The rows of the current run by the hash of their ids; a slot of an earlier run has an old mark.
    var seen = RowSet(rows: block.records.count)
    var runCounts = RunCounts()
    block.bytes.withUnsafeBufferPointer { bytes in
      block.fields.withUnsafeBufferPointer { fields in
        var current = -1
        var currentHash: UInt64 = 0
        var stratum = -1
        for row in block.records.indices {
          let base = row &* block.width
          let cluster = shape.cluster.map { bytes[fields[base &+ $0]] }
          let isSame =
            current >= 0
            && (cluster.map { bytesEqual($0, bytes[fields[base &- block.width &+ shape.cluster!]]) }
              ?? true)
          if !isSame {
            if current >= 0 { runCounts.move(to: &counts, of: current) }
            let value = cluster ?? UnsafeBufferPointer(start: nil, count: 0)
            currentHash = byteHash(value)
            let known = clusters.count
            current = clusters.index(of: value, hash: currentHash)
            if current == known {
              firstLines.append(block.lines[row])
              if !shape.attributes.isEmpty {
                scratch.removeAll(keepingCapacity: true)
                for column in shape.attributes {
                  FieldTuple.append(bytes[fields[base &+ column]], to: &scratch)
                }
                scratch.withUnsafeBufferPointer { attributes.append($0) }
              }
            } else if !shape.attributes.isEmpty {
              compare(row, of: current, in: block, shape, file)
            }
            let start = block.offset + Int(block.records[row].start)
            runs.append(Run(cluster: current, start: start, line: block.lines[row], end: start))
            seen.startRun()
          } else {
            for column in shape.attributes
            where !bytesEqual(
              bytes[fields[base &+ column]], bytes[fields[base &- block.width &+ column]])
            {
              compare(row, of: current, in: block, shape, file)
              break
            }
          }
          let span = block.records[row]
          runs[runs.count - 1].end = block.offset &+ Int(span.start) &+ Int(span.count)

          let id = bytes[fields[base]]
          if let flaw = UnitID.flaw(of: id) {
            faults.append(
              Fault(
                flaw, at: Place(file: file, row: block.lines[row], column: shape.columns[0]),
                ["id": String(decoding: id, as: UTF8.self)]))
          }
          let hash = byteHash(id)
          hashes.append(mixed(hash ^ currentHash &* 3))
          if let earlier = seen.insert(
            row, hash: hash, isSame: { bytesEqual(id, bytes[fields[$0 &* block.width]]) })
          {
            faults.append(
              .duplicate(
                String(decoding: id, as: UTF8.self), column: shape.columns[0], file: file,
                row: block.lines[row], earlier: block.lines[earlier]))
          }

          if !(keep?[row] ?? true) { continue }
          if let last = shape.strata.last, shape.hasPlainStrata {
            stratum = strata.index(of: bytes[fields[base &+ last]])
          } else if !shape.strata.isEmpty || takeAll != nil {
            scratch.removeAll(keepingCapacity: true)
            for column in shape.strata {
              FieldTuple.append(bytes[fields[base &+ column]], to: &scratch)
            }
            if takeAll?[row] ?? false {
              var mark = SampleDesign.takeAllMark
              mark.withUTF8 { FieldTuple.append($0, to: &scratch) }
            }
            stratum = scratch.withUnsafeBufferPointer { strata.index(of: $0) }
          } else if stratum < 0 {
            stratum = strata.index(of: UnsafeBufferPointer(start: nil, count: 0))
          }
          runCounts.add(stratum)
        }
        if current >= 0 { runCounts.move(to: &counts, of: current) }
      }
    }
  }

  /// The record of a stratum.
  func stratum(_ index: Int, _ shape: FileShape) -> String {
    shape.hasPlainStrata
      ? Record.text([strata.text(index)])
      : strata.withBytes(index) { Record.text(FieldTuple.fields($0)) }
  }

  /// Notes each attribute of a row that differs from that of its cluster's first row.
  private mutating func compare(
    _ row: Int, of cluster: Int, in block: RecordBlock, _ shape: FileShape, _ file: String
  ) {
    let known = attributes.withBytes(at: cluster) { FieldTuple.fields($0) }
    for (column, value) in zip(shape.attributes, known)
    where bytesCompare(block.text(column, of: row), value) != 0 {
      faults.append(
        .notConstant(
          shape.columns[column], value: block.text(column, of: row), other: value, file: file,
          row: block.lines[row], otherRow: firstLines[cluster], cluster: clusters.text(cluster)))
    }
  }
}

/// The units of a run by stratum.
private struct RunCounts {
  private var counts: [Int] = []
  private var touched: [Int] = []

  @inline(__always)
  mutating func add(_ stratum: Int) {
    while stratum >= counts.count { counts.append(0) }
    if counts[stratum] == 0 { touched.append(stratum) }
    counts[stratum] &+= 1
  }

  mutating func move(to table: inout CountTable, of cluster: Int) {
    for stratum in touched {
      table.add(counts[stratum], first: cluster, second: stratum)
      counts[stratum] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}

/// The rows of a run by the hashes of their ids.
struct RowSet {
  private var slots: [(mark: UInt32, row: UInt32, hash: UInt64)]
  private var mark: UInt32 = 0

  /// A set with room for so many rows.
  init(rows: Int) {
    var size = 64
    while size < rows * 2 { size *= 2 }
    slots = [(mark: UInt32, row: UInt32, hash: UInt64)](repeating: (0, 0, 0), count: size)
  }

  /// Forgets all rows.
  mutating func startRun() { mark += 1 }

  /// Adds a row, unless the same id is there.
  /// - Returns: the row of the same id.
  @inline(__always)
  mutating func insert(_ row: Int, hash: UInt64, isSame: (Int) -> Bool) -> Int? {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].mark == mark {
      if slots[slot].hash == hash && isSame(Int(slots[slot].row)) { return Int(slots[slot].row) }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = (mark, UInt32(row), hash)
    return nil
  }
}

extension Fault {
  /// An id that occurs twice within a parent.
  static func duplicate(
    _ id: String, column: String, file: String?, row: Int, earlier: Int
  ) -> Fault {
    Fault(
      .duplicateID, at: Place(file: file, row: row, column: column),
      ["id": id, "row": "\(earlier)"])
  }

  /// A column that belongs to clusters and differs between two units of one.
  static func notConstant(
    _ column: String, value: String, other: String, file: String?, row: Int, otherRow: Int,
    cluster: String
  ) -> Fault {
    Fault(
      .notConstantWithinCluster, at: Place(file: file, row: row, column: column),
      [
        "column": column, "value": value, "other": other, "row": "\(otherRow)",
        "cluster": cluster,
      ])
  }

  /// The same fault, its lines counted from the beginning of the file.
  func moved(by lines: Int) -> Fault {
    var place = place
    place.row = place.row.map { $0 + lines }
    var values = values
    values["row"] = values["row"].flatMap { Int($0) }.map { "\($0 + lines)" }
    return Fault(code, at: place, values)
  }
}
