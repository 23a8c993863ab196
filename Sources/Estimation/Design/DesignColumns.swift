// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The columns of a table that say how its rows were drawn.
///
/// Clusters are read within their stratum, so that cluster 1 may stand in every stratum. The stage
/// below the last cluster column, or the only one without clusters, draws rows.
///
/// With one cluster column its rows are the observations, all taken; with more, the last column
/// names the observation, so that the persons of one household count as one.
public struct DesignColumns: Sendable, Hashable {
  /// The columns of one stage.
  public struct Stage: Sendable, Hashable {
    /// The columns whose crossing makes the strata; empty without strata.
    public var strata: [String]
    /// The column that names the unit; `nil` where each row is one.
    public var cluster: String?
    /// The column with the number of units that the cell has in the population.
    public var population: String?
    /// The column with the share of the cell's units that was drawn, instead of the population.
    public var fraction: String?
    /// The column with the probability of each unit, given that its cell was drawn from, instead of
    /// either.
    public var probability: String?

    /// The columns of a stage.
    public init(
      strata: [String] = [], cluster: String? = nil, population: String? = nil,
      fraction: String? = nil, probability: String? = nil
    ) {
      self.strata = strata
      self.cluster = cluster
      self.population = population
      self.fraction = fraction
      self.probability = probability
    }
  }

  /// The stages, the first one first; at least one.
  public var stages: [Stage]
  /// The column with the weights; `nil` if they follow from the populations.
  public var weight: String?
  /// What is done with lonely units at all stages; `nil`: ``LonelyRule/fail`` at the first stage,
  /// ``LonelyRule/pool`` below.
  public var lonely: LonelyRule?
  /// How the variance of stages with probabilities is estimated.
  public var unequalVariance: UnequalVariance = .brewer
  /// Whether the first stage is taken as drawn with replacement: its population makes weights, and
  /// neither a finite population correction nor a variance of the stages below.
  public var isWithReplacement = false
  /// The column that orders strata for ``LonelyRule/collapse``, as numbers if all its values are,
  /// else by bytes; `nil` for the bytes of the strata.
  public var collapseOrder: String?

  /// The column that tells two rounds in one file, if their change is wanted: the design is built within each
  /// round, and first-stage units of one name in one stratum are the same unit in both.
  public var change: String?

  /// Columns of a design.
  /// - Precondition: there is a stage.
  public init(stages: [Stage] = [Stage()], weight: String? = nil, lonely: LonelyRule? = nil) {
    precondition(!stages.isEmpty)
    self.stages = stages
    self.weight = weight
    self.lonely = lonely
  }

  /// All columns that are named, some perhaps twice.
  public var names: [String] {
    stages.flatMap {
      $0.strata + [$0.cluster, $0.population, $0.fraction, $0.probability].compactMap { $0 }
    }
      + [weight, collapseOrder, change].compactMap { $0 }
  }

  /// The design of a table.
  ///
  /// - Parameters:
  ///   - missing: words that stand for a missing value, beside the empty text.
  ///   - joint: the joint probabilities, as `assay sample --joint` writes them, for a variance that
  ///     needs them.
  /// - Throws: ``Fault/Code/noRows``, ``Fault/Code/stageWithoutClusters``,
  ///   ``Fault/Code/changeNeedsTwoRounds``, ``Fault/Code/changeWithCollapse``,
  ///   ``Fault/Code/missingDesignValue``, ``Fault/Code/populationNotConstant``,
  ///   ``Fault/Code/samplingFractionOutOfRange``, ``Fault/Code/probabilityOutOfRange``,
  ///   ``Fault/Code/probabilityNotConstant``, ``Fault/Code/jointNeedsUnits`` and other faults of
  ///   joint probabilities, ``Fault/Code/invalidWeight``, ``Fault/Code/weightsUnknown``, what the
  ///   columns of a ``Table`` throw, and what
  ///   ``SurveyDesign/init(stages:unitOfRow:weights:weightsAreRelative:)`` throws. Faults of rows
  ///   come together in one ``Faults``.
  /// - Complexity: linear in rows and bytes.
  /// - Precondition: joint probabilities are given if and only if ``unequalVariance`` needs them.
  public func design(
    from table: Table, missing: [String] = [], joint: Table? = nil
  ) throws -> SurveyDesign {
    precondition((joint != nil) == unequalVariance.needsPairs)
    guard table.rowCount > 0 else { throw Fault(.noRows, at: Place(file: table.file)) }
    if let stage = stages.dropLast().firstIndex(where: { $0.cluster == nil }) {
      throw Fault(.stageWithoutClusters, ["stage": "\(stage + 1)", "stages": "\(stages.count)"])
    }
    var builder = DesignBuilder(
      table: table, missing: missing, unequalVariance: unequalVariance,
      isWithReplacement: isWithReplacement, collapseOrder: collapseOrder,
      joint: joint.map { JointTable(table: $0) })
    if change != nil && lonely == .collapse { throw Fault(.changeWithCollapse) }
    for (index, stage) in stagesWithinRounds.enumerated() {
      try builder.add(stage, lonely: lonely ?? (index == 0 ? .fail : .pool))
    }
    if stages.count == 1 && stages[0].cluster != nil { builder.addRowsOfClusters() }
    return try overlapping(try builder.design(weight: weight), table, missing: missing)
  }
}

extension Fault.Code {
  /// A file has a header and no row.
  public static let noRows = Fault.Code("no-rows", .data)
  /// A stage that is not the last has no column of clusters.
  public static let stageWithoutClusters = Fault.Code("stage-without-clusters", .usage)
  /// A row has no value in a column of the design.
  public static let missingDesignValue = Fault.Code("missing-design-value", .data)
  /// Rows of one cell have different population sizes.
  public static let populationNotConstant = Fault.Code("population-not-constant", .data)
  /// A sampling fraction is not above 0 and at most 1.
  public static let samplingFractionOutOfRange = Fault.Code("sampling-fraction-out-of-range", .data)
  /// Rows of one unit have different probabilities.
  public static let probabilityNotConstant = Fault.Code("probability-not-constant", .data)
  /// Neither weights nor the population sizes of all stages are known.
  public static let weightsUnknown = Fault.Code("weights-unknown", .usage)
}
