// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Sampling
import Tables

/// The list of all drawn units, for the survey team: `sample.csv`.
///
/// One row for each unit of each stage, mains and reserves, in the order of the draw; then the sealed
/// columns of the registers, each once, empty where a register has no such column.
enum SampleFile {
  static func write(
    _ draw: Draw, registers: [String: TableRegister], description: AssessmentDescription,
    to path: String
  ) throws {
    let columns = registerColumns(description)
    var writer = try CSVWriter(
      path: path,
      header: [
        "path", "stage", "sample", "stratum", "role", "order", "ticket", "population", "size",
        "probability", "weight",
      ] + columns)
    let sources = try sampleColumns(registers, description, columns)
    for unit in draw.units {
      let source = sources[unit.stage == 1 ? "" : unit.sample]!
      try writer.write(
        [
          unit.path.text, "\(unit.stage)", unit.sample, unit.stratum,
          description.roleName(of: unit),
          "\(unit.order)", unit.ticket.hex, "\(unit.population)", "\(unit.size)",
          unit.probability?.text ?? "", unit.weight?.text ?? "",
        ] + source.map { $0?.text(at: unit.row) ?? "" })
    }
    try writer.finish()
  }

  /// The sealed columns of all registers, each name once.
  private static func registerColumns(_ description: AssessmentDescription) -> [String] {
    var names: [String] = []
    for register in description.registers {
      for column in register.sealedColumns where !names.contains(column.name) {
        names.append(column.name)
      }
    }
    return names
  }

  /// For each sample the columns of its register, `nil` where it has none of that name.
  private static func sampleColumns(
    _ registers: [String: TableRegister], _ description: AssessmentDescription, _ names: [String]
  ) throws -> [String: [TextColumn?]] {
    var columns: [String: [TextColumn?]] = [:]
    for (stage, sample) in description.design.samples {
      let table = registers[sample.register]!.table
      columns[stage == 1 ? "" : sample.name] = try names.map { name in
        table.index(of: name) == nil ? nil : try table.text(name)
      }
    }
    return columns
  }
}
