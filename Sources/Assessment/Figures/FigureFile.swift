// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// A file of published figures and statements about them.
///
///     figures:
///       blue:  {value: 4750, universe: {zh: …, en: …}}
///       total: 14577
///     checks:
///       - {id: CARDS, says: {zh: …, en: …}, sum: {parts: [blue, yellow, red], total: total}}
///
/// A statement has an `id`, perhaps `says`, and one of the keys that ``checks`` lists; a number in it is the name of a
/// figure or a decimal. Everything is exact: no figure is ever a floating-point number.
///
/// | key | statement |
/// | --- | --- |
/// | `sum` | `{parts, total}`: parts add up |
/// | `difference` | `{from, less, rest}` |
/// | `equal` | `[a, b]`: one figure in two places; of different universes they may differ |
/// | `share` | `{part, whole, published: 45.7%}`: rounded, truncated, raised, or from other counts; a part above its whole only with `may_exceed: true`, such as of a plan |
/// | `limit` | `{part, whole, at_least}` or `at_most`: a share against a limit; `may_exceed` as above |
/// | `list` | `{announced, items}`: as many things as announced |
/// | `population` | `{rates: [{count, rate}], stated}`: populations that fit all rates |
/// | `multiple` | `{parts, whole}`: several answers a unit, no partition |
/// | `date` | a date as printed |
/// | `range` | a text whose number may be a range that lost its dash |
/// | `table` | `{file, value, rows, total, above, by, groups}`: statements about a table |
/// | `distribution` | `{file, by, label, count, share, totals}`: counts with their shares, by group |
public struct FigureFile: Sendable {
  /// The statements with their results, in the order of the file.
  public let checks: [FigureCheck]

  /// Reads a file and looks at each statement.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - file: its name for faults.
  ///   - table: reads a table that a statement names.
  /// - Throws: ``Tables/Fault/Code/notFigures`` for a file of something else, or without a statement; faults
  ///   of kind configuration with line and column for what is no figure or statement, and those of `table`.
  public init(
    text: String, file: String, table: @escaping (_ name: String) throws -> Table
  ) throws {
    let other = Fault(.notFigures, at: Place(file: file))
    let value: YAMLValue
    do {
      value = try YAMLValue(text: text, file: file)
    } catch let fault as Fault where fault.code == .yamlWrongType {
      // Nothing but comments.
      throw other
    }
    guard value.isMapping else { throw other }
    var root = try value.mapping()
    var reader = FigureReader(table: table)
    for (name, value) in try root.optional("figures")?.namedEntries() ?? [] {
      try reader.add(name, value)
    }
    guard let list = try root.optional("checks")?.list(), !list.isEmpty else { throw other }
    try root.finish()
    var ids: [String] = []
    checks = try list.flatMap { value in
      let found = try reader.checks(value)
      if let id = found.first?.id {
        guard !ids.holds(id) else { throw value.fault(.listedTwice, ["name": id]) }
        ids.append(id)
      }
      return found
    }
  }
}

/// Reads figures and statements.
private struct FigureReader {
  let table: (String) throws -> Table
  private var values: [UnitID: Rational] = [:]
  private var universes: [UnitID: BilingualText] = [:]

  init(table: @escaping (String) throws -> Table) { self.table = table }

  mutating func add(_ name: String, _ value: YAMLValue) throws {
    guard value.isMapping else {
      values[UnitID(name)] = try value.decimal()
      return
    }
    var mapping = try value.mapping()
    values[UnitID(name)] = try mapping.required("value").decimal()
    universes[UnitID(name)] = try mapping.optional("universe")?.bilingual()
    // Where it was published is for people who read the file.
    _ = try mapping.optional("source")?.text()
    try mapping.finish()
  }

  private func number(_ value: YAMLValue) throws -> Rational {
    let text = try value.text()
    if let known = values[UnitID(text)] ?? Rational(decimal: text) { return known }
    throw value.fault(
      .unknownReference,
      ["name": text, "known": values.keys.sorted().map(\.text).joined(separator: ", ")])
  }

  private func count(_ value: YAMLValue) throws -> Int {
    let number = try number(value)
    guard number.denominator == 1, number >= .zero else {
      throw value.fault(.yamlWrongType, ["expected": "12"])
    }
    return number.numerator
  }

  private func whole(_ value: YAMLValue) throws -> Int {
    let whole = try count(value)
    guard whole > 0 else { throw value.fault(.yamlWrongType, ["expected": "12"]) }
    return whole
  }

