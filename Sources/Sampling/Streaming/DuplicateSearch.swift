// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Finds ids that occur twice in a file whose rows stand in no order, in little memory.
///
/// A hash of each unit's cluster and id is put aside, in parts by its leading bits. Units whose hashes
/// differ are different; if two are equal, the file is passed over again and their ids are compared, so
/// that the result does not depend on the hash.
struct DuplicateSearch {
  private let source: any RecordSource
  private let scratch: any ScratchStore
  private var buffers: [[UInt64]]

  private static let parts = 256

  init(_ source: any RecordSource) throws {
    self.source = source
    scratch = try source.makeScratch(parts: Self.parts)
    buffers = Array(repeating: [], count: Self.parts)
  }

  /// Puts the hashes of a block aside.
  mutating func take(_ hashes: [UInt64]) throws {
    for hash in hashes { buffers[Int(hash >> 56)].append(hash) }
    for part in buffers.indices where !buffers[part].isEmpty {
      try scratch.append(buffers[part].withUnsafeBytes { Array($0) }, to: part)
      buffers[part].removeAll(keepingCapacity: true)
    }
  }

  /// A fault for each unit whose cluster and id an earlier one has.
  func faults(_ shape: FileShape, progress: Progress?) throws -> Faults {
    var faults = Faults()
    let repeated = try repeatedHashes()
    if repeated.isEmpty { return faults }
    var earlier: [[UnitID]: Int] = [:]
    let file = source.path
    try source.mapBlocks(columns: shape.columns, progress: progress) { block in
      try BlockCount(block, shape, file: file).hashes.enumerated().compactMap { row, hash in
        repeated.contains(hash)
          ? (
            key: [block.text(shape.id, of: row)]
              + (shape.cluster.map { [block.text($0, of: row)] } ?? []),
            line: block.lines[row]
          ) : nil
      }
    } consume: { (units: [(key: [String], line: Int)], firstLine: Int) in
      for unit in units {
        let (key, line) = (unit.key.map { UnitID($0) }, unit.line + firstLine - 1)
        if let other = earlier[key] {
          faults.append(
            .duplicate(
              unit.key[0], column: shape.columns[0], file: file, row: line, earlier: other))
        } else {
          earlier[key] = line
        }
      }
    }
    return faults
  }

  private func repeatedHashes() throws -> Set<UInt64> {
    var repeated: Set<UInt64> = []
    let scratch = scratch
    try mapInOrder(0..<Self.parts) { (part: Int) -> [UInt64] in
      var hashes = try scratch.contents(of: part).withUnsafeBytes {
        Array($0.bindMemory(to: UInt64.self))
      }
      hashes.sort()
      return zip(hashes, hashes.dropFirst()).compactMap { $0 == $1 ? $0 : nil }
    } consume: {
      repeated.formUnion($0)
    }
    return repeated
  }
}
