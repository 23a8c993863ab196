// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// An expression over the columns of a table, column by column where it can be, else row by row.
///
/// Every function takes the rows that matter, `nil` for all, and leaves the others false or 0.
struct TableEvaluation {
  private let expression: Expression
  private let table: Table
  /// The column of each name of the expression.
  private let columns: [TextColumn]
  private let missing: [[UInt8]]
  private let now: Moment?
  private let patterns = Patterns()

  init(_ expression: Expression, _ table: Table, missing: [String], now: Moment?) throws {
    self.expression = expression
    self.table = table
    self.missing = missing.map { Array($0.utf8) }
    self.now = now
    columns = try expression.names.map { name in
      guard let index = table.index(of: name) else {
        throw Fault(
          .unknownColumn, at: Place(file: table.file),
          ["name": name, "columns": table.names.joined(separator: ", ")])
      }
      return table.columns[index]
    }
  }

  // MARK: Truth

  func mask(_ node: Node, _ rows: [Bool]?) throws -> [Bool] {
    switch node {
    case .all(let parts):
      return try parts.reduce(rows) { .some(try mask($1, $0)) }!
    case .any(let parts):
      return try anyMask(parts, rows)
    case .call(let function, let arguments) where function.name == "not":
      let inner = try mask(arguments[0], rows)
      return filled(rows) { !inner[$0] }
    case .ordered(let order, let left, let right):
      return try ordered(order, left, right, rows)
    case .equal(let left, let right):
      if let mask = try equal(left, right, rows, true) { return mask }
    case .unequal(let left, let right):
      if let mask = try equal(left, right, rows, false) { return mask }
    case .name(let name):
      return filled(rows) { !isEmpty(name, $0) }
    default: break
    }
    if node.kind == .number {
      let numbers = try numbers(node, rows)
      return filled(rows) { !(numbers[$0] == 0 || numbers[$0].isNaN) }
    }
    if node.isConstant {
      let value = try value(node, nil).boolean
      return filled(rows) { _ in value }
    }
    return try filled(rows) { try value(node, $0).boolean }
  }

  private func anyMask(_ parts: [Node], _ rows: [Bool]?) throws -> [Bool] {
    var result = try mask(parts[0], rows)
    for part in parts.dropFirst() {
      let open = filled(rows) { !result[$0] }
      let more = try mask(part, open)
      for row in 0..<table.rowCount where more[row] { result[row] = true }
    }
    return result
  }

  private func ordered(
    _ order: Node.Order, _ left: Node, _ right: Node, _ rows: [Bool]?
  ) throws -> [Bool] {
    let left = try numbers(left, rows)
    if case .number(let limit) = right { return filled(rows) { order(left[$0], limit) } }
    let right = try numbers(right, rows)
    return filled(rows) { order(left[$0], right[$0]) }
  }

  /// The mask of an equality of a column with a text or number, or of two numbers; `nil` for others.
  private func equal(
    _ left: Node, _ right: Node, _ rows: [Bool]?, _ expected: Bool
  ) throws -> [Bool]? {
    switch (left, right) {
    case (.name(let name), .text(let text)), (.text(let text), .name(let name)):
      return equal(name, text, rows, expected)
    default: break
    }
    let kinds = (left.kind, right.kind)
    guard kinds.0 == .number || kinds.1 == .number, kinds.0 != .boolean, kinds.1 != .boolean,
      isNumeric(left), isNumeric(right)
    else { return nil }
    let left = try numbers(left, rows, strictly: false)
    let right = try numbers(right, rows, strictly: false)
    return filled(rows) { (left[$0] == right[$0]) == expected }
  }

  /// Whether the number of a part is all that an equality with a number needs.
  private func isNumeric(_ node: Node) -> Bool {
    if case .name = node { return true }
    return node.kind == .number
  }

