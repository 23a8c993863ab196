// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Sampling

/// What is said of the cheapest design.
struct CheapestWording {
  private let cheapest: CheapestDraw
  private let language: Language

  init(_ cheapest: CheapestDraw, _ language: Language) {
    self.cheapest = cheapest
    self.language = language
  }

  /// The design and its risks; if none keeps them, the nearest.
  var lines: [String] {
    let rule = cheapest.rule
    let limit = FigureText.limit(rule.limit, isShare: true)
    let good = FigureText.text(
      rule.rate(ofErrors: cheapest.goodShare), isShare: true, beside: rule.limit)
    let icc = NumberText.shortest(cheapest.correlation)
    let aim = BilingualText(
      zh:
        "目标：真实水平刚好不符合 \(limit) 的县被证明达标的概率不超过 \(percent(cheapest.allowedWrong))，真实水平为 \(good) 的县未能定论的概率不超过 \(percent(cheapest.allowedOpen))（群内相关 \(icc)）。",
      en:
        "Aim: a county that just misses \(limit) is shown to meet it with probability at most \(percent(cheapest.allowedWrong)), and one at \(good) is left open with at most \(percent(cheapest.allowedOpen)) (correlation \(icc))."
    )
    if let best = cheapest.best {
      return [aim.text(in: language), text(best, isBest: true)]
    }
    let none = BilingualText(
      zh: "没有任何方案能同时做到。最接近的是：", en: "No design does both. The nearest is:")
    return [aim.text(in: language), none.text(in: language)]
      + [cheapest.nearest.map { text($0, isBest: false) }].compactMap { $0 }
  }

  private func text(_ found: CheapestDraw.Candidate, isBest: Bool) -> String {
    let villages = NumberText.grouped(found.draw.villageCount)
    let strata = found.draw.villages.map { NumberText.grouped($0) }.joined(separator: " + ")
    let split = found.draw.villages.count > 1 ? " (\(strata))" : ""
    let households = NumberText.groupedFixed(found.households, 0)
    let cost = NumberText.groupedFixed(found.cost, 0)
    let error = { (share: SimulatedShare) in NumberText.fixed(share.standardError * 100, 1) }
    return BilingualText(
      zh:
        "\(isBest ? "最省：" : "")\(villages) 个村\(split)，每村 \(found.each) 户，共约 \(households) 户，费用 \(cost)。误判达标 \(percent(found.wrongly.value))（模拟误差 \(error(found.wrongly)) 点），好县得到定论 \(percent(found.rightly.value))（\(error(found.rightly)) 点）；刚好不达标的县官方口径仍达标的概率 \(percent(found.officiallyWrong.value))。",
      en:
        "\(isBest ? "Cheapest: " : "")\(villages) villages\(split), \(found.each) households in each, about \(households) in all, cost \(cost). Wrongly shown to meet it \(percent(found.wrongly.value)) (standard error \(error(found.wrongly)) points); a good county settled \(percent(found.rightly.value)) (\(error(found.rightly)) points); the official figure of a county that just misses it meets it all the same \(percent(found.officiallyWrong.value))."
    ).text(in: language)
  }

  private func percent(_ value: Double) -> String { NumberText.fixed(value * 100, 1) + "%" }
}
