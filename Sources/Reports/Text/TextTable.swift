// SPDX-License-Identifier: GPL-3.0-or-later

import Files

/// A table for a terminal, aligned by the columns that characters take there: Chinese ones take two.
public struct TextTable: Sendable {
  /// On which side of its column a text stands.
  public enum Alignment: Sendable {
    /// Texts.
    case left
    /// Numbers.
    case right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// A table with a header.
  public init(header: [String], alignments: [Alignment]) {
    precondition(header.count == alignments.count)
    self.header = header
    self.alignments = alignments
  }

  /// Adds a row with as many cells as the header has.
  public mutating func append(_ row: [String]) {
    precondition(row.count == header.count)
    rows.append(row)
  }

  /// The lines of the table: header, rule, rows.
  public func lines() -> [String] {
    let widths = header.indices.map { column in
      ([header] + rows).map { displayWidth($0[column]) }.max() ?? 0
    }
    let format = { (row: [String]) -> String in
      zip(row, zip(widths, alignments)).map { text, shape in
        pad(text, to: shape.0, shape.1)
      }.joined(separator: "  ").trimmingTrailingSpaces()
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [format(header), rule] + rows.map(format)
  }
}

/// A text with spaces up to a width in terminal columns.
public func pad(_ text: String, to width: Int, _ alignment: TextTable.Alignment = .left) -> String {
  let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return alignment == .left ? text + spaces : spaces + text
}

extension String {
  fileprivate func trimmingTrailingSpaces() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
