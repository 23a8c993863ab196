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

  /// The sample whose numbers are checked in every unit, drawn or not; `nil` if it reads none.
  let numbers: Numbers?

  /// What a sample reads of its units as numbers.
  struct Numbers: Sendable {
    /// The columns that the sample reads, those of ids and clusters first.
    let columns: [String]
    /// The sample.
    let sample: SampleDesign

    /// - Returns: `nil` for a sample that reads no numbers.
    init?(_ sample: SampleDesign, columns: [String]) {
      guard
        sample.sort.contains(where: \.isNumeric) || sample.sizeMeasure != nil
          || !sample.balance.isEmpty || !sample.coordinates.isEmpty
      else { return nil }
      self.columns = columns
      self.sample = sample
    }
  }

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
    keep: Condition? = nil, numbers: Numbers? = nil
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
    for name in (takeAll?.columns ?? []) + (keep?.columns ?? [])
      + (numbers?.columns ?? [])
    { _ = position(name) }
    self.takeAll = takeAll
    self.keep = keep
    self.numbers = numbers
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
    return try condition.mask(table(condition.columns, of: block, file: file))
  }

  /// Checks the numbers of a block's units.
  ///
  /// - Returns: the largest number of digits that a size has after the point.
  /// - Throws: as ``TableRegister/stratified(for:progress:)``, with lines within the block.
  func checkNumbers(_ block: RecordBlock, file: String) throws -> UInt8 {
    guard let numbers else { return 0 }
    let table = table(numbers.columns, of: block, file: file)
    var register = try TableRegister(
      checked: table, id: columns[0], parent: cluster.map { columns[$0] })
    if let mask = try mask(keep, over: block, file: file) {
      register = register.restricted(to: mask)
    }
    if let mask = try mask(takeAll, over: block, file: file) {
      register = register.takingAll(mask)
    }
    _ = try register.stratified(for: numbers.sample, progress: nil)
    return try numbers.sample.sizeMeasure.map { try register.decimals(of: $0) } ?? 0
  }

  private func table(_ names: [String], of block: RecordBlock, file: String) -> Table {
    let positions = names.map { name in columns.firstIndex { bytesCompare($0, name) == 0 }! }
    return Table(
      file: file, names: names, columns: positions.map { block.column($0) }, lines: block.lines)
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
