// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Planning
import Sampling
import Tables

/// A plan for people: sample sizes by stratum, the readings, and what must be known about both.
public struct PlanText {
  private let plan: Plan
  private let profile: Profile
  private let language: Language
  private let hasPersons: Bool

  /// The text of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan; what it measures is taken to be persons.
  ///   - profile: the profile that names the samples.
  ///   - language: the language.
  public static func text(_ plan: Plan, profile: Profile, in language: Language) -> String {
    PlanText(plan, profile, language).text
  }

  private init(_ plan: Plan, _ profile: Profile, _ language: Language) {
    self.plan = plan
    self.profile = profile
    self.language = language
    hasPersons = plan.samples.contains { $0.all.measure != nil }
  }

  private var text: String {
    var parts = [say(zh: "样本量", en: "Sample sizes")] + sizes + sizeSentences
    if !plan.readings.isEmpty {
      parts += ["", say(zh: "第二阶段比例的三种读法", en: "Three readings of the second stage's fractions")]
      parts += readings + readingSentences
    }
    if let spread = plan.spread { parts += [""] + PlanSpreadText.lines(spread, in: language) }
    if !plan.decisions.isEmpty || !plan.undecided.isEmpty {
      let labels = { (name: String) in profile.indicators.first { $0.name == name }?.label }
      parts += ["", say(zh: "判定风险", en: "Risk of decisions")]
      parts += DecisionText.lines(plan.decisions, labels: labels, in: language)
      parts += DecisionText.lines(plan.undecided, labels: labels, in: language)
    }
    if !plan.warnings.isEmpty {
      parts += ["", say(zh: "请注意", en: "Note")]
      parts += plan.warnings.map { item(Catalogue.sentence(for: $0, in: language)) }
    }
    return parts.joined(separator: "\n") + "\n"
  }

  /// A table whose rows stand in groups, each under a line of its own.
  private func lines(
    _ titles: [(String, TextTable.Alignment)], _ groups: [(heading: String, rows: [[String]])]
  ) -> [String] {
    var table = TextTable(header: titles.map(\.0), alignments: titles.map(\.1))
    for row in groups.flatMap(\.rows) { table.append(row) }
    let lines = table.lines()
    var result = Array(lines.prefix(2))
    var next = 2
    for group in groups {
      result.append(group.heading)
      result += lines[next..<(next + group.rows.count)]
      next += group.rows.count
    }
    return result
  }

  // MARK: - Sample sizes

  private var sizes: [String] {
    let titles =
      [
        (say(zh: "  层", en: "  Stratum"), TextTable.Alignment.left),
        (say(zh: "总数 N", en: "Units N"), .right), (say(zh: "抽取 n", en: "Drawn n"), .right),
        (say(zh: "比例", en: "Fraction"), .right),
      ] + figureTitles
    return lines(
      titles,
      plan.samples.map { sample in
        let rows = sample.strata.count > 1 ? sample.strata + [sample.all] : [sample.all]
        return ("\(sample.stage). \(label(sample.key))", rows.map { cells($0, of: sample.design) })
      })
  }

  private func cells(_ row: PlannedStratum, of sample: SampleDesign) -> [String] {
    [
      "  " + (row.stratum.map { stratum($0, of: sample) } ?? say(zh: "全部", en: "all")),
      NumberText.grouped(row.population), count(row.size), share(row.fraction),
    ]
      + figures(
        persons: row.drawnMeasure, units: row.firstStageUnits, whole: row.takenWhole,
        coverage: row.coverage, row.zeroErrors, row.zeroErrorsOfMeasure)
  }

  private var figureTitles: [(String, TextTable.Alignment)] {
    var titles: [(String, TextTable.Alignment)] = []
    if hasPersons { titles.append((say(zh: "人数", en: "Persons"), .right)) }
    if plan.samples.count > 1 { titles.append((firstStage, .right)) }
    titles += [
      (say(zh: "全取", en: "Whole"), .right), (say(zh: "覆盖率", en: "Coverage"), .right),
      (say(zh: "零错误上限", en: "Limit at 0"), .right),
    ]
    if hasPersons { titles.append((say(zh: "按人数", en: "of persons"), .right)) }
    return titles
  }

  private func figures(
    persons: Double?, units: ExpectedCount?, whole: Double?, coverage: PlannedCoverage,
    _ limit: ZeroErrorLimit?, _ personsLimit: ZeroErrorLimit?
  ) -> [String] {
    var cells: [String] = []
    if hasPersons { cells.append(persons.map { NumberText.grouped(rounded($0)) } ?? "–") }
    if plan.samples.count > 1 { cells.append(units.map(count) ?? "–") }
    cells += [
      whole.map(share) ?? "–",
      FigureText.share(coverage.units, of: coverage.population) ?? "–", limit.map(text) ?? "–",
    ]
    if hasPersons { cells.append(personsLimit.map(text) ?? "–") }
    return cells
  }

