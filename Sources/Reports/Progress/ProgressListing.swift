// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables
public import Workspaces

/// Where the field work of a round stands, as tables for a terminal, CSV and JSON.
public enum ProgressListing {
  /// The groups of a table: their names, titles and grouping.
  public static func groupings(
    _ progress: RoundProgress
  ) -> [(name: String, title: BilingualText, grouping: FieldProgress.Grouping)] {
    var groupings: [(String, BilingualText, FieldProgress.Grouping)] = [
      ("all", BilingualText(zh: "合计", en: "All units"), .all),
      ("sample", BilingualText(zh: "按样本", en: "By sample"), .sample),
      ("team", BilingualText(zh: "按小组", en: "By team"), .team),
    ]
    if progress.field.units.contains(where: { $0.columns["township"] != nil }) {
      groupings.append(
        ("township", BilingualText(zh: "按乡镇", en: "By township"), .column("township")))
    }
    groupings += [
      ("village", BilingualText(zh: "按村", en: "By village"), .village),
      ("stratum", BilingualText(zh: "按层", en: "By stratum"), .stratum),
    ]
    return groupings
  }

  /// The states in the order of the tables.
  private static let states: [(UnitProgress.State, String, BilingualText)] = [
    (.complete, "complete", BilingualText(zh: "完成", en: "Complete")),
    (.partial, "partial", BilingualText(zh: "部分完成", en: "Partial")),
    (.refused, "refused", BilingualText(zh: "拒访", en: "Refused")),
    (.absent, "absent", BilingualText(zh: "不在家", en: "Absent")),
    (.notFound, "notFound", BilingualText(zh: "未找到", en: "Not found")),
    (.ineligible, "ineligible", BilingualText(zh: "不符合", en: "Ineligible")),
  ]

  /// The counts of the groups, a row each.
  /// - Parameter language: in which people are told samples and strata by their labels; programs get their
  ///   names.
  public static func counts(
    _ progress: RoundProgress, by grouping: FieldProgress.Grouping, named name: String,
    in language: Language? = nil
  ) -> Listing {
    var columns: [Listing.Column] = [
      Listing.Column(name, BilingualText(zh: "分组", en: "Group")),
      Listing.Column("drawn", BilingualText(zh: "抽中", en: "Drawn")),
      Listing.Column("visited", BilingualText(zh: "已访", en: "Visited")),
    ]
    columns += states.map { Listing.Column($0.1, $0.2) }
    columns += [
      Listing.Column("substituted", BilingualText(zh: "已替换", en: "Substituted")),
      Listing.Column("outstanding", BilingualText(zh: "待访或再访", en: "To visit or revisit")),
      Listing.Column(
        "responseRate", BilingualText(zh: "应答率", en: "Response"), style: .percent(1)),
    ]
    var listing = Listing(columns: columns)
    for (label, counts) in progress.field.counts(by: grouping) {
      let name: String =
        switch grouping {
        case .all: "–"
        case .team where label.isEmpty: "–"
        case .sample:
          language.flatMap { progress.sampleLabels[UnitID(label)]?.text(in: $0) } ?? label
        case .stratum:
          language.flatMap { progress.stratumLabels[UnitID(label)]?.text(in: $0) } ?? label
        default: label
        }
      listing.append(
        [.text(name), .integer(counts.drawn), .integer(counts.visited)]
          + states.map { .integer(counts.states[$0.0] ?? 0) }
          + [
            .integer(counts.substituted), .integer(counts.outstanding),
            .optional(counts.current.response(2)),
          ])
    }
    return listing
  }

  /// The rates, a row for each way of counting.
  public static func rates(_ progress: RoundProgress) -> Listing {
    var columns = [Listing.Column("units", BilingualText(zh: "口径", en: "Units"))]
    let rates: [(String, (ResponseRates) -> Double?)] =
      (1...6).map { number in ("RR\(number)", { $0.response(number) }) }
      + (1...4).map { number in ("COOP\(number)", { $0.cooperation(number) }) }
      + (1...3).map { number in ("REF\(number)", { $0.refusal(number) }) }
      + (1...3).map { number in ("CON\(number)", { $0.contact(number) }) }
      + [("e", { $0.eligibleShare })]
    columns += rates.map {
      Listing.Column($0.0, BilingualText(zh: $0.0, en: $0.0), style: .percent(1))
    }
    var listing = Listing(columns: columns)
    guard let counts = progress.field.counts(by: .all).first?.counts else { return listing }
    for (name, sums) in [
      ("originals", counts.originals), ("originals-weighted", counts.weightedOriginals),
      ("with-substitutes", counts.current), ("with-substitutes-weighted", counts.weightedCurrent),
    ] {
      listing.append([.text(name)] + rates.map { .optional($0.1(sums)) })
    }
    return listing
  }

  /// What does not belong to the work, and how long it will take.
  public static func remarks(_ progress: RoundProgress) -> [BilingualText] {
    var remarks: [BilingualText] = []
    let outstanding = progress.field.units.count(where: \.isToBeVisited)
    if let days = progress.field.daysLeft {
      remarks.append(
        BilingualText(
          zh: "已工作 \(progress.field.days.count) 天；按目前进度，还需 \(days) 天（待访或再访 \(outstanding)）",
          en:
            "\(progress.field.days.count) days of work so far; \(days) more at this pace (\(outstanding) to visit or revisit)"
        ))
    }
    if !progress.modes.isEmpty {
      let chinese = progress.modes.map { "\($0.label.chinese) \($0.submissions)" }
      let english = progress.modes.map { "\($0.label.english) \($0.submissions)" }
      remarks.append(
        BilingualText(
          zh: "访问方式：\(chinese.joined(separator: "，"))",
          en: "Modes: \(english.joined(separator: ", "))"))
    }
    if progress.undrawn > 0 {
      remarks.append(
        BilingualText(
          zh: "有 \(progress.undrawn) 份答卷的户不在样本中，其中 \(progress.wrongVillage) 份的户号在别的村被抽中（村可能填错）",
          en:
            "\(progress.undrawn) answers are for units that were not drawn; of \(progress.wrongVillage) the household was drawn in another village"
        ))
    }
    for person in progress.unknownInterviewers {
      remarks.append(
        BilingualText(
          zh: "调查员“\(person.name)”不在 teams.csv 中：\(person.submissions) 份",
          en:
            "interviewer \"\(person.name)\" is not in teams.csv: \(person.submissions) submissions")
      )
    }
    if progress.early > 0 {
      remarks.append(
        BilingualText(
          zh: "有 \(progress.early) 个尚未启用的备用户已有答卷，先行保留",
          en: "\(progress.early) reserves that are not open have answers, which are held"))
    }
    return remarks
  }

  /// The tables for people at a terminal: one grouping, the rates and the remarks.
  public static func text(
    _ progress: RoundProgress, by name: String?, in language: Language
  ) -> String {
    let shown = groupings(progress).filter { name == nil ? $0.name != "village" : $0.name == name }
    var text = ""
    for (name, title, grouping) in shown {
      text += title.text(in: language) + "\n"
      text +=
        counts(progress, by: grouping, named: name, in: language).text(.table, in: language) + "\n"
    }
    text += ratesHeading.text(in: language) + "\n"
    text += rates(progress).text(.table, in: language)
    return text + remarks(progress).map { $0.text(in: language) + "\n" }.joined()
  }

  static let ratesHeading = BilingualText(
    zh: "AAPOR 率（只计已访的户）", en: "AAPOR rates (of units that were visited)")
}
