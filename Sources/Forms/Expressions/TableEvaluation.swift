// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// An expression over the columns of a table, column by column where it can be, else row by row.
///
/// Every function takes the rows that matter, `nil` for all, and leaves the others false or 0.
struct TableEvaluation {
  let tree: ExpressionTree
  let table: Table
  let source: TableSource
  private let evaluation: Evaluation

  init(_ expression: Expression, _ table: Table, missing: [String], now: Moment?) throws {
    tree = expression.tree
    self.table = table
    source = try TableSource(tree, table, missing: missing)
    evaluation = Evaluation(
      tree: tree, source: source, current: nil, now: now, patterns: Patterns())
  }

  /// The truth of a node in each row.
  func mask(_ node: Int, _ rows: [Bool]?) throws -> [Bool] {
    switch tree.nodes[node] {
    case .all(let first, let count):
      return try tree.children[first..<first + count].reduce(rows) { try mask($1, $0) }!
    case .any(let first, let count):
      return try anyMask(tree.children[first..<first + count], rows)
    case .not(let part):
      let inner = try mask(part, rows)
      return filled(rows) { !inner[$0] }
    case .ordered(let order, let left, let right):
      let left = try numbers(left, rows)
      let right = try numbers(right, rows)
      return filled(rows) { order(left[$0], right[$0]) }
    case .equal(let left, let right):
      if let mask = try equal(left, right, rows, true) { return mask }
    case .unequal(let left, let right):
      if let mask = try equal(left, right, rows, false) { return mask }
    case .name(let name):
      return filled(rows) { !source.isEmpty(name, $0) }
    default: break
    }
    if tree.kind(of: node) == .number {
      let numbers = try numbers(node, rows)
      return filled(rows) { !(numbers[$0] == 0 || numbers[$0].isNaN) }
    }
    if tree.isConstant(node) {
      let isTrue = try evaluation.isTrue(node)
      return filled(rows) { _ in isTrue }
    }
    return try filled(rows) { row in
      source.row = row
      return try evaluation.isTrue(node)
    }
  }

  private func anyMask(_ parts: ArraySlice<Int>, _ rows: [Bool]?) throws -> [Bool] {
    var result = try mask(parts.first!, rows)
    for part in parts.dropFirst() {
      let open = filled(rows) { !result[$0] }
      let more = try mask(part, open)
      for row in 0..<table.rowCount where more[row] { result[row] = true }
    }
    return result
  }

  /// The mask of an equality of a column with a text or another column, or of two numbers; `nil` for
  /// others.
  private func equal(
    _ left: Int, _ right: Int, _ rows: [Bool]?, _ expected: Bool
  ) throws -> [Bool]? {
    switch (tree.nodes[left], tree.nodes[right]) {
    case (.name(let name), .text(let text)), (.text(let text), .name(let name)):
      return equal(name, tree.texts[text], rows, expected)
    case (.name(let left), .name(let right)):
      return filled(rows) { row in
        source.withField(left, row) { left in
          source.withField(right, row) { bytesCompare(left, $0) == 0 }
        } == expected
      }
    default: break
    }
    let kinds = (tree.kind(of: left), tree.kind(of: right))
    guard kinds.0 == .number || kinds.1 == .number, isNumeric(left), isNumeric(right) else {
      return nil
    }
    let left = try numbers(left, rows, strictly: false)
    let right = try numbers(right, rows, strictly: false)
    return filled(rows) { (left[$0] == right[$0]) == expected }
  }

  /// Whether the number of a node is all that an equality with a number needs.
  private func isNumeric(_ node: Int) -> Bool {
    if case .name = tree.nodes[node] { return true }
    return tree.kind(of: node) == .number
  }

  /// Rows whose field in a column has the bytes of `text`.
  private func equal(_ name: Int, _ text: String, _ rows: [Bool]?, _ expected: Bool) -> [Bool] {
    let wanted = Array(text.utf8)
    if wanted.isEmpty { return filled(rows) { source.isEmpty(name, $0) == expected } }
    if wanted.withUnsafeBufferPointer(source.isMissing) { return filled(rows) { _ in !expected } }
    let column = source.columns[name]
    let isEqual = column.mapEntries { $0.elementsEqual(wanted) == expected }
    guard let codes = column.codes else { return filled(rows) { isEqual[$0] } }
    return filled(rows) { isEqual[Int(codes[$0])] }
  }

  /// The text of each row.
  func texts(_ node: Int) throws -> TextColumn {
    var result = TextColumn()
    for row in 0..<table.rowCount {
      if case .name(let name) = tree.nodes[node] {
        source.withField(name, row) { result.append($0) }
      } else {
        result.append(try value(node, row).text)
      }
    }
    return result
  }

  /// The value of a node in one row.
  func value(_ node: Int, _ row: Int) throws -> Expression.Value {
    source.row = row
    return try evaluation.value(node)
  }

  @inline(__always)
  func filled(_ rows: [Bool]?, _ body: (Int) throws -> Bool) rethrows -> [Bool] {
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
