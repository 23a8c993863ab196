// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The columns and totals by which weights are adjusted.
public struct WeightColumns: Sendable, Hashable {
  /// Columns whose crossing has known population totals, and the totals.
  public struct Margin: Sendable, Hashable {
    /// The columns.
    public var columns: [String]
    /// The levels, one text for each column, with their totals.
    public var totals: [Level]

    /// One level and its total.
    public struct Level: Sendable, Hashable {
      /// The text of each column.
      public var labels: [String]
      /// The number of elements in the population.
      public var total: Double
    }
  }

  /// One auxiliary variable of a calibration and its total.
  public struct Term: Sendable, Hashable {
    /// The column; `nil` for the number of elements.
    public var column: String?
    /// The level, if the variable is 1 at one level of the column.
    public var level: String?
    /// The total in the population.
    public var total: Double
  }

  /// What the weights are fitted to.
  public enum Fit: Sendable, Hashable {
    /// Poststrata.
    case poststratification(Margin)
    /// Margins of a raking.
    case raking([Margin])
    /// Auxiliary variables and the distance of a calibration.
    case calibration([Term], CalibrationDistance)
  }

  /// What the weights are fitted to.
  public var fit: Fit?
  /// The columns whose crossing makes the classes of nonresponse adjustment; `nil` without it.
  public var responseClasses: [String]?
  /// The range to which weights are trimmed.
  public var trim: ClosedRange<Double>?

  /// An adjustment; without any part it leaves the weights as they are.
  public init(
    fit: Fit? = nil, responseClasses: [String]? = nil, trim: ClosedRange<Double>? = nil
  ) {
    self.fit = fit
    self.responseClasses = responseClasses
    self.trim = trim
  }

  /// All columns that are named, some perhaps twice.
  public var names: [String] {
    let fitted: [String] =
      switch fit {
      case .poststratification(let margin): margin.columns
      case .raking(let margins): margins.flatMap(\.columns)
      case .calibration(let terms, _): terms.compactMap(\.column)
      case nil: []
      }
    return fitted + (responseClasses ?? [])
  }

  /// The adjustment of a table's weights.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - design: how they were drawn.
  ///   - missing: words that stand for a missing value, beside the empty text.
  ///   - responded: whether each row's element answered; `nil` if all did.
  /// - Throws: ``Fault/Code/missingDesignValue``, ``Fault/Code/levelWithoutTotal``,
  ///   ``Fault/Code/marginsDisagree``, ``Fault/Code/noRespondents``, and what the columns of a ``Table``
  ///   throw. Rows outside the sample and of those who did not answer need no values to fit.
  /// - Complexity: linear in rows times columns.
  public func adjustment(
    from table: Table, design: SurveyDesign, missing: [String] = [], responded: [Bool]? = nil
  ) throws -> WeightAdjustment {
    let inSample = { (row: Int) in design.unitOfRow[row] != SurveyDesign.outside }
    let reader = AuxiliaryColumns(table: table, missing: missing) { row in
      inSample(row) && responded?[row] ?? true
    }
    var adjustment = WeightAdjustment(trim: trim)
    switch fit {
    case .poststratification(let margin):
      adjustment.fit = .poststratification(try reader.margin(margin))
    case .raking(let margins):
      try Self.checkSums(margins)
      adjustment.fit = .raking(try margins.map { try reader.margin($0) })
    case .calibration(let terms, let distance):
      let model = CalibrationModel(
        try terms.map { try reader.term($0) }, rowCount: table.rowCount)
      adjustment.fit = .calibration(model, distance)
    case nil: break
    }
    if let responseClasses {
      let all = AuxiliaryColumns(table: table, missing: missing, counts: inSample)
      adjustment.response = try ResponseClasses(
        try responseClasses.map { try all.codes($0) },
        responded: responded ?? [Bool](repeating: true, count: table.rowCount),
        isInSample: inSample)
    }
    return adjustment
  }