  private func share(_ value: YAMLValue) throws -> PublishedShare {
    guard let share = PublishedShare(try value.text()) else {
      throw value.fault(.yamlWrongType, ["expected": "45.7%"])
    }
    return share
  }

  private func numbers(_ value: YAMLValue) throws -> [Rational] {
    try value.list().map { try number($0) }
  }

  func checks(_ value: YAMLValue) throws -> [FigureCheck] {
    var mapping = try value.mapping()
    let id = try mapping.required("id").name()
    let says = try mapping.optional("says")?.bilingual()
    let kinds: [(String, (YAMLValue) throws -> [FigureCheck.Result])] = [
      ("sum", sum), ("difference", difference), ("equal", equal), ("share", share),
      ("limit", limit), ("list", list), ("population", population), ("multiple", multiple),
      ("date", date), ("range", range), ("table", table), ("distribution", distribution),
    ]
    var results: [FigureCheck.Result]?
    for (name, read) in kinds {
      if let body = mapping.optional(name) {
        guard results == nil else { throw body.fault(.listedTwice, ["name": id]) }
        results = try read(body)
      }
    }
    try mapping.finish()
    guard let results else {
      throw value.fault(
        .yamlMissingKey, ["missing": kinds.map(\.0).joined(separator: " / ")])
    }
    return results.map { FigureCheck(id: id, says: says, place: value.place, result: $0) }
  }

  private func sum(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let result = FigureCheck.Result.sum(
      parts: try numbers(mapping.required("parts")), total: try number(mapping.required("total")))
    try mapping.finish()
    return [result]
  }

  private func difference(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let result = FigureCheck.Result.difference(
      from: try number(mapping.required("from")), less: try number(mapping.required("less")),
      rest: try number(mapping.required("rest")))
    try mapping.finish()
    return [result]
  }

  private func equal(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    let pair = try value.list()
    guard pair.count == 2 else { throw value.fault(.yamlWrongType, ["expected": "[a, b]"]) }
    let names = try pair.map { UnitID(try $0.text()) }
    let known = names.compactMap { universes[$0] }
    let differ = known.count == 2 && known[0] != known[1]
    return [
      .equal(
        try number(pair[0]), try number(pair[1]),
        universes: differ ? known.flatMap { [$0.chinese, $0.english] } : [])
    ]
  }

  private func share(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let (part, all) = (
      try count(mapping.required("part")), try whole(mapping.required("whole"))
    )
    let published: PublishedShare = try share(mapping.required("published"))
    let mayExceed = try mapping.optional("may_exceed")?.boolean() ?? false
    try mapping.finish()
    guard part <= all || mayExceed else { return [.aboveWhole(part: part, whole: all)] }
    return [
      .share(
        part: part, whole: all, published: published, try published.rounding(part: part, whole: all)
      )
    ]
  }

  private func limit(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let (part, all) = (
      try count(mapping.required("part")), try whole(mapping.required("whole"))
    )
    let (least, most) = (mapping.optional("at_least"), mapping.optional("at_most"))
    guard let limit = least ?? most, least == nil || most == nil else {
      throw value.fault(.yamlMissingKey, ["missing": "at_least / at_most"])
    }
    let mayExceed = try mapping.optional("may_exceed")?.boolean() ?? false
    try mapping.finish()
    guard part <= all || mayExceed else { return [.aboveWhole(part: part, whole: all)] }
    return [.limit(part: part, whole: all, limit: try share(limit), isLeast: least != nil)]
  }

  private func list(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let announced = try count(mapping.required("announced"))
    let items = try mapping.required("items").texts()
    try mapping.finish()
    var seen: Set<UnitID> = []
    let repeated = items.filter { !seen.insert(UnitID($0)).inserted }
    return [.list(announced: announced, found: items.count, repeated: repeated)]
  }

  private func population(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let implied = try mapping.required("rates").list().map { element in
      var entry = try element.mapping()
      let counted = try count(entry.required("count"))
      let rate: PublishedShare = try share(entry.required("rate"))
      try entry.finish()
      let (from, to) = try rate.wholes(of: counted)
      return FigureCheck.Implied(count: counted, rate: rate, from: from, to: to)
    }
    let stated = try mapping.optional("stated").map { try count($0) }
    try mapping.finish()
    let from = implied.map(\.from).max() ?? 0
    let to = implied.compactMap(\.to).min() ?? .max
    return [.population(implied, intersection: from <= to ? from...to : nil, stated: stated)]
  }

