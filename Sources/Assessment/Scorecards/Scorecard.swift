// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
public import Tables

/// Points for the objects of an assessment, such as counties: items with weights, flags with evidence,
/// grades and what follows from them.
///
/// Objects are the rows of a table. An item's points come from one value or from several sources with
/// shares; what is missing stays missing and is shown, never taken as full marks.
public struct Scorecard: Sendable {
  /// The name in the profile.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The table of the objects.
  public let over: String
  /// The column that names what an object is compared with: only objects of one value are ranked together.
  public let peers: String?
  /// The values that ``peers`` may have, where the profile's `levels:` lists them; others are refused.
  public let peerValues: [String]?
  /// What the items are grouped by, in order.
  public let contents: [Content]
  /// The items.
  public let items: [Item]
  /// The problems that are flagged.
  public let flags: [Flag]
  /// The grades, the best first.
  public let grades: [Grade]
  /// What is proposed to follow.
  public let consequences: [Consequence]
  /// What the values of columns are measured in that flags look at: other values are refused.
  public let scales: [(column: String, scale: ScoreScale)]
  /// Columns made from other tables.
  public let related: [RelatedColumn]
  /// Whether all of it is an example and no published rule.
  public let isExample: Bool
  /// Whether results of its objects may be made public, by their names: `publish: true`.
  public let isPublic: Bool
  /// The document that it comes from.
  public let source: String
  /// Where the profile defines it.
  public let place: Place

  /// One of the contents that an assessment looks at.
  public struct Content: Sendable {
    /// The name in the profile.
    public let name: String
    /// What it is called.
    public let label: BilingualText
  }

  /// One line of the card.
  public struct Item: Sendable {
    /// The name in the profile.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The content that it belongs to.
    public let content: String?
    /// The points at the most.
    public let full: Rational
    /// Where its value comes from.
    public let sources: [Source]
    /// How a value becomes points.
    public let scoring: ItemScoring
    /// The objects that it applies to; all without it.
    public let condition: Expression?

    /// What the value of a source is called: the item, and the source where there are several.
    public func label(of source: Source) -> BilingualText {
      guard let part = source.label else { return label }
      return BilingualText(
        zh: "\(label.chinese)：\(part.chinese)", en: "\(label.english): \(part.english)")
    }
  }

  /// Where a value comes from, and the share of the item's points that it decides.
  public struct Source: Sendable {
    /// The name in the profile; that of the item where there is one source.
    public let name: String
    /// What it is called, if it is one of several.
    public let label: BilingualText?
    /// The share of the points; the shares of an item add up to 1.
    public let share: Rational
    /// The value, or what stands above the line.
    public let numerator: Expression
    /// What stands below the line, where the value is a quotient.
    public let denominator: Expression?
  }

  /// A problem that is flagged, with what shows it.
  public struct Flag: Sendable {
    /// The name in the profile.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// When it is raised.
    public let when: Expression
    /// What shows it; a flag without evidence is not raised but reported.
    public let evidence: Expression
    /// Whether it bars the object from a grade, whatever its points.
    public let isVeto: Bool
  }

  /// A grade and the share of the points that it begins at.
  public struct Grade: Sendable {
    /// The name in the profile.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The points that it begins at.
    public let from: Rational
  }

  /// What is proposed when something holds.
  public struct Consequence: Sendable {
    /// A condition on `points`, `full`, `assessed`, `flags`, `vetoed`, `rank`, `peers`, `last` and `grade`.
    public let when: Expression
    /// What is proposed.
    public let label: BilingualText
    /// The document that it comes from.
    public let source: String
  }

  /// The names that conditions of consequences may use.
  static let consequenceNames = [
    "points", "full", "assessed", "flags", "vetoed", "rank", "peers", "last", "grade",
  ]

  /// The names that expressions over the objects use.
  var names: [String] {
    let expressions =
      items.flatMap { item in
        item.sources.flatMap { [$0.numerator, $0.denominator].compactMap { $0 } }
          + item.scoring.expressions + [item.condition].compactMap { $0 }
      } + flags.flatMap { [$0.when, $0.evidence] }
    return expressions.flatMap(\.names) + (peers.map { [$0] } ?? []) + scales.map(\.column)
  }
}
