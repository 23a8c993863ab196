// SPDX-License-Identifier: GPL-3.0-or-later

package import Tables

/// A register whose units may be restricted by a condition on its columns.
package protocol ConditionalRegister: Register {
  /// The columns that a condition may name, as a table without rows.
  var emptyTable: Table { get }
  /// The same register without the rows where the mask is false.
  func restricted(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) throws -> any ConditionalRegister
  /// The same register with the units that ``SampleDesign/takeAll`` names.
  func takingAll(
    where mask: @escaping @Sendable (Table) throws -> [Bool]
  ) throws -> any ConditionalRegister
  /// The sum of a column of integers, empty values left out; `nil` without such a column.
  /// - Throws: the faults of values that are no numbers.
  func total(of column: String) throws -> Int?
}

extension TableRegister: ConditionalRegister {
  package var emptyTable: Table {
    Table(file: table.file, names: table.names, columns: table.names.map { _ in TextColumn() })
  }

  package func restricted(where mask: (Table) throws -> [Bool]) throws -> any ConditionalRegister {
    restricted(to: try mask(table))
  }

  package func takingAll(where mask: (Table) throws -> [Bool]) throws -> any ConditionalRegister {
    takingAll(try mask(table))
  }

  package func total(of column: String) throws -> Int? {
    table.index(of: column) == nil ? nil : try table.total(of: column)
  }
}

extension Table {
  /// The sum of a column of integers, empty values left out.
  func total(of column: String) throws -> Int {
    let numbers = try numbers(column)
    return (0..<numbers.count).reduce(0) { $0 + Int(numbers[$1] ?? 0) }
  }
}
