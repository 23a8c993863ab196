// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The output of a sample from one file: each drawn record as it stood, and the columns that tell how it
/// was drawn.
///
/// The file is passed over a second time and only the drawn records are kept. The columns, for each stage
/// k: `assay_stratum_k`, above the last stage `assay_cluster_k` and `assay_cluster_order_k`, then
/// `assay_population_k`, `assay_size_k`, `assay_method_k`; after them `assay_stratum`, `assay_role`,
/// `assay_order`, `assay_ticket`, `assay_probability` and `assay_weight`.
public struct DrawnRecords: Sendable {
  private let draw: Draw
  private let stages: Int
  /// The drawn units of the last stage with their rows, by row.
  private let wanted: [(row: Int, unit: Int)]
  private var next = 0
  private var records: [String]

  /// Prepares to take the records of a draw.
  public init(_ draw: Draw) {
    self.draw = draw
    stages = draw.design.stages.count
    wanted = draw.units.indices.filter { [stages] in draw.units[$0].stage == stages }
      .map { (draw.units[$0].row, $0) }.sorted { $0.0 < $1.0 }
    records = [String](repeating: "", count: draw.units.count)
  }

  /// Keeps the drawn records of the next batch.
  /// - Precondition: batches come in the order of the file and hold their records.
  public mutating func take(_ batch: Batch) {
    guard let texts = batch.records else { preconditionFailure("records were not asked for") }
    while next < wanted.count, wanted[next].row < batch.firstRow + batch.table.rowCount {
      records[wanted[next].unit] = texts.text(at: wanted[next].row - batch.firstRow)
      next += 1
    }
  }

  /// Writes header and rows, sorted by the strata and orders of the clusters, then stratum, role, order.
  ///
  /// - Parameters:
  ///   - header: the names of the file's columns.
  ///   - file: the file, for faults.
  ///   - write: takes each line with its line end.
  /// - Throws: ``Fault/Code/columnNameTaken``; ``Fault/Code/fileChangedMeanwhile`` if drawn records did
  ///   not come; what `write` throws.
  public func write(
    header: [String], file: String? = nil, to write: (String) throws -> Void
  ) throws {
    guard next == wanted.count else { throw Fault(.fileChangedMeanwhile, at: Place(file: file)) }
    let names = header + columnNames
    for name in columnNames where header.contains(where: { bytesCompare($0, name) == 0 }) {
      throw Fault(.columnNameTaken, at: Place(file: file, column: name), ["column": name])
    }
    try write(Record.text(names) + "\n")
    for (index, unit) in draw.units.enumerated() where unit.stage == stages {
      try write("\(records[index]),\(Record.text(values(of: unit)))\n")
    }
  }

  /// The names of the columns that are added.
  var columnNames: [String] {
    var names: [String] = []
    for stage in 1...stages {
      names.append("assay_stratum_\(stage)")
      if stage < stages { names += ["assay_cluster_\(stage)", "assay_cluster_order_\(stage)"] }
      names += ["population", "size", "method"].map { "assay_\($0)_\(stage)" }
    }
    return names
      + ["stratum", "role", "order", "ticket", "probability", "weight"].map { "assay_\($0)" }
  }

  private func values(of unit: DrawnUnit) -> [String] {
    // The unit and those above it, from the top.
    var chain = [unit]
    while let above = draw.cells[chain[0].cell].parentUnit {
      chain.insert(draw.units[above], at: 0)
    }
    var values: [String] = []
    for (index, unit) in chain.enumerated() {
      values.append(unit.stratum)
      if index < stages - 1 { values += [unit.path.text, "\(unit.order)"] }
      values += ["\(unit.population)", "\(unit.size)", draw.cells[unit.cell].method]
    }
    return values + [
      unit.stratum, unit.role.rawValue, "\(unit.order)", unit.ticket.hex,
      unit.probability?.doubleValue.shortestText ?? "", unit.weight?.doubleValue.shortestText ?? "",
    ]
  }
}

extension Double {
  /// The shortest decimal that reads back to the same number, without a needless `.0`.
  fileprivate var shortestText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Fault.Code {
  /// The file has a column already that a sample adds.
  public static let columnNameTaken = Fault.Code("column-name-taken", .data)
  /// The file was changed between two passes over it.
  public static let fileChangedMeanwhile = Fault.Code("file-changed-meanwhile", .data)
}
