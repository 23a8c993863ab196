// SPDX-License-Identifier: GPL-3.0-or-later

/// The physical line of each row of a file, where a quoted field may span several lines.
public struct RowLines: Sendable {
  private var first: Int
  /// The lines of all rows, where they were given.
  private var given: [Int] = []
  /// Rows after which the distance between row and line grows, with the distance so far.
  private var breaks: [(row: Int, extra: Int)] = []

  /// Rows that follow each other line by line, from line `first`.
  public init(first: Int) { self.first = first }

  /// Rows at the given lines.
  public init(of lines: [Int]) {
    first = 0
    given = lines
  }

  /// Notes that the row spans `lines` lines more than one, or is followed by that many empty ones.
  /// - Precondition: rows are noted in ascending order, and none if the lines of all were given.
  public mutating func note(row: Int, extraLines lines: Int) {
    precondition(given.isEmpty)
    breaks.append((row, (breaks.last?.extra ?? 0) + lines))
  }

  /// Notes the rows of a block that follows row `row - 1`.
  ///
  /// - Parameters:
  ///   - block: the lines of the block, its first line being 1.
  ///   - rows: the number of rows of the block.
  ///   - line: the line of the file where the block begins.
  public mutating func append(_ block: RowLines, rows: Int, at row: Int, line: Int) {
    precondition(given.isEmpty && block.given.isEmpty)
    guard rows > 0 else { return }
    // Empty lines before the first record of the block belong to the row before it.
    let missed = line + block[0] - 1 - (row == 0 ? first : self[row - 1] + 1)
    if row == 0 {
      precondition(breaks.isEmpty)
      first += missed
    } else if missed > 0 {
      note(row: row - 1, extraLines: missed)
    }
    let extra = breaks.last?.extra ?? 0
    let before = block[0] - block.first
    for next in block.breaks where next.row >= 0 {
      breaks.append((row + next.row, extra + next.extra - before))
    }
  }

  /// The line of a row, counted from 1.
  /// - Complexity: logarithmic in the number of rows noted.
  public subscript(row: Int) -> Int {
    if !given.isEmpty { return given[row] }
    var low = 0
    var high = breaks.count
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return first + row + (low == 0 ? 0 : breaks[low - 1].extra)
  }
}

/// Named columns of text with equal numbers of rows, and the places that they came from.
///
/// Numbers and codes are made from the text where they are needed, so that a text which is no number
/// is refused with its place.
public struct Table: Sendable {
  /// The file that the rows came from, as the user named it.
  public let file: String?
  /// The sheet of a workbook that the rows came from.
  public let sheet: String?
  /// The names of the columns, in the order of the source.
  public let names: [String]
  /// The columns, in the same order.
  public private(set) var columns: [TextColumn]
  /// The physical lines of the rows.
  public let lines: RowLines
  /// The number of rows.
  public let rowCount: Int

  /// A table of columns of equal length.
  /// - Precondition: names and columns are equally many, and the columns equally long.
  public init(
    file: String? = nil, sheet: String? = nil, names: [String], columns: [TextColumn],
    lines: RowLines = RowLines(first: 2)
  ) {
    precondition(names.count == columns.count)
    precondition(columns.allSatisfy { $0.count == columns[0].count })
    self.file = file
    self.sheet = sheet
    self.names = names
    self.columns = columns
    self.lines = lines
    self.rowCount = columns.first?.count ?? 0
  }

  /// The position of a column, by bytes of its name.
  public func index(of name: String) -> Int? {
    names.firstIndex { bytesCompare($0, name) == 0 }
  }

  /// The text of a column.
  /// - Throws: ``Fault/Code/unknownColumn``.
  public func text(_ name: String) throws -> TextColumn {
    guard let index = index(of: name) else {
      throw Fault(
        .unknownColumn, at: Place(file: file, sheet: sheet),
        ["name": name, "columns": names.joined(separator: ", ")])
    }
    return columns[index]
  }

  /// The given rows in their order, each with its line.
  /// - Precondition: no row is negative.
  /// - Complexity: linear in the bytes that are taken.
  public func gathered(_ rows: some Collection<Int>) -> Table {
    Table(
      file: file, sheet: sheet, names: names, columns: columns.map { $0.gathered(rows) },
      lines: RowLines(of: rows.map { lines[$0] }))
  }

  /// The place of a value.
  public func place(row: Int, column: String? = nil) -> Place {
    Place(file: file, sheet: sheet, row: lines[row], column: column)
  }

  /// A column as codes and labels in byte order; empty text and the given words are missing.
  /// - Throws: ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in rows and bytes.
  public func codes(_ name: String, missing: [String] = []) throws -> CodedColumn {
    try text(name).encoded(missing: [""] + missing).sortedByLabel()
  }

  /// A column as numbers; empty text and the given words are missing.
  ///
  /// - Throws: ``Fault/Code/unknownColumn``; ``Fault/Code/notANumber`` with the place of the first
  ///   text that is neither a number nor missing.
  /// - Complexity: linear in rows and bytes.
  public func numbers(_ name: String, missing: [String] = []) throws -> NumberColumn {
    let column = try text(name)
    // A word such as -99 is missing although it is a number, so words come first.
    let missing = missing.map { Array($0.utf8) }
    let entries = column.mapEntries { value -> NumberEntry in
      if value.isEmpty || missing.contains(where: { $0.elementsEqual(value) }) { return .missing }
      return parseNumber(value).map { .number($0) } ?? .text
    }
    var numbers = NumberColumn([Double](repeating: 0, count: rowCount))
    for row in 0..<rowCount {
      switch entries[column.codes.map { Int($0[row]) } ?? row] {
      case .number(let value): numbers.values[row] = value
      case .missing: numbers.isValid[row] = false
      case .text:
        throw Fault(
          .notANumber, at: place(row: row, column: name),
          [
            "value": column.text(at: row),
            "missing": missing.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ","),
          ])
      }
    }
    return numbers
  }

  /// What the text of an entry is.
  private enum NumberEntry {
    case number(Double)
    case missing
    case text
  }
}

extension Fault.Code {
  /// A column that does not exist was named.
  public static let unknownColumn = Fault.Code("unknown-column", .usage)
  /// A text stands where a number is needed.
  public static let notANumber = Fault.Code("not-a-number", .data)
}
