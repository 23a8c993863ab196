// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Planning

/// A plan from totals as rows for programs.
public enum TotalsListing {
  /// A row for the draw (`part` is `draw`), and rows as ``DecisionListing`` has them.
  public static func listing(_ plan: TotalsPlan) -> Listing {
    var listing = Listing(
      columns: [Listing.Column("part", BilingualText(zh: "部分", en: "Part"))] + draw
        + DecisionListing.columns)
    listing.append(
      [
        .text("draw"), .integer(plan.draw.villageCount), .number(plan.households),
        .optional(plan.cost), .optional(plan.days),
      ] + DecisionListing.nothing)
    for row in plan.decisions.flatMap(DecisionListing.rows) {
      listing.append(
        [.text(row.part)] + [Listing.Cell](repeating: .none, count: draw.count) + row.cells)
    }
    return listing
  }

  private static let draw: [Listing.Column] = [
    Listing.Column("villages", BilingualText(zh: "抽取村", en: "Villages")),
    Listing.Column("households", BilingualText(zh: "入户", en: "Households")),
    Listing.Column("cost", BilingualText(zh: "费用", en: "Cost")),
    Listing.Column("days", BilingualText(zh: "天数", en: "Days")),
  ]
}