  private var sizeSentences: [String] {
    let draws = NumberText.grouped(plan.trialDraws)
    let confidence = NumberText.text(plan.confidence, .percent(0))
    let tail = NumberText.shortest(((1 - plan.confidence) * 1e9).rounded() / 1e9)
    return [
      item(
        zh: "数字为所有可能抽样的平均；括号内为 \(draws) 次试抽（种子 plan/1 至 plan/\(plan.trialDraws)，与正式种子无关）的最少至最多。",
        en:
          "Numbers are means over all possible draws; in brackets the least and the most of \(draws) trial draws (seeds plan/1 to plan/\(plan.trialDraws), which have nothing to do with the real seed)."
      ),
      item(
        zh:
          "零错误上限：样本中一个错误也没有时，错误率的单侧 \(confidence) 上限。第一阶段为精确值（超几何，括号内为个数）。以下各阶段用默认区间，假定同村错误的相关不超过 0.10（有错误的村平均约一成户有错误）：上限约为 1 - \(tail)^(1/n)，n 为有效样本量。",
        en:
          "Limit at 0: the one-sided \(confidence) upper limit of the error rate if the sample shows no error. First stage: exact (hypergeometric, the count in brackets). Below: the default interval, valid if the intra-village correlation of errors is at most 0.10 (villages with errors are about 10% wrong on average); about 1 - \(tail)^(1/n), n being the effective sample size."
      ),
    ] + plan.samples.filter { $0.stage > 1 }.compactMap(effectiveSize)
      + (plan.samples.count > 1 ? [whole] : []) + plan.samples.map(coverage)
  }

  private var whole: String {
    item(
      zh: "全取：抽中样本单位的\(firstStage)中，该样本单位全部被抽取的比例。",
      en: "Whole: of the first-stage units that give any unit, the share that give all of theirs.")
  }

  private func effectiveSize(_ sample: PlannedSample) -> String? {
    guard let limit = sample.all.zeroErrors, limit.basis == .stabilized else { return nil }
    let size = { (limit: ZeroErrorLimit) in NumberText.grouped(self.rounded(limit.effectiveSize)) }
    let persons = sample.all.zeroErrorsOfMeasure.map(size)
    let name = label(sample.key)
    return item(
      zh: "\(name)：n = \(size(limit))" + (persons.map { "（按人数 \($0)）" } ?? "") + "。",
      en: "\(name): n = \(size(limit))" + (persons.map { " (of persons \($0))" } ?? "") + ".")
  }

  private func coverage(_ sample: PlannedSample) -> String {
    let coverage = sample.all.coverage
    let name = label(sample.key)
    let units = NumberText.grouped(coverage.units)
    let population = NumberText.grouped(coverage.population)
    let persons = coverage.measure.map { NumberText.grouped(rounded($0)) }
    if coverage.isComplete {
      return item(
        zh: "覆盖：\(name) \(units) 个单位" + (persons.map { "、\($0) 人" } ?? "") + "都可能被抽中。",
        en: "Coverage: all \(units) units" + (persons.map { " and \($0) persons" } ?? "")
          + " of \(name) can be drawn.")
    }
    let part = FigureText.share(coverage.units, of: coverage.population) ?? "–"
    let ofPersons = coverage.shareOfMeasure.map { share($0) }
    return item(
      zh: "覆盖不全：\(name) \(population) 个单位中只有 \(units) 个（\(part)"
        + (ofPersons.map { "，按人数 \($0)" } ?? "") + "）可能被抽中；结果只代表抽样框内的部分。",
      en: "Incomplete coverage: only \(units) of the \(population) units of \(name) (\(part)"
        + (ofPersons.map { "; \($0) of the persons" } ?? "")
        + ") can be drawn; figures will speak of the sampled frame alone.")
  }

  // MARK: - Readings

  private var readings: [String] {
    let titles =
      [
        (say(zh: "  读法", en: "  Reading"), TextTable.Alignment.left),
        (say(zh: "应抽", en: "Wanted"), .right), (say(zh: "抽取 n", en: "Drawn n"), .right),
      ] + figureTitles + [
        (say(zh: "不足概率", en: "Too few"), .right), (say(zh: "可行", en: "Feasible"), .left),
      ]
    // Each sample, or all of a register, has its readings one after the other.
    let groups = stride(from: 0, to: plan.readings.count, by: Reading.allCases.count).map { start in
      plan.readings[start..<(start + Reading.allCases.count)]
    }
    return lines(
      titles,
      groups.map { group in
        let first = group[group.startIndex]
        let units = NumberText.grouped(first.population)
        let persons = first.measure.map { NumberText.grouped(rounded($0)) }
        return (
          say(
            zh: "\(name(first))：\(units) 个单位" + (persons.map { "、\($0) 人" } ?? ""),
            en: "\(name(first)): \(units) units" + (persons.map { ", \($0) persons" } ?? "")),
          group.map { cells($0, columns: titles.count) }
        )
      })
  }

