// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension CSVFile: RecordSource {
  /// The path as the user gave it.
  public var path: String { source.path }

  /// Whether bytes can be read again at their offsets, which holds for UTF-8 only.
  public var canReadAgain: Bool { source.encoding == .utf8 }

  /// Passes over the file once, on all cores.
  public func mapBlocks<Result: Sendable>(
    columns: [String], progress: Progress? = nil,
    _ transform: @Sendable (RecordBlock) throws -> Result,
    consume: (_ result: Result, _ firstLine: Int) throws -> Void
  ) throws {
    let scanner = try blockScanner(columns)
    var text = try RecordReader(source, delimiter: delimiter)
    var line = text.firstLine
    do {
      try mapInOrder({
        let next = try text.next()
        try progress?(text.bytesRead, source.size)
        return next
      }) { (bytes: [UInt8], offset: Int) throws -> (Result, Int) in
        let block: RecordBlock
        do { block = try scanner.block(of: bytes, offset: offset) } catch let fault as Fault {
          throw MalformedText(fault: fault)
        }
        return (try transform(block), block.lineCount)
      } consume: { result, lines in
        try consume(result, line)
        line += lines
      }
    } catch let malformed as MalformedText {
      // The sequential pass knows lines, and stops at the first fault of the file.
      try forEachBatch(columns: [header[0]]) { _ in }
      throw malformed.fault
    }
  }

  /// The text of runs of whole records, given without their last line ends; LF stands behind each.
  public func read(_ ranges: [Range<Int>]) throws -> [UInt8] {
    precondition(canReadAgain)
    let reader = try FileReader(path: source.location)
    var result: [UInt8] = []
    result.reserveCapacity(ranges.reduce(0) { $0 + $1.count + 1 })
    for range in ranges {
      let bytes = try reader.bytes(
        at: range.lowerBound + source.markLength, count: range.count)
      guard bytes.count == range.count else {
        throw Fault(.fileChangedMeanwhile, at: Place(file: source.path))
      }
      result += bytes
      result.append(0x0a)
    }
    return result
  }

  /// Cuts the text of whole records.
  public func block(of text: [UInt8], columns: [String]) throws -> RecordBlock {
    try blockScanner(columns).block(of: text, offset: 0)
  }

  /// A file without a name in the folder for temporary files.
  public func makeScratch(parts: Int) throws -> any ScratchStore { try ScratchFile(parts: parts) }

  private func blockScanner(_ columns: [String]) throws -> CSVBlockScanner {
    CSVBlockScanner(
      file: source.path, delimiter: delimiter, slots: try slots(of: columns), width: columns.count)
  }
}

/// Text that cannot be cut into records; its lines are those of its block.
private struct MalformedText: Error {
  let fault: Fault
}

/// The text of a file behind its header, in pieces of whole records.
private struct RecordReader {
  private let file: TextFile
  private let delimiter: UInt8
  private var reader: TextReader
  private var pending: [UInt8] = []
  private var offset: Int
  private var isAtEnd = false
  /// The line behind the header.
  let firstLine: Int

  var bytesRead: Int { reader.bytesRead }

  private static let blockSize = 1 << 20
  /// The longest record that is accepted; a longer one means a quotation mark that is never closed.
  private static let longestRecord = 1 << 26

  init(_ file: TextFile, delimiter: UInt8) throws {
    self.file = file
    self.delimiter = delimiter
    reader = try TextReader(file, blockSize: Self.blockSize)
    var text: [UInt8] = []
    var end: (bytes: Int, line: Int)?
    while end == nil, let block = try reader.next() {
      text += block
      end = try text.withUnsafeBufferPointer {
        try CSVScanner.firstRecord(in: $0, file: file.path, delimiter: delimiter, atEnd: false)
      }
    }
    if end == nil {
      isAtEnd = true
      end = (text.count, 2)
    }
    offset = end!.bytes
    firstLine = end!.line
    pending = Array(text[end!.bytes...])
  }

  /// The next whole records with their offset in the text; `nil` at the end.
  mutating func next() throws -> (bytes: [UInt8], offset: Int)? {
    while !isAtEnd {
      if pending.count >= Self.blockSize / 2 {
        let cut = try cut()
        if cut > 0 { return take(cut) }
        if pending.count > Self.longestRecord {
          throw MalformedText(fault: Fault(.unclosedQuote, at: Place(file: file.path)))
        }
      }
      if let block = try reader.next() {
        if pending.isEmpty { pending = block } else { pending += block }
      } else {
        isAtEnd = true
      }
    }
    return pending.isEmpty ? nil : take(pending.count)
  }

  private mutating func take(_ count: Int) -> (bytes: [UInt8], offset: Int) {
    var bytes = pending
    pending = Array(bytes[count...])
    bytes.removeLast(bytes.count - count)
    defer { offset += count }
    return (bytes, offset)
  }

  /// The bytes of `pending` that are whole records; more may follow.
  private func cut() throws -> Int {
    try pending.withUnsafeBufferPointer { text in
      if text.firstIndex(ofByte: 0x22) == nil {
        if let feed = text.lastIndex(ofByte: 0x0a) { return feed + 1 }
        // Old programs end lines with CR alone; behind the last byte LF may follow.
        let known = UnsafeBufferPointer(rebasing: text.dropLast())
        return known.lastIndex(ofByte: 0x0d).map { $0 + 1 } ?? 0
      }
      do {
        return try CSVScanner.completeRecords(in: text, file: file.path, delimiter: delimiter)
      } catch let fault as Fault { throw MalformedText(fault: fault) }
    }
  }
}
