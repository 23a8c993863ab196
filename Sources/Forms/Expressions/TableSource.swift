// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The columns of a table as the source of an expression's values, at one row after the other.
final class TableSource: ValueSource {
  private let tree: ExpressionTree
  private let table: Table
  /// The column of each name of the expression.
  let columns: [TextColumn]
  private let missing: [[UInt8]]
  /// The row that values are read from.
  var row = 0

  /// - Throws: ``Tables/Fault/Code/unknownColumn``.
  init(_ tree: ExpressionTree, _ table: Table, missing: [String]) throws {
    self.tree = tree
    self.table = table
    self.missing = missing.map { Array($0.utf8) }
    columns = try tree.names.map { try table.text($0) }
  }

  func value(ofName name: Int) throws -> Expression.Value {
    isEmpty(name, row) ? .empty : .text(columns[name].text(at: row))
  }

  func label(ofChoice choice: String, ofName name: Int) throws -> String? {
    throw tree.fault(.noContext, ["name": "jr:choice-name()"])
  }

  func faultOfNumber(_ text: String, ofName name: Int?) -> Fault? {
    let words = missing.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
    return Fault(
      .notANumber, at: table.place(row: row, column: name.map { tree.names[$0] }),
      ["value": text, "missing": words])
  }

  /// Whether a field is empty or a word for a missing value.
  func isEmpty(_ name: Int, _ row: Int) -> Bool {
    columns[name].isEmpty(row) || columns[name].withBytes(at: row) { isMissing($0) }
  }

  /// Whether bytes are a word for a missing value.
  func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    for word in missing where word.count == field.count && word.elementsEqual(field) {
      return true
    }
    return false
  }

  /// Calls `body` with the bytes of a field, none if it is missing.
  func withField<Result>(
    _ name: Int, _ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    columns[name].withBytes(at: row) { field in
      body(isMissing(field) ? UnsafeBufferPointer(start: nil, count: 0) : field)
    }
  }
}
