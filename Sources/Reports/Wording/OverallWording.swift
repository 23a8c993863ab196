// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables

/// The result over all indicators in words.
struct OverallWording {
  let result: AssessmentResult
  let language: Language

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// What the official result rests on: all requirements if it passes, the missed ones if not.
  private var relevant: [IndicatorResult] {
    required.filter { $0.isMet == (result.overall.official == .passed) }
  }

  /// The indicators that decide.
  private var required: [IndicatorResult] {
    result.indicators.filter { indicator in
      result.overall.deciding.contains { bytesCompare($0, indicator.name) == 0 }
    }
  }

  /// The official result in a word.
  var word: String {
    if required.isEmpty { return say(zh: "不作判定", en: "No verdict") }
    return switch result.overall.official {
    case .passed: say(zh: "通过", en: "Passed")
    case .failed: say(zh: "未通过", en: "Not passed")
    case .undecided: say(zh: "无法判定", en: "Undecided")
    }
  }

  /// How strong the evidence is, in a few words.
  var strength: String {
    if required.isEmpty { return say(zh: "没有规定要求", en: "no requirement decides") }
    return switch (result.overall.official, result.overall.conclusion) {
    case (.undecided, _): say(zh: "缺少数值", en: "a figure is missing")
    case (.passed, .passedConclusively), (.failed, .failedConclusively):
      say(zh: "证据充分", en: "on conclusive evidence")
    case (.passed, .failedConclusively), (.failed, .passedConclusively):
      say(zh: "证据与此相反", en: "the evidence is against it")
    case (_, .notConclusive):
      relevant.contains { $0.evidence == .against }
        ? say(zh: "部分证据与此相反", en: "part of the evidence is against it")
        : say(zh: "证据不足", en: "the evidence is not conclusive")
    }
  }

  /// The result in one plain sentence.
  var sentence: String {
    let start =
      result.overall.isProvisional
      ? say(zh: "暂定结果：", en: "Provisionally, ") : ""
    let text =
      start
      + (required.isEmpty
        ? say(
          zh: "本方案没有规定起决定作用的要求，只列出数值。",
          en: "the profile names no requirement that decides, so that figures are shown alone.")
        : official + evidence)
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private var official: String {
    let count = required.count
    switch result.overall.official {
    case .passed:
      return say(
        zh: "按官方口径，\(count) 项要求全部达标",
        en: count == 1
          ? "by the official rule the one requirement is met"
          : "by the official rule all \(count) requirements are met")
    case .failed:
      let failed = required.filter { $0.isMet == false }
      return say(
        zh: "按官方口径，\(count) 项要求中有 \(failed.count) 项未达标（\(figures(failed))）",
        en:
          "by the official rule \(failed.count) of \(count) requirements \(failed.count == 1 ? "is" : "are") not met (\(figures(failed)))"
      )
    case .undecided:
      let missing = required.filter { $0.isMet == nil }
      let subject =
        count == 1 ? "the one requirement" : "\(missing.count) of \(count) requirements"
      return say(
        zh: "\(count) 项要求中有 \(missing.count) 项没有数值（\(labels(missing))），不能得出结果",
        en:
          "there is no result, since \(subject) \(missing.count == 1 ? "has" : "have") no figure (\(labels(missing)))"
      )
    }
  }

  private var evidence: String {
    switch (result.overall.official, result.overall.conclusion) {
    case (.undecided, _): return say(zh: "。", en: ".")
    case (.passed, .passedConclusively), (.failed, .failedConclusively):
      return say(zh: "，且证据充分。", en: ", and the evidence for this is conclusive.")
    default: break
    }
    let weak = relevant.filter { $0.evidence == .notConclusive }
    let against = relevant.filter { $0.evidence == .against }
    var parts: [String] = []
    if !weak.isEmpty {
      parts.append(
        say(
          zh: "样本尚不足以对总体下定论（\(labels(weak))）",
          en: "the sample is too small to be sure of it for the whole population (\(labels(weak)))")
      )
    }
    if !against.isEmpty {
      parts.append(
        say(
          zh: "抽样证据与此相反（\(labels(against))）",
          en: "the weighted sample is evidence against it (\(labels(against)))"))
    }
    if parts.isEmpty { parts = [say(zh: "证据不足", en: "the evidence is not conclusive")] }
    return say(
      zh: "，但\(parts.joined(separator: "，"))。", en: ", but \(parts.joined(separator: ", and ")).")
  }

  private func labels(_ indicators: [IndicatorResult]) -> String {
    indicators.map { $0.label.text(in: language) }.joined(separator: say(zh: "、", en: ", "))
  }

  private func figures(_ indicators: [IndicatorResult]) -> String {
    indicators.map {
      let wording = IndicatorWording(result: $0, language: language)
      let requirement = wording.requirement ?? ""
      return say(
        zh: "\(wording.label) \(wording.value($0.official))，要求\(requirement)",
        en: "\(wording.label) \(wording.value($0.official)), required \(requirement)")
    }.joined(separator: say(zh: "；", en: "; "))
  }
}
