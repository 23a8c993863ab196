// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling

extension ReportWriter {
  /// The result in one sentence, and the numbers to see first.
  var resultSection: PageSection {
    let overall = OverallWording(result: result, language: language)
    let tone: Block.Verdict.Tone =
      switch result.overall.official {
      case _ where result.overall.deciding.isEmpty: .open
      case .passed: .good
      case .failed: .bad
      case .undecided: .open
      }
    var blocks: [Block] = [
      .verdict(
        Block.Verdict(
          tone: tone, word: overall.word, strength: overall.strength, sentence: overall.sentence))
    ]
    blocks += resultNotes.map { .note($0) }
    blocks.append(.tiles(tiles))
    return PageSection(
      id: "result",
      heading: isProvisional
        ? say(zh: "结果（暂定）", en: "Result (provisional)") : say(zh: "结果", en: "Result"),
      blocks: blocks)
  }

  /// What limits the result, each in one warning.
  private var resultNotes: [Block.Note] {
    var notes: [Block.Note] = []
    if isProvisional {
      let open = result.findings.reduce(0) { $0 + $1.suspected.units }
      notes.append(
        Block.Note(
          title: say(zh: "暂定。", en: "Provisional."),
          text: say(
            zh: "尚有 \(NumberText.grouped(open)) 条疑似问题未作认定。只有经复核认定的问题计入各项数值，认定之前结果可能变化。",
            en:
              "\(NumberText.grouped(open)) suspected \(open == 1 ? "finding awaits its" : "findings await their") decision. Only confirmed findings enter the figures, which may change until all are decided."
          )))
    }
    let partial = result.indicators.filter { !$0.coverage.isComplete }
    if !partial.isEmpty {
      let shares = partial.compactMap { indicator -> String? in
        let wording = IndicatorWording(result: indicator, language: language)
        return wording.coverageShare.map {
          say(zh: "\(wording.label) \($0)", en: "\(wording.label) \($0)")
        }
      }
      notes.append(
        Block.Note(
          title: say(zh: "抽样框不完整。", en: "Incomplete frame."),
          text: say(
            zh: "以下指标的目标人群有一部分没有入样机会，数值只说明抽样框内的部分：\(joined(shares))。",
            en:
              "Part of the target population of these indicators had no chance to be drawn; their figures speak of the rest alone: \(joined(shares))."
          )))
    }
    var assumptions: [Remark] = []
    for remark in result.indicators.flatMap(\.remarks)
    where remark.code == "assumes-same-rate" && !assumptions.contains(remark) {
      assumptions.append(remark)
    }
    notes += assumptions.map { remark in
      Block.Note(
        title: say(zh: "假定。", en: "Assumption."),
        text: NamesInRemarks(result).sentence(for: remark, in: language))
    }
    if content.ceremony.isKeyPublic {
      notes.append(Block.Note(title: publicKeyTitle, text: publicKeyText))
    }
    return notes
  }

  var publicKeyTitle: String { say(zh: "演示密钥，并不保密。", en: "Demonstration key, not secret.") }

  var publicKeyText: String {
    say(
      zh: "本次所用的密钥由公开文字推算得出，以便他人重复演示，因此样本事先并不保密。正式评估的密钥必须由系统随机产生，并在公布之前保密。",
      en:
        "The key of this draw follows from a published text, so that anybody can repeat the demonstration; the sample was therefore no secret beforehand. In a real assessment the key comes from the system's random source and stays secret until it is revealed."
    )
  }

  /// Drawn and completed units, response and findings.
  private var tiles: [Block.Tile] {
    let first = content.design.filter { $0.stage == 1 }
    let response = result.response.map(ResponseCounts.init)
    let all = ResponseCounts.sum(response)
    let confirmed = result.findings.reduce(0) { $0 + $1.confirmed.units }
    let open = result.findings.reduce(0) { $0 + $1.suspected.units }
    var tiles: [Block.Tile] = []
    if let label = first.first?.label.text(in: language) {
      let population = first.reduce(0) { $0 + $1.population }
      tiles.append(
        Block.Tile(
          number: NumberText.grouped(first.reduce(0) { $0 + ($1.drawn ?? 0) }),
          label: say(zh: "抽中的\(label)", en: "\(label) drawn"),
          detail: say(
            zh: "共 \(NumberText.grouped(population)) 个", en: "of \(NumberText.grouped(population))")
        ))
    }
    tiles.append(
      Block.Tile(
        number: NumberText.grouped(all.drawn), label: say(zh: "抽中单位", en: "units drawn"),
        detail: say(
          zh: "\(result.response.count) 个样本",
          en: result.response.count == 1 ? "in one sample" : "in \(result.response.count) samples"))
    )
    tiles.append(
      Block.Tile(
        number: NumberText.grouped(all.completed + all.substituted),
        label: say(zh: "完成访问", en: "interviews completed"),
        detail: (all.rate.map { say(zh: "应答率 \($0)", en: "response rate \($0)") }
          ?? say(zh: "尚无应答", en: "no response yet"))
          + (all.substituted > 0
            ? say(
              zh: "，含备用 \(NumberText.grouped(all.substituted)) 个",
              en: ", \(NumberText.grouped(all.substituted)) of substitutes") : "")))
    tiles.append(
      Block.Tile(
        number: NumberText.grouped(confirmed),
        label: say(zh: "认定的问题", en: confirmed == 1 ? "confirmed finding" : "confirmed findings"),
        detail: open == 0
          ? say(zh: "没有未决的疑似问题", en: "none undecided")
          : say(
            zh: "另有 \(NumberText.grouped(open)) 条疑似未决",
            en: "\(NumberText.grouped(open)) suspected, undecided")))
    return tiles
  }
}

/// Response in counts and as a rate: completed interviews among the units that belong to the population.
struct ResponseCounts {
  var drawn = 0
  var completed = 0
  var refused = 0
  var noncontact = 0
  var ineligible = 0
  var outstanding = 0
  var opened = 0
  var substituted = 0

  init() {}

  init(_ response: SampleResponse) {
    drawn = response.drawn
    completed = response.outcomes[.completed] ?? 0
    refused = response.outcomes[.refused] ?? 0
    noncontact = response.outcomes[.noncontact] ?? 0
    ineligible = response.outcomes[.ineligible] ?? 0
    outstanding = response.outstanding
    opened = response.substitutes.opened
    substituted = response.substitutes.completed
  }

  static func sum(_ counts: [ResponseCounts]) -> ResponseCounts {
    counts.reduce(into: ResponseCounts()) { sum, part in
      sum.drawn += part.drawn
      sum.completed += part.completed
      sum.refused += part.refused
      sum.noncontact += part.noncontact
      sum.ineligible += part.ineligible
      sum.outstanding += part.outstanding
      sum.opened += part.opened
      sum.substituted += part.substituted
    }
  }

  /// Opened reserves for each drawn unit.
  var substitutionRate: String? { FigureText.share(opened, of: drawn) }

  /// Completed interviews of all drawn units that are not ineligible.
  var rate: String? { FigureText.share(completed, of: drawn - ineligible) }
}
