// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A CSV file (RFC 4180) with a header line, read in blocks into columns.
///
/// Fields are text and stay byte for byte what they are. Lines may end in LF or CRLF. Only the columns
/// that are asked for are kept. Lines without any character are passed over, as editors leave them at
/// the end of a file. A record with too few or too many fields, an unclosed quotation mark or text
/// after a closing one is refused with its line.
public struct CSVFile: Sendable {
  /// The file below.
  public let source: TextFile
  /// The names in the header line.
  public let header: [String]
  let delimiter: UInt8

  /// Opens a file, recognizes its encoding and reads its header.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - location: where the bytes lie, if not there.
  ///   - encoding: the encoding to insist on; recognized when `nil`.
  ///   - delimiter: the character between fields; `nil` for the one of comma, semicolon and tabulator
  ///     that cuts the header into the most fields.
  /// - Throws: the faults of ``TextFile``; ``Fault/Code/duplicateColumn``; ``Fault/Code/columnsWithoutName``;
  ///   ``Fault/Code/separatorLine``; ``Fault/Code/unclosedQuote``.
  public init(
    path: String, location: String? = nil, encoding: TextEncoding? = nil,
    delimiter: Character? = ","
  ) throws {
    source = try TextFile(path: path, location: location, encoding: encoding)
    self.delimiter = try delimiter?.asciiValue ?? Self.delimiter(of: source)
    var scanner = CSVScanner(file: path, delimiter: self.delimiter)
    var header: [String]?
    do {
      try source.forEachBlock { block in
        try scanner.consume(block) { record in
          header = record.strings()
          throw HeaderRead()
        }
      }
      try scanner.finish { header = $0.strings() }
    } catch is HeaderRead {}
    guard let header else { throw Fault(.emptyFile, at: Place(file: path)) }
    if header.count <= 2, header[0].utf8.starts(with: "sep=".utf8) {
      throw Fault(.separatorLine, at: Place(file: path, row: 1))
    }
    var seen: Set<UnitID> = []
    for name in header where !seen.insert(UnitID(name)).inserted {
      let place = Place(file: path, row: 1)
      throw name.utf8.isEmpty
        ? Fault(.columnsWithoutName, at: place, ["count": "\(header.count { $0.utf8.isEmpty })"])
        : Fault(.duplicateColumn, at: place, ["name": name])
    }
    self.header = header
  }

  /// The delimiter that cuts the first line into the most fields, the comma if several do.
  private static func delimiter(of source: TextFile) throws -> UInt8 {
    var counts: [UInt8: Int] = [0x2c: 0, 0x3b: 0, 0x09: 0]
    var isQuoted = false
    do {
      try source.forEachBlock { block in
        for byte in block {
          if byte == 0x22 { isQuoted.toggle() }
          if isQuoted { continue }
          if byte == 0x0a || byte == 0x0d { throw HeaderRead() }
          if let count = counts[byte] { counts[byte] = count + 1 }
        }
      }
    } catch is HeaderRead {}
    let most = counts.values.max()!
    return [0x2c, 0x3b, 0x09].first { counts[$0] == most }!
  }

  /// Passes over the file once and delivers its rows in batches.
  ///
  /// - Parameters:
  ///   - columns: the columns to keep, in the order wanted; all when `nil`.
  ///   - records: whether each record is delivered as it stands, too.
  ///   - batchRows: rows in a batch at the most.
  ///   - progress: hears the bytes that are read.
  ///   - body: takes each batch.
  /// - Throws: ``Fault/Code/unknownColumn``, ``Fault/Code/unclosedQuote``, ``Fault/Code/textAfterQuote``, what
  ///   `progress` and `body` throw; ``Fault/Code/raggedRow``, or ``Faults`` with all rows of that kind where there
  ///   are several: `body` hears of no row behind the first.
  /// - Complexity: one pass; memory for one batch.
  public func forEachBatch(
    columns: [String]? = nil, records: Bool = false, batchRows: Int = 16_384,
    progress: Progress? = nil, _ body: (Batch) throws -> Void
  ) throws {
    let names = columns ?? header
    let slots = try slots(of: names)
    var builder = BatchBuilder(
      file: source.path, names: names, slots: slots, keepsRecords: records, batchRows: batchRows)
    var scanner = CSVScanner(file: source.path, delimiter: delimiter)
    var readBytes = 0
    do {
      try source.forEachBlock { block in
        readBytes += block.count
        try scanner.consume(block) { try builder.take($0, body) }
        try progress?(readBytes, source.size)
      }
      try scanner.finish { try builder.take($0, body) }
    } catch let fault as Fault where !builder.ragged.isEmpty {
      builder.ragged.append(fault)
    }
    try builder.finish(body)
  }

