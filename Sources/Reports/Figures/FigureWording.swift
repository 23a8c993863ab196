// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
import Tables

/// What looking at published figures gave, in words.
public enum FigureWording {
  /// A row for each statement.
  /// - Parameters:
  ///   - language: of the sentences.
  ///   - isForPeople: whether results are told in words; programs get their names.
  public static func listing(
    _ checks: [FigureCheck], in language: Language, isForPeople: Bool
  ) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("id", BilingualText(zh: "编号", en: "Statement")),
      Listing.Column("result", BilingualText(zh: "结果", en: "Result")),
      Listing.Column("finding", BilingualText(zh: "核对", en: "What was found")),
      Listing.Column("says", BilingualText(zh: "原文", en: "What it says")),
      Listing.Column("row", BilingualText(zh: "行", en: "Row"), isShown: false),
    ])
    for check in checks {
      listing.append([
        .text(check.id),
        .text(isForPeople ? word(check.level).text(in: language) : check.level.rawValue),
        .text(sentence(check.result).text(in: language)),
        .optional(check.says?.text(in: language)), .optional(check.place.row),
      ])
    }
    return listing
  }

  static func word(_ level: FigureCheck.Level) -> BilingualText {
    switch level {
    case .met: BilingualText(zh: "相符", en: "met")
    case .note: BilingualText(zh: "注意", en: "note")
    case .unmet: BilingualText(zh: "不符", en: "not met")
    }
  }

  /// How many statements came out how.
  public static func summary(_ checks: [FigureCheck]) -> BilingualText {
    let counts = FigureCheck.Level.allCases.map { level in checks.count { $0.level == level } }
    return BilingualText(
      zh: "共 \(checks.count) 条：相符 \(counts[0])，注意 \(counts[1])，不符 \(counts[2])",
      en: "\(checks.count) statements: \(counts[0]) met, \(counts[1]) notes, \(counts[2]) not met")
  }

  /// What was found about one statement.
  public static func sentence(_ result: FigureCheck.Result) -> BilingualText {
    switch result {
    case .sum(let parts, let total): sum(parts, total)
    case .difference(let from, let less, let rest): difference(from, less, rest)
    case .equal(let left, let right, let universes): equal(left, right, universes)
    case .share(let part, let whole, let published, let rounding):
      share(part, whole, published, rounding)
    case .limit(let part, let whole, let limit, let isLeast):
      BilingualText(
        zh:
          "\(ratio(part, whole, unlike: limit.value))，应\(isLeast ? "不低于" : "不高于") \(limit.text)",
        en:
          "\(ratio(part, whole, unlike: limit.value)); required: at \(isLeast ? "least" : "most") \(limit.text)"
      )
    case .aboveWhole(let part, let whole):
      BilingualText(
        zh: "\(ratio(part, whole))：分子大于分母，比例不可能超过 100%；确可超过的（如超额完成），请写 may_exceed: true",
        en:
          "\(ratio(part, whole)): the part is above its whole, and no share is more than all. Where it may be, as of a plan, write may_exceed: true"
      )
    case .list(let announced, let found, let repeated): list(announced, found, repeated)
    case .population(let implied, let intersection, let stated):
      population(implied, intersection, stated)
    case .multiple(let parts, let whole): multiple(parts, whole)
    case .date(let text, let date): self.date(text, date)
    case .range(let text, let number): range(text, number)
    case .table(let rows, let total, let wrong): table(rows, total, wrong)
    case .distribution(let group): distribution(group)
    }
  }

  // MARK: - Sentences

  private static func number(_ value: Rational?) -> String {
    value.map { NumberText.exact($0) } ?? "?"
  }

  private static func added(_ parts: [Rational]) -> (text: String, sum: Rational?) {
    let sum = parts.reduce(Rational.zero as Rational?) { try? $0?.adding($1) }
    return (parts.map { number($0) }.joined(separator: " + ") + " = \(number(sum))", sum)
  }

  private static func gap(_ left: Rational?, _ right: Rational) -> String {
    guard let left, let gap = try? right.adding(Rational(-left.numerator, left.denominator)) else {
      return "?"
    }
    return number(gap < .zero ? Rational(-gap.numerator, gap.denominator) : gap)
  }

  private static func sum(_ parts: [Rational], _ total: Rational) -> BilingualText {
    let (text, sum) = added(parts)
    if sum == total { return BilingualText(zh: text, en: text) }
    return BilingualText(
      zh: "\(text)，不是 \(number(total))：相差 \(gap(sum, total))，原文未说明",
      en: "\(text), not \(number(total)): a gap of \(gap(sum, total)) is not explained")
  }

  private static func difference(
    _ from: Rational, _ less: Rational, _ rest: Rational
  ) -> BilingualText {
    let computed = try? from.adding(Rational(-less.numerator, less.denominator))
    let text = "\(number(from)) − \(number(less)) = \(number(computed))"
    if computed == rest { return BilingualText(zh: text, en: text) }
    return BilingualText(
      zh: "\(text)，不是 \(number(rest))", en: "\(text), not \(number(rest))")
  }

  private static func equal(
    _ left: Rational, _ right: Rational, _ universes: [String]
  ) -> BilingualText {
    let pair = "\(number(left)), \(number(right))"
    if left == right {
      return BilingualText(zh: "两处均为 \(number(left))", en: "both \(number(left))")
    }
    guard universes.count == 4 else {
      return BilingualText(zh: "两处不同：\(pair)", en: "the two differ: \(pair)")
    }
    return BilingualText(
      zh: "口径不同：\(number(left))（\(universes[0])）与 \(number(right))（\(universes[2])），不可互相比较",
      en:
        "different universes: \(number(left)) (\(universes[1])) and \(number(right)) (\(universes[3])) are not to be compared"
    )
  }

  private static func ratio(_ part: Int, _ whole: Int, unlike limit: Rational? = nil) -> String {
    let share = NumberText.text(
      Rational(part, whole), isShare: true, decimals: 2, unlike: [limit].compactMap { $0 })
    return "\(NumberText.grouped(part)) / \(NumberText.grouped(whole)) = \(share)"
  }

  private static func share(
    _ part: Int, _ whole: Int, _ published: PublishedShare, _ rounding: PublishedShare.Rounding
  ) -> BilingualText {
    let (text, printed) = (ratio(part, whole), published.text)
    switch rounding {
    case .rounded:
      return BilingualText(zh: "\(text)，四舍五入为 \(printed)", en: "\(text), rounded to \(printed)")
    case .truncated:
      return BilingualText(
        zh: "\(text)；\(printed) 是截尾而非四舍五入", en: "\(text); \(printed) was truncated, not rounded")
    case .raised:
      return BilingualText(
        zh: "\(text)；\(printed) 是向上取整而非四舍五入",
        en: "\(text); \(printed) was rounded up, not to the nearest")
    case .differs(let parts):
      let range = "\(NumberText.grouped(parts.lowerBound))–\(NumberText.grouped(parts.upperBound))"
      return BilingualText(
        zh: "\(text)，不是 \(printed)；该比例对应的分子应为 \(range)",
        en: "\(text), not \(printed), which needs a part of \(range)")
    case .impossible:
      return BilingualText(
        zh: "\(text)；以 \(whole) 为分母不可能得出 \(printed)",
        en: "\(text); no part of \(whole) gives \(printed)")
    }
  }

  private static func list(_ announced: Int, _ found: Int, _ repeated: [String]) -> BilingualText {
    if announced == found, repeated.isEmpty {
      return BilingualText(zh: "列出 \(found) 项，与所称一致", en: "\(found) listed, as announced")
    }
    let twice = repeated.joined(separator: ", ")
    return BilingualText(
      zh: "称 \(announced) 项，列出 \(found) 项" + (repeated.isEmpty ? "" : "；重复：\(twice)"),
      en: "\(announced) announced, \(found) listed" + (repeated.isEmpty ? "" : "; twice: \(twice)"))
  }

  private static func population(
    _ implied: [FigureCheck.Implied], _ intersection: ClosedRange<Int>?, _ stated: Int?
  ) -> BilingualText {
    let parts = implied.map { one in
      let end = one.to.map { NumberText.grouped($0) } ?? "∞"
      return
        "\(NumberText.grouped(one.count)) / \(one.rate.text): \(NumberText.grouped(one.from))–\(end)"
    }.joined(separator: "; ")
    guard let intersection else {
      return BilingualText(
        zh: "\(parts)；没有人口数能同时符合", en: "\(parts); no population fits all of them")
    }
    let range =
      "\(NumberText.grouped(intersection.lowerBound))–\(NumberText.grouped(intersection.upperBound))"
    let given = stated.map { NumberText.grouped($0) }
    return BilingualText(
      zh: "\(parts)；共同范围 \(range)" + (given.map { "，所称为 \($0)" } ?? ""),
      en: "\(parts); together \(range)" + (given.map { "; stated: \($0)" } ?? ""))
  }

  private static func multiple(_ parts: [Rational], _ whole: Rational) -> BilingualText {
    let (text, sum) = added(parts)
    if let above = parts.first(where: { $0 > whole }) {
      return BilingualText(
        zh: "\(number(above)) 超过总数 \(number(whole))",
        en: "\(number(above)) is above the whole, \(number(whole))")
    }
    guard let sum, sum > whole else {
      return BilingualText(
        zh: "\(text)，不超过 \(number(whole))", en: "\(text), not above \(number(whole))")
    }
    return BilingualText(
      zh: "\(text)，多于 \(number(whole))：一户可有多项，不是划分，合计不是户数",
      en:
        "\(text), more than \(number(whole)): several for one unit, no partition; the sum counts no units"
    )
  }

  private static func date(_ text: String, _ date: PublishedDate) -> BilingualText {
    switch date {
    case .date(let day):
      return BilingualText(zh: "“\(text)”即 \(day.text)", en: "\"\(text)\" is \(day.text)")
    case .broken(let days):
      let suggestions = days.map(\.text).joined(separator: ", ")
      return BilingualText(
        zh: "“\(text)”不是日期" + (days.isEmpty ? "，无法推断" : "，可能是 \(suggestions)；请查原件"),
        en: "\"\(text)\" is no date"
          + (days.isEmpty
            ? ", and nothing suggests which" : "; perhaps \(suggestions). Look at the original"))
    }
  }

  private static func range(_ text: String, _ number: Int?) -> BilingualText {
    guard let number else {
      return BilingualText(zh: "“\(text)”无疑问", en: "\"\(text)\" raises no doubt")
    }
    let range = "\(number / 10)–\(number % 10)"
    return BilingualText(
      zh: "“\(text)”中的 \(number) 可能是 \(range)（连接号丢失）；请查原件，勿按 \(number) 使用",
      en:
        "\(number) in \"\(text)\" is probably \(range), its dash lost. Look at the original; do not use \(number)"
    )
  }

  private static func table(
    _ rows: Int, _ total: Rational, _ wrong: [FigureCheck.TableStatement]
  ) -> BilingualText {
    let text = BilingualText(
      zh: "\(rows) 行，合计 \(number(total))", en: "\(rows) rows, total \(number(total))")
    guard !wrong.isEmpty else { return text }
    let list = wrong.map { "\($0.name) \($0.stated) ≠ \($0.found)" }.joined(separator: "; ")
    return BilingualText(zh: "\(text.chinese)；不符：\(list)", en: "\(text.english); not so: \(list)")
  }

  private static func distribution(_ group: FigureCheck.Distribution) -> BilingualText {
    let shares = NumberText.percent(group.shares, 2)
    let (sum, total) = (NumberText.grouped(group.sum), NumberText.grouped(group.total))
    var text = BilingualText(
      zh:
        "\(group.group)：合计 \(sum)\(group.sum == group.total ? "" : "，不是 \(total)")，比例合计 \(shares)",
      en:
        "\(group.group): sum \(sum)\(group.sum == group.total ? "" : ", not \(total)"), shares add up to \(shares)"
    )
    if group.shares != .one, group.wrong.isEmpty {
      text = BilingualText(
        zh: text.chinese + "（四舍五入所致）", en: text.english + " (by rounding)")
    }
    for (zh, en, rows) in [
      ("与户数不符", "not from their counts", group.wrong), ("非四舍五入", "not to the nearest", group.cut),
    ] where !rows.isEmpty {
      text = BilingualText(
        zh: text.chinese + "；\(zh)：\(rows.joined(separator: "、"))",
        en: text.english + "; \(en): \(rows.joined(separator: ", "))")
    }
    return text
  }
}
