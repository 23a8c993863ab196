// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A sheet of a form: a table whose headers are understood.
struct Sheet {
  /// A column under the name that XLSForm's reference gives it.
  struct Column {
    let key: String
    let language: String
    let header: String
    let index: Int
  }

  let name: String
  let table: Table
  /// The columns that mean something.
  private(set) var columns: [Column] = []
  /// Headers that mean nothing to XLSForm.
  private(set) var others: [(header: String, index: Int)] = []

  /// Reads the headers of a sheet.
  ///
  /// - Parameters:
  ///   - keys: the names of the columns that can occur.
  ///   - aliases: other spellings of them.
  init(_ name: String, _ table: Table, keys: Set<String>, aliases: [String: String]) {
    self.name = name
    self.table = table
    // A single colon divides name and language only where no header has two.
    let hasDouble = table.names.contains { $0.contains("::") }
    for (index, header) in table.names.enumerated() {
      let (spelled, language) = Self.divide(header, at: hasDouble ? "::" : ":", keys, aliases)
      let key = aliases[spelled] ?? spelled
      if keys.contains(key) {
        columns.append(Column(key: key, language: language, header: header, index: index))
      } else {
        others.append((header, index))
      }
    }
  }

  private static func divide(
    _ header: String, at separator: String, _ keys: Set<String>, _ aliases: [String: String]
  ) -> (String, String) {
    let whole = header.trimmed().lowercased()
    if keys.contains(whole) || aliases[whole] != nil { return (whole, "") }
    guard let range = header.firstRange(of: separator) else { return (whole, "") }
    return (
      String(header[..<range.lowerBound]).trimmed().lowercased(),
      String(header[range.upperBound...]).trimmed()
    )
  }

  /// The columns of a key, one for each language.
  func columns(_ key: String) -> [Column] { columns.filter { $0.key == key } }

  /// A cell without white space at its ends; empty if there is no such column.
  func text(_ key: String, _ row: Int) -> String {
    guard let column = columns.first(where: { $0.key == key }) else { return "" }
    return table.columns[column.index].text(at: row).trimmed()
  }

  /// The cells of a key in all languages.
  func translations(_ key: String, _ row: Int) -> Translations {
    Translations(
      columns(key).map {
        Translations.Text(
          language: $0.language, text: table.columns[$0.index].text(at: row).trimmed())
      })
  }

  /// The cells of a row in the order of the columns, without white space at their ends.
  func cells(_ row: Int) -> [String] { table.columns.map { $0.text(at: row).trimmed() } }

  /// Whether a picture or a sound stands in a row, which may replace its label.
  func hasMedia(_ row: Int) -> Bool {
    columns.contains {
      FormReader.mediaKeys.contains($0.key)
        && !table.columns[$0.index].text(at: row).trimmed().utf8.isEmpty
    }
  }

  /// Whether no cell of a row holds anything.
  func isBlank(_ row: Int) -> Bool {
    table.columns.allSatisfy { $0.text(at: row).trimmed().utf8.isEmpty }
  }

  /// The place of a cell, under the header that the user wrote.
  func place(_ row: Int?, _ key: String? = nil) -> Place {
    let header = key.map { key in columns.first { $0.key == key }?.header ?? key }
    return Place(
      file: table.file, sheet: name, row: row.map { table.lines[$0] }, column: header)
  }
}
