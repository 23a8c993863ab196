// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import GRDB
import Sampling
public import Tables

/// Units of a register that no sample of the design takes, such as those whose status is misspelt: nobody will draw
/// them, and no figure speaks of them.
public struct UnsampledUnits: Sendable, Equatable {
  /// What those units have in the columns that the samples' conditions look at, and how many have it.
  public struct Group: Sendable, Equatable {
    /// The values, a record in the order of ``UnsampledUnits/columns``.
    public let values: [String]
    /// The number of units.
    public let units: Int

    /// Units that have the same values.
    package init(values: [String], units: Int) {
      self.values = values
      self.units = units
    }
  }

  /// The register.
  public let register: String
  /// The number of its units.
  public let rows: Int
  /// The number of those that no sample takes.
  public let units: Int
  /// The columns that the conditions look at.
  public let columns: [String]
  /// The units by their values in these, the most frequent first; empty where only the number is told.
  public internal(set) var groups: [Group]

  /// Units of a register, as they were counted.
  package init(register: String, rows: Int, units: Int, columns: [String], groups: [Group]) {
    self.register = register
    self.rows = rows
    self.units = units
    self.columns = columns
    self.groups = groups
  }

  /// The same without the values that the units have.
  package var withoutValues: UnsampledUnits {
    var copy = self
    copy.groups = []
    return copy
  }

  /// How many values a sentence names.
  private static let mostNamed = 5

  /// What is worth saying about them.
  public var fault: Fault {
    let named = groups.prefix(Self.mostNamed).map { group in
      let values = zip(columns, group.values).map { "\($0) = \"\($1)\"" }
      return "\(values.joined(separator: ", ")): \(group.units)"
    }
    let more = groups.count > named.count ? "; …" : ""
    return Fault(
      .unsampledUnits,
      [
        "register": register, "units": "\(units)", "rows": "\(rows)",
        "values": named.joined(separator: "; ") + more,
      ])
  }

  /// The units that none of a register's samples takes.
  ///
  /// - Parameters:
  ///   - samples: the samples of the design that are drawn from the register.
  ///   - table: its canonical copy.
  /// - Returns: `nil` if there are none, if nothing is drawn from the register, or if a sample takes all of it.
  /// - Throws: the faults of the conditions.
  /// - Complexity: linear in the rows, times the samples.
  init?(of register: String, samples: [DesignedSample], in table: Tables.Table) throws {
    let conditions = samples.compactMap(\.condition)
    guard !samples.isEmpty, conditions.count == samples.count else { return nil }
    var isTaken = [Bool](repeating: false, count: table.rowCount)
    for condition in conditions {
      for (row, isTrue) in try condition.mask(over: table).enumerated() where isTrue {
        isTaken[row] = true
      }
    }
    let rest = isTaken.indices.filter { !isTaken[$0] }
    guard !rest.isEmpty else { return nil }
    self.register = register
    rows = table.rowCount
    units = rest.count
    columns = UnsampledUnits.columns(of: conditions)
    let values = try columns.map { try table.text($0) }
    let counts = Dictionary(
      grouping: rest, by: { row in UnitID(Record.text(values.map { $0.text(at: row) })) }
    ).mapValues(\.count)
    groups = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      Group(values: Record.fields($0.key.text), units: $0.value)
    }
  }

  /// The columns that conditions look at, each once.
  static func columns(of conditions: [Expression]) -> [String] {
    conditions.flatMap(\.names).reduce(into: []) { names, name in
      if !names.contains(bytesOf: name) { names.append(name) }
    }
  }
}

extension Workspace {
  /// The units of the imported registers that no sample of the design takes.
  ///
  /// - Parameter names: the registers to look at; all without it.
  /// - Throws: as ``register(named:)``; the faults of the samples' conditions.
  /// - Complexity: one pass over each register; memory for the columns that conditions look at.
  public func unsampledUnits(of names: [String]? = nil) throws -> [UnsampledUnits] {
    let imported = try database.read { try Self.registerDigests($0) }
    return try description.registers.compactMap { register -> UnsampledUnits? in
      guard imported[register.name] != nil, names?.contains(bytesOf: register.name) ?? true else {
        return nil
      }
      let samples = description.samples.filter {
        bytesCompare($0.design.register, register.name) == 0
      }
      let columns = UnsampledUnits.columns(of: samples.compactMap(\.condition))
      guard !columns.isEmpty else { return nil }
      return try UnsampledUnits(
        of: register.name, samples: samples,
        in: CSVFile(path: copyOfRegister(register.name)).table(columns: columns))
    }
  }
}

extension Fault.Code {
  /// Units of a register belong to no sample.
  public static let unsampledUnits = Fault.Code("unsampled-units", .data)
}
