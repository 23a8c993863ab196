// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files

extension Listing {
  /// The listing as a table of a page.
  func dataTable(caption: String, in language: Language) -> DataTable {
    let (titles, cells, isNumeric) = shown(in: language)
    return DataTable(
      caption: caption,
      columns: titles.indices.map { column in
        if isNumeric[column] { return .number(titles[column]) }
        // Short texts such as dates are not broken.
        let isShort = cells.allSatisfy { displayWidth($0[column]) <= 12 }
        return isShort ? .word(titles[column]) : .text(titles[column])
      },
      rows: cells.map { DataTable.Row(cells: $0) })
  }

  /// Writes the listing as a workbook of one sheet.
  /// - Throws: the faults of writing.
  public func writeWorkbook(to path: String, in language: Language) throws {
    var writer = try WorkbookWriter(path: path)
    try write(to: &writer, sheet: "issues", in: language)
    try writer.commit()
  }

  /// Writes the listing as a sheet of a workbook, numbers as numbers.
  func write(
    to writer: inout WorkbookWriter, sheet name: String, in language: Language
  ) throws {
    let titles = titles(in: language)
    let sheet = try writer.addSheet(name, columns: titles.map { .init($0) }, frozenColumns: 1)
    for row in values {
      try writer.append(
        row.map { cell in
          switch cell {
          case .text(let text): OutputCell(text)
          case .integer(let value): OutputCell(.number(Double(value)))
          case .number(let value): OutputCell(.number(value))
          case .none: OutputCell(.empty)
          case .object(let pairs):
            OutputCell(pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " "))
          }
        }, to: sheet)
    }
  }
}
