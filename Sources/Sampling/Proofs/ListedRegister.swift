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
  private let listed: [[UnitID]]

  /// The register of a sample, from what the proof lists of it.
  init(cells: [Proof.Cell], units: [Proof.Unit]) {
    let strata = Set(cells.map { UnitID($0.stratum) }).sorted()
    let parents = Set(cells.map(\.parent)).sorted()
    let stratumPosition = Dictionary(uniqueKeysWithValues: zip(strata, strata.indices))
    let parentPosition = Dictionary(uniqueKeysWithValues: zip(parents, parents.indices))
    var fractions = [Rational?](repeating: nil, count: strata.count)
    var counts = [Int](repeating: 0, count: strata.count * parents.count)
    var listed = [[UnitID]](repeating: [], count: counts.count)
    for cell in cells {
      let stratum = stratumPosition[UnitID(cell.stratum)]!
      counts[parentPosition[cell.parent]! * strata.count + stratum] = cell.population
      fractions[stratum] = cell.f.flatMap { Rational(text: $0) }
    }
    for unit in units {
      let (parent, id) = unit.stage == 1 ? (UnitID(""), unit.path) : unit.path.parentAndID
      guard let stratum = stratumPosition[UnitID(unit.stratum)], let parent = parentPosition[parent]
      else { continue }
      listed[parent * strata.count + stratum].append(id)
    }
    self.strata = strata.map(\.text)
    self.parents = parents
    self.fractions = fractions
    self.counts = counts
    self.listed = listed
  }

  func count(parent: Int, stratum: Int) -> Int { counts[parent * strata.count + stratum] }

  func members(parent: Int, stratum: Int) -> [UnitID] { listed[parent * strata.count + stratum] }

  /// The listed units; their ranks are their positions.
  func candidates(
    in cells: [CandidateRequest], seed: Seed, progress: Progress?
  ) throws -> [[Candidate]] {
    try cells.map { cell in
      let ids = members(parent: cell.parent, stratum: cell.stratum)
      let parent = parents[cell.parent]
      guard ids.count == cell.limit else {
        throw Fault(
          .proofUnitCountWrong,
          [
            "cell": "\(parent)/\(strata[cell.stratum])", "found": "\(ids.count)",
            "expected": "\(cell.limit)",
          ])
      }
      let candidates = ids.enumerated().map { position, id in
        Candidate(
          row: position, id: id,
          ticket: seed.ticket(of: parent.text.isEmpty ? id : parent.appending(id)),
          rank: UInt32(position))
      }
      return cell.order == .sorted ? candidates : candidates.sorted(by: Candidate.byTicket)
    }
  }
}

/// Stands for a method whose selection cannot be repeated: takes the mains as they are listed, and the
/// reserves by ticket.
struct ListedSelector: UnitSelector {
  let name: String
  let order = CandidateOrder.sorted

  func select(_ cell: CellToDraw, from candidates: [Candidate], seed: Seed) -> Selection {
    let reserves = (cell.size..<candidates.count).sorted {
      Candidate.byTicket(candidates[$0], candidates[$1])
    }
    return Selection(mains: Array(0..<cell.size), reserves: reserves)
  }
}

extension UnitID {
  /// The path of the parent and the id below it.
  fileprivate var parentAndID: (UnitID, UnitID) {
    guard let slash = text.utf8.lastIndex(of: 0x2f) else { return (UnitID(""), self) }
    return (
      UnitID(String(text[..<slash])), UnitID(String(text[text.utf8.index(after: slash)...]))
    )
  }
}
