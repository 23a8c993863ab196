// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The list of all units of one stage, wherever it is kept.
///
/// The law of every register, whatever its order of rows:
/// - ``forEachUnit(_:)`` delivers every unit once, with the path of its parent, those that a condition
///   leaves out of a sample too; ids keep the rules of ``Tables/UnitID/flaw`` and are unique within
///   their parent;
/// - ``stratified(for:progress:)`` counts by parent and stratum the units that the condition leaves in,
///   and delivers from each cell the n units of smallest ticket, or all along the sort order; both
///   depend on the units alone, not on the order of rows;
/// - ``digests(columns:salt:progress:)`` depends on the rows of each first-stage unit alone;
/// - ``rows(at:columns:)`` returns the rows of the units that a draw names, in the order asked for;
/// - ``portions(of:progress:)`` delivers exactly the units of the parents that are asked for.
public protocol Register: Sendable {
  /// The names of the column of the ids and, below the first stage, of that of the parents' paths.
  var identifierColumns: [String] { get }

  /// Delivers every unit: the path of its parent (empty at the first stage), its id and its row.
  func forEachUnit(_ body: (_ parent: UnitID, _ id: UnitID, _ row: Int) throws -> Void) throws

  /// The number of units, those that a condition leaves out of a sample too.
  var unitCount: Int { get }

  /// Where a row stands, for faults.
  func place(row: Int) -> Place

  /// The register counted and ordered for one sample, ready to be drawn from many times.
  /// - Throws: ``Fault/Code/unknownColumn``; ``Fault/Code/notANumber`` for a numeric sort column;
  ///   ``Faults`` for the units whose size, balance or coordinates are missing or no numbers.
  func stratified(for sample: SampleDesign, progress: Progress?) throws -> any StratifiedRegister

  /// What an allocation knows of each stratum of a sample, under its record; strata that are taken whole
  /// are left out. It must not depend on the order of rows, and use sums, products, quotients and roots
  /// alone.
  func moments(
    for sample: SampleDesign, allocation: Allocation
  ) throws -> [UnitID: StratumMoments]

  /// The digest of the canonical rows of each first-stage unit that has rows.
  ///
  /// - Parameters:
  ///   - columns: the columns after id and parent, in the order of the seal.
  ///   - salt: the salts of the first-stage units.
  func digests(columns: [String], salt: Salt, progress: Progress?) throws -> [UnitID: Digest]

  /// The rows of the units of the given paths, in their order.
  func rows(at paths: [UnitID], columns: [String]) throws -> Table

  /// The paths of all parents, each once, by bytes; one empty path at the first stage.
  var parentPaths: [UnitID] { get }

  /// Makes ready to deliver the ids of some parents' units portion by portion, with their places.
  func portions(of parents: [[UnitID]], progress: Progress?) throws -> any RegisterPortions
}

/// Parts of a register, to be had one by one, from any thread.
public protocol RegisterPortions: Sendable {
  /// The units of the parents of a portion: their ids, parents and places, and no other column.
  func load(_ portion: Int) throws -> TableRegister
}

/// A register as one sample sees it: units in cells of parent by stratum.
public protocol StratifiedRegister: Sendable {
  /// The records of the strata that occur, by bytes; one empty record without strata.
  var strata: [String] { get }
  /// The paths of the parents that have units, by bytes; one empty path at the first stage.
  var parents: [UnitID] { get }
  /// The number of units in a cell; strata and parents by their position above.
  func count(parent: Int, stratum: Int) -> Int
  /// The ids of the units of a cell, in no stated order.
  func members(parent: Int, stratum: Int) throws -> [UnitID]
  /// The candidates of each cell that is asked for.
  func candidates(
    in cells: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]]
  /// Makes ready to deliver the units of cells portion by portion, of a register that is not in memory.
  ///
  /// - Parameter portions: cells whose candidates will be asked for together; a parent's cells stand in
  ///   one portion.
  func gathered(
    _ portions: [[CandidateRequest]], seed: Seed, progress: Progress?
  ) throws -> any GatheredUnits
}

extension StratifiedRegister {
  /// The position of a parent; `nil` if it has no units.
  /// - Complexity: logarithmic in parents.
  func position(ofParent path: UnitID) -> Int? {
    let parents = parents
    var low = 0
    var high = parents.count
    while low < high {
      let middle = (low + high) / 2
      if parents[middle] < path { low = middle + 1 } else { high = middle }
    }
    return low < parents.count && parents[low] == path ? low : nil
  }

  /// The register itself for every portion, as it is in memory.
  public func gathered(
    _ portions: [[CandidateRequest]], seed: Seed, progress: Progress?
  ) -> any GatheredUnits {
    WholeRegister(register: self)
  }
}

/// The units of cells, to be had portion by portion, from any thread.
public protocol GatheredUnits: Sendable {
  /// The register as far as the cells of a portion go, and the records that its rows count.
  func load(_ portion: Int) throws -> (register: any StratifiedRegister, records: RecordBlock?)
}

/// A register in memory, of which every portion is all.
private struct WholeRegister: GatheredUnits {
  let register: any StratifiedRegister

  func load(_ portion: Int) -> (register: any StratifiedRegister, records: RecordBlock?) {
    (register, nil)
  }
}

/// A cell whose candidates are wanted.
public struct CandidateRequest: Sendable {
  /// The position of the parent.
  public let parent: Int
  /// The position of the stratum.
  public let stratum: Int
  /// Which candidates, in which order.
  public let order: CandidateOrder
  /// How many at the most, for ``CandidateOrder/smallestTickets``.
  public let limit: Int
  /// The largest first 64 bits of a ticket, for ``CandidateOrder/smallestTickets``.
  let largestWord: UInt64

  /// A cell whose candidates are wanted.
  public init(parent: Int, stratum: Int, order: CandidateOrder, limit: Int) {
    self.init(parent: parent, stratum: stratum, order: order, limit: limit, largestWord: .max)
  }

  init(parent: Int, stratum: Int, order: CandidateOrder, limit: Int, largestWord: UInt64) {
    self.parent = parent
    self.stratum = stratum
    self.order = order
    self.limit = limit
    self.largestWord = largestWord
  }

  /// A first word of a ticket that the n smallest of N tickets are not expected to exceed.
  ///
  /// They lie below (n + 6 √n + 20) / N of their range, but for a chance of less than one in a million.
  static func likelyLargestWord(limit: Int, population: Int, factor: Double = 1) -> UInt64 {
    let limit = Double(limit)
    let share = factor * (limit + 6 * limit.squareRoot() + 20) / Double(max(population, 1))
    return share >= 1 ? .max : UInt64(share * 0x1p64)
  }
}
