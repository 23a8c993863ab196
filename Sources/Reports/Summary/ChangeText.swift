// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// What `assay score --against` prints: each indicator in both rounds, and their difference.
public enum ChangeText {
  /// The table for people with what must be known below it; it ends with a line end.
  public static func text(
    _ changes: [IndicatorChange], of round: String, since earlier: String, in language: Language
  ) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var table = TextTable(
      header: [
        say("指标", "Indicator"), earlier, round, say("差（百分点）", "Difference (points)"),
        say("标准误", "Standard error"), ChangeWording.limits(of: changes).text(in: language),
        say("判断", "Verdict"),
      ], alignments: [.left, .right, .right, .right, .right, .right, .left])
    for change in changes {
      let wording = ChangeWording(change: change, language: language)
      table.append([
        change.later.label.text(in: language), wording.value(change.earlier),
        wording.value(change.later), wording.difference ?? "–", wording.standardError ?? "–",
        wording.limits ?? "–", wording.verdict,
      ])
    }
    var seen: Set<String> = []
    let notes = changes.flatMap(\.rules).filter { seen.insert($0).inserted }
      .compactMap { RuleWording.sentence(named: $0)?.text(in: language) }
    let lines =
      table.lines() + ["", ChangeWording.explanation(in: language)] + notes
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same as rows for programs.
  public static func listing(_ changes: [IndicatorChange]) -> Listing {
    let keys = [
      "indicator", "earlier", "later", "difference", "standardError", "lower", "upper",
      "lowerOneSided", "upperOneSided", "interval", "rule", "verdict", "isBetter",
    ]
    var listing = Listing(
      columns: keys.map { Listing.Column($0, BilingualText(zh: $0, en: $0)) })
    for change in changes {
      let difference = change.difference
      listing.append([
        .text(change.later.name), .optional(change.earlier.estimate?.value),
        .optional(change.later.estimate?.value), .optional(difference?.value),
        .optional(difference?.standardError), .optional(difference?.lower),
        .optional(difference?.upper), .optional(difference?.lowerOneSided),
        .optional(difference?.upperOneSided), .optional(difference?.interval),
        .optional(change.rules.first ?? difference?.rule), .text(change.verdict.rawValue),
        .optional(change.isBetter.map { "\($0)" }),
      ])
    }
    return listing
  }
}
