// SPDX-License-Identifier: GPL-3.0-or-later

/// A block of rows on its way from a source: named columns, and the line of the first row.
public struct Batch: Sendable {
  /// The rows of this block.
  public var table: Table
  /// The number of rows that came before this block, in the whole source.
  public let firstRow: Int
  /// The records as they stand in the source, without line ends, if they were asked for.
  public let records: TextColumn?

  /// A block of rows.
  public init(table: Table, firstRow: Int, records: TextColumn? = nil) {
    self.table = table
    self.firstRow = firstRow
    self.records = records
  }
}
