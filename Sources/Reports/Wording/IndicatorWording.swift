// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

/// What is said of one indicator, each sentence from the figures themselves.
struct IndicatorWording {
  let result: IndicatorResult
  let language: Language
  /// What the names in remarks are called.
  var names = NamesInRemarks()

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  var label: String { result.label.text(in: language) }
  var target: String { result.target.text(in: language) }

  /// The label, with the share of the target population that it speaks of where that is not the whole.
  var title: String {
    guard !result.coverage.isComplete, let share = coverageShare else { return label }
    return say(
      zh: "\(label)（限于抽样框内，占\(target)的 \(share)）",
      en: "\(label) in the sampled frame (\(share) of \(target))")
  }

  /// The share of the target population that could be drawn: of persons where they count.
  var coverageShare: String? {
    let counts = result.coverage.persons ?? result.coverage.units
    return FigureText.share(counts.covered, of: counts.all)?.replacing(".0%", with: "%")
  }

  // MARK: - Official figure

  func value(_ figure: OfficialFigure?) -> String {
    guard let figure else { return say(zh: "无", en: "none") }
    return FigureText.text(
      figure.value, isShare: result.isShare, beside: result.threshold?.limit)
  }

  /// The counts behind an official figure, where it is their quotient or one minus it.
  func counts(_ figure: OfficialFigure?) -> String {
    guard let figure, figure.denominator.numerator != 0 else { return "" }
    let (part, all) = (FigureText.count(figure.numerator), FigureText.count(figure.denominator))
    guard result.isShare else { return say(zh: "\(all) 个回答的平均", en: "mean of \(all) answers") }
    return say(zh: "\(part) / \(all)", en: "\(part) of \(all)")
  }

  // MARK: - Requirement

  var requirement: String? {
    guard let threshold = result.threshold else { return nil }
    let limit = FigureText.limit(threshold.limit, isShare: result.isShare)
    return switch (threshold.side, threshold.isInclusive) {
    case (.atMost, true): say(zh: "不高于 \(limit)", en: "at most \(limit)")
    case (.atMost, false): say(zh: "低于 \(limit)", en: "below \(limit)")
    case (.atLeast, true): say(zh: "不低于 \(limit)", en: "at least \(limit)")
    case (.atLeast, false): say(zh: "高于 \(limit)", en: "above \(limit)")
    }
  }

  /// The official result in a word, where there is a requirement.
  var resultWord: String? {
    guard result.threshold != nil else { return nil }
    guard let isMet = result.isMet else { return say(zh: "无法判定", en: "Undecided") }
    return isMet ? say(zh: "达标", en: "Met") : say(zh: "未达标", en: "Not met")
  }

  /// How strong the evidence is; empty without a requirement.
  var evidenceWord: String {
    switch result.evidence {
    case .conclusive: say(zh: "充分", en: "conclusive")
    case .against: say(zh: "相反", en: "against it")
    case .notConclusive: say(zh: "不足", en: "not conclusive")
    case nil: ""
    }
  }

  // MARK: - Estimate

  func value(_ estimate: EstimatedFigure?) -> String {
    guard let estimate else { return say(zh: "无估计", en: "no estimate") }
    return text(estimate.value)
  }

  /// The limits of an estimate, with their confidence.
  func limits(_ estimate: EstimatedFigure?) -> String {
    guard let estimate else { return "" }
    guard let lower = estimate.lower, let upper = estimate.upper else {
      return say(zh: "无区间", en: "no interval")
    }
    if lower == upper { return say(zh: "全数调查，无抽样误差", en: "a census, without sampling error") }
    let (from, to) = (limit(lower), limit(upper))
    let percent = ConfidenceText(estimate.confidence).percent
    return say(
      zh: "\(percent) 区间：\(from) 至 \(to)", en: "\(percent) limits: \(from) to \(to)")
  }

  /// An end of an interval.
  func limit(_ value: Double) -> String {
    result.isShare
      ? FigureText.end(ofInterval: value, beside: result.threshold?.limit) : text(value)
  }

  func text(_ value: Double) -> String {
    FigureText.text(value, isShare: result.isShare, beside: result.threshold?.limit)
  }

  /// What a screen reader says of a chart.
  func chartLabel(_ official: OfficialFigure?, _ estimate: EstimatedFigure?) -> String {
    var parts = [say(zh: "官方口径 \(value(official))", en: "official figure \(value(official))")]
    if estimate != nil {
      parts.append(say(zh: "估计 \(value(estimate))", en: "estimate \(value(estimate))"))
      parts.append(limits(estimate))
    }
    if let requirement {
      parts.append(say(zh: "要求\(requirement)", en: "requirement \(requirement)"))
    }
    return parts.joined(separator: say(zh: "；", en: "; "))
  }
}
