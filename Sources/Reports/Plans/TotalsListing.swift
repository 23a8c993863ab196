// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Planning

/// A plan from totals as rows for programs.
public enum TotalsListing {
  /// A row for the draw (`part` is `draw`), rows as ``DecisionListing`` has them, and one for the cheapest design
  /// (`cheapest`, or `nearest` where none keeps the risks).
  public static func listing(_ plan: TotalsPlan, cheapest: CheapestDraw? = nil) -> Listing {
    var listing = Listing(
      columns: [Listing.Column("part", BilingualText(zh: "部分", en: "Part"))] + draw
        + DecisionListing.columns)
    listing.append(
      [
        .text("draw"), .integer(plan.draw.villageCount), .number(plan.households), .none,
        .optional(plan.cost), .optional(plan.days), .none, .none,
      ] + DecisionListing.nothing)
    for row in plan.decisions.flatMap(DecisionListing.rows) {
      listing.append(
        [.text(row.part)] + [Listing.Cell](repeating: .none, count: draw.count) + row.cells)
    }
    if let found = cheapest?.best ?? cheapest?.nearest {
      listing.append(
        [
          .text(cheapest?.best == nil ? "nearest" : "cheapest"),
          .integer(found.draw.villageCount), .number(found.households), .integer(found.each),
          .number(found.cost), .none, .number(found.wrongly.value), .number(found.rightly.value),
        ] + DecisionListing.nothing)
    }
    return listing
  }

  private static let draw: [Listing.Column] = [
    Listing.Column("villages", BilingualText(zh: "抽取村", en: "Villages")),
    Listing.Column("households", BilingualText(zh: "入户", en: "Households")),
    Listing.Column("householdsInVillage", BilingualText(zh: "每村户数", en: "In a village")),
    Listing.Column("cost", BilingualText(zh: "费用", en: "Cost")),
    Listing.Column("days", BilingualText(zh: "天数", en: "Days")),
    Listing.Column("wronglyShownMet", BilingualText(zh: "误判达标", en: "Wrongly shown met")),
    Listing.Column("goodSettled", BilingualText(zh: "好县定论", en: "Good county settled")),
  ]
}
