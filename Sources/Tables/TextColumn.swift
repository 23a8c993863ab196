// SPDX-License-Identifier: GPL-3.0-or-later

/// A column of text: one buffer of UTF-8 bytes and the offsets of its entries.
///
/// Each value is an entry of its own, or, in a column of few distinct texts, the code of one that equal
/// values share, so that a million answers of yes and no take four bytes each and are parsed twice.
///
/// A missing value is not the empty text; a file that cannot tell them apart, such as CSV, delivers
/// empty text, and what counts as missing is decided where the column is used.
public struct TextColumn: Sendable {
  /// The bytes of all entries, one after the other.
  public private(set) var bytes: [UInt8] = []
  /// Entry `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
  public private(set) var offsets: [Int] = [0]
  /// The entry of each value; `nil` if each value is an entry of its own.
  public private(set) var codes: [UInt32]?
  private var missingRows: Set<Int> = []

  /// An empty column.
  public init() {}

  /// A column of the given values; `nil` is missing.
  public init(_ values: some Sequence<String?>) {
    for value in values {
      if let value { append(value) } else { appendMissing() }
    }
  }

  /// A column of values that share entries.
  /// - Precondition: no two entries are equal, and each code is one of theirs.
  public init(entries: TextColumn, codes: [UInt32]) {
    precondition(entries.codes == nil && entries.missingRows.isEmpty)
    bytes = entries.bytes
    offsets = entries.offsets
    self.codes = codes
  }

  /// The number of values.
  public var count: Int { codes?.count ?? entryCount }

  /// The number of entries.
  public var entryCount: Int { offsets.count - 1 }

  /// Appends the bytes of one value.
  public mutating func append(_ value: UnsafeBufferPointer<UInt8>) {
    separateEntries()
    bytes.append(contentsOf: value)
    offsets.append(bytes.count)
  }

  /// Appends one value.
  public mutating func append(_ value: String) {
    separateEntries()
    bytes.append(contentsOf: value.utf8)
    offsets.append(bytes.count)
  }

  /// Appends a missing value.
  public mutating func appendMissing() {
    separateEntries()
    missingRows.insert(count)
    offsets.append(bytes.count)
  }

  /// Appends all values of another column.
  /// - Complexity: linear in the bytes and rows of `other`.
  public mutating func append(contentsOf other: TextColumn) {
    separateEntries()
    var other = other
    other.separateEntries()
    let base = bytes.count
    let rows = count
    bytes.append(contentsOf: other.bytes)
    offsets.reserveCapacity(offsets.count + other.count)
    for offset in other.offsets.dropFirst() { offsets.append(base + offset) }
    for row in other.missingRows { missingRows.insert(rows + row) }
  }

  /// Gives each value an entry of its own.
  private mutating func separateEntries() {
    guard let codes else { return }
    var values = TextColumn()
    values.offsets.reserveCapacity(codes.count + 1)
    for code in codes { withEntry(Int(code)) { values.append($0) } }
    (bytes, offsets, self.codes) = (values.bytes, values.offsets, nil)
  }

  /// Forgets all values and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    codes = nil
    missingRows.removeAll(keepingCapacity: true)
  }

  /// Whether the value is missing.
  public func isMissing(_ row: Int) -> Bool {
    !missingRows.isEmpty && missingRows.contains(row)
  }

  /// Whether the value is missing or has no bytes.
  public func isEmpty(_ row: Int) -> Bool {
    let entry = entry(of: row)
    return offsets[entry] == offsets[entry + 1]
  }

  /// The value as text, `nil` where it is missing.
  public subscript(row: Int) -> String? {
    isMissing(row) ? nil : text(at: row)
  }

  /// The value as text; a missing value is the empty text.
  public func text(at row: Int) -> String {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }

  /// The value as an identifier.
  public func unitID(at row: Int) -> UnitID {
    UnitID(text(at: row))
  }

  /// Calls `body` with the bytes of a value, without a copy.
  public func withBytes<Result>(
    at row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try withEntry(entry(of: row), body)
  }

  /// Calls `body` with the bytes of an entry, without a copy.
  public func withEntry<Result>(
    _ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[offsets[entry]..<offsets[entry + 1]]))
    }
  }

  /// The entry that holds a value.
  @inline(__always)
  private func entry(of row: Int) -> Int { codes.map { Int($0[row]) } ?? row }

  /// The given rows in their order; a negative row is the empty text.
  /// - Complexity: linear in the bytes that are taken.
  public func gathered(_ rows: some Collection<Int>) -> TextColumn {
    var result = TextColumn()
    for row in rows {
      if row < 0 {
        result.append("")
      } else if isMissing(row) {
        result.appendMissing()
      } else {
        withBytes(at: row) { result.append($0) }
      }
    }
    return result
  }

  /// What `transform` makes of each entry.
  public func mapEntries<Result>(
    _ transform: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(entryCount)
    for entry in 0..<entryCount { results.append(try withEntry(entry, transform)) }
    return results
  }

  /// The same column as codes and labels, in the order of first appearance.
  ///
  /// - Parameter missing: texts that stand for a missing value, beside values missing already.
  /// - Complexity: linear in rows and bytes.
  public func encoded(missing: [String] = []) -> CodedColumn {
    if let codes {
      let labels = mapEntries { String(decoding: $0, as: UTF8.self) }
      return CodedColumn(codes: codes, labels: labels).droppingLabels(missing)
    }
    var encoder = DictionaryEncoder()
    encoder.reserveCapacity(count)
    for row in 0..<count {
      if isMissing(row) {
        encoder.appendMissing()
      } else {
        withBytes(at: row) { encoder.append($0) }
      }
    }
    return encoder.finish().droppingLabels(missing)
  }
}
