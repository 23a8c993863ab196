// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
public import Tables

/// The cheapest numbers of villages and of households in each that keep two risks low.
///
/// The first is that a county that just misses a requirement is found to meet it on conclusive evidence. The
/// second is that a good county, of a stated share of errors, is not. (The official figure of a county just
/// beyond the limit meets it about half of the time whatever the sample: no design helps against that, which
/// is why decisions rest on the evidence.)
///
/// For each number of households the smallest number of villages is sought that keeps both, by simulation;
/// strata share villages as in the draw that is given.
public struct CheapestDraw: Sendable {
  /// A design with what it costs and risks.
  public struct Candidate: Sendable {
    /// The draw.
    public let draw: StagedDraw
    /// The households asked in each village.
    public let each: Int
    /// The households asked in all, in the mean.
    public let households: Double
    /// What it costs.
    public let cost: Double
    /// The probability of conclusive evidence for a county that just misses the requirement.
    public let wrongly: SimulatedShare
    /// The probability that the evidence for a good county is conclusive.
    public let rightly: SimulatedShare
    /// The probability that the official figure of a county that just misses the requirement meets it.
    public let officiallyWrong: SimulatedShare
  }

  /// The requirement.
  public let rule: DecisionRule
  /// The risk allowed that a county just beyond the limit is declared good.
  public let allowedWrong: Double
  /// The risk allowed that a good county is left open.
  public let allowedOpen: Double
  /// The share of errors of a good county.
  public let goodShare: Double
  /// The correlation of errors.
  public let correlation: Double
  /// The cheapest design; `nil` if none keeps both risks.
  public let best: Candidate?
  /// If there is none: the design that comes nearest, all villages and the most households of the search.
  public let nearest: Candidate?

  /// Numbers of households that are tried in each village.
  static let sizes = [
    1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500,
  ]

  /// Seeks the cheapest design.
  ///
  /// - Parameters:
  ///   - draw: how strata share villages.
  ///   - effort: what a village and a household cost.
  /// - Throws: ``Tables/Fault/Code/optimizingNeedsCosts``; ``Tables/Fault/Code/optionOutOfRange``; an error of the
  ///   numerical methods; what `progress` throws.
  package init(
    _ county: StagedCounty, draw: StagedDraw, rule: DecisionRule, effort: FieldEffort,
    allowedWrong: Double = 0.05, allowedOpen: Double = 0.2, goodShare: Double? = nil,
    correlation: Double = 0.05, progress: Progress? = nil
  ) throws {
    guard effort.cost(villages: 1, households: 1).map({ $0 > 0 }) ?? false else {
      throw Fault(.optimizingNeedsCosts)
    }
    try SizeOption.risk.check(allowedWrong) { $0 > 0 && $0 < 1 }
    try SizeOption.riskOpen.check(allowedOpen) { $0 > 0 && $0 < 1 }
    self.rule = rule
    self.allowedWrong = allowedWrong
    self.allowedOpen = allowedOpen
    let limit = rule.errorLimit.doubleValue
    let goodShare = goodShare ?? SettlingSize.defaultMultiple * limit
    try SizeOption.goodRate.check(goodShare) { $0 >= 0 && $0 < limit }
    self.goodShare = goodShare
    self.correlation = correlation
    let search = try DrawSearch(
      county: county, draw: draw, rule: rule, effort: effort, goodShare: goodShare,
      correlation: correlation, allowedWrong: allowedWrong, allowedOpen: allowedOpen)
    let sizes =
      Self.sizes.filter { $0 < county.largestVillage } + [min(county.largestVillage, 1000)]
    var best: Candidate?
    for (number, each) in sizes.enumerated() {
      if let found = try search.cheapest(each: each, below: best?.cost) { best = found }
      try progress?(number + 1, sizes.count)
    }
    self.best = best
    nearest =
      best == nil
      ? try search.candidate(villages: search.allVillages, each: sizes.last!) : nil
  }
}

/// Looks for numbers of villages.
private struct DrawSearch {
  let county: StagedCounty
  let draw: StagedDraw
  let rule: DecisionRule
  let effort: FieldEffort
  let allowedWrong: Double
  let allowedOpen: Double
  /// A good county, and one that just misses the requirement.
  private let good: ErrorsOfVillages
  private let bad: ErrorsOfVillages

