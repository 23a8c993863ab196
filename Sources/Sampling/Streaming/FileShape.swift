// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Which columns of a file a count of its units reads, and what each is for.
struct FileShape: Sendable {
  /// The columns that are read, each once.
  let columns: [String]
  /// The position of the ids.
  let id = 0
  /// The position of the clusters; `nil` in a file without any.
  let cluster: Int?
  /// The positions of the columns that make the strata of units.
  let strata: [Int]
  /// The positions of the columns that belong to clusters.
  let attributes: [Int]
  /// The units that are drawn with certainty, if any are named.
  let takeAll: Condition?
  /// The units that belong to the sample's register; all if `nil`.
  let keep: Condition?

  /// A condition on units.
  struct Condition: Sendable {
    /// The columns of the tables that `mask` takes.
    let columns: [String]
    /// Which rows of a table the condition names.
    let mask: @Sendable (Table) throws -> [Bool]
  }

  /// The columns of a count.
  init(
    id: String, cluster: String?, strata: [String], attributes: [String], takeAll: Condition? = nil,
    keep: Condition? = nil
  ) {
    var columns = [id]
    func position(_ name: String) -> Int {
      if let known = columns.firstIndex(where: { bytesCompare($0, name) == 0 }) { return known }
      columns.append(name)
      return columns.count - 1
    }
    self.cluster = cluster.map(position)
    self.strata = strata.map(position)
    self.attributes = attributes.map(position)
    for name in (takeAll?.columns ?? []) + (keep?.columns ?? []) { _ = position(name) }
    self.takeAll = takeAll
    self.keep = keep
    self.columns = columns
  }
}

extension FileShape {
  /// Whether a stratum is the value of one column.
  var hasPlainStrata: Bool { strata.count == 1 && takeAll == nil }

  /// Which records of a block a condition names; `nil` without a condition.
  func mask(
    _ condition: Condition?, over block: RecordBlock, file: String
  ) throws -> [Bool]? {
    guard let condition else { return nil }
    let positions = condition.columns.map { name in
      columns.firstIndex { bytesCompare($0, name) == 0 }!
    }
    return try condition.mask(
      Table(
        file: file, names: condition.columns, columns: positions.map { block.column($0) },
        lines: block.lines))
  }
}

/// Several fields as one run of bytes, each with its length before it, so that they can be told apart.
enum FieldTuple {
  /// Appends a field.
  static func append(_ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(field.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: field)
  }

  /// The fields as text.
  static func fields(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var fields: [String] = []
    var position = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while position < bytes.count {
      let count = Int(
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
      position += 4
      fields.append(String(decoding: bytes[position..<(position + count)], as: UTF8.self))
      position += count
    }
    return fields
  }
}
