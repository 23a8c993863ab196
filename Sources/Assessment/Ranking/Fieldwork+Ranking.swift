// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
public import Planning
import Sampling
public import Tables

extension Fieldwork {
  /// Ranks the parts of the population that a column of the registers makes by an estimated rate.
  ///
  /// A part with fewer first-stage or other units behind it than the profile's `ranking` asks for is not compared.
  /// Ranks hold together with the profile's confidence (``Estimation/RankIntervals`` from the default limits at
  /// 1 - α/K each), and the probabilities of being first and last are those of
  /// ``Estimation/ExtremeProbabilities``, parts being taken as independent.
  ///
  /// - Parameters:
  ///   - name: the indicator, which is a ratio.
  ///   - column: a column of the samples' registers or of the first stage's.
  ///   - findings: the findings so far, with their decisions.
  ///   - worst: which end is the worst; `nil` for the failing side of the indicator's requirement.
  /// - Throws: ``Tables/Fault/Code/unknownIndicator``; ``Tables/Fault/Code/rankingOfComposite``;
  ///   ``Tables/Fault/Code/rankingWithoutSide``; ``Tables/Fault/Code/rankingColumn``;
  ///   ``Tables/Fault/Code/notRankable`` where nothing can be estimated at all; what scoring throws.
  /// - Complexity: that of a score, plus the parts times the rows, plus the squared number of parts.
  public func ranking(
    of name: String, by column: String, findings: [Finding],
    worst: DomainRanking.Worst? = nil, treatment: VarianceTreatment = VarianceTreatment()
  ) throws -> DomainRanking {
    guard let indicator = frame.profile.indicator(name) else {
      throw Fault(
        .unknownIndicator,
        ["name": name, "known": frame.profile.indicators.map(\.name).joined(separator: ", ")])
    }
    guard case .ratio(let ratio) = indicator.measure else {
      throw Fault(.rankingOfComposite, at: indicator.place, ["name": name])
    }
    let side = indicator.threshold.map { $0.side == .atMost ? DomainRanking.Worst.high : .low }
    guard let worst = worst ?? side else {
      throw Fault(.rankingWithoutSide, ["name": name])
    }
    let scorer = try Scorer(self, JoinedFindings(self, findings), treatment)
    let score = try RatioScore(indicator, ratio, scorer)
    if let obstacle = score.obstacle {
      throw Fault(.notRankable, ["name": name, "reason": obstacle.code])
    }
    let domains = try RankedDomains(score, scorer, column: column)
    return try DomainRanking(
      indicator: indicator, column: column,
      firstStage: frame.profile.sample(frame.description.samples[0].name)!.label, worst: worst,
      rules: frame.profile.ranking,
      confidence: frame.profile.confidence, domains: domains.standings(worst))
  }
}

/// The parts of an indicator's target and their estimates.
private struct RankedDomains {
  /// A part before it is compared.
  private struct Part {
    let name: UnitID
    var villages: Set<Int> = []
    var units = 0
    var numerator = ExactSum()
    var denominator = ExactSum()

  }

  private let score: RatioScore
  private let scorer: Scorer
  private let parts: [Part]
  /// The part of each unit of each of the indicator's samples.
  private let nameOfRow: [[UnitID]]

  init(_ score: RatioScore, _ scorer: Scorer, column: String) throws {
    self.score = score
    self.scorer = scorer
    let (draw, frame) = (scorer.fieldwork.draw, scorer.frame)
    var names: [[UnitID]] = []
    var parts: [UnitID: Part] = [:]
    // Parts that were not visited are parts, too.
    for population in [frame.populations[0]]
      + score.columns.parts.map({ frame.populations[$0.sample] })
    {
      guard population.register.usableColumns.holds(column) else { continue }
      let values = try population.table.text(column)
      for row in 0..<population.table.rowCount where population.mask?[row] ?? true {
        let name = values.unitID(at: row)
        if parts[name] == nil { parts[name] = Part(name: name) }
      }
    }
    for part in score.columns.parts {
      let sample = scorer.samples[part.sample]
      let isKnown =
        frame.populations[part.sample].register.usableColumns.holds(column)
        || frame.populations[0].register.usableColumns.holds(column)
      guard isKnown, sample.table.index(of: column) != nil else {
        throw Fault(.rankingColumn, ["column": column, "sample": sample.sample])
      }
      let values = try sample.table.text(column)
      var own: [UnitID] = []
      for row in sample.units.indices {
        let name = values.unitID(at: row)
        own.append(name)
        guard part.isTarget[row], part.denominators[row] != 0 else { continue }
        let unit = draw.units[sample.units[row]]
        parts[name, default: Part(name: name)].villages.insert(
          draw.cells[unit.cell].parentUnit ?? sample.units[row])
        parts[name]!.units += 1
        try parts[name]!.numerator.add(part.numerators[row])
        try parts[name]!.denominator.add(part.denominators[row])
      }
      names.append(own)
    }
    nameOfRow = names
    self.parts = parts.values.sorted { $0.name < $1.name }
  }

