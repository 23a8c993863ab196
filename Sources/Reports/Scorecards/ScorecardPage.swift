// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// Scorecards as a page: each object's points, and the items behind them.
public enum ScorecardPage {
  /// The page.
  /// - Parameter title: the assessment's title.
  public static func page(
    _ results: [ScorecardResult], title: BilingualText, tool: String, in language: Language
  ) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let sections = results.enumerated().map { number, result in
      PageSection(
        id: "card-\(number + 1)", heading: result.card.label.text(in: language),
        blocks: [
          .table(
            table(
              ScorecardListing.objects(result, in: language),
              caption: say(zh: "得分、名次与建议处理", en: "Points, places and what is proposed"),
              in: language)),
          .table(
            table(
              ScorecardListing.items(result, in: language),
              caption: say(zh: "各项得分", en: "Points by item"), in: language)),
        ])
    }
    return PageTemplates.render(
      Page(
        language: language, title: say(zh: "考核评分", en: "Assessment scores"),
        kicker: title.text(in: language),
        subtitle: results.map { ScorecardListing.heading($0, in: language) }, sections: sections,
        colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"), kind: "minutes", stamp: nil))
  }

  private static func table(
    _ listing: Listing, caption: String, in language: Language
  ) -> DataTable {
    let (titles, cells, isNumeric) = listing.shown(in: language)
    return DataTable(
      caption: caption, columns: zip(titles, isNumeric).map { $1 ? .number($0) : .text($0) },
      rows: cells.map { DataTable.Row(cells: $0) })
  }
}
