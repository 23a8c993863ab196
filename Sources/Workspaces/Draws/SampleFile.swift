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
  ///
  /// Of a subsample, `population` and `probability` are those of its second phase, within the earlier
  /// round's units; `earlier_probability` is the earlier round's, and `probability_of_both` and
  /// `weight_of_both`, by which it is scored, are of the product.
  static func write(
    _ draw: Draw, registers: [String: any ConditionalRegister], description: AssessmentDescription,
    isSubsample: Bool = false, to path: String
  ) throws {
    let phases =
      isSubsample
      ? [SubsampleRule.probabilityColumn, "probability_of_both", "weight_of_both"] : []
    let columns = registerColumns(description) + phases.prefix(1)
    var writer = try CSVWriter(
      path: path,
      header: [
        "path", "stage", "sample", "stratum", "role", "order", "ticket", "population", "size",
        "probability", "weight",
      ] + phases + columns.dropLast(isSubsample ? 1 : 0))
    var sources = try drawnRows(of: draw, registers, description, columns)
    for unit in draw.units {
      var source = sources[unit.stage == 1 ? "" : unit.sample]!.next()
      if isSubsample {
        let earlier = source.removeLast()
        let both = try unit.probability.flatMap { later in
          try Rational(text: earlier)?.multiplied(by: later)
        }
        source = [earlier, both?.text ?? "", both?.inverse.text ?? ""] + source
      }
      try writer.write(
        [
          unit.path.text, "\(unit.stage)", unit.sample, unit.stratum,
          description.roleName(of: unit),
          "\(unit.order)", unit.ticket.hex, "\(unit.population)", "\(unit.size)",
          unit.probability?.text ?? "", unit.weight?.text ?? "",
        ] + source)
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

  /// The values of the drawn units of one sample, unit by unit.
  private struct DrawnRows {
    /// The columns, `nil` where the register has none of that name.
    let columns: [TextColumn?]
    private var row = -1

    init(_ columns: [TextColumn?]) { self.columns = columns }

    mutating func next() -> [String] {
      row += 1
      return columns.map { $0?.text(at: row) ?? "" }
    }
  }

  /// The values of each sample's units, in the order of the draw.
  private static func drawnRows(
    of draw: Draw, _ registers: [String: any ConditionalRegister],
    _ description: AssessmentDescription, _ names: [String]
  ) throws -> [String: DrawnRows] {
    var rows: [String: DrawnRows] = [:]
    for (stage, sample) in description.design.samples {
      let register = registers[sample.register]!
      let paths = draw.units.filter {
        $0.stage == stage && (stage == 1 || bytesCompare($0.sample, sample.name) == 0)
      }.map(\.path)
      let known = names.filter { register.emptyTable.index(of: $0) != nil }
      let table = try register.rows(at: paths, columns: known)
      rows[stage == 1 ? "" : sample.name] = DrawnRows(
        try names.map { name in known.contains(name) ? try table.text(name) : nil })
    }
    return rows
  }
}
