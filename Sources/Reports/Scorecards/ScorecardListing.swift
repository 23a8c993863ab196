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
    let separator = language == .chinese ? "、" : ", "
    let missing = zip(card.items, object.items).flatMap { item, scored in
      scored.missing.map { (item: item, source: $0) }
    }
    let peers = card.peers.map {
      profile.label(ofValue: object.peers, column: $0).text(in: language)
    }
    let hasPoints = object.full > .zero
    return [
      .text(card.name), .text(object.id),
      object.peers.isEmpty ? .none : .text(object.peers), .optional(peers),
      hasPoints ? .number(object.points.doubleValue) : .none,
      hasPoints ? .number(object.assessed.doubleValue) : .none,
      hasPoints ? .number(object.full.doubleValue) : .none, .optional(object.rank),
      object.tied > 1 ? .integer(object.tied) : .none, .integer(object.ranked),
      .optional(state(of: object, card, in: language)),
      listed(object.flags, separator), listed(labels(object.flags, card, language), separator),
      listed(object.flagsWithoutEvidence, separator),
      listed(labels(object.flagsWithoutEvidence, card, language), separator),
      listed(
        missing.map { $0.source == $0.item.name ? $0.source : "\($0.item.name).\($0.source)" }
          + object.flagsUnknown, separator),
      listed(
        missing.map { label(of: $0.source, $0.item, language) }
          + labels(object.flagsUnknown, card, language), separator),
      listed(
        object.consequences.map { card.consequences[$0].label.text(in: language) },
        language == .chinese ? "；" : "; "),
    ]
  }

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
    ])
    for object in result.objects {
      for (item, scored) in zip(card.items, object.items) where scored.applies {
        let content = item.content.flatMap { name in card.contents.first { $0.name == name } }
        listing.append([
          .text(object.id), .optional(content?.label.text(in: language)),
          .text(item.label.text(in: language)), .number(scored.points.doubleValue),
          .number(scored.assessed.doubleValue), .number(item.full.doubleValue),
          scored.missing.isEmpty ? .none : .text(missing(scored, of: item, in: language)),
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

  private static func labels(
    _ flags: [String], _ card: Scorecard, _ language: Language
  ) -> [String] {
    flags.map { name in
      let label = card.flags.first { $0.name == name }?.label.text(in: language) ?? ""
      return "\(name) \(label)"
    }
  }

  /// What a missing part is called: the item, and the source where there are several.
  private static func label(
    of source: String, _ item: Scorecard.Item, _ language: Language
  ) -> String {
    let own = item.label.text(in: language)
    let part = item.sources.first { $0.name == source }?.label?.text(in: language)
    return part.map { "\(own): \($0)" } ?? own
  }

  private static func listed(_ names: [String], _ separator: String) -> Listing.Cell {
    names.isEmpty ? .none : .text(names.joined(separator: separator))
  }

  /// What is missing of an item; empty if nothing is.
  static func missing(
    _ scored: ScoredItem, of item: Scorecard.Item, in language: Language
  ) -> String {
    scored.missing.map { label(of: $0, item, language) }
      .joined(separator: language == .chinese ? "、" : ", ")
  }

  /// The grade, or why there is none; `nil` for a card without grades.
  static func state(
    of object: ScoredObject, _ card: Scorecard, in language: Language
  ) -> String? {
    if object.isVetoed { return BilingualText(zh: "一票否决", en: "vetoed").text(in: language) }
    if !object.isComplete {
      return BilingualText(zh: "缺项，未定", en: "open, parts missing").text(in: language)
    }
    return object.grade.flatMap { name in card.grades.first { $0.name == name } }?
      .label.text(in: language)
  }
}
