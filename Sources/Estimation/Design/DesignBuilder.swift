// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Builds the stages of a design from the columns of a table, one stage after the other.
struct DesignBuilder {
  private let table: Table
  private let missing: [String]
  private let unequalVariance: UnequalVariance
  private let joint: JointTable?
  private let isWithReplacement: Bool
  private let collapseOrder: String?
  private var stages: [DesignStage] = []
  private var units: [UInt32]
  /// The product of population over sample in each row's cells.
  private var expansion: [Double]
  private var stagesFromColumns = 0
  private var stagesWithoutPopulation: [Int] = []

  init(
    table: Table, missing: [String], unequalVariance: UnequalVariance = .brewer,
    isWithReplacement: Bool = false, collapseOrder: String? = nil, joint: JointTable? = nil
  ) {
    self.table = table
    self.missing = missing
    self.unequalVariance = unequalVariance
    self.joint = joint
    self.isWithReplacement = isWithReplacement
    self.collapseOrder = collapseOrder
    units = [UInt32](repeating: 0, count: table.rowCount)
    expansion = [Double](repeating: 1, count: table.rowCount)
  }

  /// Adds a stage from its columns.
  mutating func add(_ columns: DesignColumns.Stage, lonely: LonelyRule) throws {
    let (strata, labels) = try strata(columns.strata)
    let (cells, cellPairs) = PairCoder.codes(units, strata)
    let parents = stages.isEmpty ? [] : cellPairs.first
    let cellLabels = CodedLabels(codes: cellPairs.second, labels: labels)
    var unitLabels = CodedLabels()
    let cellOfUnit: [UInt32]
    if let cluster = columns.cluster {
      let clusters = try codes(cluster)
      let (newUnits, unitPairs) = PairCoder.codes(cells, clusters.codes)
      units = newUnits
      cellOfUnit = unitPairs.first
      unitLabels = CodedLabels(codes: unitPairs.second, labels: clusters.labels)
    } else {
      units = (0..<UInt32(table.rowCount)).map { $0 }
      cellOfUnit = cells
    }
    stagesFromColumns += 1
    var sizes = [Double](repeating: 0, count: cellPairs.count)
    for cell in cellOfUnit { sizes[Int(cell)] += 1 }
    let population = try population(columns, cells: cells, sizes: sizes) { cell in
      DesignLevel.path(
        (parents.isEmpty ? [] : self.labels(ofUnit: Int(parents[cell]))) + [cellLabels[cell]])
    }
    var selection = StageSelection.simpleRandom
    if let column = columns.probability {
      let probabilities = try probabilities(column, unitCount: cellOfUnit.count)
      for row in units.indices { expansion[row] /= probabilities[Int(units[row])] }
      selection = .unequal(
        UnequalSelection(
          probabilities: probabilities,
          variances: Array(repeating: unequalVariance, count: cellPairs.count),
          pairs: try joint.map {
            try $0.pairs(
              stage: stages.count + 1,
              units: try jointUnits(
                cellOfUnit: cellOfUnit, parents: parents, cellLabels, unitLabels),
              probabilities: probabilities, needsPairs: { _ in unequalVariance.needsPairs })
          } ?? []))
    } else if let population {
      for row in cells.indices {
        expansion[row] *= population[Int(cells[row])] / sizes[Int(cells[row])]
      }
    } else {
      stagesWithoutPopulation.append(stagesFromColumns)
    }
    let isFree = isWithReplacement && stages.isEmpty
    var stage = DesignStage(
      cellOfUnit: cellOfUnit, parentOfCell: parents,
      populationOfCell: isFree ? nil : population, lonely: lonely,
      selection: isFree ? .simpleRandom : selection, cellLabels: cellLabels,
      unitLabels: unitLabels)
    if let collapseOrder, stages.isEmpty {
      stage.collapseOrder = try StratumOrder(table: table, missing: missing).order(
        by: collapseOrder, strata: cells, labels: cellLabels)
    }
    stages.append(stage)
  }

  /// What the units of a stage are known by in a file of joint probabilities.
  private func jointUnits(
    cellOfUnit: [UInt32], parents: [UInt32], _ cells: CodedLabels, _ units: CodedLabels
  ) throws -> [JointTable.Unit] {
    guard !units.codes.isEmpty else { throw Fault(.jointNeedsUnits) }
    return cellOfUnit.enumerated().map { unit, cell in
      let above = parents.isEmpty ? "" : path(ofUnit: Int(parents[Int(cell)])) + "/"
      return JointTable.Unit(stratum: cells[Int(cell)], path: above + units[unit], cell: cell)
    }
  }

  /// The labels of a unit of the last stage so far and of the units that it lies in.
  private func path(ofUnit unit: Int) -> String {
    var labels: [String] = []
    var unit = unit
    for stage in stages.reversed() {
      labels.insert(stage.unitLabels[unit], at: 0)
      let cell = Int(stage.cellOfUnit[unit])
      unit = stage.parentOfCell.isEmpty ? 0 : Int(stage.parentOfCell[cell])
    }
    return labels.joined(separator: "/")
  }

  /// The probability of each unit, which all its rows must agree on.
  private func probabilities(_ name: String, unitCount: Int) throws -> [Double] {
    let column = try table.numbers(name, missing: missing)
    try refuseMissing(name) { !column.isValid[$0] }
    var firstRow = [Int](repeating: -1, count: unitCount)
    var faults = Faults()
    for row in 0..<table.rowCount {
      let unit = Int(units[row])
      var fault: (code: Fault.Code, values: [String: String])?
      if firstRow[unit] < 0 {
        firstRow[unit] = row
        if !(column.values[row] > 0 && column.values[row] <= 1) {
          fault = (.probabilityOutOfRange, [:])
        }
      } else if column.values[row] != column.values[firstRow[unit]] {
        fault = (
          .probabilityNotConstant,
          [
            "first": try table.text(name).text(at: firstRow[unit]),
            "firstRow": "\(table.lines[firstRow[unit]])",
          ]
        )
      }
      if var fault {
        fault.values["stage"] = "\(stagesFromColumns)"
        fault.values["value"] = try table.text(name).text(at: row)
        faults.append(
          Fault(fault.code, at: table.place(row: row, column: name), fault.values))
      }
    }
    try faults.throwIfAny()
    return firstRow.map { column.values[$0] }
  }

