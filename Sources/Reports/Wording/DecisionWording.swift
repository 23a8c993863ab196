// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Sampling

/// What is said of the risk of one decision, in either language.
struct DecisionWording {
  let decision: PlannedDecision
  /// What the rate is called; `nil` where only the requirement names it.
  let label: BilingualText?
  let language: Language

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  private var rule: DecisionRule { decision.rule }

  /// The requirement, such as "at most 2%".
  var requirement: String {
    let limit = FigureText.limit(rule.limit, isShare: true)
    return switch (rule.side, rule.isInclusive) {
    case (.atMost, true): say(zh: "不高于 \(limit)", en: "at most \(limit)")
    case (.atMost, false): say(zh: "低于 \(limit)", en: "below \(limit)")
    case (.atLeast, true): say(zh: "不低于 \(limit)", en: "at least \(limit)")
    case (.atLeast, false): say(zh: "高于 \(limit)", en: "above \(limit)")
    }
  }

  /// The rate with its requirement.
  var title: String {
    let name =
      label?.text(in: language)
      ?? (rule.side == .atMost ? say(zh: "错误率", en: "Error rate") : say(zh: "达标率", en: "Rate"))
    return say(zh: "\(name)（要求\(requirement)）", en: "\(name) (\(requirement))")
  }

  /// A true rate.
  func rate(_ point: OperatingPoint) -> String {
    FigureText.text(point.rate, isShare: true, beside: rule.limit)
  }

  /// A probability: whole percent, and never 0% or 100% unless no or every simulation came out so.
  func probability(_ value: Double) -> String {
    if value > 0 && value < 0.005 { return "<1%" }
    if value < 1 && value >= 0.995 { return ">99%" }
    return NumberText.fixed(value * 100, 0) + "%"
  }

  /// The headings over the columns of one correlation.
  func headings(_ correlation: Double) -> [String] {
    let r = NumberText.shortest(correlation)
    return [
      say(zh: "达标 \(r)", en: "Met \(r)"), say(zh: "证明达标 \(r)", en: "Shown met \(r)"),
      say(zh: "证明不达标 \(r)", en: "Shown missed \(r)"),
    ]
  }

  /// The rows of the table: the true rate, and three probabilities for each correlation.
  var rows: [[String]] {
    let correlations = decision.characteristic.correlations
    let columns = correlations.map { decision.characteristic.points(at: $0) }
    return columns[0].indices.map { row in
      [rate(columns[0][row])]
        + columns.flatMap { points in
          [points[row].met.value, points[row].metConclusively, points[row].missedConclusively]
            .map(probability)
        }
    }
  }

  /// What a sample without an error shows, and how many villages would settle the requirement.
  var settling: [String] {
    settlingSizes + (decision.cheapest.map { CheapestWording($0, language).lines } ?? [])
  }

  private var settlingSizes: [String] {
    var lines: [String] = []
    if decision.settledWithoutErrors == 1 {
      lines.append(
        say(
          zh: "样本中一个错误也没有时，足以证明达标。", en: "A sample without an error shows that it is met."))
    } else {
      lines.append(
        say(
          zh: "样本中一个错误也没有时，"
            + (decision.settledWithoutErrors == 0
              ? "也不能证明达标。" : "只有 \(probability(decision.settledWithoutErrors)) 的样本足以证明达标。"),
          en: decision.settledWithoutErrors == 0
            ? "Not even a sample without an error shows that it is met."
            : "Of samples without an error, \(probability(decision.settledWithoutErrors)) show that it is met."
        ))
    }
    guard let settling = decision.settling else { return lines }
    let planned = NumberText.grouped(settling.planned)
    let all = NumberText.grouped(settling.all)
    let good = FigureText.text(
      rule.rate(ofErrors: settling.expectedShare), isShare: true, beside: rule.limit)
    let icc = NumberText.shortest(settling.correlation)
    let share = probability(SettlingSize.probability)
    lines.append(
      settling.withoutErrors.map {
        say(
          zh: "零错误即可定论所需的村数：\(NumberText.grouped($0)) 个（方案 \(planned) 个，共 \(all) 个）。",
          en:
            "Villages at which no error settles it: \(NumberText.grouped($0)) (planned \(planned) of \(all))."
        )
      }
        ?? say(
          zh: "按同样的入户规则，即使 \(all) 个村全部到访，零错误也不能定论。",
          en:
            "With the same rule for households, not even all \(all) villages settle it by showing no error."
        ))
    lines.append(
      settling.expected.map {
        say(
          zh:
            "真实水平为 \(good)（群内相关 \(icc)）的县，有 \(share) 的把握得到定论所需的村数：\(NumberText.grouped($0)) 个。",
          en:
            "Villages at which a county at \(good) (correlation \(icc)) is settled with probability \(share): \(NumberText.grouped($0))."
        )
      }
        ?? say(
          zh: "真实水平为 \(good)（群内相关 \(icc)）的县，按同样的入户规则，任何村数都不能以 \(share) 的把握得到定论。",
          en:
            "No number of villages settles a county at \(good) (correlation \(icc)) with probability \(share), with the same rule for households."
        ))
    return lines
  }

  /// How the tables of all decisions are to be read.
  static func legend(_ decisions: [PlannedDecision], in language: Language) -> [String] {
    guard let first = decisions.first else { return [] }
    let simulations = NumberText.grouped(first.characteristic.simulations)
    let error = NumberText.fixed(
      (0.25 / Double(first.characteristic.simulations)).squareRoot() * 100, 1)
    let confidence = NumberText.text(first.rule.confidence, .percent(0))
    let ceiling = NumberText.shortest(first.rule.iccCeiling)
    return [
      BilingualText(
        zh:
          "每行是一个真实水平的县；各列为评估得出该结果的概率：达标＝官方口径达到要求；证明达标（不达标）＝官方口径达标（不达标）且单侧 \(confidence) 界限也在同一侧。列名后的数是同村错误的群内相关。",
        en:
          "Each row is a county with that true rate; columns give the probability of a result: met = the official figure meets the requirement; shown met (missed) = it does (does not), and the one-sided \(confidence) limit is on the same side. The number behind is the intra-village correlation of errors."
      ),
      BilingualText(
        zh:
          "每格由 \(simulations) 次模拟评估得出（有限总体，各村错误数为给定总数的贝塔-二项分布；模拟误差约 \(error) 个百分点，种子固定）。界限允许的群内相关上限为 \(ceiling)。",
        en:
          "Each cell comes from \(simulations) simulated assessments (finite populations; errors of villages beta-binomial given their sum; standard error about \(error) points; fixed seeds). Limits allow for a correlation of up to \(ceiling)."
      ),
      decisions.contains { $0.settling == nil }
        ? BilingualText(
          zh: "由几个比率合成的指标，按各比率相等的县计算，各比率的错误在村间互不相关；村的比率没有群内相关。",
          en:
            "A figure put together from several rates is looked at where all of them are equal, their errors independent of each other; rates of villages have no correlation within villages."
        ) : nil,
    ].compactMap { $0?.text(in: language) }
  }
}
