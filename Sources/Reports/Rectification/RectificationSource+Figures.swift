// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

extension RectificationSource {
  /// The problems behind a round's indicators that do not meet their requirements by the official figure.
  public static func problems(
    of result: AssessmentResult, round: String, in language: Language
  ) -> [RectificationSource] {
    result.indicators.filter { $0.isMet == false }.map { indicator in
      let words = IndicatorWording(result: indicator, language: language)
      let (value, limit) = (words.value(indicator.official), words.requirement ?? "")
      let text = BilingualText(
        zh: "\(words.label) \(value)，要求\(limit)",
        en: "\(words.label) is \(value); required: \(limit)")
      return RectificationSource(
        kind: .figure, references: [[round, indicator.name]], problemKinds: [indicator.name],
        problem: text.text(in: language))
    }
  }
}
