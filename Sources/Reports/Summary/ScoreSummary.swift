// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// What `assay score` prints: every indicator on a line, then the result in one plain sentence.
public enum ScoreSummary {
  /// The text in a language, aligned by the columns that characters take in a terminal; it ends with a
  /// line end.
  public static func text(_ result: AssessmentResult, in language: Language) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var table = TextTable(
      header: [
        say("指标", "Indicator"), say("官方口径", "Official"), say("要求", "Required"),
        say("结果", "Result"), say("估计", "Estimate"),
        ConfidenceText(result.confidence).limits.text(in: language),
        say("证据", "Evidence"),
      ], alignments: [.left, .right, .left, .left, .right, .right, .left])
    for indicator in result.indicators {
      let wording = IndicatorWording(result: indicator, language: language)
      // The share of a partial frame stands below the table, where there is room for it.
      let mark = indicator.coverage.isComplete ? "" : " *"
      table.append(
        row(
          wording.label + mark, wording, indicator.official, indicator.estimate,
          requirement: wording.requirement ?? "–", result: wording.resultWord ?? "–",
          evidence: wording.evidenceWord.isEmpty ? "–" : wording.evidenceWord))
      for part in indicator.parts {
        table.append(
          row(
            "  " + part.label.text(in: language), wording, part.official, part.estimate,
            requirement: "", result: "", evidence: ""))
      }
    }
    let overall = OverallWording(result: result, language: language)
    let names = NamesInRemarks(result)
    let notes =
      result.indicators.flatMap { Self.notes(on: $0, of: result, in: language) }
      + result.notes.map { names.sentence(for: $0, in: language) }
    let lines =
      table.lines() + [""] + notes + responseLine(result, in: language)
      + [
        say("\(overall.word)，\(overall.strength)。", "\(overall.word), \(overall.strength). ")
          + overall.sentence
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Response and substitution, once a reserve was opened.
  private static func responseLine(
    _ result: AssessmentResult, in language: Language
  ) -> [String] {
    let all = ResponseCounts.sum(result.response.map(ResponseCounts.init))
    guard all.opened > 0, let rate = all.rate, let substitution = all.substitutionRate else {
      return []
    }
    let text = BilingualText(
      zh: "应答率 \(rate)；启用备用单位 \(all.opened) 个（替换率 \(substitution)），完成 \(all.substituted) 个。",
      en:
        "Response rate \(rate); \(all.opened) reserves opened (substitution rate \(substitution)), \(all.substituted) of them interviewed."
    )
    return [text.text(in: language)]
  }

  /// What a reader must know who sees the table alone: the share of a partial frame, a bound on a count,
  /// why a figure is missing, and what was assumed.
  private static func notes(
    on indicator: IndicatorResult, of result: AssessmentResult, in language: Language
  ) -> [String] {
    let names = NamesInRemarks(result)
    let wording = IndicatorWording(result: indicator, language: language)
    let isMissing = indicator.official == nil || indicator.estimate == nil
    let remarks = indicator.remarks.filter { isMissing || $0.code == "assumes-same-rate" }
    let colon = BilingualText(zh: "：", en: ": ").text(in: language)
    return [
      indicator.coverage.isComplete ? nil : "* \(wording.title)", wording.countBound,
      wording.turning.map { wording.label + colon + $0 },
      wording.openFindings.map { wording.label + colon + $0 },
    ].compactMap { $0 }
      + remarks.map { wording.label + colon + names.sentence(for: $0, in: language) }
  }

  private static func row(
    _ label: String, _ wording: IndicatorWording, _ official: OfficialFigure?,
    _ estimate: EstimatedFigure?, requirement: String, result: String, evidence: String
  ) -> [String] {
    var limits = "–"
    if let lower = estimate?.lower, let upper = estimate?.upper {
      limits = "\(wording.limit(lower)) – \(wording.limit(upper))"
    }
    return [
      label, official.map { wording.value($0) } ?? "–", requirement, result,
      estimate.map { wording.text($0.value) } ?? "–", limits, evidence,
    ]
  }
}
