// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// Listings as a page: sections with tables, for what needs no picture.
public enum ListingPage {
  /// A section of the page.
  public struct Section: Sendable {
    let heading: String
    let tables: [(caption: String, listing: Listing)]

    /// A section with its tables.
    public init(_ heading: String, _ tables: [(caption: String, listing: Listing)]) {
      self.heading = heading
      self.tables = tables
    }
  }

  /// The page.
  /// - Parameters:
  ///   - heading: what the page is.
  ///   - title: the assessment's title.
  ///   - notes: what must be read first.
  public static func page(
    _ heading: BilingualText, title: BilingualText, notes: [String] = [], sections: [Section],
    tool: String, in language: Language
  ) -> String {
    PageTemplates.render(
      Page(
        language: language, title: heading.text(in: language), kicker: title.text(in: language),
        subtitle: notes,
        sections: sections.enumerated().map { number, section in
          PageSection(
            id: "section-\(number + 1)", heading: section.heading,
            blocks: section.tables.flatMap {
              blocks($0.listing, $0.caption, below: section.heading, in: language)
            })
        },
        colophon: BilingualText(zh: "由 \(tool) 生成", en: "Made by \(tool)").text(in: language),
        kind: "minutes", stamp: nil))
  }

  /// The listing as a table, or that there is nothing.
  private static func blocks(
    _ listing: Listing, _ caption: String, below heading: String, in language: Language
  ) -> [Block] {
    guard listing.values.isEmpty else {
      return [.table(listing.dataTable(caption: caption, in: language))]
    }
    let nothing = BilingualText(zh: "无。", en: "None.").text(in: language)
    return caption == heading ? [.paragraph(nothing)] : [.subheading(caption), .paragraph(nothing)]
  }
}
