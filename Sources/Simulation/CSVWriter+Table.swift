// SPDX-License-Identifier: GPL-3.0-or-later

internal import Files
internal import Tables

extension CSVWriter {
  /// Writes a whole table to a new file.
  /// - Throws: ``Tables/Fault/Code/cannotWriteFile``.
  static func write(_ table: Table, to path: String) throws {
    var writer = try CSVWriter(path: path, header: table.names)
    for row in 0..<table.rowCount {
      try writer.write(table.columns.map { $0.text(at: row) })
    }
    try writer.finish()
  }
}
