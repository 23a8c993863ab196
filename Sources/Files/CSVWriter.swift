// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Writes a CSV file: UTF-8 without byte order mark, LF.
///
/// The file appears under its name only when it is complete; see ``AtomicFile``.
public struct CSVWriter: ~Copyable {
  private var file: AtomicFile

  /// Begins the file with its header.
  /// - Throws: ``Fault/Code/cannotWriteFile``.
  /// - Parameter mode: the access rights, `0o600` where personal data go in.
  public init(path: String, header: [String], mode: UInt16 = 0o644) throws {
    var file = try AtomicFile(path: path, mode: mode)
    try file.write(Record.text(header) + "\n")
    self.file = file
  }

  /// Writes a whole table.
  public static func write(_ table: Table, to path: String) throws {
    var writer = try CSVWriter(path: path, header: table.names)
    for row in 0..<table.rowCount { try writer.write(table.columns.map { $0.text(at: row) }) }
    try writer.finish()
  }

  /// Writes one record.
  public mutating func write(_ fields: [String]) throws {
    try write(record: Record.bytes(fields))
  }

  /// Writes one record that is there as bytes, without its line end.
  package mutating func write(record: [UInt8]) throws {
    try file.write(record)
    try file.write(CollectionOfOne(0x0a))
  }

  /// Syncs the file and gives it its name.
  public consuming func finish() throws {
    try file.commit()
  }
}
