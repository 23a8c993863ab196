// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables

/// What `assay rank` prints of estimated rates.
public enum RankingText {
  /// The table for people, who may be named last, and how to read it; it ends with a line end.
  /// - Parameter profile: what the parts are called.
  public static func text(
    _ ranking: DomainRanking, profile: Profile, in language: Language
  ) -> String {
    let column = column(ranking.column).text(in: language)
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var table = TextTable(
      header: [
        say("名次", "Rank"), say("分组（\(column)）", "Part (\(column))"),
        ranking.firstStage.text(in: language), say("单位", "Units"),
        say("官方口径", "Official"), say("估计", "Estimate"),
        ConfidenceText(ranking.confidence).limits.text(in: language),
        say("可能的名次", "Possible ranks"), say("居首概率", "P(first)"), say("居末概率", "P(last)"),
      ],
      alignments: [.right, .left, .right, .right, .right, .right, .right, .right, .right, .right])
    let limit = ranking.indicator.threshold?.limit
    let isShare = ranking.indicator.isShare
    for domain in ranking.domains {
      let official =
        domain.official.map { FigureText.text($0.value, isShare: isShare, beside: limit) } ?? "–"
      let start = [
        name(domain.name, of: ranking, profile).text(in: language),
        NumberText.grouped(domain.villages), NumberText.grouped(domain.units),
      ]
      guard let standing = domain.standing else {
        // A rate of so few would be read as one.
        table.append(
          ["–"] + start + ["–", say("不能估计", "not estimable")]
            + [String](repeating: "–", count: 4))
        continue
      }
      let estimate = standing.estimate
      var limits = "–"
      if let lower = estimate.lower, let upper = estimate.upper {
        let ends = [lower, upper].map {
          isShare
            ? FigureText.end(ofInterval: $0, beside: limit)
            : FigureText.text($0, isShare: false, beside: limit)
        }
        limits = ends.joined(separator: " – ")
      }
      let ranks = standing.ranks
      table.append(
        ["\(standing.rank)"] + start + [
          official, FigureText.text(estimate.value, isShare: isShare, beside: limit), limits,
          ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)",
          probability(standing.probabilityFirst), probability(standing.probabilityLast),
        ])
    }
    let lines =
      table.lines() + [""]
      + RankingWording.sentences(ranking, profile).map { $0.text(in: language) }
    return lines.joined(separator: "\n") + "\n"
  }

  static func name(
    _ name: String, of ranking: DomainRanking, _ profile: Profile
  ) -> BilingualText {
    name.isEmpty
      ? BilingualText(zh: "–", en: "–") : profile.label(ofValue: name, column: ranking.column)
  }

  /// What the column that makes the parts is called; the usual one has a name of its own.
  private static func column(_ name: String) -> BilingualText {
    bytesCompare(name, "township") == 0
      ? BilingualText(zh: "乡镇", en: "township") : BilingualText(zh: name, en: name)
  }

  /// A probability with one decimal, in the table and below it; one that all but reaches 0 or 100% is told as
  /// such.
  static func probability(_ value: Double) -> String {
    if value > 0 && value < 0.000_5 { return "<0.1%" }
    if value < 1 && value >= 0.999_5 { return ">99.9%" }
    return NumberText.text(value, .percent(1))
  }

  /// The same as rows for programs; `isNamedLast` is true of the one that may be named.
  public static func listing(_ ranking: DomainRanking) -> Listing {
    let keys = [
      "domain", "villages", "units", "official", "estimate", "lower", "upper", "rank", "rankLower",
      "rankUpper", "probabilityFirst", "probabilityLast", "isEstimable", "isNamedLast",
    ]
    var listing = Listing(
      columns: keys.map { Listing.Column($0, BilingualText(zh: $0, en: $0)) })
    let last = ranking.last?.name
    for domain in ranking.domains {
      let standing = domain.standing
      listing.append([
        .text(domain.name), .integer(domain.villages), .integer(domain.units),
        .optional(standing == nil ? nil : domain.official?.value.text),
        .optional(standing?.estimate.value),
        .optional(standing?.estimate.lower), .optional(standing?.estimate.upper),
        .optional(standing?.rank), .optional(standing?.ranks.lowerBound),
        .optional(standing?.ranks.upperBound), .optional(standing?.probabilityFirst),
        .optional(standing?.probabilityLast), .text("\(standing != nil)"),
        .text("\(standing != nil && last == domain.name)"),
      ])
    }
    return listing
  }
}

/// What is said below a ranking.
enum RankingWording {
  static func sentences(_ ranking: DomainRanking, _ profile: Profile) -> [BilingualText] {
    let compared = ranking.comparable.count
    let others = ranking.domains.count - compared
    let share = RankingText.probability(ranking.rules.naming)
    let confidence = ConfidenceText(ranking.confidence).percent
    let first = ranking.firstStage.english.lowercased()
    var sentences: [BilingualText] = []
    if let last = ranking.last, let standing = last.standing {
      let name = RankingText.name(last.name, of: ranking, profile)
      let probability = RankingText.probability(standing.probabilityLast)
      sentences.append(
        BilingualText(
          zh: "可以指明居末的是 \(name.chinese)：居末的概率为 \(probability)，不低于要求的 \(share)。",
          en:
            "\(name.english) may be named last: its probability of being last is \(probability), and \(share) is asked for."
        ))
    } else {
      let most = ranking.comparable.max {
        $0.standing!.probabilityLast < $1.standing!.probabilityLast
      }
      let reach = most.map { RankingText.probability($0.standing!.probabilityLast) }
      sentences.append(
        BilingualText(
          zh: "不能指明谁居末：" + (reach.map { "居末概率最高的也只有 \($0)，要求 \(share)。" } ?? "没有可以比较的。"),
          en: "Nobody may be named last: "
            + (reach.map { "the highest probability of it is \($0), and \(share) is asked for." }
              ?? "there is nothing to compare.")))
    }
    if others > 0 {
      sentences.append(
        BilingualText(
          zh:
            "\(others) 个不能估计：数字背后不足 \(ranking.rules.villages) 个\(ranking.firstStage.chinese)或 \(ranking.rules.units) 个单位。",
          en:
            "\(others) not estimable: fewer than \(ranking.rules.villages) \(first) or \(ranking.rules.units) units stand behind the figure."
        ))
    }
    sentences.append(
      BilingualText(
        zh:
          "第 1 名最好。可能的名次合在一起以 \(confidence) 的把握成立；概率由各自的抽样分布（考虑\(ranking.firstStage.chinese)内的相关）用数值积分得出，不用随机数。",
        en:
          "Rank 1 is the best. The possible ranks hold together with \(confidence) confidence; probabilities are integrated from the sampling distribution of each (with clustering in \(first)), without random numbers."
      ))
    return sentences
  }
}
