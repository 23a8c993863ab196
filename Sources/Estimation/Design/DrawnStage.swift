// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One stage of a drawn file: its cells and units, and what each cell was drawn by.
struct DrawnStage {
  let number: Int
  let isLast: Bool
  /// The cell and the unit of each row of the sample.
  let cells: [UInt32]
  let units: [UInt32]
  /// The cell of each unit.
  private(set) var cellOfUnit: [UInt32]
  let parentOfCell: [UInt32]
  let population: [Double]
  let size: [Double]
  /// The word of the method of each cell.
  let method: [String]
  let cellLabels: CodedLabels
  /// The paths of clusters, with which units without rows have none.
  let unitLabels: CodedLabels
  /// The places of units in the order of the draw, of a systematic first stage.
  private(set) var positions: [Int]?
  /// Units of each cell that are in the file, beside those that it says were drawn.
  private var present: [Int]

  /// Reads a stage.
  /// - Parameter above: the unit of the stage above of each row.
  init(table: Table, isMain: [Bool], number: Int, above: [UInt32], isLast: Bool) throws {
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
    let reader = CellReader(
      table: table, isMain: isMain, number: number, cells: cells, count: cellCoder.count)
    population = try reader.numbers("assay_population_\(number)")
    size = try reader.numbers("assay_size_\(number)")
    method = try reader.methods()
    self.number = number
    self.isLast = isLast
    self.cells = cells
    self.units = units
    cellOfUnit = unitCoder.first
    parentOfCell = number == 1 ? [] : cellCoder.first
    cellLabels = CodedLabels(codes: cellCoder.second, labels: strata.labels)
    unitLabels =
      clusters.map { CodedLabels(codes: unitCoder.second, labels: $0.labels) } ?? CodedLabels()
    present = [Int](repeating: 0, count: cellCoder.count)
    for cell in unitCoder.first { present[Int(cell)] += 1 }
    if number == 1 && method.contains("systematic") {
      positions = try reader.positions(
        isLast ? "assay_order" : "assay_cluster_order_1", units, unitCount: unitCoder.count)
    }
  }

  /// Adds the units that were drawn and in which nothing was, which only stages of random size
  /// below them can bring about; every other unit that was drawn must have a row: what was lost on
  /// the way is nothing to guess about.
  ///
  /// - Throws: ``Fault/Code/drawIncomplete`` in ``Faults``.
  static func addUnitsWithoutRows(to stages: inout [DrawnStage], table: Table) throws {
    var faults = Faults()
    for index in stages.indices {
      let stage = stages[index]
      let below = stages[(index + 1)...].flatMap(\.method)
      let mayBeEmpty = below.contains("poisson")
      for cell in stage.size.indices where stage.size[cell] != Double(stage.present[cell]) {
        let missing = stage.size[cell] - Double(stage.present[cell])
        // The probability of a unit that has no row is known where it is the same for all of its
        // cell.
        let isEqual = UnequalVariance(method: stage.method[cell]) == nil
        if mayBeEmpty && isEqual && missing > 0 && missing == missing.rounded() {
          stages[index].add(Int(missing), to: cell)
          continue
        }
        let row = stage.cells.firstIndex(of: UInt32(cell)) ?? 0
        faults.append(
          Fault(
            .drawIncomplete, at: table.place(row: row, column: "assay_size_\(stage.number)"),
            [
              "stage": "\(stage.number)", "stratum": stage.cellLabels[cell],
              "drawn": "\(Int(stage.size[cell]))", "present": "\(stage.present[cell])",
            ]))
      }
    }
    try faults.throwIfAny()
  }

  private mutating func add(_ count: Int, to cell: Int) {
    if let known = positions {
      // They hold the places that no other unit of the cell holds.
      let taken = Set(known.indices.filter { Int(cellOfUnit[$0]) == cell }.map { known[$0] })
      positions! += (1...Int(size[cell])).filter { !taken.contains($0) }.prefix(count)
    }
    cellOfUnit += repeatElement(UInt32(cell), count: count)
  }

  /// The stage with its selection; `nil` if it was simple random or systematic.
  func stage(selection: UnequalSelection?, lonely: LonelyRule) -> DesignStage {
    // Units without rows have no name.
    var labels = unitLabels
    if !labels.codes.isEmpty && labels.codes.count < cellOfUnit.count {
      labels.codes += repeatElement(
        UInt32(labels.labels.count), count: cellOfUnit.count - labels.codes.count)
      labels.labels.append("")
    }
    return DesignStage(
      cellOfUnit: cellOfUnit, parentOfCell: parentOfCell, populationOfCell: population,
      lonely: lonely,
      selection: selection.map { .unequal($0) } ?? positions.map { .systematic(positions: $0) }
        ?? .simpleRandom, cellLabels: cellLabels, unitLabels: labels)
  }
}

/// Reads what all rows of a cell share.
private struct CellReader {
  let table: Table
  let isMain: [Bool]
  let number: Int
  let cells: [UInt32]
  let count: Int

  /// A number that all rows of a cell share.
  func numbers(_ name: String) throws -> [Double] {
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
        throw try differing(name, row: row, firstRow: firstRow[cell])
      }
    }
    return values
  }

  /// The method of each cell.
  /// - Throws: ``Fault/Code/unsupportedSelection`` for a word that is no method's.
  func methods() throws -> [String] {
    let name = "assay_method_\(number)"
    let column = try table.text(name).encoded()
    var code = [UInt32?](repeating: nil, count: count)
    var firstRow = [Int](repeating: 0, count: count)
    for row in cells.indices where isMain[row] {
      let cell = Int(cells[row])
      if code[cell] == nil {
        code[cell] = column.codes[row]
        firstRow[cell] = row
        let label = column.labels[Int(column.codes[row])]
        guard label == "srs" || label == "systematic" || UnequalVariance(method: label) != nil
        else {
          throw Fault(
            .unsupportedSelection, at: table.place(row: row, column: name), ["method": label])
        }
      } else if code[cell] != column.codes[row] {
        throw try differing(name, row: row, firstRow: firstRow[cell])
      }
    }
    return code.map { $0.map { column.labels[Int($0)] } ?? "" }
  }

  private func differing(_ name: String, row: Int, firstRow: Int) throws -> Fault {
    let text = try table.text(name)
    return Fault(
      .populationNotConstant, at: table.place(row: row, column: name),
      [
        "stage": "\(number)",
        "stratum": try table.text("assay_stratum_\(number)").text(at: row),
        "value": text.text(at: row), "first": text.text(at: firstRow),
        "firstRow": "\(table.lines[firstRow])",
      ])
  }

  /// The places of units in the order of the draw.
  func positions(_ name: String, _ units: [UInt32], unitCount: Int) throws -> [Int] {
    let order = try table.numbers(name)
    var positions = [Int](repeating: 0, count: unitCount)
    for row in units.indices where isMain[row] {
      guard order.isValid[row], abs(order.values[row]) < 1e15 else {
        throw Fault(
          .missingDesignValue, at: table.place(row: row, column: name), ["missing": ""])
      }
      positions[Int(units[row])] = Int(order.values[row])
    }
    return positions
  }
}
