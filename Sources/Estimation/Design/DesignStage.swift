// SPDX-License-Identifier: GPL-3.0-or-later

/// How the variance treats a unit that is alone in its cell, from which no variance can be
/// computed.
///
/// A cell that was taken whole is not lonely: it contributes no variance. Names and meanings are
/// those of R's option `survey.lonely.psu`, with ``pool`` added.
public enum LonelyRule: String, Sendable, Hashable, CaseIterable {
  /// The design is refused.
  case fail
  /// The cell contributes nothing.
  case remove
  /// The unit is held to be drawn with certainty, and contributes nothing.
  case certainty
  /// The unit's total is taken as its deviation: the cell is centred at zero, the mean of a
  /// linearized variable over the whole sample.
  case adjust
  /// The cell is given the mean variance of the cells of its stage that are not lonely; below the
  /// first stage, of those in the same unit. As in R, only cells with a row of the domain count.
  case average
  /// The unit is given the variance within cells of the same sample and first-stage stratum, or of
  /// the same sample if there is none: s² = Σ(n - 1)s² / Σ(n - 1) over cells of two units and more.
  case pool
  /// A stratum of the first stage joins its neighbour in ``DesignStage/collapseOrder``; below the
  /// first stage the same as ``pool``.
  case collapse
}

/// How the units of a stage were selected, as far as the variance must know.
public enum StageSelection: Sendable, Hashable {
  /// Simple random sampling without replacement within each cell, or with replacement where no
  /// population size is known.
  case simpleRandom
  /// Systematic sampling; the array holds the position in the draw of each unit, which orders the
  /// units within their cell.
  case systematic(positions: [Int])
  /// Sampling without replacement with probabilities of each unit's own.
  case unequal(UnequalSelection)
}

/// One stage of a sample as it was drawn: its units, the cells they were drawn in, and how many
/// units each cell has in the population.
///
/// A **cell** is a stratum within a unit of the stage above; at the first stage it is a stratum.
/// Units and cells may be numbered in any order.
public struct DesignStage: Sendable {
  /// The cell of each unit. A unit stands here because it was drawn, whether or not it has rows.
  public var cellOfUnit: [UInt32]
  /// The unit of the stage above in which each cell lies; empty at the first stage.
  public var parentOfCell: [UInt32]
  /// The number of units that each cell has in the population; `nil` if it is unknown, and the
  /// stage is treated as drawn with replacement. Cells of unequal probabilities do without.
  public var populationOfCell: [Double]?
  /// The sample to which each cell belongs, for ``LonelyRule/pool``; empty if there is only one.
  public var sampleOfCell: [UInt32]
  /// What is done with lonely units.
  public var lonely: LonelyRule
  /// The cells in the order in which ``LonelyRule/collapse`` takes them for neighbours; empty for
  /// the bytes of their labels.
  public var collapseOrder: [Int] = []
  /// How the units were selected. Only the first stage may be systematic.
  public var selection: StageSelection
  /// What to call each cell in messages; empty if there is nothing to call it.
  public var cellLabels: CodedLabels
  /// What to call each unit in messages.
  public var unitLabels: CodedLabels

  /// A stage from its parts.
  /// - Precondition: arrays by cell are equally long or empty, and every code exists.
  public init(
    cellOfUnit: [UInt32], parentOfCell: [UInt32] = [], populationOfCell: [Double]? = nil,
    sampleOfCell: [UInt32] = [], lonely: LonelyRule, selection: StageSelection = .simpleRandom,
    cellLabels: CodedLabels = CodedLabels(), unitLabels: CodedLabels = CodedLabels()
  ) {
    self.cellOfUnit = cellOfUnit
    self.parentOfCell = parentOfCell
    self.populationOfCell = populationOfCell
    self.sampleOfCell = sampleOfCell
    self.lonely = lonely
    self.selection = selection
    self.cellLabels = cellLabels
    self.unitLabels = unitLabels
  }
}

/// Labels shared by many things: one code for each thing, one text for each code.
public struct CodedLabels: Sendable {
  /// The code of each thing.
  public var codes: [UInt32]
  /// The text of each code.
  public var labels: [String]

  /// Labels from codes and texts; without any, everything is called by the empty text.
  public init(codes: [UInt32] = [], labels: [String] = []) {
    self.codes = codes
    self.labels = labels
  }

  /// A text of its own for each thing.
  public init(_ labels: [String]) {
    self.init(codes: (0..<labels.count).map { UInt32($0) }, labels: labels)
  }

  /// The text of a thing, or the empty text.
  public subscript(index: Int) -> String {
    index < codes.count ? labels[Int(codes[index])] : ""
  }

  /// The same labels for things in another order.
  func reordered(_ order: [UInt32]) -> CodedLabels {
    codes.isEmpty
      ? self : CodedLabels(codes: order.map { codes[Int($0)] }, labels: labels)
  }
}
