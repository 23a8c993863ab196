// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables

/// Results as rows of named values, which are written as a table for people, as CSV or as JSON.
///
/// Keys are the same in CSV and JSON and never change with the language; titles are for people.
public struct Listing: Sendable {
  /// One value.
  public enum Cell: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A number; JSON and CSV hold the shortest decimal that reads back to it.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// A value that does not exist.
    case none
    /// Named texts, such as the levels of a domain; CSV gives each its own column `key.name`.
    case object([(name: String, value: String)])

    /// A number, or nothing.
    public static func optional(_ value: Double?) -> Cell { value.map { .number($0) } ?? .none }

    /// A whole number, or nothing.
    public static func optional(_ value: Int?) -> Cell { value.map { .integer($0) } ?? .none }

    /// A text, or nothing.
    public static func optional(_ value: String?) -> Cell { value.map { .text($0) } ?? .none }

    /// Equality of the values.
    public static func == (left: Cell, right: Cell) -> Bool {
      switch (left, right) {
      case (.text(let a), .text(let b)): bytesCompare(a, b) == 0
      case (.number(let a), .number(let b)): a == b
      case (.integer(let a), .integer(let b)): a == b
      case (.none, .none): true
      case (.object(let a), .object(let b)):
        a.map(\.name) == b.map(\.name) && a.map(\.value) == b.map(\.value)
      default: false
      }
    }
  }

  /// How a number is shown to people.
  public enum Style: Sendable {
    /// With so many decimals at the most.
    case decimals(Int)
    /// With so many significant digits.
    case significant(Int)
    /// As a percentage with so many decimals.
    case percent(Int)
  }

  /// A column: its key, its title, and how people see its numbers.
  public struct Column: Sendable {
    let key: String
    let title: BilingualText
    let style: Style
    let isShown: Bool
    let isNumeric: Bool

    /// A column.
    /// - Parameters:
    ///   - isShown: whether it stands in the table for people, too.
    ///   - isNumeric: whether its texts are figures and set as such.
    public init(
      _ key: String, _ title: BilingualText, style: Style = .significant(6), isShown: Bool = true,
      isNumeric: Bool = false
    ) {
      self.key = key
      self.title = title
      self.style = style
      self.isShown = isShown
      self.isNumeric = isNumeric
    }
  }

  /// The formats of the command line.
  public enum Format: String, Sendable, CaseIterable {
    /// For people.
    case table
    /// For spreadsheets.
    case csv
    /// For programs.
    case json
  }

  private let columns: [Column]
  private let isSingle: Bool
  private var rows: [[Cell]] = []

  /// An empty listing.
  /// - Parameter isSingle: whether JSON is one object instead of an array of objects.
  public init(columns: [Column], isSingle: Bool = false) {
    self.columns = columns
    self.isSingle = isSingle
  }

  /// Adds a row with one cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count)
    rows.append(row)
  }

  /// The listing as text that ends with a line end.
  public func text(_ format: Format, in language: Language) -> String {
    switch format {
    case .table: table(language)
    case .csv: csv()
    case .json: json()
    }
  }

  private func table(_ language: Language) -> String {
    let (titles, cells, isNumeric) = shown(in: language)
    var table = TextTable(header: titles, alignments: isNumeric.map { $0 ? .right : .left })
    for row in cells { table.append(row) }
    return table.lines().joined(separator: "\n") + "\n"
  }

  /// The titles of all columns.
  func titles(in language: Language) -> [String] { columns.map { $0.title.text(in: language) } }

  /// All values.
  var values: [[Cell]] { rows }

  /// Titles and cells as people see them, without columns that nothing stands in.
  func shown(in language: Language) -> (titles: [String], cells: [[String]], isNumeric: [Bool]) {
    let shown = columns.indices.filter { index in
      columns[index].isShown && rows.contains { $0[index] != .none && $0[index] != .object([]) }
    }
    let isNumeric = shown.map { index in
      columns[index].isNumeric
        || rows.contains {
          switch $0[index] {
          case .number, .integer: true
          default: false
          }
        }
    }
    return (
      shown.map { columns[$0].title.text(in: language) },
      rows.map { row in shown.map { Self.shown(row[$0], columns[$0].style) } }, isNumeric
    )
  }

  private static func shown(_ cell: Cell, _ style: Style) -> String {
    switch cell {
    case .text(let text): text
    case .integer(let value): "\(value)"
    case .number(let value): NumberText.text(value, style)
    case .none: "–"
    case .object(let pairs): pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }
  }

  private func csv() -> String {
    // An object's names become columns, in the order of their first appearance.
    var names: [Int: [String]] = [:]
    for row in rows {
      for (index, cell) in row.enumerated() {
        guard case .object(let pairs) = cell else { continue }
        for pair in pairs where !(names[index] ?? []).contains(pair.name) {
          names[index, default: []].append(pair.name)
        }
      }
    }
    let isObject = columns.indices.map { index in
      rows.contains { if case .object = $0[index] { true } else { false } }
    }
    let order = columns.indices.filter { isObject[$0] } + columns.indices.filter { !isObject[$0] }
    var text = ""
    let header = order.flatMap { index in
      isObject[index]
        ? (names[index] ?? []).map { "\(columns[index].key).\($0)" } : [columns[index].key]
    }
    text += Record.text(header) + "\n"
    for row in rows {
      let fields = order.flatMap { index -> [String] in
        switch row[index] {
        case .text(let text): return [text]
        case .integer(let value): return ["\(value)"]
        case .number(let value): return [NumberText.shortest(value)]
        case .none: return isObject[index] ? (names[index] ?? []).map { _ in "" } : [""]
        case .object(let pairs):
          return (names[index] ?? []).map { name in pairs.first { $0.name == name }?.value ?? "" }
        }
      }
      text += Record.text(fields) + "\n"
    }
    return text
  }

  private func json() -> String {
    let objects = rows.map { row in
      JSONText.object(zip(columns, row).map { ($0.key, JSONText(cell: $1)) })
    }
    if isSingle, objects.count == 1 { return objects[0].text() + "\n" }
    return JSONText.array(objects).text() + "\n"
  }
}
