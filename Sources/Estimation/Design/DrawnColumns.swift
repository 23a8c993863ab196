// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The columns that `assay sample` writes beside a register's own, from which the whole design follows.
///
/// For each stage `k`: `assay_stratum_k`, `assay_population_k`, `assay_size_k`, `assay_method_k` and, above
/// the last stage, `assay_cluster_k` and `assay_cluster_order_k`; then `assay_role`, `assay_order` and
/// `assay_weight`. A systematic first stage has the variance of its order; below the first stage
/// systematic samples are treated as simple random ones.
public struct DrawnColumns: Sendable, Hashable {
  /// The number of stages.
  public let stageCount: Int
  /// What is done with lonely units, as ``DesignColumns/lonely``.
  public var lonely: LonelyRule?

  /// The columns of a drawn file.
  ///
  /// - Parameter header: the names of the file's columns.
  /// - Throws: ``Fault/Code/notADrawnFile`` naming the columns that are missing.
  public init(header: [String], file: String? = nil, lonely: LonelyRule? = nil) throws {
    let has = { (name: String) in header.contains { bytesCompare($0, name) == 0 } }
    var stages = 1
    while has("assay_population_\(stages + 1)") { stages += 1 }
    stageCount = stages
    self.lonely = lonely
    let absent = names.filter { !has($0) }
    guard absent.isEmpty else {
      throw Fault(
        .notADrawnFile, at: Place(file: file), ["columns": absent.joined(separator: ", ")])
    }
  }

  /// All columns that the design needs.
  public var names: [String] {
    (1...stageCount).flatMap { stage in
      ["stratum", "population", "size", "method"].map { "assay_\($0)_\(stage)" }
        + (stage < stageCount ? ["assay_cluster_\(stage)", "assay_cluster_order_\(stage)"] : [])
    } + ["assay_role", "assay_order", "assay_weight"]
  }

  /// The design of the drawn rows; reserves are outside of it.
  ///
  /// - Returns: the design, and the number of reserves.
  /// - Throws: ``Fault/Code/unknownRole``, ``Fault/Code/drawIncomplete`` if units that were drawn have no
  ///   row or some were added, ``Fault/Code/unsupportedSelection``, and what a design of columns throws.
  /// - Complexity: linear in rows and bytes.
  public func design(from table: Table) throws -> (design: SurveyDesign, reserves: Int) {
    guard table.rowCount > 0 else { throw Fault(.noRows, at: Place(file: table.file)) }
    let isMain = try mains(of: table)
    guard isMain.contains(true) else { throw Fault(.noRows, at: Place(file: table.file)) }
    var units = [UInt32](repeating: 0, count: table.rowCount)
    var stages: [DesignStage] = []
    for number in 1...stageCount {
      let reader = DrawnStage(table: table, isMain: isMain, number: number)
      let (stage, newUnits) = try reader.stage(
        above: units, isLast: number == stageCount,
        lonely: lonely ?? (number == 1 ? .fail : .pool))
      stages.append(stage)
      units = newUnits
    }
    let weights = try weights(of: table, isMain)
    return (
      try SurveyDesign(stages: stages, unitOfRow: units, weights: weights),
      isMain.count { !$0 }
    )
  }

  private func mains(of table: Table) throws -> [Bool] {
    let roles = try table.text("assay_role").encoded()
    let main = try roles.labels.enumerated().map { code, label in
      switch label {
      case "main": return true
      case "reserve": return false
      default:
        let row = roles.codes.firstIndex(of: UInt32(code)) ?? 0
        throw Fault(
          .unknownRole, at: table.place(row: row, column: "assay_role"), ["value": label])
      }
    }
    return roles.codes.map { main[Int($0)] }
  }

  private func weights(of table: Table, _ isMain: [Bool]) throws -> [Double] {
    let column = try table.numbers("assay_weight")
    var faults = Faults()
    for row in isMain.indices where isMain[row] {
      if !column.isValid[row] || column.values[row] <= 0 {
        faults.append(
          Fault(
            .invalidWeight, at: table.place(row: row, column: "assay_weight"),
            ["value": try table.text("assay_weight").text(at: row)]))
      }
    }
    try faults.throwIfAny()
    return column.values
  }
}

/// Reads one stage of a drawn file.
private struct DrawnStage {
  let table: Table
  let isMain: [Bool]
  let number: Int

