// SPDX-License-Identifier: GPL-3.0-or-later

/// A run of bytes within a block.
public struct ByteSpan: Sendable, Hashable {
  /// The position of the first byte.
  public let start: UInt32
  /// The number of bytes.
  public let count: UInt32

  /// A run of bytes.
  public init(start: Int, count: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
  }
}

/// Whole records of a file as they stand, and where each of them and each of its wanted fields lies.
///
/// Nothing is copied from the text for a field, so that a pass over a large file costs little more than
/// finding its separators. A field with doubled quotation marks stands decoded behind the text.
public struct RecordBlock: Sendable {
  /// The text of the records, and decoded fields behind it.
  public let bytes: [UInt8]
  /// Where the text begins in the source, in bytes of UTF-8.
  public let offset: Int
  /// The records, without line ends.
  public let records: [ByteSpan]
  /// The wanted fields, all those of a record one after the other.
  public let fields: [ByteSpan]
  /// The number of wanted fields of a record.
  public let width: Int
  /// The lines of the records within the block, the first line being 1.
  public let lines: RowLines
  /// The number of lines that the block takes.
  public let lineCount: Int

  /// A block of records.
  /// - Precondition: every record has `width` fields.
  public init(
    bytes: [UInt8], offset: Int, records: [ByteSpan], fields: [ByteSpan], width: Int,
    lines: RowLines, lineCount: Int
  ) {
    precondition(fields.count == records.count * width)
    self.bytes = bytes
    self.offset = offset
    self.records = records
    self.fields = fields
    self.width = width
    self.lines = lines
    self.lineCount = lineCount
  }

  /// Calls `body` with the bytes of a field.
  public func withField<Result>(
    _ field: Int, of record: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { try body($0[fields[record * width + field]]) }
  }

  /// The text of a field.
  public func text(_ field: Int, of record: Int) -> String {
    withField(field, of: record) { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a record.
  public func record(_ index: Int) -> ArraySlice<UInt8> {
    let span = records[index]
    return bytes[Int(span.start)..<Int(span.start + span.count)]
  }

  /// A wanted field of all records as a column.
  public func column(_ field: Int) -> TextColumn {
    var column = TextColumn()
    bytes.withUnsafeBufferPointer { bytes in
      for record in records.indices { column.append(bytes[fields[record * width + field]]) }
    }
    return column
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of a run, in place.
  public subscript(span: ByteSpan) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: baseAddress.map { $0 + Int(span.start) }, count: Int(span.count))
  }
}

/// A file of records with named fields that can be passed over again and again, block by block.
///
/// Its law: a pass delivers every record once, in the order of the file, whatever the number of cores;
/// ``read(_:)`` returns the bytes that a pass delivered at those offsets.
public protocol RecordSource: Sendable {
  /// The file as the user named it.
  var path: String { get }
  /// The names of the fields.
  var header: [String] { get }
  /// Whether bytes can be read again at their offsets.
  var canReadAgain: Bool { get }

  /// Passes over the file once, on all cores.
  ///
  /// - Parameters:
  ///   - columns: the wanted fields, in the order wanted.
  ///   - progress: hears the bytes that are read.
  ///   - transform: the work on a block.
  ///   - consume: takes the results in the order of the file, each with the line of its first record.
  /// - Throws: faults of the file with their places; what the closures throw.
  func mapBlocks<Result: Sendable>(
    columns: [String], progress: Progress?,
    _ transform: @Sendable (RecordBlock) throws -> Result,
    consume: (_ result: Result, _ firstLine: Int) throws -> Void
  ) throws

  /// The text of runs of whole records, given without their last line ends; LF stands behind each.
  /// - Precondition: ``canReadAgain``.
  func read(_ ranges: [Range<Int>]) throws -> [UInt8]

  /// Cuts the text of whole records, each with its line end, as a pass does.
  func block(of text: [UInt8], columns: [String]) throws -> RecordBlock

  /// Room outside memory for what a pass puts aside.
  func makeScratch(parts: Int) throws -> any ScratchStore
}

/// Bytes that are put aside in numbered parts and read back part by part; gone with the object.
public protocol ScratchStore: AnyObject, Sendable {
  /// Appends bytes to a part.
  func append(_ bytes: [UInt8], to part: Int) throws
  /// All bytes of a part; may be called from any thread once nothing is appended any more.
  func contents(of part: Int) throws -> [UInt8]
}

extension Fault.Code {
  /// The file was changed between two passes over it.
  public static let fileChangedMeanwhile = Fault.Code("file-changed-meanwhile", .data)
}
