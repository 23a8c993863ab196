// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Planning
import Sampling
public import Tables

/// An indicator that divides sums over units, scored.
struct RatioScore {
  let indicator: Indicator
  let ratio: Indicator.Ratio
  let columns: RatioColumns
  let design: ScoringDesign
  /// Why there is no estimate, if anything forbids it.
  let obstacle: Remark?
  /// The estimate over all samples; `nil` if something forbids it.
  let estimate: Estimate?
  let official: OfficialFigure?
  let coverage: Coverage

  init(_ indicator: Indicator, _ ratio: Indicator.Ratio, _ scorer: Scorer) throws {
    self.indicator = indicator
    self.ratio = ratio
    columns = try RatioColumns(indicator, ratio, scorer)
    design = try scorer.design(of: indicator, columns)
    obstacle = columns.obstacle ?? design.obstacle(columns, scorer)
    let (top, bottom, mask) = columns.columns(over: design)
    var estimate =
      obstacle == nil ? design.fitted.design.ratio(of: top, to: bottom, where: mask) : nil
    estimate?.iccCeiling = scorer.profile.iccCeiling.doubleValue
    self.estimate = estimate
    official = columns.obstacle == nil ? try columns.official() : nil
    coverage = try scorer.frame.targets[UnitID(indicator.name)]!.reduce(
      Coverage(units: (0, 0), persons: nil)
    ) {
      try $0.adding($1.coverage(in: scorer.frame, scorer.fieldwork.draw))
    }
  }

  /// The estimate with its limits.
  var figure: LimitedFigure? {
    estimate.flatMap { LimitedFigure($0, count: columns.count()) }
  }

  /// The indicator with everything that a reader is told.
  func result(_ scorer: Scorer) throws -> IndicatorResult {
    let confidence = scorer.profile.confidence
    let strata = try boundedStrata(scorer)
    let figure = exactFigure(strata) ?? self.figure
    let estimated = try figure?.estimated(confidence: confidence)
    var remarks = obstacle.map { [$0] } ?? []
    if official == nil, columns.obstacle == nil { remarks.append(Remark("nobody-answered")) }
    if let official, let estimated, official.differs(from: estimated) {
      remarks.append(Remark("official-differs"))
    }
    if strata.contains(where: { $0.observed > 0 && $0.observed < $0.population }),
      scorer.fieldwork.draw.design.firstStage.method == .systematic
    {
      remarks.append(Remark("bound-assumes-random"))
    }
    let verdict = try Verdict(indicator.threshold, official, figure, confidence: confidence)
    var result = IndicatorResult(
      name: indicator.name, label: indicator.label, target: indicator.target,
      isShare: indicator.isShare, official: official, estimate: estimated,
      threshold: indicator.threshold, isMet: verdict.isMet, evidence: verdict.evidence,
      failureProbability: verdict.failureProbability, coverage: coverage,
      parts: ratio.hasParts ? try parts(scorer) : [], openFindings: openFindings(scorer),
      countBound: strata.isEmpty || official == nil
        ? nil : CountBound(strata: strata, confidence: confidence.doubleValue),
      remarks: remarks)
    if indicator.isShare, let official, let threshold = indicator.threshold,
      let count = try TurningCount(official, threshold)
    {
      result.turning = [
        .init(count: count, countsPersons: countsPersons(scorer.profile))
      ]
    }
    return result
  }

  /// The estimate with the limits that are reported of it; `nil` where there is none.
  func weightedRate(_ scorer: Scorer) throws -> WeightedRates.Rate? {
    guard let estimate, let figure = try exactFigure(boundedStrata(scorer)) ?? figure else {
      return nil
    }
    return WeightedRates.Rate(estimate: estimate, figure: figure, stage: design.stage)
  }

  /// The strata of a count that has a bound; empty where it has none.
  private func boundedStrata(_ scorer: Scorer) throws -> [StratumCount] {
    // The bound is one of simple random samples; units of unequal probabilities count unequally.
    let isEqual =
      UnequalVariance(method: scorer.fieldwork.draw.design.firstStage.method.name) == nil
    return ratio.hasCountBound && isEqual ? try strata(scorer) : []
  }

  /// Whether what it divides by counts persons.
  func countsPersons(_ profile: Profile) -> Bool {
    profile.persons.map { ratio.countsPersons($0) } ?? false
  }

  /// The same for each sample by itself.
  private func parts(_ scorer: Scorer) throws -> [IndicatorResult.Part] {
    try columns.parts.map { part in
      let name = scorer.samples[part.sample].sample
      var estimated: EstimatedFigure?
      if obstacle == nil {
        let (top, bottom, mask) = columns.columns(over: design, only: part.sample)
        var estimate = design.fitted.design.ratio(of: top, to: bottom, where: mask)
        estimate.iccCeiling = scorer.profile.iccCeiling.doubleValue
        estimated = try LimitedFigure(estimate, count: columns.count(only: part.sample))?
          .estimated(confidence: scorer.profile.confidence)
      }
      return IndicatorResult.Part(
        label: scorer.profile.sample(name)!.label,
        official: try columns.official(only: part.sample), estimate: estimated)
    }
  }

