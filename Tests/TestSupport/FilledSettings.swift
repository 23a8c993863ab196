// SPDX-License-Identifier: GPL-3.0-or-later

public import Files

/// A workbook of settings as somebody sends it back.
public enum FilledSettings {
  /// Fills cells in, as somebody does in Excel; keys without a row get one.
  ///
  /// - Parameters:
  ///   - path: the workbook, which is written over.
  ///   - values: the cells by their keys.
  ///   - name: another name of the sheet.
  ///   - isHeaderKept: whether the first row stays.
  public static func fill(
    _ path: String, _ values: [String: OutputCell], sheet name: String? = nil,
    isHeaderKept: Bool = true
  ) throws {
    let workbook = try Workbook(path: path)
    let rows = try workbook.rows(of: workbook.sheetNames[0])
    var rest = values
    var writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet(name ?? workbook.sheetNames[0])
    for row in rows where isHeaderKept || row.number > 1 {
      var cells = (0..<5).map { OutputCell(row[$0]?.text ?? "") }
      if let value = rest.removeValue(forKey: row[4]?.text ?? "") { cells[2] = value }
      try writer.append(cells, to: sheet)
    }
    for (key, value) in rest.sorted(by: { $0.key < $1.key }) {
      try writer.append(["", "", value, "", OutputCell(key)], to: sheet)
    }
    try writer.commit()
  }
}
