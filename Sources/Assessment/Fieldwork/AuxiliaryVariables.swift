// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// The variables of one sample whose totals the registers tell, for every unit of its register.
struct AuxiliaryVariables: Sendable {
  /// One variable, or all levels of one.
  struct Variable: Sendable {
    /// The values by row of the register.
    enum Values: Sendable {
      case count
      case numbers([Double])
      case levels(CodedColumn)
    }

    let name: String
    let values: Values

    /// How many totals it has.
    var width: Int { if case .levels(let column) = values { column.labels.count } else { 1 } }

    /// What people call one of its totals.
    func name(of position: Int) -> String {
      if case .levels(let column) = values { "\(name):\(column.labels[position])" } else { name }
    }
  }

  /// The sample, as a position in the design.
  let sample: Int
  let variables: [Variable]

  /// Finds the columns in the sample's register, or else in that of the first stage.
  ///
  /// Columns of numbers by their type are one variable each, others one for each level.
  /// - Throws: ``Tables/Fault/Code/unknownRegisterColumn``; ``Tables/Fault/Code/totalOfMissing``;
  ///   ``Tables/Fault/Code/numbersCrossed``.
  /// - Complexity: linear in rows, times the variables.
  init(
    _ variables: [WeightTotals.Variable], sample: Int, populations: [SamplePopulation]
  ) throws {
    self.sample = sample
    let columns = AuxiliaryColumns(population: populations[sample], above: populations[0])
    self.variables = try variables.map { variable in
      let values: Variable.Values
      if variable.columns.isEmpty {
        values = .count
      } else if try variable.columns.contains(where: { try columns.isNumber($0, variable.place) }) {
        guard variable.columns.count == 1 else {
          throw Fault(.numbersCrossed, at: variable.place, ["name": variable.name])
        }
        values = .numbers(try columns.numbers(variable.columns[0]))
      } else {
        values = .levels(try columns.levels(variable.columns))
      }
      return Variable(name: variable.name, values: values)
    }
  }

  /// The totals of each variable over the units that a draw could have drawn.
  /// - Complexity: linear in the register's rows, times the variables.
  func totals(in frame: AssessmentFrame, _ draw: Draw) throws -> [[Double]] {
    let population = frame.populations[sample]
    let drawable = DrawableCells(frame, sample: sample, draw)
    let counts = try population.cellPopulations.indices.map {
      try population.cellPopulations[$0] > 0 && drawable.contains($0)
    }
    var totals = variables.map { [Double](repeating: 0, count: $0.width) }
    for row in 0..<population.table.rowCount
    where population.mask?[row] ?? true && counts[population.cell(ofRow: row)] {
      for (index, variable) in variables.enumerated() {
        switch variable.values {
        case .count: totals[index][0] += 1
        case .numbers(let values): totals[index][0] += values[row]
        case .levels(let column): totals[index][Int(column.codes[row])] += 1
        }
      }
    }
    return totals
  }
}

/// The columns of a sample's register and, by the unit above, of the first stage's.
private struct AuxiliaryColumns {
  let population: SamplePopulation
  let above: SamplePopulation

  private func owner(of name: String) -> SamplePopulation {
    population.register.usableColumns.holds(name) ? population : above
  }

  /// Whether a column holds numbers by its type.
  func isNumber(_ name: String, _ place: Place) throws -> Bool {
    let register = owner(of: name).register
    guard register.usableColumns.holds(name) else {
      throw Fault(
        .unknownRegisterColumn, at: place,
        [
          "name": name, "register": population.register.name,
          "columns":
            (population.register.usableColumns
            + above.register.usableColumns.filter { !population.register.usableColumns.holds($0) })
            .joined(separator: ", "),
        ])
    }
    let type = register.columns.named(name, \.name)?.type
    return type == .integer || type == .decimal
  }

  func numbers(_ name: String) throws -> [Double] {
    let owner = owner(of: name)
    let column = try owner.table.text(name)
    return try (0..<population.table.rowCount).map { row in
      let source = sourceRow(row, in: owner)
      guard let value = parseNumber(column.text(at: source)) else {
        throw Fault(
          .totalOfMissing, at: owner.table.place(row: source, column: name),
          ["value": column.text(at: source)])
      }
      return value
    }
  }

  func levels(_ names: [String]) throws -> CodedColumn {
    let coded = try names.map { name in
      let owner = owner(of: name)
      let column = try owner.table.levels(name)
      return CodedColumn(
        codes: (0..<population.table.rowCount).map { column.codes[sourceRow($0, in: owner)] },
        labels: column.labels)
    }
    return CodedColumn.crossing(coded) { $0.count == 1 ? $0[0] : $0.joined(separator: "*") }
  }

  private func sourceRow(_ row: Int, in owner: SamplePopulation) -> Int {
    bytesCompare(owner.sample.name, population.sample.name) == 0 ? row : population.parents[row]
  }
}

extension Fault.Code {
  /// A column of numbers is crossed with another column.
  public static let numbersCrossed = Fault.Code("numbers-crossed", .configuration)
}
