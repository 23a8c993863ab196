// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A register of which only the cells and units are known that a proof lists.
///
/// It lets a draw be repeated as far as it goes without the register: sizes from the listed counts,
/// tickets and orders of the listed units.
struct ListedRegister: StratifiedRegister {
  let strata: [String]
  let parents: [UnitID]
  /// The fraction of `of: population` by stratum.
  let fractions: [Rational?]
  private let counts: [Int]
  private let listed: [[(id: UnitID, unit: Int)]]
  private let hasRandomSize: Bool

  /// The register of a sample, from what the proof lists of it.
  ///
  /// - Parameter hasRandomSize: whether cells may list fewer or more units than are asked for.
  init(cells: [Proof.Cell], units: [Proof.Unit], hasRandomSize: Bool) {
    let strata = Set(cells.map { UnitID($0.stratum) }).sorted()
    let parents = Set(cells.map(\.parent)).sorted()
    let stratumPosition = Dictionary(uniqueKeysWithValues: zip(strata, strata.indices))
    let parentPosition = Dictionary(uniqueKeysWithValues: zip(parents, parents.indices))
    var fractions = [Rational?](repeating: nil, count: strata.count)
    var counts = [Int](repeating: 0, count: strata.count * parents.count)
    var listed = [[(id: UnitID, unit: Int)]](repeating: [], count: counts.count)
    for cell in cells {
      let stratum = stratumPosition[UnitID(cell.stratum)]!
      counts[parentPosition[cell.parent]! * strata.count + stratum] = cell.population
      fractions[stratum] = cell.f.flatMap { Rational(text: $0) }
    }
    for (position, unit) in units.enumerated() {
      let (parent, id) =
        unit.stage == 1 ? (UnitID(""), unit.path) : (unit.path.above ?? UnitID(""), unit.path.ownID)
      guard let stratum = stratumPosition[UnitID(unit.stratum)], let parent = parentPosition[parent]
      else { continue }
      listed[parent * strata.count + stratum].append((id, position))
    }
    self.strata = strata.map(\.text)
    self.parents = parents
    self.fractions = fractions
    self.counts = counts
    self.listed = listed
    self.hasRandomSize = hasRandomSize
  }

  func count(parent: Int, stratum: Int) -> Int { counts[parent * strata.count + stratum] }

  func members(parent: Int, stratum: Int) -> [UnitID] {
    listed[parent * strata.count + stratum].map(\.id)
  }

  /// The listed units; their ranks are their positions in the cell, and their rows those among all
  /// units that the proof lists of the sample.
  func candidates(
    in cells: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]] {
    try cells.map { cell in
      let ids = listed[cell.parent * strata.count + cell.stratum]
      let parent = parents[cell.parent]
      // Units that are taken whole are drawn by ticket, and their number is never random.
      let isRandom = hasRandomSize && cell.order != .smallestTickets
      guard isRandom || ids.count == cell.limit else {
        throw Fault(
          .proofUnitCountWrong,
          [
            "cell": "\(parent)/\(strata[cell.stratum])", "found": "\(ids.count)",
            "expected": "\(cell.limit)",
          ])
      }
      let candidates = ids.enumerated().map { position, listed in
        Candidate(
          row: listed.unit, id: listed.id,
          ticket: seed.ticket(
            of: parent.text.isEmpty ? listed.id : parent.appending(listed.id)),
          rank: UInt32(position))
      }
      return cell.order == .sorted ? candidates : candidates.sorted(by: Candidate.byTicket)
    }
  }
}

/// Stands for a method whose selection cannot be repeated: takes the mains as they are listed, and the
/// reserves by ticket.
///
/// Without sizes of units their probabilities, too, are taken as they are listed.
struct ListedSelector: UnitSelector {
  let name: String
  let order = CandidateOrder.sorted
  let hasRandomSize: Bool
  /// For each unit that the proof lists of the sample its role and, if it follows from sizes that are
  /// not known, its probability within its cell.
  let listed: [(isMain: Bool, probability: Rational?)]
  let isInProportion: Bool

  /// The stand-in for a sample's method.
  ///
  /// - Parameters:
  ///   - sample: the sample.
  ///   - units: what the proof lists of it.
  ///   - above: the listed probabilities of the mains of the stage above, by path.
  /// - Throws: ``Fault/Code/proofShape`` if a probability is none.
  init(
    _ sample: SampleDesign, units: [Proof.Unit], above: [UnitID: Rational]
  ) throws {
    name = sample.method.name
    hasRandomSize = sample.method.selector.hasRandomSize
    isInProportion = sample.sizeMeasure != nil
    let isInProportion = isInProportion
    listed = try units.map { unit in
      let isMain = bytesCompare(unit.role, Draw.Role.main.rawValue) == 0
      guard isMain && isInProportion else { return (isMain, nil) }
      let parent = unit.stage == 1 ? Rational.one : above[unit.path.above ?? UnitID("")]
      guard let parent, let own = unit.probability.flatMap({ Rational(text: $0) }),
        own > .zero && own <= parent
      else { throw JSONReader.fault("proof.units.probability") }
      return (isMain, try own.divided(by: parent))
    }
  }

  func select(_ cell: CellToDraw, from candidates: [Candidate], seed: Seed) throws -> Selection {
    let size =
      hasRandomSize ? candidates.prefix { listed[$0.row].isMain }.count : cell.size
    guard candidates.count - size <= cell.reserves else {
      throw JSONReader.fault("proof.units.role")
    }
    let reserves = (size..<candidates.count).sorted {
      Candidate.byTicket(candidates[$0], candidates[$1])
    }
    // A unit that is no main in the list but stands among the first has no probability to compare.
    let probabilities = try (0..<size).map { position in
      guard isInProportion else { return Rational(cell.size, cell.population) }
      guard let probability = listed[candidates[position].row].probability else {
        throw JSONReader.fault("proof.units.role")
      }
      return probability
    }
    return Selection(mains: Array(0..<size), reserves: reserves, probabilities: probabilities)
  }
}
