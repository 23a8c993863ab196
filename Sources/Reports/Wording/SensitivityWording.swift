// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

/// What is said of an indicator under other treatments.
struct SensitivityWording {
  let sensitivity: Sensitivity
  let language: Language

  private func say(_ zh: String, _ en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// The confidence of the limits: that of the estimate, whose place another treatment's takes if it has none.
  private var confidence: Rational {
    ([sensitivity.reported] + sensitivity.rows.map(\.result)).lazy
      .compactMap { $0.estimate?.confidence }.first ?? Rational(19, 20)
  }

  /// The headings of ``rows``.
  var headings: [String] {
    [
      say("指标与算法", "Indicator and treatment"), say("官方口径", "Official"),
      say("结果", "Result"), say("估计", "Estimate"),
      ConfidenceText(confidence).limits.text(in: language),
      say("证据", "Evidence"),
    ]
  }

  /// The indicator as reported, then each treatment.
  var rows: [[String]] {
    let reported = IndicatorWording(result: sensitivity.reported, language: language)
    return [row(reported.label, sensitivity.reported, isTurned: false)]
      + sensitivity.rows.map {
        row(
          "– " + text($0.treatment), $0.result,
          isTurned: $0.result.isMet != sensitivity.reported.isMet)
      }
  }

  private func row(_ label: String, _ result: IndicatorResult, isTurned: Bool) -> [String] {
    let wording = IndicatorWording(result: result, language: language)
    var limits = "–"
    if let lower = result.estimate?.lower, let upper = result.estimate?.upper {
      limits = "\(wording.limit(lower)) – \(wording.limit(upper))"
    }
    return [
      label, result.official.map { wording.value($0) } ?? "–",
      (wording.resultWord ?? "–") + (isTurned ? say("（改变）", " (turned)") : ""),
      result.estimate.map { wording.text($0.value) } ?? "–", limits,
      wording.evidenceWord.isEmpty ? "–" : wording.evidenceWord,
    ]
  }

  /// What is done otherwise.
  func text(_ treatment: Sensitivity.Treatment) -> String {
    switch treatment {
    case .suspectedConfirmed(let count):
      say(
        "\(NumberText.grouped(count)) 条未决的疑似问题全部认定",
        "all \(NumberText.grouped(count)) undecided findings confirmed")
    case .nonrespondentsAsErrors(let count):
      say(
        "\(NumberText.grouped(count)) 个未访到的单位都按有错误计算",
        "all \(NumberText.grouped(count)) units without an interview are errors")
    case .withoutSubstitutes(let count):
      say(
        "不计 \(NumberText.grouped(count)) 个启用的备用单位",
        "without the \(NumberText.grouped(count)) opened substitutes")
    case .reading(_, let label): label.text(in: language)
    }
  }

  /// Whether the official results of several indicators stand, the worst case of nonresponse told apart: it
  /// turns nearly every result.
  static func sentence(_ sensitivities: [Sensitivity], in language: Language) -> String {
    let labels = { (isWorstCase: Bool) in
      sensitivities.filter { sensitivity in
        sensitivity.turningTreatments.contains {
          if case .nonrespondentsAsErrors = $0 { isWorstCase } else { !isWorstCase }
        }
      }.map { $0.reported.label.text(in: language) }
    }
    let (turned, worst) = (labels(false), labels(true))
    let first =
      turned.isEmpty
      ? BilingualText(
        zh: "除最坏的设想外，每项要求的官方结果都不因算法而改变。",
        en: "Apart from the worst case, no treatment changes the official result on a requirement.")
      : BilingualText(
        zh: "下列指标的官方结果取决于算法：\(turned.joined(separator: "、"))。",
        en: "The official result depends on the treatment for: \(turned.joined(separator: ", ")).")
    guard !worst.isEmpty else { return first.text(in: language) }
    let second = BilingualText(
      zh: "假如未访到的单位都有错误，则改变的有：\(worst.joined(separator: "、"))。",
      en:
        " If every unit without an interview were an error, it would change for: \(worst.joined(separator: ", "))."
    )
    return first.text(in: language) + second.text(in: language)
  }
}
