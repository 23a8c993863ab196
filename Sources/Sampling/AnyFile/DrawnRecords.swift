// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The output of a sample from one file: each drawn record as it stood, and the columns that tell how it
/// was drawn.
///
/// The columns, for each stage k: `assay_stratum_k`, above the last stage `assay_cluster_k` and
/// `assay_cluster_order_k`, then `assay_population_k`, `assay_size_k`, `assay_method_k`; after them
/// `assay_stratum`, `assay_role`, `assay_order`, `assay_ticket`, `assay_probability` and `assay_weight`.
struct DrawnRecords: Sendable {
  /// The header with its line end.
  let header: [UInt8]
  /// The stages above the last.
  private let upper: Draw
  private let file: String

  /// Prepares the output of a draw whose upper stages are drawn.
  /// - Throws: ``Fault/Code/columnNameTaken``.
  init(_ design: SamplingDesign, upper: Draw, header: [String], file: String) throws {
    self.upper = upper
    self.file = file
    let added = Self.columnNames(stages: design.stages.count)
    for name in added where header.contains(where: { bytesCompare($0, name) == 0 }) {
      throw Fault(.columnNameTaken, at: Place(file: file, column: name), ["column": name])
    }
    self.header = Array((Record.text(header + added) + "\n").utf8)
  }

  /// The lines of a portion's units, by stratum and order of their clusters, stratum, role and order.
  /// - Throws: ``Fault/Code/fileChangedMeanwhile``.
  func text(of portion: DrawPortion) throws -> [UInt8] {
    guard let records = portion.records else {
      preconditionFailure("a portion of a file has records")
    }
    var text: [UInt8] = []
    for cell in portion.cells {
      let beginning = Array(("," + Record.text(values(of: cell)) + ",").utf8)
      var last: (probability: Rational, text: [UInt8])?
      for unit in portion.units[cell.unitRange] {
        guard unit.row < records.records.count else {
          throw Fault(.fileChangedMeanwhile, at: Place(file: file))
        }
        text += records.record(unit.row)
        text += beginning
        text += unit.role.rawValue.utf8
        text.append(0x2c)
        text += "\(unit.order)".utf8
        text.append(0x2c)
        unit.ticket.digest.appendHex(to: &text)
        if let probability = unit.probability, let weight = unit.weight {
          if last?.probability != probability {
            let numbers =
              ",\(probability.doubleValue.shortestText),\(weight.doubleValue.shortestText)\n"
            last = (probability, Array(numbers.utf8))
          }
          text += last!.text
        } else {
          text += ",,\n".utf8
        }
      }
    }
    return text
  }

  /// The names of the columns that are added.
  private static func columnNames(stages: Int) -> [String] {
    var names: [String] = []
    for stage in 1...stages {
      names.append("assay_stratum_\(stage)")
      if stage < stages { names += ["assay_cluster_\(stage)", "assay_cluster_order_\(stage)"] }
      names += ["population", "size", "method"].map { "assay_\($0)_\(stage)" }
    }
    return names
      + ["stratum", "role", "order", "ticket", "probability", "weight"].map { "assay_\($0)" }
  }

  /// The values that all units of a cell share, from the first stage to the stratum of the last.
  private func values(of cell: Draw.Cell) -> [String] {
    var values = [
      cell.stratum, "\(cell.population)", "\(cell.size)", cell.method, cell.stratum,
    ]
    var above = cell.parentUnit
    while let position = above {
      let unit = upper.units[position]
      let method = upper.cells[unit.cell].method
      values =
        [
          unit.stratum, unit.path.text, "\(unit.order)", "\(unit.population)", "\(unit.size)",
          method,
        ] + values
      above = upper.cells[unit.cell].parentUnit
    }
    return values
  }
}

extension Double {
  /// The shortest decimal that reads back to the same number, without a needless `.0`.
  var shortestText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Fault.Code {
  /// The file has a column already that a sample adds.
  public static let columnNameTaken = Fault.Code("column-name-taken", .data)
}
