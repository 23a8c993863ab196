// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Planning
import Sampling

/// A plan as rows for programs and spreadsheets: its strata and samples, the readings, and how the first
/// stage spreads over the values of a column.
public enum PlanListing {
  /// A row for each stratum (`part` is `stratum`), for each sample (`sample`) and for each reading of
  /// a sample, or of all samples of a register (`reading`); then one for each way to draw the first stage
  /// (`spread`), whose `population` are the values of the column and whose `valuesWith…` are means of
  /// trial draws; then for each requirement a row for each true rate and correlation (`decision`) and one
  /// for the villages that would settle it (`settling`), the rate's name standing under `sample`.
  public static func listing(_ plan: Plan) -> Listing {
    var listing = Listing(
      columns: head.map(column) + figures.map(column) + spread.map(column)
        + DecisionListing.columns)
    for sample in plan.samples {
      let base: Listing.Cell = sample.stage > 1 ? .text(sample.design.base.rawValue) : .none
      for row in sample.strata + [sample.all] {
        listing.append(
          [
            .text(row.stratum == nil ? "sample" : "stratum"), .integer(sample.stage),
            .text(sample.key), .optional(row.stratum), base, .none, .none,
          ] + cells(row) + noSpread + DecisionListing.nothing)
      }
    }
    for reading in plan.readings {
      listing.append(
        [
          .text("reading"), .integer(2), .text(reading.samples.joined(separator: ", ")), .none,
          .text(reading.reading.rawValue), .text(reading.isDesign ? "yes" : "no"),
          .text(reading.isFeasible ? "yes" : "no"),
        ] + cells(reading) + noSpread + DecisionListing.nothing)
    }
    if let planned = plan.spread {
      for outcome in planned.outcomes {
        listing.append(
          [.text("spread"), .integer(1), .text(plan.samples[0].key), .none, .none]
            + [.text(outcome.variant == .design ? "yes" : "no"), .none, .integer(planned.values)]
            + [Listing.Cell](repeating: .none, count: figures.count - 1)
            + [
              .text(planned.column), .text(outcome.variant.rawValue), .number(outcome.none),
              .number(outcome.one), .number(outcome.more), .integer(outcome.most),
              .integer(planned.trialDraws),
            ] + DecisionListing.nothing)
      }
    }
    for decision in plan.decisions {
      for row in DecisionListing.rows(decision) {
        listing.append(
          [.text(row.part), .none, .text(decision.name), .none, .none, .none, .none]
            + [Listing.Cell](repeating: .none, count: figures.count) + noSpread + row.cells)
      }
    }
    return listing
  }

  private static let head: [(String, BilingualText)] = [
    ("part", BilingualText(zh: "部分", en: "Part")),
    ("stage", BilingualText(zh: "阶段", en: "Stage")),
    ("sample", BilingualText(zh: "样本", en: "Sample")),
    ("stratum", BilingualText(zh: "层", en: "Stratum")),
    ("reading", BilingualText(zh: "读法", en: "Reading")),
    ("inDesign", BilingualText(zh: "设计采用", en: "In the design")),
    ("feasible", BilingualText(zh: "可行", en: "Feasible")),
  ]

  private static let figures: [(String, BilingualText)] = [
    ("population", BilingualText(zh: "总数", en: "Units")),
    ("persons", BilingualText(zh: "总人数", en: "Persons")),
    ("wanted", BilingualText(zh: "应抽", en: "Wanted")),
    ("available", BilingualText(zh: "预计可抽", en: "Available")),
    ("probabilityShort", BilingualText(zh: "不足的概率", en: "Probability of too few")),
    ("firstStageUnitsNeeded", BilingualText(zh: "需第一阶段单位", en: "First-stage units needed")),
    ("size", BilingualText(zh: "抽取", en: "Drawn")),
    ("sizeLeast", BilingualText(zh: "最少", en: "Least")),
    ("sizeMost", BilingualText(zh: "最多", en: "Most")),
    ("fraction", BilingualText(zh: "比例", en: "Fraction")),
    ("drawnPersons", BilingualText(zh: "抽取人数", en: "Persons drawn")),
    ("firstStageUnits", BilingualText(zh: "到访的第一阶段单位", en: "First-stage units visited")),
    ("takenWhole", BilingualText(zh: "全取比例", en: "Taken whole")),
    ("coverage", BilingualText(zh: "覆盖率", en: "Coverage")),
    ("coverageOfPersons", BilingualText(zh: "人数覆盖率", en: "Coverage of persons")),
    ("effectiveSize", BilingualText(zh: "有效样本量", en: "Effective size")),
    ("iccCeiling", BilingualText(zh: "群内相关上限", en: "Intra-class correlation allowed for")),
    ("upperOneSided", BilingualText(zh: "零错误上限", en: "Limit without errors")),
    ("upperCount", BilingualText(zh: "零错误上限个数", en: "Limit as a count")),
    ("rule", BilingualText(zh: "依据", en: "Rule")),
    ("effectiveSizeOfPersons", BilingualText(zh: "人数有效样本量", en: "Effective size of persons")),
    ("upperOneSidedOfPersons", BilingualText(zh: "人数零错误上限", en: "Limit of persons")),
  ]

