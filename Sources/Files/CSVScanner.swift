// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One record of a CSV file while it passes; it is valid only inside the call that delivers it.
struct CSVRecord {
  /// The record as it stands, without line end.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The physical line that it begins on.
  let line: Int
  /// Field `i` is `bytes[starts[i]..<ends[i]]`, without its quotation marks.
  fileprivate let starts: [Int]
  fileprivate let ends: [Int]
  /// Whether field `i` holds doubled quotation marks.
  fileprivate let doubled: [Bool]

  var fieldCount: Int { starts.count }

  /// Where the value of a field stands in ``bytes``; `nil` if its quotation marks must be decoded.
  func span(_ index: Int) -> Range<Int>? {
    doubled[index] ? nil : starts[index]..<ends[index]
  }

  /// Calls `body` with the value of a field.
  func withField(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let raw = UnsafeBufferPointer(rebasing: bytes[starts[index]..<ends[index]])
    guard doubled[index] else { return body(raw) }
    var value: [UInt8] = []
    value.reserveCapacity(raw.count)
    var position = 0
    while position < raw.count {
      value.append(raw[position])
      position += raw[position] == 0x22 ? 2 : 1
    }
    value.withUnsafeBufferPointer(body)
  }

  /// All fields as text.
  func strings() -> [String] {
    (0..<fieldCount).map { index in
      var text = ""
      withField(index) { text = String(decoding: $0, as: UTF8.self) }
      return text
    }
  }
}

/// Cuts blocks of text into records and fields (RFC 4180).
///
/// A record that a block cuts off is kept and read again with the next block, so that a record is
/// always seen whole; a block holds thousands of records, so this costs next to nothing.
struct CSVScanner {
  private let file: String
  private let delimiter: UInt8
  private var pending: [UInt8] = []
  private var line = 1
  /// The line on which the next record begins.
  var nextLine: Int { line }
  /// Bytes of `pending` that hold no end of record for sure, while a long record is gathered.
  private var needed = 0
  private var starts: [Int] = []
  private var ends: [Int] = []
  private var doubled: [Bool] = []

  /// The longest record that is accepted; a longer one means a quotation mark that is never closed.
  private static let longestRecord = 1 << 26

  init(file: String, delimiter: UInt8) {
    self.file = file
    self.delimiter = delimiter
  }

  /// Takes a block and delivers the records that end in it.
  mutating func consume(
    _ block: UnsafeBufferPointer<UInt8>, _ body: (CSVRecord) throws -> Void
  ) throws {
    if pending.isEmpty {
      let used = try scan(block, atEnd: false, body)
      pending.append(contentsOf: block[used...])
    } else {
      pending.append(contentsOf: block)
      // A record longer than a block is scanned again only when twice as much of it has come.
      guard pending.count >= needed else { return }
      let whole = pending
      let used = try whole.withUnsafeBufferPointer { try scan($0, atEnd: false, body) }
      pending.removeFirst(used)
      needed = used == 0 ? whole.count * 2 : 0
    }
    if pending.count > Self.longestRecord {
      throw Fault(.unclosedQuote, at: Place(file: file, row: line))
    }
  }

  /// The end of the first record with its line end, and the line behind it; `nil` if it is not complete.
  static func firstRecord(
    in text: UnsafeBufferPointer<UInt8>, file: String, delimiter: UInt8, atEnd: Bool
  ) throws -> (bytes: Int, line: Int)? {
    var scanner = CSVScanner(file: file, delimiter: delimiter)
    var start = 0
    while start < text.count {
      var lines = 0
      guard let end = try scanner.scanRecord(text, from: start, atEnd: atEnd, lines: &lines) else {
        return nil
      }
      scanner.line += lines + 1
      if end.content > start { return (end.next, scanner.line) }
      start = end.next
    }
    return nil
  }

  /// The bytes of the complete records at the beginning of a text.
  static func completeRecords(
    in text: UnsafeBufferPointer<UInt8>, file: String, delimiter: UInt8
  ) throws -> Int {
    var scanner = CSVScanner(file: file, delimiter: delimiter)
    return try scanner.scan(text, atEnd: false) { _ in }
  }

  /// Delivers the records of a text that ends with a record, with its line end or without.
  mutating func consumeAll(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (CSVRecord) throws -> Void
  ) throws {
    _ = try scan(text, atEnd: true, body)
  }

  /// Delivers the last record, which may lack its line end.
  mutating func finish(_ body: (CSVRecord) throws -> Void) throws {
    let rest = pending
    pending = []
    _ = try rest.withUnsafeBufferPointer { try scan($0, atEnd: true, body) }
  }

  /// Delivers the complete records of `text` and returns the bytes that they take.
  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, atEnd: Bool, _ body: (CSVRecord) throws -> Void
  ) throws -> Int {
    var recordStart = 0
    while recordStart < text.count {
      var lines = 0
      guard let end = try scanRecord(text, from: recordStart, atEnd: atEnd, lines: &lines) else {
        return recordStart
      }
      let isBlank = end.content == recordStart
      if !isBlank {
        let base = recordStart
        let record = CSVRecord(
          bytes: UnsafeBufferPointer(rebasing: text[base..<end.content]), line: line,
          starts: starts, ends: ends, doubled: doubled)
        try body(record)
      }
      line += lines + 1
      recordStart = end.next
    }
    return recordStart
  }

  /// Finds the fields of the record that begins at `start`, as offsets from there.
  /// - Returns: where its content ends and the next record begins; `nil` if the text ends before.
  private mutating func scanRecord(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, atEnd: Bool, lines: inout Int
  ) throws -> (content: Int, next: Int)? {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    doubled.removeAll(keepingCapacity: true)
    var position = start
    let count = text.count
    while true {
      if position < count && text[position] == 0x22 {
        guard let close = scanQuoted(text, from: position + 1, start: start, lines: &lines) else {
          if atEnd { throw Fault(.unclosedQuote, at: Place(file: file, row: line)) }
          return nil
        }
        position = close
        if position == count && !atEnd { return nil }
        let follows = position < count ? text[position] : 0x0a
        guard follows == delimiter || follows == 0x0a || follows == 0x0d else {
          throw Fault(.textAfterQuote, at: Place(file: file, row: line + lines))
        }
      } else {
        starts.append(position - start)
        while position < count, text[position] != delimiter, text[position] != 0x0a,
          text[position] != 0x0d
        {
          position += 1
        }
        ends.append(position - start)
        doubled.append(false)
      }
      if position == count {
        return atEnd ? (count, count) : nil
      }
      if text[position] == delimiter {
        position += 1
      } else if text[position] == 0x0a {
        return (position, position + 1)
      } else if position + 1 < count {
        // CR LF, or the CR alone with which old programs end lines.
        return (position, position + (text[position + 1] == 0x0a ? 2 : 1))
      } else {
        return atEnd ? (position, count) : nil
      }
    }
  }

  /// Notes the field whose opening quotation mark stands before `open`.
  /// - Returns: the position after the closing mark, `nil` if the text ends before it.
  private mutating func scanQuoted(
    _ text: UnsafeBufferPointer<UInt8>, from open: Int, start: Int, lines: inout Int
  ) -> Int? {
    var position = open
    var isDoubled = false
    while position < text.count {
      if text[position] == 0x22 {
        if position + 1 < text.count && text[position + 1] == 0x22 {
          isDoubled = true
          position += 1
        } else {
          starts.append(open - start)
          ends.append(position - start)
          doubled.append(isDoubled)
          return position + 1
        }
      } else if text[position] == 0x0a {
        lines += 1
      }
      position += 1
    }
    return nil
  }
}
