// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

/// What is said of an indicator in two rounds.
struct ChangeWording {
  let change: IndicatorChange
  let language: Language

  private func say(_ zh: String, _ en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// The estimate of a round.
  func value(_ result: IndicatorResult) -> String {
    guard let estimate = result.estimate else { return "–" }
    return IndicatorWording(result: result, language: language).text(estimate.value)
  }

  /// A difference with its sign: percentage points of shares, without their unit.
  private func signed(_ value: Double) -> String {
    let text = number(abs(value))
    return value == 0 || Double(text) == 0 ? text : (value > 0 ? "+" : "−") + text
  }

  private func number(_ value: Double) -> String {
    NumberText.fixed(change.later.isShare ? value * 100 : value, 2)
  }

  var difference: String? { change.difference.map { signed($0.value) } }

  var standardError: String? { change.difference?.standardError.map(number) }

  var limits: String? {
    guard let lower = change.difference?.lower, let upper = change.difference?.upper else {
      return nil
    }
    return say("\(signed(lower)) 至 \(signed(upper))", "\(signed(lower)) to \(signed(upper))")
  }

  /// What the limits say, for better or worse where there is a requirement.
  var verdict: String {
    switch (change.verdict, change.isBetter) {
    case (.notEstimable, _): say("不能估计", "not estimable")
    case (.notConclusive, _): say("未见确凿变化", "no proven change")
    case (.rose, true?): say("上升，好转", "rose, for the better")
    case (.rose, false?): say("上升，变差", "rose, for the worse")
    case (.rose, nil): say("上升", "rose")
    case (.fell, true?): say("下降，好转", "fell, for the better")
    case (.fell, false?): say("下降，变差", "fell, for the worse")
    case (.fell, nil): say("下降", "fell")
    }
  }

  /// What the limits of differences are called.
  static func limits(of changes: [IndicatorChange]) -> BilingualText {
    ConfidenceText(
      changes.lazy.compactMap { $0.difference?.confidence }.first ?? Rational(19, 20)
    ).limits
  }

  /// How the table is to be read.
  static func explanation(in language: Language) -> String {
    BilingualText(
      zh:
        "差为后一轮的估计减去前一轮的估计，区间由两轮各自的界限按 MOVER 合成，并计入两轮共有的村的协方差。区间包含 0 时，样本不能说明升降；同一户两轮都访问过的，误差只会偏大。",
      en:
        "Differences are the later round's estimate minus the earlier one's; their limits are put together from those of both rounds by MOVER, with the covariance of the villages that both visited. Where they hold 0, the samples do not show which way it went; where the same households were asked twice, errors are too large rather than too small."
    ).text(in: language)
  }
}
