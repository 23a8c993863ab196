// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

/// The columns of the objects that a card looks at.
struct ObjectColumns {
  /// A column of numbers as they were written, and what it is called in faults.
  struct Numbers {
    let name: String
    let texts: TextColumn

    init(_ expression: Expression, over table: Table, now: Moment) throws {
      name = expression.source
      texts = try expression.texts(over: table, now: now)
    }

    init(_ name: String, _ texts: TextColumn) {
      self.name = name
      self.texts = texts
    }

    /// The exact number of a row; `nil` where it is empty, or rests on something empty.
    /// - Throws: ``ScoreRefusal``.
    func number(_ row: Int) throws -> Rational? {
      let text = texts.text(at: row)
      if ["", "NaN", "Infinity", "-Infinity"].holds(text) { return nil }
      guard let number = Rational(decimal: text) else {
        throw ScoreRefusal(code: .scoreNotANumber, values: ["value": text])
      }
      return number
    }

    /// The number of a row that a scale allows.
    /// - Throws: ``ScoreRefusal``.
    func number(_ row: Int, in scale: ScoreScale, most: Rational? = nil) throws -> Rational? {
      guard let number = try number(row) else { return nil }
      if let refusal = try scale.refusal(of: number, text: texts.text(at: row), most: most) {
        throw refusal
      }
      return number
    }
  }

  struct FlagColumns {
    let isRaised: [Bool]
    let evidence: TextColumn
    /// What the condition looks at.
    let values: [TextColumn]

    /// Whether the condition does not hold of what is known and something is missing.
    func isUnknown(_ row: Int) -> Bool { !isRaised[row] && values.contains { $0.isEmpty(row) } }
  }

  struct SourceColumns {
    let numerator: Numbers
    let denominator: Numbers?

    /// What the value is called in faults.
    var name: String { denominator.map { "\(numerator.name) / \($0.name)" } ?? numerator.name }

    /// The exact value; `nil` where it is missing or its denominator is 0.
    /// - Throws: ``ScoreRefusal`` for one that the scale does not allow.
    func value(_ row: Int, in scale: ScoreScale, most: Rational?) throws -> Rational? {
      guard let denominator else { return try numerator.number(row, in: scale, most: most) }
      guard let above = try numerator.number(row, in: .number),
        let below = try denominator.number(row, in: .number), below > .zero
      else { return nil }
      let value = try above.divided(by: below)
      let text = "\(numerator.texts.text(at: row))/\(denominator.texts.text(at: row))"
      if let refusal = try scale.refusal(of: value, text: text, most: most, isTyped: false) {
        throw refusal
      }
      return value
    }
  }

  struct ItemColumns {
    let applies: [Bool]?
    let sources: [SourceColumns]
    let target: Numbers?
  }

  let items: [ItemColumns]
  let flags: [FlagColumns]
  let peers: TextColumn?
  /// The columns whose values have a scale, with it.
  let scaled: [(values: Numbers, scale: ScoreScale)]

  init(_ card: Scorecard, _ table: Table, _ tables: RecordTables) throws {
    let now = tables.now
    items = try card.items.map { item in
      ItemColumns(
        applies: try item.condition?.mask(over: table, now: now),
        sources: try item.sources.map {
          SourceColumns(
            numerator: try Numbers($0.numerator, over: table, now: now),
            denominator: try $0.denominator.map { try Numbers($0, over: table, now: now) })
        },
        target: try item.scoring.target.map { try Numbers($0, over: table, now: now) })
    }
    flags = try card.flags.map { flag in
      FlagColumns(
        isRaised: try flag.when.mask(over: table, now: now),
        evidence: try flag.evidence.texts(over: table, now: now),
        values: flag.when.names.compactMap { table.index(of: $0) }.map { table.columns[$0] })
    }
    peers = try card.peers.map { try table.text($0) }
    scaled = try card.scales.map { (Numbers($0.column, try table.text($0.column)), $0.scale) }
  }
}
