// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables

/// Figures of whole registers and records, as a table.
public enum MeasureListing {
  /// A row for each figure; measures without data come last, with what lacks.
  /// - Parameter profile: what the values of columns are called.
  public static func figures(
    _ results: [MeasureResult], profile: Profile, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("measure", BilingualText(zh: "指标", en: "Measure"), isShown: false),
      Listing.Column("label", BilingualText(zh: "指标", en: "Figure")),
      Listing.Column("within", BilingualText(zh: "范围", en: "Within"), isShown: false),
      Listing.Column("within_label", BilingualText(zh: "范围", en: "Within")),
      Listing.Column("group", BilingualText(zh: "分组", en: "Group"), isShown: false),
      Listing.Column("group_label", BilingualText(zh: "分组", en: "Group")),
      Listing.Column("numerator", BilingualText(zh: "分子", en: "Numerator"), style: .decimals(2)),
      Listing.Column(
        "denominator", BilingualText(zh: "分母", en: "Denominator"), style: .decimals(2)),
      Listing.Column("figure", BilingualText(zh: "结果", en: "Figure")),
      Listing.Column("value", BilingualText(zh: "数值", en: "Value"), isShown: false),
      Listing.Column("requirement", BilingualText(zh: "要求", en: "Requirement")),
      Listing.Column("met", BilingualText(zh: "达标", en: "Met")),
      Listing.Column("rows", BilingualText(zh: "行数", en: "Rows")),
      Listing.Column("missing", BilingualText(zh: "缺数据行数", en: "Rows without data")),
      Listing.Column("state", BilingualText(zh: "状态", en: "State")),
    ])
    for result in results where result.lack == nil {
      for figure in result.figures {
        listing.append(row(figure, of: result, profile, in: language))
      }
    }
    for result in results {
      guard let lack = result.lack else { continue }
      listing.append(
        [.text(result.measure.name), .text(result.measure.label.text(in: language))]
          + [Listing.Cell](repeating: .none, count: 12)
          + [.text(ProblemListing.words(lack, in: language))])
    }
    return listing
  }

  private static func row(
    _ figure: MeasuredFigure, of result: MeasureResult, _ profile: Profile, in language: Language
  ) -> [Listing.Cell] {
    let measure = result.measure
    func label(_ value: String?, _ column: String?) -> Listing.Cell {
      guard let value, let column else { return .none }
      return .text(profile.label(ofValue: value, column: column).text(in: language))
    }
    return [
      .text(measure.name), .text(measure.label.text(in: language)),
      .optional(figure.within), label(figure.within, measure.within),
      .optional(figure.group), label(figure.group, measure.group),
      figure.isAbsent ? .none : .number(figure.numerator.doubleValue),
      figure.isAbsent ? .none : .optional(figure.denominator?.doubleValue),
      .optional(figure.value.map { shown($0, measure) }), .optional(figure.value?.doubleValue),
      .optional(measure.threshold.map { requirement($0, measure, in: language) }),
      .optional(figure.isMet.map { word($0, in: language) }),
      .integer(figure.rows), figure.missing == 0 ? .none : .integer(figure.missing),
      .optional(state(of: figure, in: result)?.text(in: language)),
    ]
  }

  /// That a group has no data, or how many groups of all have none.
  private static func state(of figure: MeasuredFigure, in result: MeasureResult) -> BilingualText? {
    if figure.isAbsent { return BilingualText(zh: "没有数据", en: "no data") }
    let (all, absent) = result.groups
    guard absent > 0, figure.group == nil, figure.within == nil else { return nil }
    let table = result.measure.over
    return BilingualText(
      zh: "\(all) 个分组中有 \(absent) 个在 \(table) 中没有数据",
      en: "no data of \(absent) of \(all) groups in \(table)")
  }

  /// The figure as it is published: rounded half up, exactly, to the measure's decimals, or to as many as show
  /// that it is not its limit.
  static func shown(_ value: Rational, _ measure: Measure) -> String {
    guard measure.isShare || value.denominator != 1 else {
      return NumberText.grouped(value.numerator)
    }
    return NumberText.text(
      value, isShare: measure.isShare, decimals: measure.decimals,
      unlike: [measure.threshold?.limit].compactMap { $0 })
  }

  private static func requirement(
    _ threshold: Threshold, _ measure: Measure, in language: Language
  ) -> String {
    let limit = shown(threshold.limit, measure)
    let sign: String =
      switch (threshold.side, threshold.isInclusive) {
      case (.atMost, true): "≤"
      case (.atMost, false): "<"
      case (.atLeast, true): "≥"
      case (.atLeast, false): ">"
      }
    return "\(sign) \(limit)"
  }

  private static func word(_ isMet: Bool, in language: Language) -> String {
    BilingualText(zh: isMet ? "达标" : "未达标", en: isMet ? "met" : "not met").text(in: language)
  }
}
