// SPDX-License-Identifier: GPL-3.0-or-later

/// How a cell of a written workbook looks.
public enum CellStyle: Sendable, Hashable, CaseIterable {
  /// Plain.
  case plain
  /// The name of a column: bold on grey.
  case header
  /// A title above a table: large and bold.
  case title
  /// Text in several lines, wrapped at the column's width.
  case wrapped
  /// Something that must be mended: red.
  case fault
  /// Something to look at: yellow.
  case notice
  /// A field that a person fills in: light green.
  case input
  /// What is there to be read only: grey italics.
  case remark
}

/// A cell to be written.
public struct OutputCell: Sendable, Equatable, ExpressibleByStringLiteral {
  /// What it holds.
  public enum Value: Sendable, Equatable {
    /// Nothing; the style shows all the same.
    case empty
    /// Text. It stays text whatever it looks like: `=1+1` is no formula, `007` keeps its zeros.
    case text(String)
    /// A number.
    case number(Double)
  }

  /// What it holds.
  public var value: Value
  /// How it looks.
  public var style: CellStyle
  /// A comment that shows when the pointer is on the cell.
  public var comment: String?

  /// A cell with a value.
  public init(_ value: Value, style: CellStyle = .plain, comment: String? = nil) {
    self.value = value
    self.style = style
    self.comment = comment
  }

  /// A cell of text; the empty text makes an empty cell.
  public init(_ text: String, style: CellStyle = .plain, comment: String? = nil) {
    self.init(text.isEmpty ? .empty : .text(text), style: style, comment: comment)
  }

  /// A cell of text.
  public init(stringLiteral text: String) { self.init(text) }
}