  /// The estimate of a part.
  private func estimate(_ name: UnitID) -> Estimate {
    let design = score.design
    let (top, bottom, all) = score.columns.columns(over: design)
    var mask = all
    for row in mask.indices where mask[row] {
      let sample = score.columns.parts.firstIndex { $0.sample == design.sampleOfRow[row] }!
      mask[row] = nameOfRow[sample][design.tableRow[row]] == name
    }
    var estimate = design.fitted.design.ratio(of: top, to: bottom, where: mask)
    estimate.iccCeiling = scorer.profile.iccCeiling.doubleValue
    return estimate
  }

  func standings(_ worst: DomainRanking.Worst) throws -> [DomainRanking.Domain] {
    let rules = scorer.profile.ranking
    let isVillages = score.columns.parts.allSatisfy { $0.sample == 0 }
    var compared: [(part: Part, estimate: Estimate, distribution: FigureDistribution)] = []
    var others: [Part] = []
    for part in parts {
      // Villages are their own units: two of them are enough.
      let isEnough =
        part.villages.count >= rules.villages && (isVillages || part.units >= rules.units)
      let estimate = isEnough ? estimate(part.name) : nil
      if let estimate, let distribution = try estimate.distribution() {
        compared.append((part, estimate, distribution))
      } else {
        others.append(part)
      }
    }
    let tail = (1 - scorer.profile.confidence.doubleValue) / Double(2 * max(1, compared.count))
    let limits = try compared.map { domain in
      (
        lower: try domain.estimate.limit(.lower, tail: tail).value ?? -.infinity,
        upper: try domain.estimate.limit(.upper, tail: tail).value ?? .infinity
      )
    }
    // From the best: low rates where high ones are the worst.
    let sign = worst == .high ? 1.0 : -1
    let ranks = RankIntervals.ranks(
      limits.map { worst == .high ? $0 : (-$0.upper, -$0.lower) })
    let extremes = try ExtremeProbabilities.of(compared.map(\.distribution))
    let domains = try compared.indices.map { index -> (key: Double, domain: DomainRanking.Domain) in
      let (part, estimate, _) = compared[index]
      let value = estimate.value!
      let figure = LimitedFigure(estimate, count: part.units)!
      return (
        sign * value,
        try domain(
          part,
          DomainRanking.Standing(
            estimate: figure.estimated(confidence: scorer.profile.confidence),
            rank: 1 + compared.count { sign * $0.estimate.value! < sign * value },
            ranks: ranks[index],
            probabilityFirst: worst == .high ? extremes.lowest[index] : extremes.highest[index],
            probabilityLast: worst == .high ? extremes.highest[index] : extremes.lowest[index]))
      )
    }
    return domains.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
      .map(\.element.domain) + (try others.map { try domain($0, nil) })
  }

  private func domain(
    _ part: Part, _ standing: DomainRanking.Standing?
  ) throws -> DomainRanking.Domain {
    let (numerator, denominator) = (try part.numerator.value(), try part.denominator.value())
    return DomainRanking.Domain(
      name: part.name.text, villages: part.villages.count, units: part.units,
      official: denominator == .zero
        ? nil
        : OfficialFigure(
          numerator: numerator, denominator: denominator,
          value: try numerator.divided(by: denominator)), standing: standing)
  }
}

extension Fault.Code {
  /// There is no indicator of that name.
  public static let unknownIndicator = Fault.Code("unknown-indicator", .usage)
  /// A figure that is put together from rates cannot be ranked by parts.
  public static let rankingOfComposite = Fault.Code("ranking-of-composite", .usage)
  /// Nobody says which end of a rate is the worst.
  public static let rankingWithoutSide = Fault.Code("ranking-without-side", .usage)
  /// A column that shall make parts is none of the registers.
  public static let rankingColumn = Fault.Code("ranking-column", .usage)
  /// An indicator cannot be estimated at all.
  public static let notRankable = Fault.Code("not-rankable", .data)
}
