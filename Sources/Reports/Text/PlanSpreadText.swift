// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning

/// How a first stage spreads over townships or the like, for people.
enum PlanSpreadText {
  /// A table of the ways to draw, under a heading, and what the ways are.
  static func lines(_ spread: PlannedSpread, in language: Language) -> [String] {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    let values = NumberText.grouped(spread.values)
    let draws = NumberText.grouped(spread.trialDraws)
    var table = TextTable(
      header: [
        say("抽法", "Drawn"), say("未抽到", "None"), say("抽 1 个", "One"),
        say("2 个及以上", "Two or more"), say("最多", "Most"),
      ], alignments: [.left, .right, .right, .right, .right])
    for outcome in spread.outcomes {
      let name =
        switch outcome.variant {
        case .design: say("本方案", "as designed")
        case .sorted: say("按 \(spread.column) 排序等距", "systematic, sorted by \(spread.column)")
        case .balanced: say("按 \(spread.column) 平衡（cube）", "cube, balanced on \(spread.column)")
        }
      table.append(
        [name]
          + [outcome.none, outcome.one, outcome.more].map { NumberText.groupedFixed($0, 1) }
          + ["\(outcome.most)"])
    }
    return [
      say(
        "第一阶段在 \(values) 个 \(spread.column) 中的分布",
        "Spread of the first stage over \(values) values of \(spread.column)")
    ] + table.lines() + [
      "- "
        + say(
          "各列为抽到 0 个、1 个、2 个及以上单位的 \(spread.column) 的平均个数（各试抽 \(draws) 次，样本量相同）；“最多”为任一次中的最大值。平衡抽样写作 method: cube, balance: [\(spread.column):levels]。",
          "Mean numbers of values that give no unit, one, or more, over \(draws) trial draws of the same sizes each, and the most that one gave. Balanced: method: cube, balance: [\(spread.column):levels]."
        )
    ]
  }
}
