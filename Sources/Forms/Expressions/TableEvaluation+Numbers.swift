// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension TableEvaluation {
  /// The number of a node in each row, not-a-number where it is empty.
  ///
  /// - Parameter strictly: whether a text that is no number is refused.
  func numbers(_ node: Int, _ rows: [Bool]?, strictly: Bool = true) throws -> [Double] {
    let count = table.rowCount
    switch tree.nodes[node] {
    case .number(let number):
      return [Double](repeating: number, count: count)
    case .name(let name):
      return try numbers(ofColumn: name, rows, strictly: strictly)
    case .negated(let part):
      return try numbers(part, rows).map { -$0 }
    case .arithmetic(let operation, let left, let right):
      var left = try numbers(left, rows)
      let right = try numbers(right, rows)
      for row in 0..<count { left[row] = operation(left[row], right[row]) }
      return left
    case .condition(let condition, let first, let second):
      let condition = try mask(condition, rows)
      var result = try numbers(first, condition, strictly: strictly)
      let others = filled(rows) { !condition[$0] }
      let second = try numbers(second, others, strictly: strictly)
      for row in 0..<count where others[row] { result[row] = second[row] }
      return result
    default: break
    }
    if tree.kind(of: node) == .boolean { return try mask(node, rows).map { $0 ? 1 : 0 } }
    if count > 0, tree.isConstant(node) {
      return [Double](repeating: try value(node, 0).number, count: count)
    }
    return try (0..<count).map { row in
      guard rows?[row] ?? true else { return 0 }
      let value = try value(node, row)
      let number = value.number
      if number.isNaN, strictly, case .text(let text) = value, !text.utf8.isEmpty {
        throw source.faultOfNumber(text, ofName: nil)!
      }
      return number
    }
  }

  private func numbers(
    ofColumn name: Int, _ rows: [Bool]?, strictly: Bool
  ) throws -> [Double] {
    let column = source.columns[name]
    let entries = column.mapEntries { field in
      field.isEmpty || source.isMissing(field)
        ? (number: Double.nan, isText: false) : Self.number(field)
    }
    var result = [Double](repeating: 0, count: table.rowCount)
    for row in 0..<table.rowCount where rows?[row] ?? true {
      let entry = entries[column.codes.map { Int($0[row]) } ?? row]
      result[row] = entry.number
      if strictly, entry.isText {
        source.row = row
        throw source.faultOfNumber(column.text(at: row), ofName: name)!
      }
    }
    return result
  }

  private static func number(_ field: UnsafeBufferPointer<UInt8>) -> (number: Double, isText: Bool)
  {
    let number = Expression.Value.number(utf8: field)
    return (number, number.isNaN)
  }
}
