// SPDX-License-Identifier: GPL-3.0-or-later

/// Puts columns together from blocks, equal values sharing an entry as long as that saves memory.
public struct TextColumnBuilder: Sendable {
  private var entries = ByteTable()
  private var codes: [UInt32] = []
  /// The column so far, once its texts turned out to be distinct for the most part.
  private var plain: TextColumn?

  /// A column without values.
  public init() {}

  /// Reserves room for `rows` values.
  public mutating func reserveCapacity(_ rows: Int) { codes.reserveCapacity(rows) }

  /// Appends the values of a column.
  /// - Complexity: linear in its bytes, or in its entries and rows.
  public mutating func append(_ block: TextColumn) {
    if plain == nil, let blockCodes = block.codes {
      let known = block.mapEntries { UInt32(entries.index(of: $0)) }
      for code in blockCodes { codes.append(known[Int(code)]) }
      if !isWorthwhile(entries: entries.count, rows: codes.count) { plain = column }
    } else {
      if plain == nil { plain = column }
      codes = []
      entries = ByteTable()
      plain!.append(contentsOf: block)
    }
  }

  /// The column of all that was appended.
  public consuming func finish() -> TextColumn { plain ?? column }

  private var column: TextColumn {
    var texts = TextColumn()
    for entry in 0..<entries.count { entries.withBytes(entry) { texts.append($0) } }
    return TextColumn(entries: texts, codes: codes)
  }
}

/// Whether equal values should share entries: when there are at least two for each, or few rows at all.
private func isWorthwhile(entries: Int, rows: Int) -> Bool { entries < 256 || entries * 2 <= rows }

extension RecordBlock {
  /// A wanted field of all records as a column whose equal values share an entry; without shared
  /// entries if most values differ.
  /// - Complexity: linear in the bytes of the field.
  public func sharedColumn(_ field: Int) -> TextColumn {
    var table = ByteTable()
    var codes: [UInt32] = []
    codes.reserveCapacity(records.count)
    // Answers are of one byte for the most part, and neighbours in sorted columns are alike.
    var codeOfByte = [UInt32](repeating: .max, count: 256)
    var last = (span: ByteSpan(start: 0, count: 0), code: UInt32.max)
    let isShared = bytes.withUnsafeBufferPointer { bytes -> Bool in
      for record in records.indices {
        let span = fields[record * width + field]
        let value = bytes[span]
        let code: UInt32
        if span.count == 1 {
          let byte = Int(value[0])
          if codeOfByte[byte] == .max { codeOfByte[byte] = UInt32(table.index(of: value)) }
          code = codeOfByte[byte]
        } else if last.code != .max && bytesEqual(bytes[last.span], value) {
          code = last.code
        } else {
          code = UInt32(table.index(of: value))
          last = (span, code)
          if record & 0xfff == 0xfff && !isWorthwhile(entries: table.count, rows: record) {
            return false
          }
        }
        codes.append(code)
      }
      return isWorthwhile(entries: table.count, rows: codes.count)
    }
    guard isShared else { return column(field) }
    var entries = TextColumn()
    for entry in 0..<table.count { table.withBytes(entry) { entries.append($0) } }
    return TextColumn(entries: entries, codes: codes)
  }
}
