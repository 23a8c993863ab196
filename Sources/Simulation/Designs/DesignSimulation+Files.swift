// SPDX-License-Identifier: GPL-3.0-or-later

internal import Files
public import Tables

extension DesignSimulation {
  /// Writes a row for each unit of the register: `id`, `probability` (stated; empty for a unit that was
  /// never drawn), `frequency`, `draws`, and `deviation` in standard errors.
  ///
  /// Numbers are the shortest decimals that read back to them.
  /// - Throws: what the writing throws.
  public func writeUnits(to path: String) throws {
    let columns: [(String, (UnitFrequency) -> String)] = [
      ("id", { $0.id }), ("probability", { $0.probability.map { "\($0)" } ?? "" }),
      ("frequency", { "\($0.frequency)" }), ("draws", { "\($0.draws)" }),
      ("deviation", { $0.deviation.map { "\($0)" } ?? "" }),
    ]
    try CSVWriter.write(
      Table(
        file: path, names: columns.map(\.0),
        columns: columns.map { column in TextColumn(units.map { column.1($0) }) }), to: path)
  }

  /// The outcome of each row of a table.
  ///
  /// - Throws: ``Tables/Faults`` with the rows that have none (``Tables/Fault/Code/outcomeMissing``);
  ///   ``Tables/Fault/Code/unknownColumn``; ``Tables/Fault/Code/notANumber``.
  public static func outcome(_ column: String, of table: Table) throws -> [Double] {
    let numbers = try table.numbers(column)
    var faults = Faults()
    for row in numbers.values.indices where !numbers.isValid[row] {
      faults.append(
        Fault(.outcomeMissing, at: table.place(row: row, column: column), ["column": column]))
    }
    try faults.throwIfAny()
    return numbers.values
  }
}

extension Fault.Code {
  /// A unit of a register that a design is simulated on has no outcome.
  public static let outcomeMissing = Fault.Code("outcome-missing", .data)
}
