// SPDX-License-Identifier: GPL-3.0-or-later

internal import Files
public import Tables

/// What is truly the case in an invented county, by the paths of its units.
///
/// Only simulations read it: they play interviews and reviews that find what is there.
public struct Truth: Sendable {
  /// The columns: what the register says of the unit; its path; its error and the reason; whether it
  /// approves; its income per person and the parts of the household's income in yuan; its people and
  /// its house; the cause of its poverty and the year of its exit in the register.
  static let columns = [
    "status", "path", "persons", "error", "reason", "approves", "income", "wage", "farm",
    "business", "property", "transfer", "children", "elders", "labour", "chronic", "disabled",
    "housing", "cause", "exit_year",
  ]

  private let table: Table
  private let positions: [String: Int]
  private let rows: [UnitID: Int]

  /// Reads a truth file.
  /// - Throws: the faults of the file; those of ``init(_:)``.
  public init(path: String, progress: Progress? = nil) throws {
    try self.init(CSVFile(path: path).table(columns: Self.columns, progress: progress))
  }

  /// The truth of a county.
  /// - Throws: ``Tables/Fault/Code/unknownColumn`` for a table that is no truth.
  /// - Complexity: linear in rows.
  public init(_ table: Table) throws {
    self.table = table
    let path = try table.text("path")
    var positions: [String: Int] = [:]
    for name in Self.columns {
      _ = try table.text(name)
      positions[name] = table.index(of: name)
    }
    self.positions = positions
    rows = Dictionary(
      (0..<table.rowCount).map { (UnitID(path.text(at: $0)), $0) }, uniquingKeysWith: { $1 })
  }

  /// The row of a unit.
  /// - Throws: ``Tables/Fault/Code/unitWithoutTruth``.
  func row(of path: UnitID) throws -> Int {
    guard let row = rows[path] else {
      throw Fault(.unitWithoutTruth, at: Place(file: table.file), ["path": path.text])
    }
    return row
  }

  /// All paths, in the order of the file.
  public var paths: [UnitID] {
    let column = table.columns[positions["path"]!]
    return (0..<table.rowCount).map { UnitID(column.text(at: $0)) }
  }

  /// The path that follows some steps after another, `nil` behind the end.
  func path(after path: UnitID, steps: Int) -> UnitID? {
    guard let row = rows[path], row + steps < table.rowCount else { return nil }
    return UnitID(text("path", row + steps))
  }

  /// The text of a value; the name is one of ``columns``.
  func text(_ name: String, _ row: Int) -> String {
    table.columns[positions[name]!].text(at: row)
  }

  /// A whole number; an empty field is 0.
  /// - Throws: ``Tables/Fault/Code/notANumber``.
  func integer(_ name: String, _ row: Int) throws -> Int {
    let text = text(name, row)
    if text.isEmpty { return 0 }
    guard let number = Int(text) else {
      throw Fault(
        .notANumber, at: table.place(row: row, column: name), ["value": text, "missing": ""])
    }
    return number
  }

  /// One of the words of a type.
  /// - Throws: ``Tables/Fault/Code/truthWord``.
  func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ row: Int) throws -> Word
  where Word.RawValue == String {
    let text = text(name, row)
    guard let word = Word(rawValue: text) else {
      throw Fault(
        .truthWord, at: table.place(row: row, column: name),
        ["value": text, "known": Word.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    return word
  }

  /// The error of a unit, `nil` if nothing is wrong with it.
  /// - Throws: ``Tables/Fault/Code/unitWithoutTruth``, ``Tables/Fault/Code/truthWord``.
  public func error(of path: UnitID) throws -> RegisterError? {
    try error(row: row(of: path))
  }

  func error(row: Int) throws -> RegisterError? {
    text("error", row) == "none" ? nil : try word("error", row)
  }
}

extension Fault.Code {
  /// A unit is not in the truth.
  public static let unitWithoutTruth = Fault.Code("unit-without-truth", .data)
  /// A word that the truth does not use.
  public static let truthWord = Fault.Code("truth-word", .data)
}
