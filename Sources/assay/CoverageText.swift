// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Simulation

/// What a coverage study comes to, for people and for programs.
struct CoverageText {
  private let study: CoverageStudy
  private let verdicts: [Bool]

  /// The coverage and the share of high misses that are promised at 95%.
  static let promise = (coverage: 0.94, highMisses: 0.03)

  init(_ study: CoverageStudy) throws {
    self.study = study
    verdicts = try study.outcomes.map { outcome in
      try !outcome.isBelow(Self.promise.coverage)
        && !outcome.exceeds(highMisses: Self.promise.highMisses)
    }
  }

  /// Whether no combination fails.
  var isKept: Bool { verdicts.allSatisfy { $0 } }

  /// A row for each combination.
  var listing: Listing {
    var listing = Listing(columns: [
      .init("kind", BilingualText(zh: "分布", en: "Kind")),
      .init("rate", BilingualText(zh: "真实率", en: "Rate"), style: .significant(2)),
      .init("icc", BilingualText(zh: "村内相关", en: "ICC"), style: .significant(2)),
      .init("villages", BilingualText(zh: "村数", en: "Villages")),
      .init(
        "householdFraction", BilingualText(zh: "户比例", en: "Households"), style: .significant(2)),
      .init("draws", BilingualText(zh: "次数", en: "Draws"), isShown: false),
      .init("coverage", BilingualText(zh: "覆盖率", en: "Coverage"), style: .decimals(4)),
      .init("highMisses", BilingualText(zh: "高于上限", en: "High misses"), style: .decimals(4)),
      .init("lowMisses", BilingualText(zh: "低于下限", en: "Low misses"), style: .decimals(4)),
      .init("withoutErrors", BilingualText(zh: "无错误", en: "No error"), style: .decimals(3)),
      .init(
        "worstPopulation", BilingualText(zh: "最差总体", en: "Worst"), style: .decimals(4),
        isShown: false),
      .init("meanWidth", BilingualText(zh: "平均宽度", en: "Mean width"), style: .significant(3)),
      .init("widthRatio", BilingualText(zh: "宽度比", en: "Width ratio"), style: .significant(3)),
      .init("isKept", BilingualText(zh: "达到", en: "Kept")),
    ])
    for (outcome, isKept) in zip(study.outcomes, verdicts) {
      let cell = outcome.cell
      listing.append([
        .text(cell.kind.rawValue), .number(cell.rate), .number(cell.correlation),
        .integer(cell.villages), .number(cell.householdFraction), .integer(outcome.draws),
        .number(outcome.coverage), .number(outcome.highMisses), .number(outcome.lowMisses),
        .number(Double(outcome.withoutErrors) / Double(outcome.draws)),
        .number(outcome.worstPopulation), .optional(outcome.meanWidth),
        .optional(outcome.widthRatio), .text(isKept ? "yes" : "no"),
      ])
    }
    return listing
  }

  /// What it comes to together.
  var lines: [BilingualText] {
    let failed = verdicts.count { !$0 }
    let least = NumberText.text(study.outcomes.map(\.coverage).min() ?? 0, .percent(1))
    let most = NumberText.text(study.outcomes.map(\.highMisses).max() ?? 0, .percent(1))
    var lines = [
      BilingualText(
        zh: "最低覆盖率 \(least)，高于上限的比例最大为 \(most)；\(verdicts.count) 个组合中 \(failed) 个未达到。",
        en:
          "Least coverage \(least), most high misses \(most); \(failed) of \(verdicts.count) combinations fail."
      )
    ]
    let ratios = study.outcomes.compactMap(\.widthRatio).sorted()
    if !ratios.isEmpty {
      let median = NumberText.text(ratios[ratios.count / 2], .significant(3))
      lines.append(
        BilingualText(
          zh: "宽度与已知真实方差时之比的中位数：\(median)。",
          en: "Median width over that with the true variance: \(median)."))
    }
    return lines
  }

  /// High misses by correlation and villages.
  var plot: SharePlot {
    var groups: [SharePlot.Group] = []
    for outcome in study.outcomes {
      let (correlation, villages) = (outcome.cell.correlation, outcome.cell.villages)
      let label = BilingualText(
        zh: "相关 \(correlation)，\(villages) 个村",
        en: "correlation \(correlation), \(villages) villages")
      if let known = groups.firstIndex(where: { $0.label == label }) {
        groups[known].shares.append(outcome.highMisses)
      } else {
        groups.append(SharePlot.Group(label: label, shares: [outcome.highMisses]))
      }
    }
    return SharePlot(
      title: BilingualText(
        zh: "真实率高于上限的样本比例（虚线：允许的 3%）",
        en:
          "Samples whose upper limit lies below the true rate (dashed: 3% allowed)"
      ),
      limit: Self.promise.highMisses, groups: groups)
  }
}