  private static let spread: [(String, BilingualText)] = [
    ("spreadColumn", BilingualText(zh: "分布所依列", en: "Spread over")),
    ("spreadVariant", BilingualText(zh: "抽法", en: "Way to draw")),
    ("valuesWithNone", BilingualText(zh: "未抽到的值", en: "Values with none")),
    ("valuesWithOne", BilingualText(zh: "抽到一个的值", en: "Values with one")),
    ("valuesWithMore", BilingualText(zh: "抽到两个以上的值", en: "Values with two or more")),
    ("mostOfOneValue", BilingualText(zh: "单个值最多", en: "Most of one value")),
    ("trialDraws", BilingualText(zh: "试抽次数", en: "Trial draws")),
  ]

  private static var noSpread: [Listing.Cell] {
    [Listing.Cell](repeating: .none, count: spread.count)
  }

  private static func column(_ key: String, _ title: BilingualText) -> Listing.Column {
    Listing.Column(key, title)
  }

  private static func cells(_ row: PlannedStratum) -> [Listing.Cell] {
    [.integer(row.population), .optional(row.measure)] + cells(row.shared)
      + cells(row.size, population: row.population)
      + [
        .optional(row.drawnMeasure), .optional(row.firstStageUnits?.mean),
        .optional(row.takenWhole),
      ] + cells(row.coverage) + cells(row.zeroErrors, row.zeroErrorsOfMeasure)
  }

  private static func cells(_ row: PlannedReading) -> [Listing.Cell] {
    let head: [Listing.Cell] = [.integer(row.population), .optional(row.measure)]
    guard let outcome = row.outcome else {
      return head + [Listing.Cell](repeating: .none, count: figures.count - head.count)
    }
    return head + cells(outcome.shared) + cells(outcome.size, population: row.population)
      + [
        .optional(outcome.drawnMeasure), .number(outcome.firstStageUnits.mean),
        .number(outcome.takenWhole),
      ] + cells(outcome.coverage) + cells(outcome.zeroErrors, outcome.zeroErrorsOfMeasure)
  }

  private static func cells(_ shared: SharedSize?) -> [Listing.Cell] {
    [
      .optional(shared?.wanted), .optional(shared?.available), .optional(shared?.probabilityShort),
      .optional(shared?.demand?.needed),
    ]
  }

  private static func cells(_ size: ExpectedCount, population: Int) -> [Listing.Cell] {
    [
      .number(size.mean), .optional(size.range?.lowerBound), .optional(size.range?.upperBound),
      population > 0 ? .number(size.mean / Double(population)) : .none,
    ]
  }

  private static func cells(_ coverage: PlannedCoverage) -> [Listing.Cell] {
    [.optional(coverage.shareOfUnits), .optional(coverage.shareOfMeasure)]
  }

  private static func cells(
    _ units: ZeroErrorLimit?, _ persons: ZeroErrorLimit?
  ) -> [Listing.Cell] {
    [
      .optional(units?.effectiveSize), .optional(units?.iccCeiling), .optional(units?.limit),
      .optional(units?.count), .optional(units?.basis.rawValue), .optional(persons?.effectiveSize),
      .optional(persons?.limit),
    ]
  }
}
