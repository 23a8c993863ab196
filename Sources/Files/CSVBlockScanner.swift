// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

/// Cuts blocks of whole records into fields, eight bytes at a time.
///
/// Text with a quotation mark goes through ``CSVScanner``, which knows quoting; other text has its
/// separators found by arithmetic on words (Mycroft's test for zero bytes, as in Warren 2012, section
/// 6-1).
struct CSVBlockScanner: Sendable {
  let file: String
  let delimiter: UInt8
  /// For each field of the file its place among the wanted ones, or -1.
  let slots: [Int]
  /// The number of wanted fields.
  let width: Int

  /// The records of a text.
  /// - Throws: ``Fault/Code/raggedRow`` and the faults of quoting, with lines within the block;
  ///   ``Fault/Code/partTooLarge``.
  func block(of text: consuming [UInt8], offset: Int) throws -> RecordBlock {
    // Spans are of 32 bits; decoded fields behind the text are never longer than it.
    guard text.count < Int(UInt32.max) / 2 else {
      throw Fault(.partTooLarge, at: Place(file: file), ["bytes": "\(text.count)"])
    }
    let isPlain = text.withUnsafeBufferPointer { $0.firstIndex(ofByte: 0x22) == nil }
    return isPlain ? try plain(text, offset) : try quoted(text, offset)
  }

  private func fault(fields: Int, line: Int) -> Fault {
    Fault(
      .raggedRow, at: Place(file: file, row: line),
      ["fields": "\(fields)", "expected": "\(slots.count)"])
  }

  private func plain(_ text: consuming [UInt8], _ offset: Int) throws -> RecordBlock {
    let size = text.count
    // Words are read whole, so that the text needs a margin behind it.
    text.append(contentsOf: repeatElement(0, count: 8))
    // A record has at least as many bytes as fields, and the last may lack its line end.
    let most = size / slots.count + 1
    var cuts = PlainCuts(slots: slots, width: width)
    var wrong: (fields: Int, line: Int)?
    var records: [ByteSpan] = []
    let fields = [ByteSpan](unsafeUninitializedCapacity: most * width) { fields, fieldCount in
      records = [ByteSpan](unsafeUninitializedCapacity: most) { records, recordCount in
        wrong = text.withUnsafeBytes {
          cuts.cut($0, size: size, delimiter: delimiter, into: records, fields)
        }
        recordCount = cuts.count
      }
      fieldCount = cuts.count * width
    }
    if let wrong { throw fault(fields: wrong.fields, line: wrong.line) }
    return RecordBlock(
      bytes: text, offset: offset, records: records, fields: fields, width: width,
      lines: cuts.lines, lineCount: cuts.line - 1)
  }

  private func quoted(_ text: consuming [UInt8], _ offset: Int) throws -> RecordBlock {
    var scanner = CSVScanner(file: file, delimiter: delimiter)
    var records: [ByteSpan] = []
    var fields: [ByteSpan] = []
    var decoded: [UInt8] = []
    var lines = RowLines(first: 1)
    var nextLine = 1
    let size = text.count
    try text.withUnsafeBufferPointer { bytes in
      let take = { (record: CSVRecord) in
        guard record.fieldCount == slots.count else {
          throw fault(fields: record.fieldCount, line: record.line)
        }
        if record.line != nextLine {
          lines.note(row: records.count - 1, extraLines: record.line - nextLine)
        }
        nextLine = record.line + 1
        let start = record.bytes.baseAddress! - bytes.baseAddress!
        records.append(ByteSpan(start: start, count: record.bytes.count))
        let base = fields.count
        fields.append(contentsOf: repeatElement(ByteSpan(start: 0, count: 0), count: width))
        for (field, slot) in slots.enumerated() where slot >= 0 {
          if let span = record.span(field) {
            fields[base + slot] = ByteSpan(start: start + span.lowerBound, count: span.count)
          } else {
            let before = decoded.count
            record.withField(field) { decoded.append(contentsOf: $0) }
            fields[base + slot] = ByteSpan(start: size + before, count: decoded.count - before)
          }
        }
      }
      try scanner.consumeAll(bytes, take)
    }
    let lineCount = scanner.nextLine - 1
    text.append(contentsOf: decoded)
    return RecordBlock(
      bytes: text, offset: offset, records: records, fields: fields, width: width, lines: lines,
      lineCount: lineCount)
  }
}

