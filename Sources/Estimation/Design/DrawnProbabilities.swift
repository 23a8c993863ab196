// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The probabilities of the stages of a drawn file, and what else the variance of unequal ones
/// needs.
struct DrawnProbabilities {
  let table: Table
  let isMain: [Bool]
  let stages: [DrawnStage]
  let columns: DrawnColumns
  let joint: JointTable?

  /// Written probabilities are products that were rounded; beyond this part of them they differ.
  private static let tolerance = 1e-9

  /// The selection of each stage, `nil` where all cells are simple random or systematic.
  func selections() throws -> [UnequalSelection?] {
    guard stages.contains(where: { Self.isUnequal($0) }) else {
      if columns.unequalVariance != nil { throw Fault(.ppsWithoutProbability) }
      try refuseUnused([])
      return stages.map { _ in nil }
    }
    let overall = try overallProbabilities()
    let selections = try stages.indices.map { index in
      Self.isUnequal(stages[index]) ? try selection(index, overall) : nil
    }
    try refuseUnused(selections)
    return selections
  }

  /// Refuses columns that no stage's variance uses, which would promise what is not done.
  private func refuseUnused(_ selections: [UnequalSelection?]) throws {
    let used = selections.flatMap { $0?.variances ?? [] }
    let unused =
      (used.contains(.balanced) ? [] : columns.balance)
      + (used.contains(.neighbours) ? [] : columns.coordinates)
    guard unused.isEmpty else {
      throw Fault(.auxiliaryNotUsed, ["columns": unused.joined(separator: ", ")])
    }
  }

  private static func isUnequal(_ stage: DrawnStage) -> Bool {
    stage.method.contains { UnequalVariance(method: $0) != nil }
  }

  /// The probabilities over all stages, by row.
  private func overallProbabilities() throws -> [Double] {
    guard table.index(of: "assay_probability") != nil else {
      throw Fault(
        .notADrawnFile, at: Place(file: table.file), ["columns": "assay_probability"])
    }
    let column = try table.numbers("assay_probability")
    var faults = Faults()
    for row in isMain.indices where isMain[row] {
      if !column.isValid[row] || !(column.values[row] > 0 && column.values[row] <= 1) {
        faults.append(
          Fault(
            .probabilityOutOfRange, at: table.place(row: row, column: "assay_probability"),
            [
              "stage": "\(stages.count)",
              "value": try table.text("assay_probability").text(at: row),
            ]))
      }
    }
    try faults.throwIfAny()
    return column.values
  }

  private func selection(_ index: Int, _ overall: [Double]) throws -> UnequalSelection {
    let stage = stages[index]
    let probabilities = try probabilities(index, overall)
    let variances = stage.method.map { method -> UnequalVariance in
      guard let own = UnequalVariance(method: method) else { return .simpleRandom }
      guard let chosen = columns.unequalVariance else { return own }
      // Units that are drawn independently have pairs that are products: their variance is known
      // exactly.
      return own == .poisson && chosen.needsPairs ? own : chosen
    }
    return UnequalSelection(
      probabilities: probabilities, variances: variances,
      pairs: try joint.map {
        try $0.pairs(
          stage: stage.number, units: try jointUnits(index), probabilities: probabilities,
          needsPairs: { variances[$0].needsPairs })
      } ?? [],
      balance: variances.contains(.balanced) ? try balance(of: stage) : [],
      coordinates: variances.contains(.neighbours) ? try coordinates(of: stage) : [])
  }

  /// The probability of each unit of a stage within its cell: what is left of that over all stages
  /// when the others are taken out.
  private func probabilities(_ index: Int, _ overall: [Double]) throws -> [Double] {
    let stage = stages[index]
    let kinds = stages.map { $0.method.map { UnequalVariance(method: $0) } }
    var probabilities = [Double](repeating: .nan, count: stage.cellOfUnit.count)
    var firstRow = [Int](repeating: 0, count: probabilities.count)
    for row in isMain.indices where isMain[row] {
      let cell = Int(stage.cells[row])
      let unit = Int(stage.units[row])
      var value = stage.size[cell] / stage.population[cell]
      if try kinds[index][cell] != nil && owner(ofProbabilityIn: row, kinds) == index {
        value = overall[row]
        for (other, another) in stages.enumerated() where other != index {
          let cell = Int(another.cells[row])
          value /= another.size[cell] / another.population[cell]
        }
        if value > 1 - Self.tolerance && value < 1 + Self.tolerance { value = 1 }
      }
      if probabilities[unit].isNaN {
        guard value > 0, value <= 1 else {
          throw Fault(
            .probabilityOutOfRange, at: table.place(row: row, column: "assay_probability"),
            ["stage": "\(stage.number)", "value": "\(value)"])
        }
        probabilities[unit] = value
        firstRow[unit] = row
      } else if abs(value - probabilities[unit]) > Self.tolerance * value {
        throw Fault(
          .probabilityNotConstant, at: table.place(row: row, column: "assay_probability"),
          [
            "stage": "\(stage.number)", "value": "\(value)", "first": "\(probabilities[unit])",
            "firstRow": "\(table.lines[firstRow[unit]])",
          ])
      }
    }
    // Units without rows stand in cells of equal probabilities, where the population tells.
    for unit in probabilities.indices where probabilities[unit].isNaN {
      let cell = Int(stage.cellOfUnit[unit])
      probabilities[unit] = stage.size[cell] / stage.population[cell]
    }
    return probabilities
  }