  init(
    county: StagedCounty, draw: StagedDraw, rule: DecisionRule, effort: FieldEffort,
    goodShare: Double, correlation: Double, allowedWrong: Double, allowedOpen: Double
  ) throws {
    self.county = county
    self.draw = draw
    self.rule = rule
    self.effort = effort
    self.allowedWrong = allowedWrong
    self.allowedOpen = allowedOpen
    let model = try DecisionModel(draw, of: county, samples: 1, populations: 1, seed: "cheapest")
    good = ErrorsOfVillages(
      households: model.households, errors: model.errors(share: goodShare),
      correlation: correlation)
    bad = ErrorsOfVillages(
      households: model.households, errors: model.errors(beyondLimitOf: rule),
      correlation: correlation)
  }

  /// All villages of the strata that are drawn from.
  var allVillages: Int {
    zip(draw.villages, county.villages).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
  }

  /// The cheapest design with so many households in each village, if it costs less than another.
  func cheapest(each: Int, below cost: Double?) throws -> CheapestDraw.Candidate? {
    guard try isSettled(villages: allVillages, each: each) else { return nil }
    // Without an error the evidence must be conclusive; below that no simulation is needed.
    var villages = try smallest(from: 2) { try isSettled(villages: $0, each: each) }
    if let cost, try roughCost(villages: villages, each: each) >= cost { return nil }
    guard try isGood(villages: allVillages, each: each) else { return nil }
    villages = try smallest(from: villages) { try isGood(villages: $0, each: each) }
    while true {
      let found = try candidate(villages: villages, each: each)
      if let cost, found.cost >= cost { return nil }
      if keepsRisks(found) { return found }
      // The search looked at fewer samples; a step on where it was mistaken.
      guard villages < allVillages else { return nil }
      villages = min(allVillages, villages + max(1, villages / 50))
    }
  }

  private func keepsRisks(_ found: CheapestDraw.Candidate) -> Bool {
    found.wrongly.value <= allowedWrong && 1 - found.rightly.value <= allowedOpen
  }

  /// A design with its risks.
  func candidate(villages: Int, each: Int) throws -> CheapestDraw.Candidate {
    let model = try model(villages, each, samples: 1000, populations: 4)
    let good = try model.point(rule, law: good)
    let bad = try model.point(rule, law: bad)
    let draw = scaled(villages, each)
    return CheapestDraw.Candidate(
      draw: draw, each: each, households: model.meanSize,
      cost: effort.cost(villages: draw.villageCount, households: model.meanSize)!,
      wrongly: bad.share(of: .metConclusively), rightly: good.share(of: .metConclusively),
      officiallyWrong: bad.met)
  }

  private func scaled(_ villages: Int, _ each: Int) -> StagedDraw {
    var scaled = draw.scaled(to: villages, in: county)
    scaled.households = draw.households.map { _ in .each(each) }
    return scaled
  }

  private func model(
    _ villages: Int, _ each: Int, samples: Int, populations: Int
  ) throws -> DecisionModel {
    try DecisionModel(
      scaled(villages, each), of: county, samples: samples, populations: populations,
      seed: "cheapest/\(villages)/\(each)")
  }

  private func isSettled(villages: Int, each: Int) throws -> Bool {
    let share = try model(villages, each, samples: 20, populations: 1)
      .shareSettledWithoutErrors(rule)
    return share >= 1 - allowedOpen
  }

  private func roughCost(villages: Int, each: Int) throws -> Double {
    let model = try model(villages, each, samples: 20, populations: 1)
    return effort.cost(
      villages: scaled(villages, each).villageCount, households: model.meanSize)!
  }

  private func isGood(villages: Int, each: Int) throws -> Bool {
    let model = try model(villages, each, samples: 200, populations: 2)
    return try model.point(rule, law: good).metConclusively >= 1 - allowedOpen
  }

  private func smallest(from first: Int, _ isEnough: (Int) throws -> Bool) rethrows -> Int {
    var (low, high) = (min(first, allVillages), allVillages)
    while low < high {
      let middle = (low + high) / 2
      if try isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Fault.Code {
  /// The cheapest design is asked for without what things cost.
  public static let optimizingNeedsCosts = Fault.Code("optimizing-needs-costs", .usage)
}
