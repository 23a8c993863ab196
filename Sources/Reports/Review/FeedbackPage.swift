// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables
public import Workspaces

/// A letter to one office with what an assessment found there: cases and coverage, and a rate only where enough
/// villages and households stand behind it. No person is named.
public enum FeedbackPage {
  /// The page.
  /// - Parameters:
  ///   - feedback: what concerns the office.
  ///   - profile: the labels of findings and rules, and what must stand behind a rate.
  public static func page(
    _ feedback: OfficeFeedback, profile: Profile, title: BilingualText, round: String, tool: String,
    in language: Language
  ) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let figures = say(zh: "各项指标", en: "Indicators")
    let cases = say(zh: "认定的问题", en: "Confirmed findings")
    return ListingPage.page(
      BilingualText(
        zh: "评估结果反馈：\(feedback.office)", en: "Feedback of the assessment: \(feedback.office)"),
      title: title, notes: notes(feedback, profile.ranking, round: round, in: language),
      sections: [
        ListingPage.Section(cases, [(cases, self.cases(feedback, profile, in: language))]),
        ListingPage.Section(
          figures, [(figures, indicators(feedback, profile.confidence, in: language))]),
      ], tool: tool, in: language)
  }

  private static func notes(
    _ feedback: OfficeFeedback, _ rules: RankingRules, round: String, in language: Language
  ) -> [String] {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    guard feedback.drawn > 0 else {
      return [
        say(
          zh: "轮次 \(round)：本单位 \(feedback.villages) 个村均未抽中。未走访不等于没有问题。",
          en:
            "Round \(round): none of the \(feedback.villages) villages was drawn. Not visited does not mean that nothing is wrong."
        )
      ]
    }
    return [
      say(
        zh:
          "轮次 \(round)：\(feedback.villages) 个村中抽中 \(feedback.drawn) 个，完成调查 \(feedback.interviewed) 户；认定问题 \(feedback.confirmed.count) 条，尚待认定 \(feedback.open) 条。",
        en:
          "Round \(round): \(feedback.drawn) of \(feedback.villages) villages were drawn, \(feedback.interviewed) households interviewed; \(feedback.confirmed.count) findings confirmed, \(feedback.open) not decided yet."
      ),
      say(
        zh: "不足 \(rules.villages) 个村或 \(rules.units) 户的，只列个案，不计算比率。",
        en:
          "Where fewer than \(rules.villages) villages or \(rules.units) households stand behind it, there are cases and no rate."
      ),
    ]
  }

  private static func cases(
    _ feedback: OfficeFeedback, _ profile: Profile, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      .init("unit", BilingualText(zh: "单位", en: "Unit")),
      .init("finding", BilingualText(zh: "问题", en: "Finding")),
      .init("rules", BilingualText(zh: "依据的规则", en: "By which rules")),
    ])
    for finding in feedback.confirmed {
      let rules = finding.rules.map { id in
        profile.rules.first { bytesCompare($0.id, id) == 0 }?.label.text(in: language) ?? id
      }
      listing.append([
        .text(finding.unit.text),
        .text(profile.finding(finding.kind)?.label.text(in: language) ?? finding.kind),
        .text(rules.joined(separator: language == .chinese ? "；" : "; ")),
      ])
    }
    return listing
  }

  private static func indicators(
    _ feedback: OfficeFeedback, _ confidence: Rational, in language: Language
  ) -> Listing {
    let percent = FigureText.limit(confidence, isShare: true)
    var listing = Listing(columns: [
      .init("indicator", BilingualText(zh: "指标", en: "Indicator")),
      .init("villages", BilingualText(zh: "村", en: "Villages")),
      .init("units", BilingualText(zh: "户", en: "Households")),
      .init("count", BilingualText(zh: "计数", en: "Count"), isNumeric: true),
      .init("rate", BilingualText(zh: "比率", en: "Rate"), isNumeric: true),
      .init(
        "limits", BilingualText(zh: "\(percent) 区间", en: "\(percent) limits"),
        isNumeric: true),
    ])
    for (indicator, part) in feedback.indicators {
      let standing = part?.standing
      let none = BilingualText(
        zh: part == nil ? "未走访" : "不足以计算", en: part == nil ? "not visited" : "not estimable")
      listing.append([
        .text(indicator.label.text(in: language)), .integer(part?.villages ?? 0),
        .integer(part?.units ?? 0),
        .optional(
          part?.official.map {
            "\(FigureText.count($0.numerator)) / \(FigureText.count($0.denominator))"
          }),
        .text(
          standing == nil
            ? none.text(in: language)
            : part?.official.map { FigureText.text($0.value, isShare: true) }
              ?? none.text(in: language)),
        .optional(
          standing.flatMap { standing -> String? in
            guard let lower = standing.estimate.lower, let upper = standing.estimate.upper else {
              return nil
            }
            return
              "\(FigureText.end(ofInterval: lower)) – \(FigureText.end(ofInterval: upper))"
          }),
      ])
    }
    return listing
  }
}