  private func cells(_ reading: PlannedReading, columns: Int) -> [String] {
    let name = (reading.isDesign ? "* " : "  ") + reading.reading.rawValue
    guard let outcome = reading.outcome else {
      return [name] + [String](repeating: "–", count: columns - 2) + [feasibility(reading)]
    }
    return [name, outcome.shared.map { decimal($0.wanted) } ?? "–", count(outcome.size)]
      + figures(
        persons: outcome.drawnMeasure, units: outcome.firstStageUnits, whole: outcome.takenWhole,
        coverage: outcome.coverage, outcome.zeroErrors, outcome.zeroErrorsOfMeasure)
      + [outcome.shared.map { share($0.probabilityShort) } ?? "–", feasibility(reading)]
  }

  private func feasibility(_ reading: PlannedReading) -> String {
    if reading.isFeasible { return say(zh: "是", en: "yes") }
    guard let demand = reading.outcome?.shared?.demand else { return say(zh: "否", en: "no") }
    return say(zh: "否，需 \(demand.needed) 个", en: "no, needs \(demand.needed)")
  }

  private var readingSentences: [String] {
    [
      item(
        zh: "* 为设计采用的读法。正式文件没有写明是哪一种，故三种并列。",
        en: "* is the design's own. Official documents leave open which one is meant."),
      item(
        zh: "population：名册全部单位的比例，按比例落到抽中的\(firstStage)内。",
        en:
          "population: the fraction of all units in the register, placed in the drawn first-stage units in proportion."
      ),
      item(
        zh: "cluster：每个抽中的\(firstStage)内各抽这个比例。",
        en: "cluster: the fraction within each drawn first-stage unit."),
      item(
        zh: "independent：在所有\(firstStage)的全部单位中抽这个比例，\(firstStage)另行抽取。",
        en:
          "independent: the fraction of all units, drawn wherever they lie; first-stage units are drawn for themselves."
      ),
    ] + plan.readings.compactMap(shortfall)
      + plan.readings.filter { $0.samples.count == 1 }.flatMap(impossible)
  }

  private func shortfall(_ reading: PlannedReading) -> String? {
    guard let shared = reading.outcome?.shared, !shared.isSufficient else { return nil }
    let wanted = decimal(shared.wanted)
    let available = decimal(shared.available)
    let head = say(
      zh: "\(name(reading))按 population 应抽 \(wanted) 个，抽中的\(firstStage)内预计有 \(available) 个",
      en:
        "\(name(reading)) read as population want \(wanted) units; \(available) are expected in the drawn first-stage units"
    )
    guard let demand = shared.demand else {
      return item(
        zh: head + "；所抽各层全部合计也不够。",
        en: head + "; the strata that are drawn from do not hold enough.")
    }
    return item(
      zh: head + "，至少有一层不够；第一阶段抽 \(demand.needed) 个（现 \(demand.drawn) 个）即可：\(growth(demand))。",
      en: head
        + ", too few in at least one stratum; \(demand.needed) first-stage units instead of \(demand.drawn) would do: \(growth(demand))."
    )
  }

  private func impossible(_ reading: PlannedReading) -> [String] {
    reading.faults.prefix(3).map { fault in
      item(
        "\(name(reading)), \(reading.reading.rawValue): \(Catalogue.line(for: fault, in: language))"
      )
    }
  }

  // MARK: - Words and numbers

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  private func item(_ text: String) -> String { "- " + text }

  private func item(zh: String, en: String) -> String { item(say(zh: zh, en: en)) }

  private func label(_ key: String) -> String {
    profile.sample(key)?.label.text(in: language) ?? key
  }

  private func stratum(_ record: String, of sample: SampleDesign) -> String {
    profile.label(ofStratum: record, columns: sample.strata)?.text(in: language)
      ?? say(zh: "全部", en: "all")
  }

  /// The strata of the first stage that must grow, as `exited poor villages 17 → 24`.
  private func growth(_ demand: FirstStageDemand) -> String {
    demand.strata.filter { $0.needed > $0.drawn }.map { part in
      let name = stratum(part.stratum, of: plan.samples[0].design)
      return "\(name) \(part.drawn) → \(part.needed)"
    }.joined(separator: say(zh: "，", en: ", "))
  }

  private func name(_ reading: PlannedReading) -> String {
    reading.samples.map(label).joined(separator: " + ")
  }

  /// What the units of the first stage are called.
  private var firstStage: String { label(plan.samples[0].key) }

  private func rounded(_ value: Double) -> Int { Int(value.rounded()) }

  private func decimal(_ value: Double) -> String {
    abs(value - value.rounded()) < 0.05
      ? NumberText.grouped(rounded(value)) : NumberText.groupedFixed(value, 1)
  }

  private func share(_ value: Double) -> String { FigureText.text(value, isShare: true) }

  private func count(_ count: ExpectedCount) -> String {
    let mean = NumberText.grouped(rounded(count.mean))
    guard let range = count.range, range.count > 1 else { return mean }
    let ends = [range.lowerBound, range.upperBound].map { NumberText.grouped($0) }
    return "\(mean) (\(ends[0])–\(ends[1]))"
  }

  private func text(_ limit: ZeroErrorLimit) -> String {
    let rate = share(limit.limit)
    guard limit.basis == .hypergeometric, let count = limit.count else { return rate }
    return "\(rate) (\(NumberText.grouped(count)))"
  }
}
