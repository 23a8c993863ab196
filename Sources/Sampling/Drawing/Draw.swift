// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What was drawn: the cells with their counts and the units with their probabilities.
public struct Draw: Sendable {
  /// The design that was drawn.
  public let design: SamplingDesign
  /// The hash of the seed that was used.
  public let seedHash: String
  /// The cells that had units to draw from, stage by stage and sample by sample, in the order of
  /// their parents' strata, their parents' orders and their own strata.
  public internal(set) var cells: [Cell]
  /// The units, mains and reserves, of all stages, in the order of their cells.
  public internal(set) var units: [DrawnUnit]
  /// What `of: population` came to for each stratum of each sample that uses it.
  public internal(set) var populationStrata: [PopulationStratum]

  /// The units of one cell of parent by stratum: what was there and what was taken.
  public struct Cell: Sendable {
    /// The stage, counted from 1.
    public let stage: Int
    /// The name of the sample; empty at the first stage.
    public let sample: String
    /// The position of the sample among those of its stage.
    public let sampleIndex: Int
    /// The path of the parent; empty at the first stage.
    public let parent: UnitID
    /// The parent's position among the draw's units; `nil` at the first stage.
    public let parentUnit: Int?
    /// The record of the stratum; empty without strata.
    public let stratum: String
    /// The word of the method.
    public let method: String
    /// The number of units in the register.
    public let population: Int
    /// The exact size before rounding, minimum and maximum.
    public let wanted: Rational
    /// The number of mains that were drawn; under a method of random size not the number asked for.
    public internal(set) var size: Int
    /// The number of reserves.
    public internal(set) var reserves: Int
    /// Under `of: population`, the fraction that all cells of the stratum share.
    public let f: Rational?
    /// The cell's units: positions among the draw's units, mains first.
    public internal(set) var unitRange: Range<Int>
    /// How many of its units had no chance, because their measure of size is 0.
    public internal(set) var withoutChance = 0
  }

  /// The role of a unit in a sample.
  public enum Role: String, Sendable, Hashable {
    /// Drawn to be visited.
    case main
    /// Drawn to stand in, in its order, when a main unit is released.
    case reserve
  }
}

/// A unit that was drawn, as a main or as a reserve.
public struct DrawnUnit: Sendable {
  /// The path from the first stage.
  public let path: UnitID
  /// The stage, counted from 1.
  public let stage: Int
  /// The name of the sample; empty at the first stage.
  public let sample: String
  /// The record of the stratum; empty without strata.
  public let stratum: String
  /// Main or reserve.
  public let role: Draw.Role
  /// The order within the cell, from 1; reserves follow the mains.
  public let order: Int
  /// The ticket of the path.
  public let ticket: Ticket
  /// The number of units in the cell.
  public let population: Int
  /// The number of mains in the cell.
  public let size: Int
  /// The probability of being a main, over all stages; `nil` for a reserve.
  public let probability: Rational?
  /// One over the probability; `nil` for a reserve.
  public var weight: Rational? { probability?.inverse }
  /// The values of the balancing variables and then of the coordinates that the method of its cell looked
  /// at, as ``Candidate/auxiliaries``; the variance of such a draw needs them. Empty under other methods.
  public let auxiliaries: [Double]
  /// The position of the cell among the draw's cells.
  public internal(set) var cell: Int
  /// The row in a register in memory; of one that is passed over, the row in the part that was read.
  public let row: Int
}

/// The sizes of one stratum under `of: population`.
///
/// - f = wanted / U, one for all cells of the stratum; above 1 its cells are taken whole and the size
///   falls short of what was wanted.
public struct PopulationStratum: Sendable {
  /// The stage, counted from 1.
  public let stage: Int
  /// The name of the sample.
  public let sample: String
  /// The record of the stratum.
  public let stratum: String
  /// N: the units in the whole register.
  public let population: Int
  /// U: the units in the drawn units of the stage above.
  public let available: Int
  /// The exact number that the rule wants.
  public let wanted: Rational
  /// f, `nil` if no unit of the stratum lies in a drawn unit.
  public let f: Rational?
  /// The number drawn.
  public let reached: Int

  /// Whether there was too little to draw from.
  public var isShort: Bool { f.map { $0 > .one } ?? (wanted > .zero) }
}