  /// Refuses margins that cannot all be met because their sums differ.
  private static func checkSums(_ margins: [Margin]) throws {
    let sums = margins.map { $0.totals.reduce(0) { $0 + $1.total } }
    for (index, sum) in sums.enumerated() where abs(sum - sums[0]) > 1e-9 * abs(sums[0]) {
      throw Fault(
        .marginsDisagree,
        [
          "first": margins[0].columns.joined(separator: "*"), "firstSum": "\(sums[0])",
          "second": margins[index].columns.joined(separator: "*"), "secondSum": "\(sum)",
        ])
    }
  }
}

/// Columns to fit weights to, in which only some rows need a value.
private struct AuxiliaryColumns {
  let table: Table
  let missing: [String]
  let counts: (Int) -> Bool

  /// The codes of a column; rows that do not count have the code 0 where theirs is missing.
  func codes(_ name: String) throws -> CodedColumn {
    var column = try table.text(name).encoded(missing: [""] + missing)
    if column.labels.isEmpty { column.labels = [""] }
    try fill(name, { column.codes[$0] == CodedColumn.missing }) { column.codes[$0] = 0 }
    return column
  }

  private func numbers(_ name: String) throws -> NumberColumn {
    var column = try table.numbers(name, missing: missing)
    try fill(name, { !column.isValid[$0] }) { column.isValid[$0] = true }
    return column
  }

  private func fill(
    _ name: String, _ isMissing: (Int) -> Bool, _ fill: (Int) -> Void
  ) throws {
    var faults = Faults()
    for row in 0..<table.rowCount where isMissing(row) {
      if counts(row) {
        faults.append(
          Fault(
            .missingDesignValue, at: table.place(row: row, column: name),
            ["missing": missing.joined(separator: ",")]))
      }
      fill(row)
    }
    try faults.throwIfAny()
  }

  func margin(_ margin: WeightColumns.Margin) throws -> WeightFit.Margin {
    let columns = try margin.columns.map { try codes($0) }
    let crossed = CodedColumn.crossing(columns) { Record.text($0) }
    let name = margin.columns.joined(separator: "*")
    var wanted: [UnitID: Double] = [:]
    for level in margin.totals { wanted[UnitID(Record.text(level.labels))] = level.total }
    // A level without a row keeps its place, so that fitting refuses it.
    var labels = crossed.labels
    var totals = [Double?](repeating: nil, count: labels.count)
    for (code, label) in labels.enumerated() {
      totals[code] = wanted.removeValue(forKey: UnitID(label))
    }
    for level in margin.totals {
      if let total = wanted.removeValue(forKey: UnitID(Record.text(level.labels))) {
        labels.append(Record.text(level.labels))
        totals.append(total)
      }
    }
    for row in 0..<table.rowCount where counts(row) && totals[Int(crossed.codes[row])] == nil {
      throw Fault(
        .levelWithoutTotal, at: table.place(row: row, column: name),
        ["value": labels[Int(crossed.codes[row])]])
    }
    return WeightFit.Margin(
      CodedColumn(codes: crossed.codes, labels: labels), totals: totals.map { $0 ?? 0 },
      name: name)
  }

  func term(_ term: WeightColumns.Term) throws -> CalibrationModel.Term {
    guard let name = term.column else {
      return CalibrationModel.Term(.count, total: term.total, name: "(count)")
    }
    guard let level = term.level else {
      return CalibrationModel.Term(.number(try numbers(name)), total: term.total, name: name)
    }
    let column = try codes(name)
    let code = column.labels.firstIndex { bytesCompare($0, level) == 0 }
    return CalibrationModel.Term(
      .level(column, code: code.map { UInt32($0) } ?? CodedColumn.missing), total: term.total,
      name: "\(name):\(level)")
  }
}

extension Fault.Code {
  /// A row has a level for which no population total is given.
  public static let levelWithoutTotal = Fault.Code("level-without-total", .data)
  /// The margins of a raking have different sums.
  public static let marginsDisagree = Fault.Code("margins-disagree", .usage)
}
