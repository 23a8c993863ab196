// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

extension Scorecard {
  /// Gives the objects their points, flags, grades and places.
  ///
  /// Values that are written as decimals are exact, so that a deduction for each tenth of a point is exact,
  /// too. Objects of which a part is missing have no grade and no place.
  ///
  /// - Throws: the faults of expressions; ``Tables/Fault/Code/numberTooLarge``.
  /// - Complexity: linear in objects times items, and n log n in the objects.
  public func evaluate(in tables: RecordTables) throws -> ScorecardResult {
    let joined: JoinedTable
    do {
      joined = try JoinedTable(over, related: related, names: names, tables)
    } catch let lack as RecordLack {
      return lacking(lack)
    }
    let base = joined.base
    let columns = try ObjectColumns(self, joined.table, tables)
    var objects = try base.paths.indices.map { try object($0, base.paths[$0].text, columns) }
    rank(&objects)
    try propose(&objects)
    return ScorecardResult(card: self, objects: objects, lack: nil)
  }

  private func lacking(_ lack: RecordLack) -> ScorecardResult {
    ScorecardResult(card: self, objects: [], lack: lack)
  }

  private func object(_ row: Int, _ id: String, _ columns: ObjectColumns) throws -> ScoredObject {
    var scored: [ScoredItem] = []
    var (points, assessed, full) = (Rational.zero, Rational.zero, Rational.zero)
    for (index, item) in items.enumerated() {
      let part = try self.item(item, columns.items[index], row)
      scored.append(part)
      points = try points.adding(part.points)
      assessed = try assessed.adding(part.assessed)
      if part.applies { full = try full.adding(item.full) }
    }
    let claimed = flags.indices.filter { columns.flags[$0].isRaised[row] }
    let shown = claimed.filter { !columns.flags[$0].evidence.isEmpty(row) }
    let isVetoed = shown.contains { flags[$0].isVeto }
    let unknown = flags.indices.filter { columns.flags[$0].isUnknown(row) }
    let isOpen = assessed != full || unknown.contains { flags[$0].isVeto }
    return ScoredObject(
      id: id, peers: columns.peers?.text(at: row) ?? "", items: scored,
      flags: shown.map { flags[$0].name },
      evidence: shown.map { columns.flags[$0].evidence.text(at: row) },
      flagsWithoutEvidence: claimed.filter { !shown.contains($0) }.map { flags[$0].name },
      flagsUnknown: unknown.map { flags[$0].name },
      points: points, assessed: assessed, full: full, isVetoed: isVetoed,
      grade: isVetoed || isOpen ? nil : grades.first { points >= $0.from }?.name)
  }

  private func item(
    _ item: Item, _ columns: ObjectColumns.ItemColumns, _ row: Int
  ) throws -> ScoredItem {
    guard columns.applies?[row] ?? true else {
      return ScoredItem(applies: false, points: .zero, assessed: .zero, missing: [])
    }
    var (points, assessed) = (Rational.zero, Rational.zero)
    var missing: [String] = []
    let target = columns.target.flatMap { Rational(decimal: $0.text(at: row)) }
    for (position, source) in item.sources.enumerated() {
      guard let value = try columns.value(source: position, row: row),
        let won = try item.scoring.points(of: value, target: target, full: item.full)
      else {
        missing.append(source.name)
        continue
      }
      points = try points.adding(won.multiplied(by: source.share))
      assessed = try assessed.adding(item.full.multiplied(by: source.share))
    }
    return ScoredItem(applies: true, points: points, assessed: assessed, missing: missing)
  }

  /// Places among peers of which everything is known; equal points share a place.
  private func rank(_ objects: inout [ScoredObject]) {
    let groups = Dictionary(grouping: objects.indices.filter { objects[$0].isRankable }) {
      UnitID(objects[$0].peers)
    }
    for members in groups.values {
      let sorted = members.sorted { objects[$0].points > objects[$1].points }
      var start = 0
      while start < sorted.count {
        var end = start
        while end < sorted.count, objects[sorted[end]].points == objects[sorted[start]].points {
          end += 1
        }
        for position in start..<end {
          objects[sorted[position]].rank = start + 1
          objects[sorted[position]].tied = end - start
          objects[sorted[position]].ranked = sorted.count
        }
        start = end
      }
    }
  }

  private func propose(_ objects: inout [ScoredObject]) throws {
    guard !consequences.isEmpty, !objects.isEmpty else { return }
    let table = Table(
      names: Self.consequenceNames,
      columns: Self.consequenceNames.indices.map { column in
        TextColumn(objects.map { $0.consequenceValues[column] as String? })
      })
    for (index, consequence) in consequences.enumerated() {
      let mask = try consequence.when.mask(over: table)
      for row in objects.indices where mask[row] { objects[row].consequences.append(index) }
    }
  }
}

extension ScoredObject {
  /// The values of the names that conditions of consequences use, in their order.
  ///
  /// Nobody has no flags while one of them cannot be judged or lacks its evidence: the number is then missing.
  fileprivate var consequenceValues: [String] {
    [
      shortestDecimal(points.doubleValue), shortestDecimal(full.doubleValue),
      shortestDecimal(assessed.doubleValue), flagCount, isVetoed ? "1" : "0",
      rank.map { "\($0)" } ?? "", "\(ranked)", isLast ? "1" : "0", grade ?? "",
    ]
  }
}

extension ScoredObject {
  fileprivate var flagCount: String {
    let isOpen = !flagsUnknown.isEmpty || !flagsWithoutEvidence.isEmpty
    return flags.isEmpty && isOpen ? "" : "\(flags.count)"
  }
}

/// The columns of the objects that a card looks at.
private struct ObjectColumns {
  struct FlagColumns {
    let isRaised: [Bool]
    let evidence: TextColumn
    /// What the condition looks at.
    let values: [TextColumn]

    /// Whether the condition does not hold of what is known and something is missing.
    func isUnknown(_ row: Int) -> Bool { !isRaised[row] && values.contains { $0.isEmpty(row) } }
  }

  struct ItemColumns {
    let applies: [Bool]?
    let values: [(numerator: TextColumn, denominator: TextColumn?)]
    let target: TextColumn?

    /// The exact value of a source; `nil` where it is missing or its denominator is 0.
    func value(source: Int, row: Int) throws -> Rational? {
      let (above, below) = values[source]
      guard let numerator = Rational(decimal: above.text(at: row)) else { return nil }
      guard let below else { return numerator }
      guard let denominator = Rational(decimal: below.text(at: row)), denominator != .zero else {
        return nil
      }
      return try numerator.divided(by: denominator)
    }
  }

  let items: [ItemColumns]
  let flags: [FlagColumns]
  let peers: TextColumn?

  init(_ card: Scorecard, _ table: Table, _ tables: RecordTables) throws {
    let now = tables.now
    items = try card.items.map { item in
      ItemColumns(
        applies: try item.condition?.mask(over: table, now: now),
        values: try item.sources.map {
          (
            try $0.numerator.texts(over: table, now: now),
            try $0.denominator?.texts(over: table, now: now)
          )
        },
        target: try item.scoring.target?.texts(over: table, now: now))
    }
    flags = try card.flags.map { flag in
      FlagColumns(
        isRaised: try flag.when.mask(over: table, now: now),
        evidence: try flag.evidence.texts(over: table, now: now),
        values: flag.when.names.compactMap { table.index(of: $0) }.map { table.columns[$0] })
    }
    peers = try card.peers.map { try table.text($0) }
  }
}
