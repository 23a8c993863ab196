// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The columns that `assay sample` writes beside a register's own, from which the whole design
/// follows.
///
/// For each stage `k`: `assay_stratum_k`, `assay_population_k`, `assay_size_k`, `assay_method_k`
/// and, above the last stage, `assay_cluster_k` and `assay_cluster_order_k`; then `assay_role`,
/// `assay_order`, `assay_probability` and `assay_weight`. A systematic first stage has the variance
/// of its order; below the first stage systematic samples are treated as simple random ones.
/// Methods of unequal probabilities have the variance that ``UnequalVariance/init(method:)`` names,
/// unless another one is chosen.
public struct DrawnColumns: Sendable, Hashable {
  /// The number of stages.
  public let stageCount: Int
  /// What is done with lonely units, as ``DesignColumns/lonely``.
  public var lonely: LonelyRule?
  /// How the variance of stages of unequal probabilities is estimated; `nil` as fits the method.
  /// Poisson samples have their exact variance where joint probabilities are given, since these are
  /// products.
  public var unequalVariance: UnequalVariance?
  /// The column of the last stage's ids, as files of joint probabilities name them.
  public var id: String?
  /// The columns that the cube balanced: `persons` for the total of its numbers, `township:levels`
  /// for the number of units with each of its values.
  public var balance: [String] = []
  /// The columns over which the local pivotal method spread units.
  public var coordinates: [String] = []
  /// Whether the first stage is taken as drawn with replacement, as
  /// ``DesignColumns/isWithReplacement``.
  public var isWithReplacement = false
  /// The column that orders strata for ``LonelyRule/collapse``, as ``DesignColumns/collapseOrder``.
  public var collapseOrder: String?
  private let hasProbability: Bool

  /// What stands after a balanced column whose values count for themselves.
  static let levelsSuffix = ":levels"

  /// The columns of a drawn file.
  ///
  /// - Parameter header: the names of the file's columns.
  /// - Throws: ``Fault/Code/notADrawnFile`` naming the columns that are missing.
  public init(header: [String], file: String? = nil, lonely: LonelyRule? = nil) throws {
    let has = { (name: String) in header.contains { bytesCompare($0, name) == 0 } }
    var stages = 1
    while has("assay_population_\(stages + 1)") { stages += 1 }
    stageCount = stages
    hasProbability = has("assay_probability")
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
      + (hasProbability ? ["assay_probability"] : []) + [id, collapseOrder].compactMap { $0 }
      + balance.map { Self.balanced($0).column } + coordinates
  }

  /// The column of a balancing term, and whether each of its values counts for itself.
  static func balanced(_ term: String) -> (column: String, isLevels: Bool) {
    term.hasSuffix(levelsSuffix)
      ? (String(term.dropLast(levelsSuffix.count)), true) : (term, false)
  }

  /// The design of the drawn rows; reserves are outside of it.
  ///
  /// - Parameter joint: the joint probabilities of the draw, for a variance that needs them.
  /// - Returns: the design, and the number of reserves.
  /// - Throws: ``Fault/Code/unknownRole``, ``Fault/Code/drawIncomplete`` if units that were drawn
  ///   have no row or some were added, ``Fault/Code/unsupportedSelection``,
  ///   ``Fault/Code/probabilitiesNotSeparable``, ``Fault/Code/balanceUnknown``,
  ///   ``Fault/Code/coordinatesUnknown``, and what a design of columns throws.
  /// - Complexity: linear in rows and bytes.
  /// - Precondition: joint probabilities are given if and only if ``unequalVariance`` needs them.
  public func design(
    from table: Table, joint: Table? = nil
  ) throws -> (design: SurveyDesign, reserves: Int) {
    precondition((joint != nil) == (unequalVariance?.needsPairs ?? false))
    guard table.rowCount > 0 else { throw Fault(.noRows, at: Place(file: table.file)) }
    let isMain = try mains(of: table)
    guard isMain.contains(true) else { throw Fault(.noRows, at: Place(file: table.file)) }
    var units = [UInt32](repeating: 0, count: table.rowCount)
    var read: [DrawnStage] = []
    for number in 1...stageCount {
      let stage = try DrawnStage(
        table: table, isMain: isMain, number: number, above: units, isLast: number == stageCount)
      read.append(stage)
      units = stage.units
    }
    try DrawnStage.addUnitsWithoutRows(to: &read, table: table)
    let reader = DrawnProbabilities(
      table: table, isMain: isMain, stages: read, columns: self,
      joint: joint.map { JointTable(table: $0) })
    let selections = try reader.selections()
    var stages = read.indices.map { index in
      read[index].stage(
        selection: selections[index], lonely: lonely ?? (index == 0 ? .fail : .pool))
    }
    if isWithReplacement {
      stages[0].populationOfCell = nil
      stages[0].selection = .simpleRandom
    }
    if let collapseOrder {
      stages[0].collapseOrder = try StratumOrder(table: table, missing: []).order(
        by: collapseOrder, strata: read[0].cells, labels: read[0].cellLabels)
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

extension UnequalVariance {
  /// The estimator that is documented best for a method of `assay sample`, by its word; `nil` for
  /// simple random and systematic sampling with equal probabilities and for words that are no
  /// method's.
  ///
  /// Sampford's and conditional Poisson sampling have nearly or exactly the largest entropy, for
  /// which Hájek's form was made (Hájek 1964; Berger 1998; Matei and Tillé 2005), and Rosén (1997)
  /// has it for Pareto sampling; Ohlsson (1998) has Brewer's form for sequential Poisson sampling,
  /// and Brewer (2002) recommends it for systematic sampling.
  public init?(method: String) {
    let known: [(String, UnequalVariance)] = [
      ("poisson", .poisson), ("pps-systematic", .brewer), ("sampford", .hajek),
      ("conditional-poisson", .hajek), ("pareto", .hajek), ("sequential-poisson", .brewer),
      ("cube", .balanced), ("local-pivotal", .neighbours),
    ]
    guard let found = known.first(where: { bytesCompare($0.0, method) == 0 }) else { return nil }
    self = found.1
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
