// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables
public import Workspaces

/// What comparisons with lists of ineligible people gave. No name and no identity number stands here.
public enum CrosscheckListing {
  /// A row for each list.
  public static func results(_ results: [CrosscheckResult], rules: CrosscheckRules) -> Listing {
    var columns = [
      Listing.Column("list", BilingualText(zh: "名单", en: "List")),
      Listing.Column("category", BilingualText(zh: "类别", en: "Category")),
      Listing.Column("rows", BilingualText(zh: "人数", en: "People")),
      Listing.Column("badNumbers", BilingualText(zh: "证号有误", en: "Bad numbers")),
    ]
    columns += Crosscheck.Strength.allCases.map { Listing.Column($0.rawValue, $0.label) }
    columns.append(Listing.Column("new", BilingualText(zh: "新增", en: "New flags")))
    var listing = Listing(columns: columns)
    for result in results {
      listing.append(
        [
          .text(result.list), .text(result.category), .integer(result.rows),
          .integer(result.badNumbers),
        ] + Crosscheck.Strength.allCases.map { .optional(result.matches[$0]) }
          + [.integer(result.new)])
    }
    return listing
  }

  /// How weak matches by name are, for each list that has any.
  public static func remarks(_ results: [CrosscheckResult]) -> [BilingualText] {
    results.compactMap { result in
      let byName = [Crosscheck.Strength.nameAndVillage, .name].reduce(0) {
        $0 + (result.matches[$1] ?? 0)
      }
      guard byName > 0 else { return nil }
      return BilingualText(
        zh:
          "\(result.list)：有 \(byName) 条只按姓名相符，其中 \(result.ambiguous) 条在名册中不止一人同名。姓名相符只是线索，须逐户核对身份",
        en:
          "\(result.list): \(byName) matches rest on names alone, and for \(result.ambiguous) of them the register has several bearers of the name. A name is a lead; verify each identity"
      )
    }
  }

  /// A row for each flag.
  public static func flags(
    _ flags: [CrosscheckFlag], rules: CrosscheckRules, in language: Language?
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("number", BilingualText(zh: "编号", en: "Number")),
      Listing.Column("township", BilingualText(zh: "乡镇", en: "Township")),
      Listing.Column("unit", BilingualText(zh: "农户", en: "Unit")),
      Listing.Column("category", BilingualText(zh: "类别", en: "Category")),
      Listing.Column("strength", BilingualText(zh: "比对方式", en: "Matched by")),
      Listing.Column("bearers", BilingualText(zh: "相符人数", en: "Bearers")),
      Listing.Column("namesAgree", BilingualText(zh: "姓名一致", en: "Names agree")),
      Listing.Column("state", BilingualText(zh: "状态", en: "State")),
      Listing.Column("by", BilingualText(zh: "何人", en: "By")),
      Listing.Column("reason", BilingualText(zh: "依据", en: "Reason")),
      Listing.Column("list", BilingualText(zh: "名单", en: "List"), isShown: false),
      Listing.Column("row", BilingualText(zh: "行", en: "Row"), isShown: false),
    ])
    for flag in flags {
      let category = rules.category(flag.category)
      let last = flag.steps.last
      listing.append([
        .integer(flag.number), .text(flag.township), .text(flag.unit.text),
        .text(language.flatMap { category?.label.text(in: $0) } ?? flag.category),
        .text(language.map { flag.strength.label.text(in: $0) } ?? flag.strength.rawValue),
        .integer(flag.bearers),
        .optional(
          flag.namesAgree.map {
            language == .chinese ? ($0 ? "是" : "否") : ($0 ? "yes" : "no")
          }),
        .text(language.map { flag.state.label.text(in: $0) } ?? flag.state.rawValue),
        .optional(last?.actor), .optional(last.flatMap { $0.reason.isEmpty ? nil : $0.reason }),
        .text(flag.source.file ?? ""), .optional(flag.source.row),
      ])
    }
    return listing
  }
}