/// The cuts of a text without quotation marks.
private struct PlainCuts {
  let slots: [Int]
  let width: Int
  /// The number of records so far.
  private(set) var count = 0
  private(set) var lines = RowLines(first: 1)
  /// The line that is being cut.
  private(set) var line = 1
  private var nextLine = 1

  init(slots: [Int], width: Int) {
    self.slots = slots
    self.width = width
  }

  /// Cuts a text whose last record ends with it or with its line end.
  /// - Returns: the number of fields and the line of the first record that has not as many as it should.
  mutating func cut(
    _ text: UnsafeRawBufferPointer, size: Int, delimiter: UInt8,
    into records: UnsafeMutableBufferPointer<ByteSpan>,
    _ fields: UnsafeMutableBufferPointer<ByteSpan>
  ) -> (fields: Int, line: Int)? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let delimiters = ones &* UInt64(delimiter)
    let feeds = ones &* 0x0a
    let returns = ones &* 0x0d
    let columns = slots.count
    let hasReturns = memchr(text.baseAddress!, 0x0d, size) != nil
    return slots.withUnsafeBufferPointer { slots in
      var recordStart = 0
      var fieldStart = 0
      var field = 0
      var position = 0
      var skip = -1
      while position < size {
        let word = UInt64(
          littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let a = word ^ delimiters
        let b = word ^ feeds
        // A byte of these is 0x80 exactly where the word has the separator.
        let cuts = ~(((a & low) &+ low) | a | low)
        var ends = ~(((b & low) &+ low) | b | low)
        if hasReturns {
          let c = word ^ returns
          ends |= ~(((c & low) &+ low) | c | low)
        }
        var mask = cuts | ends
        while mask != 0 {
          let bit = mask & (0 &- mask)
          let at = position &+ bit.trailingZeroBitCount &>> 3
          mask ^= bit
          if at == skip { continue }
          if field < columns && slots[field] >= 0 {
            fields[count &* width &+ slots[field]] = ByteSpan(
              start: fieldStart, count: at &- fieldStart)
          }
          field &+= 1
          fieldStart = at &+ 1
          if cuts & bit != 0 { continue }
          var next = at &+ 1
          if hasReturns && text[at] == 0x0d && next < size && text[next] == 0x0a {
            skip = next
            next &+= 1
          }
          if at > recordStart {
            if field != columns { return (field, line) }
            close(ByteSpan(start: recordStart, count: at &- recordStart), records)
          }
          line &+= 1
          recordStart = next
          fieldStart = next
          field = 0
        }
        position &+= 8
      }
      if size > recordStart {
        if field < columns && slots[field] >= 0 {
          fields[count &* width &+ slots[field]] = ByteSpan(
            start: fieldStart, count: size &- fieldStart)
        }
        field &+= 1
        if field != columns { return (field, line) }
        close(ByteSpan(start: recordStart, count: size &- recordStart), records)
        line &+= 1
      }
      return nil
    }
  }

  @inline(__always)
  private mutating func close(_ record: ByteSpan, _ records: UnsafeMutableBufferPointer<ByteSpan>) {
    if line != nextLine { lines.note(row: count - 1, extraLines: line - nextLine) }
    nextLine = line &+ 1
    records[count] = record
    count &+= 1
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first position of a byte.
  func firstIndex(ofByte byte: UInt8) -> Int? {
    guard let base = baseAddress, let found = memchr(base, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The last position of a byte.
  func lastIndex(ofByte byte: UInt8) -> Int? {
    var index = count
    while index > 0 {
      index -= 1
      if self[index] == byte { return index }
    }
    return nil
  }
}

extension Fault.Code {
  /// More of a file would have to be held at once than a block can hold.
  public static let partTooLarge = Fault.Code("part-too-large", .data)
}
