// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell of a workbook that holds something.
public struct WorkbookCell: Sendable, Equatable {
  /// What a cell holds.
  public enum Kind: Sendable, Hashable {
    /// Text that was typed, or the text that a formula gave.
    case text
    /// A number.
    case number
    /// A whole number of more than fifteen digits. Excel keeps fifteen, so that an identity number in
    /// such a cell has lost its last digits; it is never to be taken as an identifier.
    case longNumber
    /// `TRUE` or `FALSE`.
    case boolean
    /// A number that its format shows as a date.
    case date
    /// A number that its format shows as a date with the time of day, or a date with a fraction.
    case dateTime
    /// A number below one that its format shows as the time of day.
    case time
    /// A number of days that its format shows as hours beyond 24, minutes or seconds.
    case duration
    /// An error of a formula, such as `#N/A`.
    case error
    /// A formula whose value no program has calculated yet.
    case uncalculated
  }

  /// The column, counted from 0.
  public let column: Int
  /// What it holds.
  public let kind: Kind
  /// The text; the shortest decimal that reads back to the same number, and ISO 8601 for dates and
  /// times (`2016-11-15`, `2016-11-15T08:30:00`, `08:30:00`, with milliseconds where there are any).
  public let text: String
  /// Whether a formula gave it.
  public let isFormula: Bool

  /// A cell of a column.
  public init(column: Int, kind: Kind, text: String, isFormula: Bool = false) {
    self.column = column
    self.kind = kind
    self.text = text
    self.isFormula = isFormula
  }
}

/// A row of a sheet.
public struct WorkbookRow: Sendable, Equatable {
  /// Its number as Excel shows it, from 1.
  public let number: Int
  /// The cells that hold something, in the order of their columns.
  public let cells: [WorkbookCell]
  /// Whether it is hidden, by hand or by a filter.
  public let isHidden: Bool

  /// A row of cells.
  public init(number: Int, cells: [WorkbookCell], isHidden: Bool = false) {
    self.number = number
    self.cells = cells
    self.isHidden = isHidden
  }

  /// The cell of a column, counted from 0.
  public subscript(column: Int) -> WorkbookCell? { cells.first { $0.column == column } }
}

/// A range of cells, such as merged ones; rows from 1 as Excel shows them, columns from 0.
public struct CellRange: Sendable, Hashable {
  /// The rows.
  public let rows: ClosedRange<Int>
  /// The columns.
  public let columns: ClosedRange<Int>

  /// A range of rows and columns.
  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The range as Excel writes it, `A1:C2`.
  public var name: String {
    "\(columnLetters(columns.lowerBound))\(rows.lowerBound):"
      + "\(columnLetters(columns.upperBound))\(rows.upperBound)"
  }

  /// Reads `A1:C2` or `A1`; `nil` for anything else.
  init?(_ text: String) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = corners.first, corners.count <= 2,
      let start = CellReference(Array(first.utf8)),
      let end = CellReference(Array(corners.last!.utf8)),
      start.row <= end.row, start.column <= end.column
    else { return nil }
    self.init(rows: start.row...end.row, columns: start.column...end.column)
  }
}

/// The letters that Excel gives a column, counted from 0: `A`, …, `Z`, `AA`, ….
public func columnLetters(_ column: Int) -> String {
  var letters: [UInt8] = []
  var rest = column + 1
  while rest > 0 {
    letters.append(UInt8(0x41 + (rest - 1) % 26))
    rest = (rest - 1) / 26
  }
  return String(decoding: letters.reversed(), as: UTF8.self)
}

/// The reference of a cell, such as `BC23`.
struct CellReference {
  /// The row, from 1.
  let row: Int
  /// The column, from 0.
  let column: Int

  /// The most rows and columns that Excel knows.
  static let mostRows = 1_048_576
  static let mostColumns = 16_384

  /// Reads letters and digits; `nil` for anything else or beyond Excel's last cell.
  init?(_ text: some Collection<UInt8>) {
    var column = 0
    var row = 0
    var letters = 0
    for byte in text {
      if byte >= 0x41 && byte <= 0x5a && row == 0 {
        column = column * 26 + Int(byte - 0x40)
        letters += 1
        if column > Self.mostColumns { return nil }
      } else if byte >= 0x30 && byte <= 0x39 && letters > 0 {
        row = row * 10 + Int(byte - 0x30)
        if row > Self.mostRows || row == 0 { return nil }
      } else if byte != 0x24 {
        return nil
      }
    }
    guard row > 0 else { return nil }
    self.row = row
    self.column = column - 1
  }
}
