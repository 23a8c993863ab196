// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables

/// The points of objects, as tables.
public enum ScorecardListing {
  /// A row for each object: points, what was assessed, place, grade, flags and what is proposed.
  /// - Parameter profile: what the values of columns are called.
  public static func objects(
    _ results: [ScorecardResult], profile: Profile, in language: Language
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("scorecard", BilingualText(zh: "评分表", en: "Card"), isShown: false),
      Listing.Column("object", BilingualText(zh: "对象", en: "Object")),
      Listing.Column("peers", BilingualText(zh: "类别", en: "Peers"), isShown: false),
      Listing.Column("peers_label", BilingualText(zh: "类别", en: "Peers")),
      Listing.Column("points", BilingualText(zh: "得分", en: "Points"), style: .decimals(2)),
      Listing.Column("assessed", BilingualText(zh: "已评满分", en: "Assessed"), style: .decimals(2)),
      Listing.Column("full", BilingualText(zh: "满分", en: "Full"), style: .decimals(2)),
      Listing.Column("rank", BilingualText(zh: "名次", en: "Place")),
      Listing.Column("tied", BilingualText(zh: "并列", en: "Shared by")),
      Listing.Column("ranked", BilingualText(zh: "同类数", en: "Of"), isShown: false),
      Listing.Column("grade", BilingualText(zh: "等次", en: "Grade")),
      Listing.Column("flags", BilingualText(zh: "问题", en: "Flags"), isShown: false),
      Listing.Column("flag_labels", BilingualText(zh: "问题", en: "Flags")),
      Listing.Column(
        "flags_without_evidence", BilingualText(zh: "缺证据的问题", en: "Flags without evidence"),
        isShown: false),
      Listing.Column(
        "labels_without_evidence", BilingualText(zh: "缺证据的问题", en: "Flags without evidence")),
      Listing.Column("missing", BilingualText(zh: "缺项", en: "Missing"), isShown: false),
      Listing.Column("missing_labels", BilingualText(zh: "缺项", en: "Missing")),
      overfulfilledColumn,
      Listing.Column("proposed", BilingualText(zh: "建议处理", en: "Proposed")),
    ])
    for result in results {
      for object in result.objects {
        listing.append(row(object, of: result.card, profile, in: language))
      }
    }
    return listing
  }

  private static func row(
    _ object: ScoredObject, of card: Scorecard, _ profile: Profile, in language: Language
  ) -> [Listing.Cell] {
    let separator = separator(language)
    let missing = zip(card.items, object.items).flatMap { item, scored in
      scored.missing.map { (item: item, source: $0) }
    }
    let peers = card.peers.map { column in
      object.lacksPeers
        ? noPeers.text(in: language)
        : profile.label(ofValue: object.peers, column: column).text(in: language)
    }
    let lacking = object.lacksPeers ? [card.peers].compactMap { $0 } : []
    let hasPoints = object.full > .zero
    return [
      .text(card.name), .text(object.id),
      object.peers.isEmpty ? .none : .text(object.peers), .optional(peers),
      hasPoints ? .number(object.points.doubleValue) : .none,
      hasPoints ? .number(object.assessed.doubleValue) : .none,
      hasPoints ? .number(object.full.doubleValue) : .none, place(of: object),
      object.tied > 1 ? .integer(object.tied) : .none, .integer(object.ranked),
      .optional(state(of: object, card, in: language)),
      listed(object.flags, separator),
      listed(labels(of: object.flags, card, in: language), separator),
      listed(object.flagsWithoutEvidence, separator),
      listed(labels(of: object.flagsWithoutEvidence, card, in: language), separator),
      listed(
        missing.map { $0.source == $0.item.name ? $0.source : "\($0.item.name).\($0.source)" }
          + object.flagsUnknown + lacking, separator),
      listed(
        zip(card.items, object.items).flatMap { Self.missing($1, of: $0, in: language) }
          + labels(of: object.flagsUnknown, card, in: language) + lacking, separator),
      listed(
        zip(card.items, object.items).flatMap { overfulfilled($1, of: $0, in: language) },
        separator),
      listed(
        object.consequences.map { card.consequences[$0].label.text(in: language) },
        language == .chinese ? "；" : "; "),
    ]
  }

  /// What stands for the value that peers share where it is missing.
  static let noPeers = BilingualText(zh: "类别缺失，不排名次", en: "kind missing: no place")

  /// The place; of a single one it says nothing.
  private static func place(of object: ScoredObject) -> Listing.Cell {
    object.ranked > 1 ? .optional(object.rank) : .none
  }

  private static let overfulfilledColumn = Listing.Column(
    "overfulfilled", BilingualText(zh: "超额完成（按满分计）", en: "Above target, counted as full"))

  /// A row for each item of each object.
  public static func items(_ result: ScorecardResult, in language: Language) -> Listing {
    let card = result.card
    var listing = Listing(columns: [
      Listing.Column("object", BilingualText(zh: "对象", en: "Object")),
      Listing.Column("content", BilingualText(zh: "内容", en: "Content")),
      Listing.Column("item", BilingualText(zh: "项目", en: "Item")),
      Listing.Column("points", BilingualText(zh: "得分", en: "Points"), style: .decimals(2)),
      Listing.Column("assessed", BilingualText(zh: "已评满分", en: "Assessed"), style: .decimals(2)),
      Listing.Column("full", BilingualText(zh: "满分", en: "Full"), style: .decimals(2)),
      Listing.Column("missing", BilingualText(zh: "缺项", en: "Missing")),
      overfulfilledColumn,
    ])
    for object in result.objects {
      for (item, scored) in zip(card.items, object.items) where scored.applies {
        let content = item.content.flatMap { name in card.contents.first { $0.name == name } }
        listing.append([
          .text(object.id), .optional(content?.label.text(in: language)),
          .text(item.label.text(in: language)), .number(scored.points.doubleValue),
          .number(scored.assessed.doubleValue), .number(item.full.doubleValue),
          listed(missing(scored, of: item, in: language), separator(language)),
          listed(overfulfilled(scored, of: item, in: language), separator(language)),
        ])
      }
    }
    return listing
  }

  /// What stands above a card: its name, its source, and that it is an example where it is one.
  public static func heading(_ result: ScorecardResult, in language: Language) -> String {
    let card = result.card
    let example =
      card.isExample
      ? BilingualText(zh: "（示例，非正式标准）", en: " (an example, no published rule)").text(in: language)
      : ""
    let source = BilingualText(zh: "依据：", en: "Source: ").text(in: language) + card.source
    let lack = result.lack.map { "\n" + ProblemListing.words($0, in: language) } ?? ""
    return card.label.text(in: language) + example + "\n" + source + lack + "\n"
  }

  /// What flags are called, each behind its name.
  static func labels(
    of flags: [String], _ card: Scorecard, in language: Language
  ) -> [String] {
    flags.map { name in
      // A result holds the names of its own card's flags.
      let flag = card.flags.first { bytesCompare($0.name, name) == 0 }!
      return "\(name) \(flag.label.text(in: language))"
    }
  }

  private static func listed(_ names: [String], _ separator: String) -> Listing.Cell {
    names.isEmpty ? .none : .text(names.joined(separator: separator))
  }

  /// What stands between the members of a list.
  static func separator(_ language: Language) -> String { language == .chinese ? "、" : ", " }

  /// What is missing of an item.
  static func missing(
    _ scored: ScoredItem, of item: Scorecard.Item, in language: Language
  ) -> [String] {
    scored.missing.map { label(of: $0, item, language) }
  }

  /// What of an item lies above its target and counts as full, with value over target as a percentage.
  static func overfulfilled(
    _ scored: ScoredItem, of item: Scorecard.Item, in language: Language
  ) -> [String] {
    scored.overfulfilled.map { source, completion in
      label(of: source, item, language) + " "
        + NumberText.text(completion.doubleValue, .percent(2))
    }
  }

  private static func label(
    of source: String, _ item: Scorecard.Item, _ language: Language
  ) -> String {
    // A result holds the names of its own item's sources.
    let source = item.sources.first { bytesCompare($0.name, source) == 0 }!
    return item.label(of: source).text(in: language)
  }

  /// The grade, or why there is none; `nil` for a card without grades.
  static func state(
    of object: ScoredObject, _ card: Scorecard, in language: Language
  ) -> String? {
    if object.isVetoed { return BilingualText(zh: "一票否决", en: "vetoed").text(in: language) }
    if object.isOpen {
      return BilingualText(zh: "缺项，未定", en: "open, parts missing").text(in: language)
    }
    return object.grade.flatMap { name in card.grades.first { $0.name == name } }?
      .label.text(in: language)
  }
}