  /// Rows whose field in a column has the bytes of `text`.
  private func equal(_ name: Int, _ text: String, _ rows: [Bool]?, _ expected: Bool) -> [Bool] {
    let wanted = Array(text.utf8)
    if wanted.isEmpty { return filled(rows) { isEmpty(name, $0) == expected } }
    if missing.contains(wanted) { return filled(rows) { _ in !expected } }
    let column = columns[name]
    return column.bytes.withUnsafeBufferPointer { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        filled(rows) { row in
          let start = offsets[row]
          guard offsets[row + 1] - start == wanted.count else { return !expected }
          for index in 0..<wanted.count where bytes[start + index] != wanted[index] {
            return !expected
          }
          return expected
        }
      }
    }
  }

  // MARK: Numbers

  /// The number of each row, not-a-number where it is empty.
  ///
  /// - Parameter strictly: whether a text that is no number is refused.
  func numbers(_ node: Node, _ rows: [Bool]?, strictly: Bool = true) throws -> [Double] {
    switch node {
    case .number(let number):
      return [Double](repeating: number, count: table.rowCount)
    case .name(let name):
      return try numbers(ofColumn: name, rows, strictly: strictly)
    case .negated(let part):
      return try numbers(part, rows).map { -$0 }
    case .arithmetic(let operation, let left, let right):
      let left = try numbers(left, rows)
      let right = try numbers(right, rows)
      return (0..<table.rowCount).map { operation(left[$0], right[$0]) }
    case .call(let function, let arguments) where function.name == "if":
      let condition = try mask(arguments[0], rows)
      let first = try numbers(arguments[1], condition, strictly: strictly)
      let second = try numbers(
        arguments[2], filled(rows) { !condition[$0] }, strictly: strictly)
      return (0..<table.rowCount).map { condition[$0] ? first[$0] : second[$0] }
    default: break
    }
    if node.kind == .boolean { return try mask(node, rows).map { $0 ? 1 : 0 } }
    if node.isConstant {
      return [Double](repeating: try value(node, nil).number, count: table.rowCount)
    }
    return try (0..<table.rowCount).map { row in
      guard rows?[row] ?? true else { return 0 }
      let value = try value(node, row)
      let number = value.number
      if number.isNaN, strictly, case .text(let text) = value, !text.utf8.isEmpty {
        throw notANumber(text, row, column: nil)
      }
      return number
    }
  }

  private func numbers(
    ofColumn name: Int, _ rows: [Bool]?, strictly: Bool
  ) throws -> [Double] {
    let column = columns[name]
    var result = [Double](repeating: 0, count: table.rowCount)
    try column.bytes.withUnsafeBufferPointer { bytes in
      try column.offsets.withUnsafeBufferPointer { offsets in
        for row in 0..<table.rowCount where rows?[row] ?? true {
          let field = UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]])
          if field.isEmpty || isMissing(field) {
            result[row] = .nan
            continue
          }
          result[row] = Expression.Value.number(utf8: field)
          if strictly, result[row].isNaN {
            throw notANumber(
              String(decoding: field, as: UTF8.self), row, column: expression.names[name])
          }
        }
      }
    }
    return result
  }

  private func notANumber(_ text: String, _ row: Int, column: String?) -> Fault {
    let words = missing.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
    return Fault(
      .notANumber, at: table.place(row: row, column: column), ["value": text, "missing": words])
  }

  // MARK: Text

  func texts(_ node: Node) throws -> TextColumn {
    var result = TextColumn()
    for row in 0..<table.rowCount {
      if case .name(let name) = node {
        if isEmpty(name, row) {
          result.append("")
        } else {
          columns[name].withBytes(at: row) { result.append($0) }
        }
      } else {
        result.append(try value(node, row).text)
      }
    }
    return result
  }

  // MARK: Rows

  /// The value of a part in one row, or of a constant part in none.
  private func value(_ node: Node, _ row: Int?) throws -> Expression.Value {
    let evaluation = Evaluation(
      read: { name in
        let row = row!
        return isEmpty(name, row) ? .empty : .text(columns[name].text(at: row))
      },
      now: now, patterns: patterns, fail: { expression.fault($0, $1) },
      notANumber: { name, text in
        notANumber(text, row ?? 0, column: name.map { expression.names[$0] })
      })
    return try evaluation.value(node)
  }

  private func isEmpty(_ name: Int, _ row: Int) -> Bool {
    columns[name].isEmpty(row) || columns[name].withBytes(at: row) { isMissing($0) }
  }

  private func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    for word in missing where word.count == field.count && word.elementsEqual(field) {
      return true
    }
    return false
  }

  @inline(__always)
  private func filled(_ rows: [Bool]?, _ body: (Int) throws -> Bool) rethrows -> [Bool] {
    let count = table.rowCount
    return try [Bool](unsafeUninitializedCapacity: count) { result, initialized in
      for row in 0..<count {
        let matters = rows?[row] ?? true
        (result.baseAddress! + row).initialize(to: matters ? try body(row) : false)
        initialized = row + 1
      }
    }
  }
}