  private func multiple(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let result = FigureCheck.Result.multiple(
      parts: try numbers(mapping.required("parts")), whole: try number(mapping.required("whole")))
    try mapping.finish()
    return [result]
  }

  private func date(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    let texts = value.isList ? try value.texts() : [try value.text()]
    return texts.map { .date($0, PublishedDate($0)) }
  }

  /// Two digits of which the second follows the first are what 1–2 becomes without its dash.
  private func range(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    let text = try value.text()
    let match = text.firstMatch(of: /(?:^|[^0-9])([1-8])([2-9])(?:[^0-9]|$)/)
    let digits = match.flatMap { match in Int(match.1).flatMap { a in Int(match.2).map { (a, $0) } }
    }
    let number = digits.flatMap { $0.1 == $0.0 + 1 ? $0.0 * 10 + $0.1 : nil }
    return [.range(text, number: number)]
  }

  private func table(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let table = try self.table(try mapping.required("file").text())
    let column = try mapping.required("value").text()
    let numbers = try decimals(of: table, column)
    let total = FigureCheck.sum(numbers)
    guard let total else { throw Fault(.numberTooLarge) }
    var wrong: [FigureCheck.TableStatement] = []
    func say(_ name: String, _ stated: Rational, _ found: Rational) {
      if stated != found { wrong.append(.init(name: name, stated: stated.text, found: found.text)) }
    }
    if let rows = mapping.optional("rows") {
      say("rows", try number(rows), Rational(table.rowCount))
    }
    if let stated = mapping.optional("total") { say("total", try number(stated), total) }
    if let limit = mapping.optional("above") {
      let above = try number(limit)
      let below = numbers.count { $0 <= above }
      if below > 0 {
        wrong.append(.init(name: "above", stated: above.text, found: "\(below)"))
      }
    }
    if let by = mapping.optional("by") {
      let groups = try table.text(try by.text())
      for (name, stated) in try mapping.required("groups").entries() {
        let found = (0..<table.rowCount).count { bytesCompare(groups.text(at: $0), name) == 0 }
        say(name, try number(stated), Rational(found))
      }
    }
    try mapping.finish()
    return [.table(rows: table.rowCount, total: total, wrong: wrong)]
  }

  private func distribution(_ value: YAMLValue) throws -> [FigureCheck.Result] {
    var mapping = try value.mapping()
    let table = try self.table(try mapping.required("file").text())
    let groups = try table.text(try mapping.required("by").text())
    let labels = try table.text(try mapping.required("label").text())
    let counts = try decimals(of: table, try mapping.required("count").text())
    let shareColumn = try mapping.required("share").text()
    let shares = try table.text(shareColumn)
    let totals = try mapping.required("totals").entries()
    try mapping.finish()
    return try totals.map { name, stated in
      let total = try whole(stated)
      var (sum, all) = (Rational.zero, Rational.zero)
      var (wrong, cut): ([String], [String]) = ([], [])
      for row in 0..<table.rowCount where bytesCompare(groups.text(at: row), name) == 0 {
        guard let share = PublishedShare(shares.text(at: row)) else {
          throw Fault(
            .figureNoShare, at: table.place(row: row, column: shareColumn),
            ["value": shares.text(at: row)])
        }
        sum = try sum.adding(counts[row])
        all = try all.adding(share.value)
        let label = "\(labels.text(at: row)) \(share.text)"
        guard counts[row] <= Rational(total) else {
          wrong.append(label)
          continue
        }
        switch try share.rounding(part: counts[row].nearest, whole: total) {
        case .rounded: break
        case .truncated, .raised: cut.append(label)
        case .differs, .impossible: wrong.append(label)
        }
      }
      return .distribution(
        FigureCheck.Distribution(
          group: name, sum: sum.nearest, total: total, shares: all, wrong: wrong, cut: cut))
    }
  }

  /// A column of exact decimals.
  private func decimals(of table: Table, _ column: String) throws -> [Rational] {
    let texts = try table.text(column)
    return try (0..<table.rowCount).map { row in
      guard let number = Rational(decimal: texts.text(at: row)) else {
        throw Fault(
          .notANumber, at: table.place(row: row, column: column),
          ["value": texts.text(at: row), "missing": ""])
      }
      return number
    }
  }
}

extension Fault.Code {
  /// A table holds something else where a share should stand.
  public static let figureNoShare = Fault.Code("figure-no-share", .data)
}

extension Fault.Code {
  /// A file of figures and statements is wanted, and something else was given.
  public static let notFigures = Fault.Code("not-figures", .data)
}
