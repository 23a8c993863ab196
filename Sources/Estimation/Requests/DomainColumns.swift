// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The domains that the crossing of some columns makes in the rows that count, in the order of the labels'
/// bytes, column by column.
struct DomainColumns {
  /// The domain of each row; `nil` if there is only the whole.
  let codes: CodedColumn?
  /// What each domain is made of.
  let parts: [[Figure.DomainPart]]

  /// The rows that count and in which a column is missing.
  let rowsWithoutDomain: Int

  init(_ names: [String], of table: Table, counting counts: [Bool], missing: [String]) throws {
    guard !names.isEmpty else {
      codes = nil
      parts = [[]]
      rowsWithoutDomain = 0
      return
    }
    let columns = try names.map { try table.codes($0, missing: missing) }
    // Combinations in the order of their first appearance, then sorted by the labels' ranks.
    var codes = columns[0].codes
    var combinations = columns[0].labels.indices.map { [UInt32($0)] }
    for column in columns.dropFirst() {
      var coder = PairCoder()
      for row in codes.indices {
        codes[row] =
          codes[row] == CodedColumn.missing || column.codes[row] == CodedColumn.missing
          ? CodedColumn.missing : coder.code(codes[row], column.codes[row])
      }
      combinations = (0..<coder.count).map {
        combinations[Int(coder.first[$0])] + [coder.second[$0]]
      }
    }
    var occurs = [Bool](repeating: false, count: combinations.count)
    var without = 0
    for row in codes.indices {
      if !counts[row] {
        codes[row] = CodedColumn.missing
      } else if codes[row] == CodedColumn.missing {
        without += 1
      } else {
        occurs[Int(codes[row])] = true
      }
    }
    rowsWithoutDomain = without
    let order = combinations.indices.filter { occurs[$0] }.sorted {
      combinations[$0].lexicographicallyPrecedes(combinations[$1])
    }
    var rank = [UInt32](repeating: 0, count: combinations.count)
    for (position, combination) in order.enumerated() { rank[combination] = UInt32(position) }
    parts = order.map { combination in
      zip(names, zip(columns, combinations[combination])).map { name, value in
        Figure.DomainPart(column: name, label: value.0.labels[Int(value.1)])
      }
    }
    self.codes = CodedColumn(
      codes: codes.map { $0 == CodedColumn.missing ? $0 : rank[Int($0)] },
      labels: parts.map { Record.text($0.map(\.label)) })
  }
}