  /// The units with an open finding, if findings enter the indicator.
  private func openFindings(_ scorer: Scorer) -> Int {
    guard scorer.profile.dependsOnFindings(indicator.expressions) else { return 0 }
    return columns.parts.reduce(0) { count, part in
      let sample = scorer.samples[part.sample]
      return count
        + sample.units.indices.count {
          part.isTarget[$0] && sample.isCompleted($0) && scorer.findings.isOpen[part.sample][$0]
        }
    }
  }

  // MARK: - Counts in a finite population

  /// The target's units in each stratum of the first stage: how many there are, were observed, and fall
  /// short.
  private func strata(_ scorer: Scorer) throws -> [StratumCount] {
    let frame = scorer.frame
    let targets = frame.targets[UnitID(indicator.name)]!
    guard columns.parts.allSatisfy({ $0.sample == 0 }), targets.allSatisfy(\.isNarrowed) else {
      throw Fault(.boundNeedsFirstStage, at: indicator.place, ["indicator": indicator.name])
    }
    let codes = frame.firstStage.strata
    var counts = [StratumCount](
      repeating: StratumCount(population: 0, observed: 0, found: 0), count: codes.labels.count)
    for target in targets {
      for (cell, units) in target.units.enumerated() {
        counts[Int(codes.codes[cell / target.strata])].population += units
      }
    }
    for part in columns.parts {
      let sample = scorer.samples[part.sample]
      for row in sample.units.indices where part.isTarget[row] && part.denominators[row] != 0 {
        let stratum = Int(codes.codes[scorer.fieldwork.draw.units[sample.units[row]].row])
        counts[stratum].observed += 1
        if part.numerators[row] != part.denominators[row] { counts[stratum].found += 1 }
      }
    }
    return counts.filter { $0.population > 0 }
  }

  /// The share of a single stratum with its exact hypergeometric limits.
  private func exactFigure(_ strata: [StratumCount]) -> LimitedFigure? {
    guard strata.count == 1, let stratum = strata.first, stratum.observed > 0, let estimate,
      let value = estimate.value
    else { return nil }
    let (n, all, good) = (stratum.observed, stratum.population, stratum.observed - stratum.found)
    return LimitedFigure(
      value: value, standardError: estimate.standardError, method: "hypergeometric", count: n,
      isCensus: n == all
    ) { end, tail in
      // Near a census the only possible counts may lie on one side of the share in the sample.
      let share = { (count: Int) in Double(count) / Double(all) }
      if end == .upper {
        let count = HypergeometricLimits.upperCount(
          found: good, of: n, population: all, tail: tail)
        return (max(value, share(count)), nil)
      }
      let count = HypergeometricLimits.lowerCount(found: good, of: n, population: all, tail: tail)
      return (min(value, share(count)), nil)
    }
  }
}

/// What an official figure and an estimate say about a requirement.
struct Verdict {
  let isMet: Bool?
  let evidence: Evidence?
  let failureProbability: Double?

  init(
    _ threshold: Threshold?, _ official: OfficialFigure?, _ figure: LimitedFigure?,
    confidence: Rational
  ) throws {
    isMet = official.flatMap { official in threshold.map { $0.isMet(by: official.value) } }
    evidence =
      try isMet.map { isMet in
        try figure.map {
          try threshold!.evidence(isMet: isMet, $0, confidence: confidence)
        } ?? .notConclusive
      }
    if let figure, figure.isCensus {
      failureProbability = isMet.map { $0 ? 1 : 0 }
    } else {
      failureProbability = try figure.flatMap { try threshold?.failureProbability($0) }
    }
  }
}

extension OfficialFigure {
  /// Whether an estimate lies farther away than half its interval.
  func differs(from estimate: EstimatedFigure) -> Bool {
    guard let lower = estimate.lower, let upper = estimate.upper else { return false }
    let distance = abs(value.doubleValue - estimate.value)
    // A census has an interval of no width; only rounding separates the two figures then.
    return distance > (upper - lower) / 2 && distance > 1e-12 * max(1, abs(estimate.value))
  }
}

extension Coverage {
  /// The coverage of two disjoint targets together; persons only if both count them.
  func adding(_ other: Coverage) -> Coverage {
    let persons: (Int, Int)?
    if units.all == 0 {
      persons = other.persons.map { ($0.covered, $0.all) }
    } else if let own = self.persons, let others = other.persons {
      persons = (own.covered + others.covered, own.all + others.all)
    } else {
      persons = nil
    }
    return Coverage(
      units: (units.covered + other.units.covered, units.all + other.units.all), persons: persons)
  }
}

extension Fault.Code {
  /// A bound on a count is asked for where it cannot be exact.
  public static let boundNeedsFirstStage = Fault.Code("bound-needs-first-stage", .configuration)
}
