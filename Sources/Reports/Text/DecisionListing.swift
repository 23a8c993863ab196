// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Sampling

/// The risk of decisions as rows for programs: a row for each true rate and correlation (`part` is
/// `decision`), one for the villages that would settle a requirement (`settling`), and, where it was sought, one
/// for the cheapest design (`cheapest`, or `nearest` where none keeps the risks).
enum DecisionListing {
  static let columns: [Listing.Column] = [
    Listing.Column("requirement", BilingualText(zh: "要求", en: "Requirement")),
    Listing.Column("correlation", BilingualText(zh: "群内相关", en: "Correlation")),
    Listing.Column("errors", BilingualText(zh: "错误户数", en: "Households in error")),
    Listing.Column("trueRate", BilingualText(zh: "真实水平", en: "True rate")),
    Listing.Column("probabilityMet", BilingualText(zh: "达标的概率", en: "Official figure meets it")),
    Listing.Column("standardErrorMet", BilingualText(zh: "模拟误差", en: "Standard error")),
    Listing.Column("metConclusively", BilingualText(zh: "证明达标", en: "Shown met")),
    Listing.Column("missedConclusively", BilingualText(zh: "证明不达标", en: "Shown missed")),
    Listing.Column("against", BilingualText(zh: "证据相反", en: "Evidence against")),
    Listing.Column("notConclusive", BilingualText(zh: "证据不足", en: "Not conclusive")),
    Listing.Column("simulations", BilingualText(zh: "模拟次数", en: "Simulations")),
    Listing.Column(
      "settledWithoutErrors", BilingualText(zh: "零错误可定论", en: "Settled without errors")),
    Listing.Column("villagesPlanned", BilingualText(zh: "方案村数", en: "Villages planned")),
    Listing.Column(
      "villagesWithoutErrors", BilingualText(zh: "零错误所需村数", en: "Villages without errors")),
    Listing.Column("villagesExpected", BilingualText(zh: "预期水平所需村数", en: "Villages as expected")),
    Listing.Column("villagesCheapest", BilingualText(zh: "最省方案村数", en: "Cheapest: villages")),
    Listing.Column("householdsInVillage", BilingualText(zh: "每村户数", en: "in a village")),
    Listing.Column("householdsCheapest", BilingualText(zh: "共入户", en: "households")),
    Listing.Column("costCheapest", BilingualText(zh: "费用", en: "cost")),
    Listing.Column("wronglyShownMet", BilingualText(zh: "误判达标", en: "wrongly shown met")),
    Listing.Column("goodSettled", BilingualText(zh: "好县定论", en: "good county settled")),
  ]

  static var nothing: [Listing.Cell] {
    [Listing.Cell](repeating: .none, count: columns.count)
  }

  /// The rows of a decision: the part and the cells of ``columns``.
  static func rows(_ decision: PlannedDecision) -> [(part: String, cells: [Listing.Cell])] {
    let requirement = Listing.Cell.text(
      "\(decision.rule.side.rawValue) \(NumberText.shortest(decision.rule.limit.doubleValue))")
    let points = decision.characteristic.points.map { point -> (String, [Listing.Cell]) in
      (
        "decision",
        [
          requirement, .number(point.correlation), .integer(point.errors), .number(point.rate),
          .number(point.met.value), .number(point.met.standardError),
          .number(point.metConclusively), .number(point.missedConclusively),
          .number(point.against), .number(point.notConclusive),
          .integer(decision.characteristic.simulations),
        ] + [Listing.Cell](repeating: .none, count: 10)
      )
    }
    let settling = decision.settling
    return points + [
      (
        "settling",
        [
          requirement, .optional(settling?.correlation), .none,
          .optional(settling.map { decision.rule.rate(ofErrors: $0.expectedShare) }), .none, .none,
          .none, .none, .none, .none, .none, .number(decision.settledWithoutErrors),
          .optional(settling?.planned), .optional(settling?.withoutErrors),
          .optional(settling?.expected),
        ] + [Listing.Cell](repeating: .none, count: 6)
      )
    ] + cheapest(decision, requirement)
  }

  private static func cheapest(
    _ decision: PlannedDecision, _ requirement: Listing.Cell
  ) -> [(part: String, cells: [Listing.Cell])] {
    guard let cheapest = decision.cheapest, let found = cheapest.best ?? cheapest.nearest else {
      return []
    }
    let good = decision.rule.rate(ofErrors: cheapest.goodShare)
    return [
      (
        cheapest.best == nil ? "nearest" : "cheapest",
        [requirement, .number(cheapest.correlation), .none, .number(good)]
          + [Listing.Cell](repeating: .none, count: 11) + [
            .integer(found.draw.villageCount), .integer(found.each), .number(found.households),
            .number(found.cost), .number(found.wrongly.value), .number(found.rightly.value),
          ]
      )
    ]
  }
}
