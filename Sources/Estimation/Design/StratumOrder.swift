// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The order of strata by a column that is constant within each.
struct StratumOrder {
  let table: Table
  let missing: [String]

  /// The strata in the order of a column's values: as numbers if all of them are, else by bytes;
  /// equal ones by their labels.
  ///
  /// - Parameters:
  ///   - strata: the stratum of each row; rows outside the sample have none.
  ///   - labels: the labels of the strata.
  /// - Throws: ``Fault/Code/missingDesignValue``, ``Fault/Code/collapseOrderNotConstant``.
  /// - Complexity: linear in rows, n log n in strata.
  func order(by column: String, strata: [UInt32], labels: CodedLabels) throws -> [Int] {
    let text = try table.text(column)
    var firstRow: [Int: Int] = [:]
    var faults = Faults()
    for row in strata.indices where strata[row] != SurveyDesign.outside {
      let value = text.text(at: row)
      let place = table.place(row: row, column: column)
      if value.isEmpty || missing.contains(where: { bytesCompare($0, value) == 0 }) {
        faults.append(
          Fault(.missingDesignValue, at: place, ["missing": missing.joined(separator: ",")]))
      } else if let first = firstRow[Int(strata[row])] {
        guard bytesCompare(text.text(at: first), value) != 0 else { continue }
        faults.append(
          Fault(
            .collapseOrderNotConstant, at: place,
            [
              "stratum": labels[Int(strata[row])], "value": value, "first": text.text(at: first),
              "firstRow": "\(table.lines[first])",
            ]))
      } else {
        firstRow[Int(strata[row])] = row
      }
    }
    try faults.throwIfAny()
    let rows = firstRow.keys.sorted().map { ($0, firstRow[$0]!) }
    let numbers = rows.map { row in
      text.withBytes(at: row.1) { parseNumber($0) }
    }
    let areNumbers = !numbers.contains { $0 == nil }
    return rows.indices.sorted { a, b in
      let (first, second) = (rows[a], rows[b])
      if areNumbers, numbers[a]! != numbers[b]! { return numbers[a]! < numbers[b]! }
      let (one, other) = (text.text(at: first.1), text.text(at: second.1))
      if !areNumbers, bytesCompare(one, other) != 0 { return bytesCompare(one, other) < 0 }
      return bytesCompare(labels[first.0], labels[second.0]) < 0
    }.map { rows[$0].0 }
  }
}

extension Fault.Code {
  /// Rows of one stratum have different values of the column that orders strata.
  public static let collapseOrderNotConstant = Fault.Code("collapse-order-not-constant", .data)
  /// An order of strata is named, and nothing collapses them.
  public static let collapseOrderWithoutCollapse = Fault.Code(
    "collapse-order-without-collapse", .usage)
}
