// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

extension IndicatorWording {
  /// All sentences on the indicator: evidence, bound of a count, rule, open findings, remarks.
  var sentences: [String] {
    var sentences = [evidence, turning, countBound, rule, ceiling, openFindings].compactMap { $0 }
    sentences += result.remarks.map { names.sentence(for: $0, in: language) }
    if result.official == nil, result.remarks.isEmpty {
      sentences.append(
        Catalogue.sentence(for: Remark("nobody-answered"), in: language))
    }
    return sentences
  }

  /// What the limits assume, and the limit if the assumption fails.
  var ceiling: String? {
    guard let estimate = result.estimate, let ceiling = estimate.iccCeiling else { return nil }
    let sentence = CeilingWording.sentence(ceiling).text(in: language)
    guard let whole = estimate.limitOfWholeClusters else { return sentence }
    return sentence
      + CeilingWording.wholeClusters(text(whole), isLower: estimate.value > 0.5).text(in: language)
  }

  /// How strong the evidence for the official result is, with the bound that says so.
  var evidence: String? {
    guard let threshold = result.threshold, let isMet = result.isMet,
      let evidence = result.evidence, let requirement
    else { return nil }
    // The bound that decides lies on the failing side of the estimate while the figure passes.
    let isPassing = evidence == .against ? !isMet : isMet
    let usesUpper = (threshold.side == .atMost) == isPassing
    guard let bound = usesUpper ? result.estimate?.upperOneSided : result.estimate?.lowerOneSided
    else { return withoutBound(evidence) }
    let figure = text(bound)
    let percent = result.estimate.map { ConfidenceText($0.confidence).percent } ?? ""
    let reach =
      usesUpper
      ? say(zh: "至多为 \(figure)", en: "is at most \(figure)")
      : say(zh: "至少为 \(figure)", en: "is at least \(figure)")
    switch (evidence, isMet) {
    case (.conclusive, true):
      return say(
        zh: "证据充分：有 \(percent) 的把握认为总体数值\(reach)，符合“\(requirement)”的要求。",
        en:
          "Conclusive: with \(percent) confidence the true figure \(reach), which meets the requirement (\(requirement))."
      )
    case (.conclusive, false):
      return say(
        zh: "证据充分：有 \(percent) 的把握认为总体数值\(reach)，不符合“\(requirement)”的要求。",
        en:
          "Conclusive: with \(percent) confidence the true figure \(reach), which misses the requirement (\(requirement))."
      )
    case (.notConclusive, true):
      return say(
        zh: "证据不足：官方口径达标，但样本不能排除总体数值达到 \(figure) 而不符合“\(requirement)”的要求。",
        en:
          "Not conclusive: the official figure meets the requirement, but the sample does not rule out \(figure), which would miss it (\(requirement))."
      )
    case (.notConclusive, false):
      return say(
        zh: "证据不足：官方口径未达标，但样本不能排除总体数值为 \(figure) 而符合“\(requirement)”的要求。",
        en:
          "Not conclusive: the official figure misses the requirement, but the sample does not rule out \(figure), which would meet it (\(requirement))."
      )
    case (.against, true):
      return say(
        zh: "证据相反：官方口径达标，但有 \(percent) 的把握认为总体数值\(reach)，不符合“\(requirement)”的要求。",
        en:
          "Evidence against it: the official figure meets the requirement, but with \(percent) confidence the true figure \(reach), which misses it (\(requirement))."
      )
    case (.against, false):
      return say(
        zh: "证据相反：官方口径未达标，但有 \(percent) 的把握认为总体数值\(reach)，符合“\(requirement)”的要求。",
        en:
          "Evidence against it: the official figure misses the requirement, but with \(percent) confidence the true figure \(reach), which meets it (\(requirement))."
      )
    }
  }

  private func withoutBound(_ evidence: Evidence) -> String {
    switch evidence {
    case .conclusive: say(zh: "证据充分。", en: "The evidence is conclusive.")
    case .against: say(zh: "证据与官方结果相反。", en: "The evidence is against the official result.")
    case .notConclusive:
      say(zh: "证据不足：样本不能给出界限。", en: "Not conclusive: the sample allows no bound.")
    }
  }

  /// How many further or fewer errors would turn the official result.
  var turning: String? {
    guard !result.turning.isEmpty, let isMet = result.isMet else { return nil }
    // A Chinese sentence sets its digits apart.
    let gap = result.turning[0].rate == nil ? say(zh: " ", en: "") : ""
    let counts = result.turning.map { turning -> String in
      let count = NumberText.grouped(turning.count.count)
      let one = turning.count.count == 1
      let units =
        turning.countsPersons
        ? say(zh: "\(count) 人", en: "\(count) \(one ? "person" : "persons")")
        : say(zh: "\(count) 个单位", en: "\(count) \(one ? "unit" : "units")")
      return turning.rate.map {
        say(zh: "\($0.text(in: language)) \(units)", en: "\(units) (\($0.text(in: language)))")
      } ?? units
    }.joined(separator: say(zh: "，或", en: " or "))
    return isMet
      ? say(
        zh: "再认定\(gap)\(counts)不符，官方结果即变为未达标。",
        en: "The official result turns to not met with so many more confirmed in error: \(counts).")
      : say(
        zh: "若其中\(gap)\(counts)经复核排除，官方结果即变为达标。",
        en: "The official result turns to met with so many fewer in error: \(counts).")
  }

  /// A bound on a number of units, such as villages.
  var countBound: String? {
    guard let bound = result.countBound else { return nil }
    let confidence = NumberText.text(bound.confidence, .percent(0))
    return say(
      zh:
        "以个数计（单侧上限）：有 \(confidence) 的把握认为 \(NumberText.grouped(bound.population)) 个\(target)中，至多 \(NumberText.grouped(bound.atMost)) 个不合格。",
      en:
        "As a count, bounded on one side: with \(confidence) confidence at most \(NumberText.grouped(bound.atMost)) of \(NumberText.grouped(bound.population)) \(target) fail."
    )
  }

  /// The rule that the estimate's limits rest on.
  private var rule: String? {
    result.estimate?.rule.flatMap { RuleWording.sentence(named: $0) }?.text(in: language)
  }

  /// That findings behind the figure are undecided; `nil` where none is.
  var openFindings: String? {
    guard result.openFindings > 0 else { return nil }
    let count = NumberText.grouped(result.openFindings)
    let one = result.openFindings == 1
    return say(
      zh: "尚有 \(count) 条疑似问题未作认定，数值可能变化。",
      en:
        "\(count) suspected \(one ? "finding awaits its" : "findings await their") decision, so the figure may still change."
    )
  }

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }
}
