// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

extension Scorecard {
  /// Gives the objects their points, flags, grades and places.
  ///
  /// Values that are written as decimals are exact, so that a deduction for each tenth of a point is exact,
  /// too. Objects of which a part is missing have no grade and no place; those that lack the value which
  /// their peers share have no place.
  ///
  /// - Throws: ``Tables/Faults`` with ``Tables/Fault/Code/scoreUnknownPeers``,
  ///   ``Tables/Fault/Code/scoreNotANumber``,
  ///   ``Tables/Fault/Code/scoreOutOfRange``, ``Tables/Fault/Code/scoreLooksLikePercent`` and
  ///   ``Tables/Fault/Code/scoreAboveTarget`` for all values that are impossible; the faults of expressions;
  ///   ``Tables/Fault/Code/numberTooLarge``.
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
    var refusals = Refusals(of: base)
    var objects = try base.paths.indices.map { row in
      if let peers, let values = columns.peers {
        let part = BilingualText(zh: peers, en: peers)
        try refusals.collect(row, part: part, column: peers) {
          try checkPeers(values.text(at: row))
        }
      }
      for (values, scale) in columns.scaled {
        let part = BilingualText(zh: values.name, en: values.name)
        try refusals.collect(row, part: part, column: values.name) {
          _ = try values.number(row, in: scale)
        }
      }
      return try object(row, base.paths[row].text, columns, &refusals)
    }
    try refusals.faults.throwIfAny()
    rank(&objects)
    try propose(&objects)
    return ScorecardResult(card: self, objects: objects, lack: nil)
  }

  /// Refuses a value that would make a group of peers of its own by a slip of the pen.
  private func checkPeers(_ value: String) throws {
    guard let peerValues, !value.isEmpty, !peerValues.holds(value) else { return }
    throw ScoreRefusal(
      code: .scoreUnknownPeers,
      values: ["value": value, "known": peerValues.joined(separator: ", ")])
  }

  private func lacking(_ lack: RecordLack) -> ScorecardResult {
    ScorecardResult(card: self, objects: [], lack: lack)
  }

  private func object(
    _ row: Int, _ id: String, _ columns: ObjectColumns, _ refusals: inout Refusals
  ) throws -> ScoredObject {
    var scored: [ScoredItem] = []
    var (points, assessed, full) = (Rational.zero, Rational.zero, Rational.zero)
    for (index, item) in items.enumerated() {
      let part = try self.item(item, columns.items[index], row, &refusals)
      scored.append(part)
      points = try points.adding(part.points)
      assessed = try assessed.adding(part.assessed)
      if part.applies { full = try full.adding(item.full) }
    }
    let claimed = flags.indices.filter { columns.flags[$0].isRaised[row] }
    let shown = claimed.filter { !columns.flags[$0].evidence.isEmpty(row) }
    let isVetoed = shown.contains { flags[$0].isVeto }
    let unknown = flags.indices.filter { columns.flags[$0].isUnknown(row) }
    let mayBeVetoed = unknown.contains { flags[$0].isVeto }
    let isOpen = !isVetoed && (assessed != full || mayBeVetoed)
    return ScoredObject(
      id: id, peers: columns.peers?.text(at: row) ?? "",
      lacksPeers: columns.peers?.isEmpty(row) ?? false, items: scored,
      flags: shown.map { flags[$0].name },
      evidence: shown.map { columns.flags[$0].evidence.text(at: row) },
      flagsWithoutEvidence: claimed.filter { !shown.contains($0) }.map { flags[$0].name },
      flagsUnknown: unknown.map { flags[$0].name },
      points: points, assessed: assessed, full: full, isVetoed: isVetoed, isOpen: isOpen,
      grade: isVetoed || isOpen ? nil : grades.first { points >= $0.from }?.name)
  }

  private func item(
    _ item: Item, _ columns: ObjectColumns.ItemColumns, _ row: Int, _ refusals: inout Refusals
  ) throws -> ScoredItem {
    var scored = ScoredItem(applies: columns.applies?[row] ?? true)
    guard scored.applies else { return scored }
    let scale = item.scoring.scale
    let most: Rational? = if case .points = item.scoring { item.full } else { nil }
    let target = try columns.target.flatMap { target in
      try refusals.collect(row, part: item.label, column: target.name) {
        try target.number(row, in: scale)
      }
    }
    for (source, values) in zip(item.sources, columns.sources) {
      let won = try refusals.collect(row, part: item.label(of: source), column: values.name) {
        try values.value(row, in: scale, most: most).flatMap {
          try item.scoring.points(of: $0, target: target, full: item.full)
        }
      }
      guard let won else {
        scored.missing.append(source.name)
        continue
      }
      scored.points = try scored.points.adding(won.points.multiplied(by: source.share))
      scored.assessed = try scored.assessed.adding(item.full.multiplied(by: source.share))
      if let completion = won.overfulfilled {
        scored.overfulfilled.append((source.name, completion))
      }
    }
    return scored
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
  /// So is all that is said of a place where there is none.
  fileprivate var consequenceValues: [String] {
    let hasOpenFlags = !flagsUnknown.isEmpty || !flagsWithoutEvidence.isEmpty
    let flagCount = flags.isEmpty && hasOpenFlags ? "" : "\(flags.count)"
    return [
      shortestDecimal(points.doubleValue), shortestDecimal(full.doubleValue),
      shortestDecimal(assessed.doubleValue), flagCount, isVetoed ? "1" : "0",
      rank.map { "\($0)" } ?? "", rank == nil ? "" : "\(ranked)",
      rank == nil ? "" : isLast ? "1" : "0", grade ?? "",
    ]
  }
}

/// The values of objects that are refused, all of them, so that they are mended in one go.
private struct Refusals {
  let base: RecordTable
  var faults = Faults()

  init(of base: RecordTable) { self.base = base }

  /// What the body yields; `nil` where it refuses a value, which is noted.
  @discardableResult
  mutating func collect<Value>(
    _ row: Int, part: BilingualText, column: String, _ body: () throws -> Value?
  ) throws -> Value? {
    do {
      return try body()
    } catch let refusal as ScoreRefusal {
      let own = [
        "object": base.paths[row].text, "column": column, "part.zh": part.chinese,
        "part.en": part.english,
      ]
      // The rows of a workspace's copy are sorted, so that a row of it is none of the user's: the object is
      // named instead.
      let place = Place(file: base.table.file, sheet: base.table.sheet, column: column)
      faults.append(Fault(refusal.code, at: place, own.merging(refusal.values) { $1 }))
      return nil
    }
  }
}
