// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// Scorecards as a page: each object's points, and the items behind them.
public enum ScorecardPage {
  /// The page.
  /// - Parameters:
  ///   - profile: what the values of columns are called.
  ///   - title: the assessment's title.
  public static func page(
    _ results: [ScorecardResult], profile: Profile, title: BilingualText, tool: String,
    in language: Language
  ) -> String {
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    return ListingPage.page(
      BilingualText(zh: "考核评分", en: "Assessment scores"), title: title,
      notes: results.map {
        ScorecardListing.heading($0, in: language).split(separator: "\n")
          .joined(separator: say(zh: "；", en: "; "))
      },
      sections: results.filter { $0.lack == nil }.map { result in
        let items = ScorecardListing.items(result, in: language)
        return ListingPage.Section(
          result.card.label.text(in: language),
          [
            (
              say(zh: "得分、名次与建议处理", en: "Points, places and what is proposed"),
              ScorecardListing.objects([result], profile: profile, in: language)
            )
          ] + (result.card.items.isEmpty ? [] : [(say(zh: "各项得分", en: "Points by item"), items)]))
      }, tool: tool, in: language)
  }
}