  func stage(
    above: [UInt32], isLast: Bool, lonely: LonelyRule
  ) throws -> (DesignStage, units: [UInt32]) {
    let strata = try table.text("assay_stratum_\(number)").encoded()
    var cellCoder = PairCoder()
    var unitCoder = PairCoder()
    var cells = [UInt32](repeating: SurveyDesign.outside, count: table.rowCount)
    var units = cells
    let clusters = isLast ? nil : try table.text("assay_cluster_\(number)").encoded()
    for row in isMain.indices where isMain[row] {
      cells[row] = cellCoder.code(above[row], strata.codes[row])
      // At the last stage each row is a unit of its own.
      units[row] = unitCoder.code(cells[row], clusters?.codes[row] ?? UInt32(row))
    }
    let labels = CodedLabels(codes: cellCoder.second, labels: strata.labels)
    let population = try cellNumbers("assay_population_\(number)", cells, cellCoder.count)
    let sizes = try cellNumbers("assay_size_\(number)", cells, cellCoder.count)
    try check(sizes, unitCoder, labels, cells)
    return (
      DesignStage(
        cellOfUnit: unitCoder.first, parentOfCell: number == 1 ? [] : cellCoder.first,
        populationOfCell: population, lonely: lonely,
        selection: try selection(units, unitCount: unitCoder.count, isLast: isLast),
        cellLabels: labels,
        unitLabels: clusters.map { CodedLabels(codes: unitCoder.second, labels: $0.labels) }
          ?? CodedLabels()), units
    )
  }

  /// A number that all rows of a cell share.
  private func cellNumbers(_ name: String, _ cells: [UInt32], _ count: Int) throws -> [Double] {
    let column = try table.numbers(name)
    var values = [Double](repeating: .nan, count: count)
    var firstRow = [Int](repeating: 0, count: count)
    for row in cells.indices where isMain[row] {
      let cell = Int(cells[row])
      guard column.isValid[row] else {
        throw Fault(
          .missingDesignValue, at: table.place(row: row, column: name), ["missing": ""])
      }
      if values[cell].isNaN {
        values[cell] = column.values[row]
        firstRow[cell] = row
      } else if values[cell] != column.values[row] {
        let text = try table.text(name)
        throw Fault(
          .populationNotConstant, at: table.place(row: row, column: name),
          [
            "stage": "\(number)",
            "stratum": try table.text("assay_stratum_\(number)").text(at: row),
            "value": text.text(at: row), "first": text.text(at: firstRow[cell]),
            "firstRow": "\(table.lines[firstRow[cell]])",
          ])
      }
    }
    return values
  }

  /// Every unit that was drawn must have a row: what was lost on the way is nothing to guess about.
  private func check(
    _ sizes: [Double], _ units: PairCoder, _ labels: CodedLabels, _ cells: [UInt32]
  ) throws {
    var present = [Double](repeating: 0, count: sizes.count)
    for cell in units.first { present[Int(cell)] += 1 }
    var faults = Faults()
    for cell in sizes.indices where sizes[cell] != present[cell] {
      let row = cells.firstIndex(of: UInt32(cell)) ?? 0
      faults.append(
        Fault(
          .drawIncomplete, at: table.place(row: row, column: "assay_size_\(number)"),
          [
            "stage": "\(number)", "stratum": labels[cell], "drawn": "\(Int(sizes[cell]))",
            "present": "\(Int(present[cell]))",
          ]))
    }
    try faults.throwIfAny()
  }

  private func selection(
    _ units: [UInt32], unitCount: Int, isLast: Bool
  ) throws -> StageSelection {
    let column = "assay_method_\(number)"
    let methods = try table.text(column).encoded()
    for (code, label) in methods.labels.enumerated() where label != "srs" && label != "systematic" {
      let row = methods.codes.firstIndex(of: UInt32(code)) ?? 0
      throw Fault(
        .unsupportedSelection, at: table.place(row: row, column: column), ["method": label])
    }
    guard number == 1, methods.labels.contains("systematic") else { return .simpleRandom }
    let name = isLast ? "assay_order" : "assay_cluster_order_1"
    let order = try table.numbers(name)
    var positions = [Int](repeating: 0, count: unitCount)
    for row in units.indices where isMain[row] {
      guard order.isValid[row], abs(order.values[row]) < 1e15 else {
        throw Fault(
          .missingDesignValue, at: table.place(row: row, column: name), ["missing": ""])
      }
      positions[Int(units[row])] = Int(order.values[row])
    }
    return .systematic(positions: positions)
  }
}

extension Fault.Code {
  /// A file lacks columns that `assay sample` writes.
  public static let notADrawnFile = Fault.Code("not-a-drawn-file", .data)
  /// A drawn row is neither main nor reserve.
  public static let unknownRole = Fault.Code("unknown-role", .data)
  /// A drawn file holds fewer or more units than were drawn.
  public static let drawIncomplete = Fault.Code("draw-incomplete", .data)
  /// The sample was drawn by a method whose variance is not known here.
  public static let unsupportedSelection = Fault.Code("unsupported-selection", .data)
}
