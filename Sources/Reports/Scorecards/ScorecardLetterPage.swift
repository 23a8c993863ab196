// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import Foundation
import Sampling
import Tables

/// The letter to an assessed object, such as a county: its points by content with what is missing, its flags with
/// what shows them, its grade, what is proposed, and what it must put right by when.
///
/// The deadline and whom to answer come from the profile's section `ledger:`, its usual severity and its first
/// ledger; where the profile has none, the letter says so.
public struct ScorecardLetterPage {
  private let letter: ScorecardLetter
  private let profile: Profile
  private let language: Language
  private let day: Int

  /// The page.
  /// - Parameters:
  ///   - profile: what values are called, and how its ledger is kept.
  ///   - title: the assessment's title, which tells the year.
  ///   - day: the letter's date, in days since 1970-01-01.
  public static func page(
    _ letter: ScorecardLetter, profile: Profile, title: BilingualText, round: String, day: Int,
    tool: String, in language: Language
  ) -> String {
    let words = ScorecardLetterPage(
      letter: letter, profile: profile, language: language, day: day)
    return PageTemplates.render(words.page(title: title, round: round, tool: tool))
  }

  private func say(zh: String, en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  private func page(title: BilingualText, round: String, tool: String) -> Page {
    Page(
      language: language,
      title: say(
        zh: "考核结果反馈：\(letter.object)", en: "Feedback of the assessment: \(letter.object)"),
      kicker: title.text(in: language),
      subtitle: [
        profile.title.text(in: language),
        say(zh: "轮次 \(round)，\(text(day))", en: "Round \(round), \(text(day))"),
      ],
      sections: letter.parts.enumerated().map(section)
        + [lackingSection, rectification].compactMap { $0 },
      colophon: say(zh: "由 \(tool) 生成", en: "Made by \(tool)"), kind: "minutes", stamp: nil)
  }

  private func text(_ day: Int) -> String {
    DateText(timeZone: .gmt, language: language)
      .day(Date(timeIntervalSince1970: Double(day) * 86_400))
  }

  // MARK: A card

  private func section(
    _ number: Int, _ part: (card: Scorecard, object: ScoredObject)
  ) -> PageSection {
    let (card, object) = part
    var blocks: [Block] = []
    if card.isExample {
      blocks.append(
        .note(
          Block.Note(
            title: say(zh: "示例。", en: "An example."),
            text: say(
              zh: "本表不是公布的标准，其分值不作为考核依据。",
              en: "This card is no published rule; its points are no basis of the assessment."))))
    }
    blocks.append(.facts(facts(card, object)))
    if !card.items.isEmpty { blocks += points(card, object) }
    if !card.flags.isEmpty { blocks += flags(card, object) }
    blocks += proposals(card, object)
    return PageSection(
      id: "card-\(number + 1)", heading: card.label.text(in: language), blocks: blocks)
  }

  private func facts(_ card: Scorecard, _ object: ScoredObject) -> [Block.Fact] {
    var facts: [Block.Fact] = []
    if let column = card.peers {
      facts.append(
        Block.Fact(
          term: say(zh: "类别", en: "Compared with"),
          text: object.lacksPeers
            ? ScorecardListing.noPeers.text(in: language)
            : profile.label(ofValue: object.peers, column: column).text(in: language)))
    }
    if object.full > .zero {
      facts.append(
        Block.Fact(
          term: say(zh: "得分", en: "Points"),
          text: object.isComplete
            ? say(
              zh: "\(number(object.points))（满分 \(number(object.full))）",
              en: "\(number(object.points)) of \(number(object.full))")
            : say(
              zh:
                "\(number(object.points))（已评满分 \(number(object.assessed))，全部满分 \(number(object.full))）",
              en:
                "\(number(object.points)) of \(number(object.assessed)) that could be assessed, \(number(object.full)) in all"
            )))
    }
    // A place among one says nothing.
    if let rank = object.rank, object.ranked > 1 {
      let tie =
        object.tied > 1
        ? say(zh: "，\(object.tied) 个并列", en: ", shared by \(object.tied)") : ""
      facts.append(
        Block.Fact(
          term: say(zh: "名次", en: "Place"),
          text: say(
            zh: "同类 \(object.ranked) 个中第 \(rank)\(tie)",
            en: "\(rank) of \(object.ranked) peers\(tie)")))
    }
    if !card.grades.isEmpty || object.isVetoed {
      facts.append(
        Block.Fact(
          term: say(zh: "等次", en: "Grade"),
          text: ScorecardListing.state(of: object, card, in: language)
            ?? say(zh: "未评定", en: "none")))
    }
    facts.append(Block.Fact(term: say(zh: "依据", en: "Source"), text: card.source))
    return facts
  }

  private func points(_ card: Scorecard, _ object: ScoredObject) -> [Block] {
    let missing = object.items.contains { !$0.missing.isEmpty }
    var listed = rows(card, object)
    var columns: [DataTable.Column] = [
      .text(say(zh: "内容与项目", en: "Content and item")),
      .number(say(zh: "得分", en: "Points")), .number(say(zh: "已评满分", en: "Assessed")),
      .number(say(zh: "满分", en: "Full")), .text(say(zh: "缺项", en: "Missing")),
    ]
    if !missing {
      columns.removeLast()
      for index in listed.indices { listed[index].cells.removeLast() }
    }
    let table = Block.table(
      DataTable(
        caption: say(zh: "各项内容得分", en: "Points by content"), columns: columns, rows: listed))
    var blocks = [table]
    if missing {
      blocks.append(
        .remark(
          say(
            zh: "缺项既不按满分计，也不按零分计；补齐之前不评等次、不排名次。",
            en:
              "What is missing counts neither as full marks nor as none; until it is there, there is no grade and no place."
          )))
    }
    let above = zip(card.items, object.items).flatMap {
      ScorecardListing.overfulfilled($1, of: $0, in: language)
    }
    if !above.isEmpty {
      let names = above.joined(separator: ScorecardListing.separator(language))
      blocks.append(
        .remark(
          say(
            zh: "超额完成的按满分计：\(names)。", en: "Above the target, and counted as full: \(names).")))
    }
    return blocks
  }

  /// The items by content, each content with its sum; items without content at the end.
  private func rows(_ card: Scorecard, _ object: ScoredObject) -> [DataTable.Row] {
    let scored = zip(card.items, object.items).filter { $1.applies }
    let contents = card.contents.map { (name: Optional($0.name), label: Optional($0.label)) }
    return (contents + [(nil, nil)]).flatMap { name, label -> [DataTable.Row] in
      let own = scored.filter { $0.0.content.map { UnitID($0) } == name.map { UnitID($0) } }
      guard !own.isEmpty else { return [] }
      let rows = own.map { item, part in
        DataTable.Row(cells: [
          item.label.text(in: language), number(part.points), number(part.assessed),
          number(item.full),
          ScorecardListing.missing(part, of: item, in: language)
            .joined(separator: ScorecardListing.separator(language)),
        ])
      }
      guard let label else { return rows }
      // A content that is one item needs no line of its own.
      if own.count == 1, own[0].0.label == label { return rows }
      let sum = { (values: [Rational]) in
        NumberText.text(values.reduce(0) { $0 + $1.doubleValue }, .decimals(2))
      }
      let total = DataTable.Row(
        cells: [
          label.text(in: language), sum(own.map(\.1.points)), sum(own.map(\.1.assessed)),
          sum(own.map(\.0.full)), "",
        ], isTotal: true)
      return [total] + rows
    }
  }

  private func labels(of flags: [String], _ card: Scorecard) -> String {
    ScorecardListing.labels(of: flags, card, in: language)
      .joined(separator: ScorecardListing.separator(language))
  }

  private func flags(_ card: Scorecard, _ object: ScoredObject) -> [Block] {
    var blocks: [Block] = []
    if !object.flagsUnknown.isEmpty {
      let names = labels(of: object.flagsUnknown, card)
      blocks.append(
        .remark(
          say(
            zh: "缺少数据，无法判断：\(names)。",
            en: "Cannot be judged, since data are missing: \(names).")))
    }
    if object.flags.isEmpty {
      blocks.append(
        .paragraph(say(zh: "没有认定的问题。", en: "No problem is flagged.")))
    } else {
      blocks.append(
        .table(
          DataTable(
            caption: say(zh: "认定的问题及证据", en: "Problems that are flagged, and what shows them"),
            columns: [
              .word(say(zh: "代号", en: "Flag")), .text(say(zh: "问题", en: "Problem")),
              .text(say(zh: "证据", en: "Evidence")),
            ],
            rows: zip(object.flags, object.evidence).map { name, evidence in
              DataTable.Row(cells: [
                name, card.flag(name)?.label.text(in: language) ?? "", evidence,
              ])
            })))
    }
    if !object.flagsWithoutEvidence.isEmpty {
      let names = labels(of: object.flagsWithoutEvidence, card)
      blocks.append(
        .remark(
          say(
            zh: "有迹象但尚无证据，因此不认定：\(names)。",
            en: "Signs without evidence, and therefore not flagged: \(names).")))
    }
    return blocks
  }

  private func proposals(_ card: Scorecard, _ object: ScoredObject) -> [Block] {
    guard !object.consequences.isEmpty else { return [] }
    return [
      .subheading(say(zh: "建议处理", en: "What is proposed")),
      .list(
        object.consequences.map { position in
          let consequence = card.consequences[position]
          return consequence.label.text(in: language)
            + say(zh: "（\(consequence.source)）", en: " (\(consequence.source))")
        }),
      .remark(
        say(
          zh: "以上仅为按文件提出的建议，须由有权机关决定。",
          en: "These are proposals by the document and no decisions; the office in charge decides.")
      ),
    ]
  }

  // MARK: What follows

  private var lackingSection: PageSection? {
    guard !letter.lacking.isEmpty else { return nil }
    return PageSection(
      id: "not-scored", heading: say(zh: "未评的表", en: "Cards that were not evaluated"),
      blocks: [
        .list(
          letter.lacking.map { card, lack in
            card.label.text(in: language) + say(zh: "：", en: ": ")
              + ProblemListing.words(lack, in: language)
          })
      ])
  }

  private var rectification: PageSection {
    let heading = say(zh: "整改要求", en: "What must be put right")
    let problems = letter.problems
    guard !problems.isEmpty else {
      return PageSection(
        id: "rectification", heading: heading,
        blocks: [
          .paragraph(
            say(
              zh: "没有认定的问题，不需要报送整改情况。",
              en: "No problem is flagged; no report of rectification is due."))
        ])
    }
    return PageSection(
      id: "rectification", heading: heading,
      blocks: [
        .facts(terms),
        .table(
          DataTable(
            caption: say(zh: "逐项报送", en: "To be answered one by one"),
            columns: [
              .word(say(zh: "代号", en: "Flag")), .text(say(zh: "问题", en: "Problem")),
              .text(say(zh: "整改措施与结果", en: "Measures and result")),
            ],
            rows: problems.map { flag, _ in
              DataTable.Row(cells: [flag.name, flag.label.text(in: language), ""])
            })),
        .signatures([
          say(zh: "负责人签字：", en: "Responsible:"), say(zh: "日期：", en: "Date:"),
        ]),
      ])
  }

  /// The letter's date, the last day of the answer, and whom to answer.
  private var terms: [Block.Fact] {
    let rules = profile.ledger
    let severity = rules?.severity.flatMap { name in
      rules?.severities.first { bytesCompare($0.name, name) == 0 }
    }
    let unknown = say(zh: "评估方案未规定", en: "not laid down in the profile")
    let time = severity.map { severity in
      severity.days.map { say(zh: "（\($0) 天）", en: " (\($0) days)") }
        ?? severity.months.map { say(zh: "（\($0) 个月）", en: " (\($0) months)") } ?? ""
    }
    return [
      Block.Fact(term: say(zh: "反馈日期", en: "Date of this letter"), text: text(day)),
      Block.Fact(
        term: say(zh: "报送整改情况的期限", en: "Report by"),
        text: severity.map {
          text($0.deadline(from: Moment(days: day)).days) + (time ?? "")
        } ?? unknown),
      Block.Fact(
        term: say(zh: "报送单位", en: "Report to"),
        text: rules?.ledgers.first?.owner.text(in: language) ?? unknown),
    ]
  }

  private func number(_ value: Rational) -> String {
    NumberText.text(value.doubleValue, .decimals(2))
  }
}