  /// The columns as one table in memory, read on all cores.
  ///
  /// - Parameters:
  ///   - columns: the columns to keep, in the order wanted; all when `nil`.
  ///   - progress: hears the bytes that are read.
  /// - Throws: as ``forEachBatch(columns:records:batchRows:progress:_:)``.
  /// - Complexity: one pass; memory for the columns, in which equal values of a column share an entry
  ///   where most have their like.
  public func table(columns: [String]? = nil, progress: Progress? = nil) throws -> Table {
    let names = columns ?? header
    var builders = names.map { _ in TextColumnBuilder() }
    var lines = RowLines(first: 2)
    var rows = 0
    try mapBlocks(columns: names, progress: progress) { block in
      (
        columns: (0..<block.width).map { block.sharedColumn($0) }, lines: block.lines,
        rows: block.records.count
      )
    } consume: { block, line in
      lines.append(block.lines, rows: block.rows, at: rows, line: line)
      rows += block.rows
      for (index, column) in block.columns.enumerated() { builders[index].append(column) }
    }
    return Table(
      file: source.path, names: names, columns: builders.map { $0.finish() }, lines: lines)
  }

  /// For each column of the file its place among the wanted ones, or -1.
  /// - Throws: ``Fault/Code/unknownColumn``.
  func slots(of names: [String]) throws -> [Int] {
    var slots = [Int](repeating: -1, count: header.count)
    let indexes = Dictionary(
      header.enumerated().map { (UnitID($1), $0) }, uniquingKeysWith: { first, _ in first })
    for (slot, name) in names.enumerated() {
      guard let index = indexes[UnitID(name)] else {
        throw Fault(
          .unknownColumn, at: Place(file: source.path),
          ["name": name, "columns": header.joined(separator: ", ")])
      }
      slots[index] = slot
    }
    return slots
  }

  private struct HeaderRead: Error {}
}

/// Gathers records into batches.
private struct BatchBuilder {
  let file: String
  let names: [String]
  let slots: [Int]
  let keepsRecords: Bool
  let batchRows: Int
  var columns: [TextColumn]
  var records = TextColumn()
  var lines: RowLines?
  var nextLine = 0
  var rows = 0
  var firstRow = 0
  var sawHeader = false
  /// The rows with more or fewer fields than the header.
  var ragged = Faults()

  init(file: String, names: [String], slots: [Int], keepsRecords: Bool, batchRows: Int) {
    self.file = file
    self.names = names
    self.slots = slots
    self.keepsRecords = keepsRecords
    self.batchRows = batchRows
    columns = names.map { _ in TextColumn() }
  }

  mutating func take(_ record: CSVRecord, _ body: (Batch) throws -> Void) throws {
    if !sawHeader {
      sawHeader = true
      return
    }
    guard record.fieldCount == slots.count else {
      ragged.append(
        Fault(
          .raggedRow, at: Place(file: file, row: record.line),
          ["fields": "\(record.fieldCount)", "expected": "\(slots.count)"]))
      return
    }
    // A file with such a row is refused; the pass goes on to find the others.
    guard ragged.isEmpty else { return }
    if lines == nil {
      lines = RowLines(first: record.line)
    } else if record.line != nextLine {
      lines!.note(row: rows - 1, extraLines: record.line - nextLine)
    }
    nextLine = record.line + 1
    for (field, slot) in slots.enumerated() where slot >= 0 {
      record.withField(field) { columns[slot].append($0) }
    }
    if keepsRecords { records.append(record.bytes) }
    rows += 1
    if rows == batchRows { try flush(body) }
  }

  /// Delivers what is left, unless the file is refused.
  mutating func finish(_ body: (Batch) throws -> Void) throws {
    if ragged.count == 1 { throw ragged.list[0] }
    try ragged.throwIfAny()
    try flush(body)
  }

  mutating func flush(_ body: (Batch) throws -> Void) throws {
    guard rows > 0, let lines else { return }
    let full = columns
    columns = names.map { _ in TextColumn() }
    try body(
      Batch(
        table: Table(file: file, names: names, columns: full, lines: lines), firstRow: firstRow,
        records: keepsRecords ? records : nil))
    records = TextColumn()
    firstRow += rows
    rows = 0
    self.lines = nil
  }
}

extension Fault.Code {
  /// Two columns of a header bear one name.
  public static let duplicateColumn = Fault.Code("duplicate-column", .data)
  /// The first line tells Excel the separator, `sep=;`, and is no header.
  public static let separatorLine = Fault.Code("separator-line", .data)
  /// Several columns of a header bear no name.
  public static let columnsWithoutName = Fault.Code("columns-without-name", .data)
  /// A record has another number of fields than the header.
  public static let raggedRow = Fault.Code("ragged-row", .data)
  /// A quotation mark is opened and not closed before the file ends.
  public static let unclosedQuote = Fault.Code("unclosed-quote", .data)
  /// Text follows a closing quotation mark within a field.
  public static let textAfterQuote = Fault.Code("text-after-quote", .data)
}