  /// The stage whose probabilities differ between the units of a row's cell.
  ///
  /// One stage at most draws by a measure of size. Where two stages have methods that can, it is
  /// the one whose method must, else the first; the other one drew n of N, if its size was fixed.
  /// - Throws: ``Fault/Code/probabilitiesNotSeparable``.
  private func owner(ofProbabilityIn row: Int, _ all: [[UnequalVariance?]]) throws -> Int {
    let open = stages.indices.filter { all[$0][Int(stages[$0].cells[row])] != nil }
    guard open.count > 1 else { return open[0] }
    let kinds = open.map { all[$0][Int(stages[$0].cells[row])] }
    let measured = open.indices.filter { kinds[$0] == .brewer || kinds[$0] == .hajek }
    let owner = measured.first ?? 0
    let others = kinds.indices.filter { $0 != owner }
    guard measured.count < 2, others.allSatisfy({ kinds[$0] != .poisson }) else {
      throw Fault(
        .probabilitiesNotSeparable, at: Place(file: table.file),
        ["stages": open.map { "\($0 + 1)" }.joined(separator: ", ")])
    }
    return open[owner]
  }

  /// What the units of a stage are known by in a file of joint probabilities.
  private func jointUnits(_ index: Int) throws -> [JointTable.Unit] {
    let stage = stages[index]
    let ids = stage.isLast ? try columns.id.map { try table.text($0) } : nil
    guard !stage.isLast || ids != nil else { throw Fault(.jointNeedsUnits) }
    // Clusters are written with their paths.
    let above = try index > 0 ? table.text("assay_cluster_\(index)") : nil
    var units = [JointTable.Unit?](repeating: nil, count: stage.cellOfUnit.count)
    for row in isMain.indices where isMain[row] {
      let unit = Int(stage.units[row])
      guard units[unit] == nil else { continue }
      let path =
        ids.map { ids in
          above.map { $0.text(at: row) + "/" + ids.text(at: row) } ?? ids.text(at: row)
        }
        ?? stage.unitLabels[unit]
      units[unit] = JointTable.Unit(
        stratum: stage.cellLabels[Int(stage.cells[row])], path: path, cell: stage.cells[row])
    }
    // Units without rows stand in cells that need no pairs.
    return units.enumerated().map { index, unit in
      unit ?? JointTable.Unit(stratum: "\(index)", path: "", cell: stage.cellOfUnit[index])
    }
  }

  /// The balancing variables of a stage's units.
  /// - Throws: ``Fault/Code/balanceUnknown`` if none are named.
  private func balance(of stage: DrawnStage) throws -> [[Double]] {
    guard !columns.balance.isEmpty else {
      throw Fault(.balanceUnknown, at: Place(file: table.file), ["stage": "\(stage.number)"])
    }
    return try columns.balance.flatMap { term -> [[Double]] in
      let (name, isLevels) = DrawnColumns.balanced(term)
      guard isLevels else { return [try values(name, of: stage)] }
      let levels = try table.text(name).encoded().sortedByLabel()
      var code = [UInt32](repeating: CodedColumn.missing, count: stage.cellOfUnit.count)
      for row in isMain.indices where isMain[row] {
        code[Int(stage.units[row])] = levels.codes[row]
      }
      return levels.labels.indices.map { level in code.map { Int($0) == level ? 1 : 0 } }
    }
  }

  /// The coordinates of a stage's units.
  /// - Throws: ``Fault/Code/coordinatesUnknown`` if none are named.
  private func coordinates(of stage: DrawnStage) throws -> [[Double]] {
    guard !columns.coordinates.isEmpty else {
      throw Fault(.coordinatesUnknown, at: Place(file: table.file), ["stage": "\(stage.number)"])
    }
    return try columns.coordinates.map { try values($0, of: stage) }
  }

  /// The number of each unit in a column; units have one, whatever the number of their rows.
  private func values(_ name: String, of stage: DrawnStage) throws -> [Double] {
    let column = try table.numbers(name)
    var values = [Double](repeating: 0, count: stage.cellOfUnit.count)
    var firstRow = [Int](repeating: -1, count: values.count)
    for row in isMain.indices where isMain[row] {
      let unit = Int(stage.units[row])
      guard column.isValid[row] else {
        throw Fault(
          .missingDesignValue, at: table.place(row: row, column: name), ["missing": ""])
      }
      if firstRow[unit] >= 0 && values[unit] != column.values[row] {
        throw Fault(
          .auxiliaryNotConstant, at: table.place(row: row, column: name),
          [
            "value": try table.text(name).text(at: row),
            "first": try table.text(name).text(at: firstRow[unit]),
            "firstRow": "\(table.lines[firstRow[unit]])",
          ])
      }
      values[unit] = column.values[row]
      firstRow[unit] = row
    }
    return values
  }
}

extension Fault.Code {
  /// A drawn file does not tell how the probabilities of its units divide over stages.
  public static let probabilitiesNotSeparable = Fault.Code("probabilities-not-separable", .data)
  /// A sample was balanced, and the columns are not named.
  public static let balanceUnknown = Fault.Code("balance-unknown", .usage)
  /// A sample was spread over coordinates, and the columns are not named.
  public static let coordinatesUnknown = Fault.Code("coordinates-unknown", .usage)
  /// Balancing columns or coordinates are named for a sample that was drawn by a method without
  /// them.
  public static let auxiliaryNotUsed = Fault.Code("auxiliary-not-used", .usage)
  /// Rows of one unit have different values of a balancing variable or coordinate.
  public static let auxiliaryNotConstant = Fault.Code("auxiliary-not-constant", .data)
}
