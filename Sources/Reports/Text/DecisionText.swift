// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning

/// The risk of decisions for people at a terminal.
enum DecisionText {
  /// A table for each requirement, what would settle it, and how to read both.
  ///
  /// - Parameter labels: what the rates are called.
  static func lines(
    _ decisions: [PlannedDecision], labels: (String) -> BilingualText?, in language: Language
  ) -> [String] {
    var lines: [String] = []
    for decision in decisions {
      let wording = DecisionWording(
        decision: decision, label: labels(decision.name), language: language)
      let correlations = decision.characteristic.correlations
      var table = TextTable(
        header: [BilingualText(zh: "真实水平", en: "True rate").text(in: language)]
          + correlations.flatMap { wording.headings($0) },
        alignments: [TextTable.Alignment](repeating: .right, count: 1 + 3 * correlations.count))
      for row in wording.rows { table.append(row) }
      lines += ["", wording.title] + table.lines() + wording.settling.map { "- \($0)" }
    }
    guard !decisions.isEmpty else { return [] }
    return lines + [""] + DecisionWording.legend(decisions, in: language).map { "- \($0)" }
  }

  /// Why nothing is said of some requirements.
  static func lines(
    _ undecided: [UndecidedRate], labels: (String) -> BilingualText?, in language: Language
  ) -> [String] {
    undecided.map { rate in
      let name = labels(rate.name)?.text(in: language) ?? rate.name
      let reason =
        switch rate.reason {
        case .outsideFrame:
          BilingualText(
            zh: "要乘以抽样框以外的总数，评分时不予计算，因此没有判定风险",
            en:
              "multiplies rates by totals outside the sampled frame, which scoring refuses, so that there is no risk to compute"
          )
        case .decided:
          BilingualText(
            zh: "仅凭名册中的已知数就已决定，抽样不影响结果",
            en: "is decided by what the registers say alone, whatever the sample finds")
        case .part:
          BilingualText(
            zh: "只统计样本的一部分，访问之前无从得知，不计算判定风险",
            en:
              "counts a part of its sample that nobody knows before the interviews; its risk is not computed"
          )
        case .units:
          BilingualText(
            zh: "既不是村内农户样本的比率，也不是同一层中村的比率，不计算判定风险",
            en:
              "is no rate of a sample within villages, nor one of villages of a single stratum; its risk is not computed"
          )
        }
      return "- "
        + BilingualText(zh: "\(name)：\(reason.chinese)。", en: "\(name) \(reason.english).")
        .text(in: language)
    }
  }
}
