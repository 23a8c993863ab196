// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingFrame {
  /// Refuses a design that would not keep every unit that an earlier design draws from the same registers
  /// with the same seed and key, so that a sample is enlarged by appending alone.
  ///
  /// The n smallest tickets of a cell are among its n + 1 smallest, and u < p holds for any larger p: so
  /// simple random and Poisson samples grow by appending. A systematic sample moves its places, a rotation
  /// its window, Pareto sampling its order, and certain units push others out of sequential Poisson
  /// sampling: none of the other methods keeps what it drew. They may stand in the design where their sizes
  /// stay. A cell must not shrink, which largest remainders may make it do when a total grows (the Alabama
  /// paradox). `of: population` and controlled rounding make each cell's size depend on all drawn parents,
  /// so that above such a sample nothing may grow.
  ///
  /// - Parameter earlier: the earlier design with the same registers.
  /// - Throws: ``Faults`` with ``Fault/Code/topUpDesign`` for every sample that differs in more than its
  ///   size, bounds and reserves; ``Fault/Code/topUpMethod``; ``Fault/Code/topUpSmaller``;
  ///   ``Fault/Code/topUpShared``.
  /// - Complexity: linear in the cells of all parents, drawn or not.
  public func checkTopUp(of earlier: SamplingFrame) throws {
    try design.checkShape(asTopUpOf: earlier.design)
    var faults = Faults()
    // Whether anything grows in the stages above.
    var grows = false
    for (stage, samples) in design.stages.enumerated() {
      var growsHere = false
      for index in samples.samples.indices {
        let growth = try growth(stage: stage + 1, sample: index, since: earlier, isBelow: grows)
        growsHere = growsHere || growth.grows
        faults.append(contentsOf: growth.faults)
      }
      grows = grows || growsHere
    }
    try faults.throwIfAny()
  }

  private func growth(
    stage: Int, sample index: Int, since earlier: SamplingFrame, isBelow: Bool
  ) throws -> (grows: Bool, faults: Faults) {
    let sample = design.stages[stage - 1].samples[index]
    let isShared = stage > 1 && sample.base == .population
    let sizes: [(name: String, before: Int, after: Int)]
    if isShared {
      let before = try earlier.wantedOfPopulation(stage: stage, sample: index)
      sizes = try zip(
        strata(stage: stage, sample: index),
        zip(before, wantedOfPopulation(stage: stage, sample: index))
      ).map { stratum, wanted in
        // Their order is all that counts here.
        (stratum, 0, wanted.1 == wanted.0 ? 0 : wanted.1 > wanted.0 ? 1 : -1)
      }
    } else {
      sizes = try cellSizes(stage: stage, sample: index, since: earlier)
    }
    var faults = Faults()
    for cell in sizes where cell.after < cell.before {
      faults.append(
        Fault(.topUpSmaller, ["sample": sample.key, "cell": cell.name.isEmpty ? "–" : cell.name]))
    }
    let grows = sizes.contains { $0.after > $0.before }
    let moves = sample.rounding == .controlled
    if isBelow && (isShared || moves) || grows && moves {
      faults.append(Fault(.topUpShared, ["sample": sample.key]))
    }
    if grows && sample.method != .simpleRandom && sample.method != .poisson {
      faults.append(
        Fault(
          .topUpMethod,
          [
            "sample": sample.key, "method": sample.method.name,
            "methods": [SelectionMethod.simpleRandom.name, SelectionMethod.poisson.name]
              .joined(separator: ", "),
          ]))
    }
    return (grows, faults)
  }

  /// The sizes of all cells by the earlier design and by this one.
  private func cellSizes(
    stage: Int, sample index: Int, since earlier: SamplingFrame
  ) throws -> [(name: String, before: Int, after: Int)] {
    let parents = parents(stage: stage, sample: index)
    let strata = strata(stage: stage, sample: index)
    // Only controlled rounding asks the seed, and such a sample may not grow.
    let seed = try Seed(text: "sizes", allowsShort: true)
    let cells = try [earlier, self].map {
      try $0.cells(stage: stage, sample: index, within: Array(parents.indices), seed: seed)
    }
    return zip(cells[0], cells[1]).map { before, after in
      (
        [parents[after.parent].text, strata[after.stratum]].filter { !$0.isEmpty }
          .joined(separator: " "), before.size, after.size
      )
    }
  }
}

extension SamplingDesign {
  /// Refuses a design that differs from an earlier one in more than sizes, bounds and reserves.
  /// - Throws: ``Faults`` with ``Fault/Code/topUpDesign``.
  public func checkShape(asTopUpOf earlier: SamplingDesign) throws {
    var faults = Faults()
    let (new, old) = (samples, earlier.samples)
    guard stages.map(\.samples.count) == earlier.stages.map(\.samples.count) else {
      throw Fault(.topUpDesign, ["sample": (new.map(\.sample.key)).joined(separator: ", ")])
    }
    for ((_, sample), (stage, other)) in zip(new, old) {
      var same = sample
      (same.size, same.reserves) = (other.size, other.reserves)
      // What drawn parents share is bounded cell by cell, after they are drawn.
      if stage == 1 || sample.base == .cluster {
        (same.minimum, same.maximum) = (other.minimum, other.maximum)
        same.allocation = other.allocation
      }
      if same != other { faults.append(Fault(.topUpDesign, ["sample": sample.key])) }
    }
    try faults.throwIfAny()
  }
}

extension Fault.Code {
  /// A design that shall enlarge a sample differs from the earlier one in more than sizes.
  public static let topUpDesign = Fault.Code("top-up-design", .configuration)
  /// A sample grows by a method that does not keep what it drew.
  public static let topUpMethod = Fault.Code("top-up-method", .configuration)
  /// A cell of a sample would shrink.
  public static let topUpSmaller = Fault.Code("top-up-smaller", .configuration)
  /// The sizes of a sample's cells depend on all drawn parents, and these would change.
  public static let topUpShared = Fault.Code("top-up-shared", .configuration)
}
