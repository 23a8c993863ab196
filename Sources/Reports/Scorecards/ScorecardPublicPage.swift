// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
public import Tables

/// The publishable version of scorecards: what each object came to among its peers. It holds no evidence, which may
/// name persons, and no proposals, which nobody has decided.
public enum ScorecardPublicPage {
  /// The page.
  /// - Parameters:
  ///   - profile: what the values of columns are called.
  ///   - title: the assessment's title.
  /// - Throws: ``Tables/Fault/Code/nothingToPublish`` where no card may be published.
  public static func page(
    _ publication: ScorecardPublication, profile: Profile, title: BilingualText, tool: String,
    in language: Language
  ) throws -> String {
    guard !publication.published.isEmpty else { throw Fault(.nothingToPublish) }
    func say(zh: String, en: String) -> String { BilingualText(zh: zh, en: en).text(in: language) }
    let sections = publication.published.map { result in
      ListingPage.Section(
        result.card.label.text(in: language),
        groups(result, profile, in: language).map { label, objects in
          (label ?? say(zh: "全部对象", en: "All"), listing(objects, of: result.card, in: language))
        })
    }
    return ListingPage.page(
      BilingualText(zh: "考核结果公布", en: "Results of the assessment"), title: title,
      notes: publication.published.map {
        say(zh: "依据：\($0.card.source)", en: "Source: \($0.card.source)")
      } + [
        say(
          zh: "只在同类之间比较；缺项未补齐的不评等次、不排名次。问题均有证据，证据不公布。",
          en:
            "Only objects of one kind are compared; those of which something is missing have no grade and no place. Every flag has evidence, which is not published."
        )
      ], sections: sections, tool: tool, in: language)
  }

  /// Why cards stay unpublished, a line for each.
  public static func withheld(
    _ publication: ScorecardPublication, in language: Language
  ) -> [String] {
    publication.withheld.map { card, reason in
      let words =
        switch reason {
        case .notMarked:
          BilingualText(
            zh: "方案未写明 publish: true", en: "the profile does not say publish: true")
        case .example: BilingualText(zh: "仅为示例", en: "it is an example")
        case .sampledUnits:
          BilingualText(zh: "其对象是抽样单位", en: "its objects are units of samples")
        case .personalColumns:
          BilingualText(
            zh: "其表含个人信息", en: "its table has personal columns")
        case .lacking: BilingualText(zh: "未能评分", en: "it was not evaluated")
        }
      return BilingualText(
        zh: "不公布 \(card.name)：\(words.chinese)",
        en: "\(card.name) is not published: \(words.english)"
      ).text(in: language)
    }
  }

  /// The objects by what they are compared with, in the order in which the values first appear.
  private static func groups(
    _ result: ScorecardResult, _ profile: Profile, in language: Language
  ) -> [(label: String?, objects: [ScoredObject])] {
    var groups: [(peers: String, objects: [ScoredObject])] = []
    for object in result.objects {
      if let index = groups.firstIndex(where: { bytesCompare($0.peers, object.peers) == 0 }) {
        groups[index].objects.append(object)
      } else {
        groups.append((object.peers, [object]))
      }
    }
    return groups.map { peers, objects in
      let label = result.card.peers.flatMap { column in
        (peers.isEmpty
          ? ScorecardListing.noPeers : profile.label(ofValue: peers, column: column))
          .text(in: language)
      }
      return (label, objects)
    }
  }

  private static func listing(
    _ objects: [ScoredObject], of card: Scorecard, in language: Language
  ) -> Listing {
    let hasPoints = objects.contains { $0.full > .zero }
    var columns = [Listing.Column("object", BilingualText(zh: "对象", en: "Object"))]
    if hasPoints {
      columns += [
        Listing.Column("points", BilingualText(zh: "得分", en: "Points"), style: .decimals(2)),
        Listing.Column("full", BilingualText(zh: "满分", en: "Full"), style: .decimals(2)),
        Listing.Column("rank", BilingualText(zh: "名次", en: "Place")),
      ]
    }
    if !card.grades.isEmpty {
      columns.append(Listing.Column("grade", BilingualText(zh: "等次", en: "Grade")))
    }
    if !card.flags.isEmpty {
      columns.append(Listing.Column("flags", BilingualText(zh: "认定的问题", en: "Flags")))
    }
    var listing = Listing(columns: columns)
    for object in objects {
      var cells: [Listing.Cell] = [.text(object.id)]
      if hasPoints {
        // Points of a part are no result: whoever lacks a part has none yet.
        cells += [
          object.isComplete ? .number(object.points.doubleValue) : .none,
          .number(object.full.doubleValue), place(of: object, in: language),
        ]
      }
      if !card.grades.isEmpty {
        cells.append(.optional(ScorecardListing.state(of: object, card, in: language)))
      }
      if !card.flags.isEmpty {
        cells.append(.text(flags(of: object, card, in: language)))
      }
      listing.append(cells)
    }
    return listing
  }

  /// The flags that are raised, or why there are none.
  private static func flags(
    of object: ScoredObject, _ card: Scorecard, in language: Language
  ) -> String {
    guard object.flags.isEmpty else {
      return ScorecardListing.labels(of: object.flags, card, in: language)
        .joined(separator: language == .chinese ? "；" : "; ")
    }
    guard object.flagsUnknown.isEmpty else {
      return BilingualText(zh: "缺数据，尚不能判断", en: "not known, data are missing").text(in: language)
    }
    return BilingualText(zh: "无", en: "none").text(in: language)
  }

  /// The place among the peers; of a single one it says nothing.
  private static func place(of object: ScoredObject, in language: Language) -> Listing.Cell {
    guard let rank = object.rank, object.ranked > 1 else { return .none }
    return .text(object.tied > 1 ? "\(rank)=" : "\(rank)")
  }
}

extension Fault.Code {
  /// No scorecard may be published.
  public static let nothingToPublish = Fault.Code("nothing-to-publish", .configuration)
}