  /// Adds the rows of the clusters as a stage that was taken whole.
  mutating func addRowsOfClusters() {
    var rows = [Double](repeating: 0, count: stages[0].cellOfUnit.count)
    for unit in units { rows[Int(unit)] += 1 }
    stages.append(
      DesignStage(
        cellOfUnit: units, parentOfCell: rows.indices.map { UInt32($0) }, populationOfCell: rows,
        lonely: .pool))
    units = (0..<UInt32(table.rowCount)).map { $0 }
  }

  /// The design of all stages that were added.
  func design(weight: String?) throws -> SurveyDesign {
    var areRelative = false
    let weights: [Double]
    if let weight {
      weights = try self.weights(weight)
    } else if stagesWithoutPopulation.isEmpty {
      weights = expansion
    } else if stagesWithoutPopulation.count == stagesFromColumns {
      // Nothing is known of the population: equal weights, from which no total can be made.
      weights = [Double](repeating: 1, count: table.rowCount)
      areRelative = true
    } else {
      throw Fault(
        .weightsUnknown,
        ["stages": stagesWithoutPopulation.map { "\($0)" }.joined(separator: ", ")])
    }
    return try SurveyDesign(
      stages: stages, unitOfRow: units, weights: weights, weightsAreRelative: areRelative)
  }

  /// The labels of a unit of the last stage so far and of all that it lies in.
  private func labels(ofUnit unit: Int) -> [String] {
    var labels: [String] = []
    var unit = unit
    for stage in stages.reversed() {
      let cell = Int(stage.cellOfUnit[unit])
      labels = [stage.cellLabels[cell], stage.unitLabels[unit]] + labels
      unit = stage.parentOfCell.isEmpty ? 0 : Int(stage.parentOfCell[cell])
    }
    return labels
  }

  private func strata(_ names: [String]) throws -> (codes: [UInt32], labels: [String]) {
    guard !names.isEmpty else {
      return ([UInt32](repeating: 0, count: table.rowCount), [""])
    }
    let crossed = CodedColumn.crossing(try names.map { try codes($0) }) { Record.text($0) }
    return (crossed.codes, crossed.labels)
  }

  /// The codes of a column that may not be missing.
  private func codes(_ name: String) throws -> CodedColumn {
    let column = try table.text(name).encoded(missing: [""] + missing)
    try refuseMissing(name) { column.codes[$0] == CodedColumn.missing }
    return column
  }

  private func refuseMissing(_ name: String, _ isMissing: (Int) -> Bool) throws {
    var faults = Faults()
    for row in 0..<table.rowCount where isMissing(row) {
      faults.append(
        Fault(
          .missingDesignValue, at: table.place(row: row, column: name),
          ["missing": missing.joined(separator: ",")]))
    }
    try faults.throwIfAny()
  }

  private func weights(_ name: String) throws -> [Double] {
    let column = try table.numbers(name, missing: missing)
    var faults = Faults()
    for row in 0..<table.rowCount where !column.isValid[row] || column.values[row] <= 0 {
      faults.append(
        Fault(
          .invalidWeight, at: table.place(row: row, column: name),
          ["value": try table.text(name).text(at: row)]))
    }
    try faults.throwIfAny()
    return column.values
  }

  /// The population of each cell, which all its rows must agree on.
  private func population(
    _ columns: DesignColumns.Stage, cells: [UInt32], sizes: [Double], name: (Int) -> String
  ) throws -> [Double]? {
    guard let columnName = columns.population ?? columns.fraction else { return nil }
    let column = try table.numbers(columnName, missing: missing)
    try refuseMissing(columnName) { !column.isValid[$0] }
    var firstRow = [Int](repeating: -1, count: sizes.count)
    var isConstant = [Bool](repeating: true, count: sizes.count)
    var faults = Faults()
    func fault(_ code: Fault.Code, row: Int, _ values: [String: String]) throws {
      let cell = Int(cells[row])
      var values = values
      values["stage"] = "\(stagesFromColumns)"
      values["stratum"] = name(cell)
      values["value"] = try table.text(columnName).text(at: row)
      faults.append(Fault(code, at: table.place(row: row, column: columnName), values))
    }
    for row in 0..<table.rowCount {
      let cell = Int(cells[row])
      if firstRow[cell] < 0 {
        firstRow[cell] = row
        if columns.population == nil {
          if !(column.values[row] > 0 && column.values[row] <= 1) {
            try fault(.samplingFractionOutOfRange, row: row, [:])
          }
        } else if column.values[row] < sizes[cell] {
          try fault(.populationBelowSample, row: row, ["sample": "\(Int(sizes[cell]))"])
        }
      } else if column.values[row] != column.values[firstRow[cell]] && isConstant[cell] {
        isConstant[cell] = false
        try fault(
          .populationNotConstant, row: row,
          [
            "first": try table.text(columnName).text(at: firstRow[cell]),
            "firstRow": "\(table.lines[firstRow[cell]])",
          ])
      }
    }
    try faults.throwIfAny()
    return firstRow.indices.map { cell in
      let value = column.values[firstRow[cell]]
      return columns.population == nil ? sizes[cell] / value : value
    }
  }
}
