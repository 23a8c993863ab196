// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Tables

/// The main units and opened reserves of one sample in the order of the draw: what the registers say of them and what they
/// answered.
public struct SampleTable: Sendable {
  /// The sample's name; that of the first stage is its register's.
  public let sample: String
  /// The units, as positions among the draw's units.
  public let units: [Int]
  /// A row for each unit: the columns of its register, those of the unit above that do not bear the
  /// same names, the answers that the profile uses, its parameters and its named values.
  public internal(set) var table: Table
  /// The outcome of each unit's visit; `nil` where nobody was there yet.
  public internal(set) var outcomes: [Outcome.Kind?]
  /// For each form of the sample whether a unit's visit was complete.
  var isComplete: [(form: String, units: [Bool])]
  /// Questions that were asked and left unanswered: the question and the rows.
  var unanswered: [(question: String, rows: [Int])] = []
  /// Units without an interview that are taken for errors, where the sensitivity of a result is asked for.
  private(set) var isTakenForError: [Bool]?

  /// Whether the unit's interview is complete.
  func isCompleted(_ row: Int) -> Bool { outcomes[row] == .completed }

  /// The given units alone.
  func restricted(to rows: [Int]) -> SampleTable {
    let place = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    var result = SampleTable(
      sample: sample, units: rows.map { units[$0] },
      table: table.gathered(rows),
      outcomes: rows.map { outcomes[$0] },
      isComplete: isComplete.map { form in (form.form, rows.map { form.units[$0] }) })
    result.unanswered = unanswered.map { ($0.question, $0.rows.compactMap { place[$0] }) }
    return result
  }

  /// The same units, those without an interview taken for errors.
  func takingNonrespondentsForErrors() -> SampleTable {
    var result = self
    let isMissing = outcomes.map { $0 != .completed && $0 != .ineligible }
    result.isTakenForError = isMissing
    for row in units.indices where isMissing[row] { result.outcomes[row] = .completed }
    return result
  }

  /// Appends a column to the table.
  mutating func append(_ name: String, _ column: TextColumn) {
    table = table.adding(name, column)
  }

  /// Appends the named values that some expressions need and the table does not have yet.
  ///
  /// A condition is 1 where it holds and empty where it does not, so that its name can stand for it in
  /// another condition. A number that does not exist is empty.
  mutating func append(values: [Profile.NamedValue], among names: Set<UnitID>) throws {
    for value in values where names.contains(UnitID(value.name)) {
      guard table.index(of: value.name) == nil else { continue }
      let texts = try value.expression.texts(over: table)
      append(
        value.name,
        TextColumn(
          (0..<texts.count).map { row in
            let text = texts.text(at: row)
            return text == "true" ? "1" : text == "false" || text == "NaN" ? "" : text
          }))
    }
  }
}

extension Table {
  /// The table with one more column.
  func adding(_ name: String, _ column: TextColumn) -> Table {
    Table(file: file, names: names + [name], columns: columns + [column], lines: lines)
  }
}
