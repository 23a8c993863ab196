// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// First-stage strata of which lonely ones have joined a neighbour: the collapsed stratum estimator
/// (Hansen, Hurwitz and Madow 1953, volume II, section 9.4; Wolter 2007, section 2.5).
///
/// Strata stand in a named order. A stratum with a single unit that is not certain joins the one
/// after it, and the last joins the one before; strata that were taken whole are passed over. The
/// strata of a group are then one stratum: with n units of N in all, (1 - n/N) n/(n - 1) Σ(t -
/// t̄)², which for two lonely strata is (1 - 2/N)(t₁ - t₂)². It overstates the variance by what the
/// strata of a group differ, the less the more neighbours are alike. The stages below keep the
/// probabilities of the strata as they were.
struct CollapsedStrata {
  /// The group of each stratum.
  let groupOfStratum: [UInt32]
  /// The strata of each group, in order.
  let groups: [[Int]]
  /// Whether a lonely stratum remains alone, because there is no other to join.
  let hasOrphan: Bool

  /// - Parameters:
  ///   - order: the strata in order.
  ///   - sizes: the units of each stratum that are not certain; 0 for those taken whole.
  /// - Complexity: linear in strata.
  init(order: [Int], sizes: [Int]) {
    var groups: [[Int]] = []
    var open: [Int] = []
    for stratum in order where sizes[stratum] > 0 {
      open.append(stratum)
      if open.reduce(0, { $0 + sizes[$1] }) > 1 {
        groups.append(open)
        open = []
      }
    }
    hasOrphan = !open.isEmpty && groups.isEmpty
    if !open.isEmpty {
      if groups.isEmpty { groups.append(open) } else { groups[groups.count - 1] += open }
    }
    groups += order.filter { sizes[$0] == 0 }.map { [$0] }
    // Groups stand where the first of their strata stood, as the others do.
    groups.sort { $0.min()! < $1.min()! }
    var groupOfStratum = [UInt32](repeating: 0, count: sizes.count)
    for (group, strata) in groups.enumerated() {
      for stratum in strata { groupOfStratum[stratum] = UInt32(group) }
    }
    self.groupOfStratum = groupOfStratum
    self.groups = groups
  }
}

extension DesignStage {
  /// A first stage with its lonely strata collapsed.
  ///
  /// - Returns: the stage, the strata of each group that was made of several, the group of each
  ///   stratum, and the probability of each unit within the stratum that it was drawn in; `nil` if
  ///   no stratum is lonely, or none can be joined.
  func collapsed() -> (
    stage: DesignStage, groups: [[Int]], groupOfStratum: [UInt32], probabilities: [Double]
  )? {
    let count = populationOfCell?.count ?? (cellOfUnit.max().map { Int($0) + 1 } ?? 0)
    var drawn = [Int](repeating: 0, count: count)
    var uncertain = drawn
    var probabilities = [Double](repeating: 0, count: cellOfUnit.count)
    var unequal: UnequalSelection?
    if case .unequal(let selection) = selection { unequal = selection }
    for cell in cellOfUnit { drawn[Int(cell)] += 1 }
    for (unit, cell) in cellOfUnit.enumerated() {
      let cell = Int(cell)
      if let unequal, unequal.variances[cell] != .simpleRandom {
        probabilities[unit] = unequal.probabilities[unit]
        // Cells without a mean of their own are never lonely.
        let weight = unequal.variances[cell].toleratesLoneliness ? 2 : 1
        if probabilities[unit] < 1 { uncertain[cell] += weight }
      } else {
        let population = populationOfCell.map { $0[cell] }
        probabilities[unit] = population.map { Double(drawn[cell]) / $0 } ?? 0
        if probabilities[unit] < 1 { uncertain[cell] += 1 }
      }
    }
    guard uncertain.contains(1) else { return nil }
    let order = collapseOrder.isEmpty ? (0..<count).sorted { label($0) < label($1) } : collapseOrder
    let strata = CollapsedStrata(order: order, sizes: uncertain)
    // Pairs, balance and neighbourhoods of different strata do not make one of them.
    let isMergeable = strata.groups.allSatisfy { group in
      group.count == 1
        || group.allSatisfy { stratum in
          guard let kind = unequal?.variances[stratum] else { return true }
          return kind == unequal!.variances[group[0]]
            && [.brewer, .hajek, .simpleRandom].contains(kind)
        }
    }
    guard !strata.hasOrphan, isMergeable else { return nil }
    var stage = self
    stage.cellOfUnit = cellOfUnit.map { strata.groupOfStratum[Int($0)] }
    stage.populationOfCell = populationOfCell.map { population in
      strata.groups.map { $0.reduce(0) { $0 + population[$1] } }
    }
    if !sampleOfCell.isEmpty { stage.sampleOfCell = strata.groups.map { sampleOfCell[$0[0]] } }
    stage.cellLabels = CodedLabels(
      strata.groups.map { $0.map { cellLabels[$0] }.joined(separator: " + ") })
    if var unequal {
      unequal.variances = strata.groups.map { unequal.variances[$0[0]] }
      stage.selection = .unequal(unequal)
    }
    if case .systematic(let positions) = selection {
      // Within a group the draws of its strata follow each other.
      var rank = [Int](repeating: 0, count: count)
      for (place, stratum) in strata.groups.flatMap({ $0 }).enumerated() { rank[stratum] = place }
      let sorted = cellOfUnit.indices.sorted {
        (rank[Int(cellOfUnit[$0])], positions[$0]) < (rank[Int(cellOfUnit[$1])], positions[$1])
      }
      var places = positions
      for (place, unit) in sorted.enumerated() { places[unit] = place }
      stage.selection = .systematic(positions: places)
    }
    return (
      stage, strata.groups.filter { $0.count > 1 }, strata.groupOfStratum, probabilities
    )
  }

  private func label(_ cell: Int) -> UnitID { UnitID(cellLabels[cell]) }
}
