// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Tables

/// What kind of file answers came in.
public enum AnswersFormat: String, Sendable, CaseIterable {
  /// ODK Central's CSV, or that of Briefcase.
  case odkCSV = "odk-csv"
  /// ODK Central's zip with a table for each repeat.
  case odkZip = "odk-zip"
  /// ODK Central's OData feed or API.
  case odkJSON = "odk-json"
  /// KoboToolbox's CSV.
  case koboCSV = "kobo-csv"
  /// KoboToolbox's workbook.
  case koboWorkbook = "kobo-xlsx"
  /// KoboToolbox's API.
  case koboJSON = "kobo-json"
  /// SurveyCTO's wide CSV.
  case surveyCTO = "surveycto-csv"
  /// Rejected rows that Assay wrote, corrected.
  case rejects
  /// A table that people typed.
  case typed

  /// Whether values are taken as they stand: a server wrote them, by the names of choices.
  var isExact: Bool { self == .odkCSV || self == .odkZip || self == .odkJSON }

  /// The format of a table by the columns that servers add.
  static func ofTable(_ names: [String], isWorkbook: Bool) -> AnswersFormat {
    func has(_ name: String) -> Bool { names.contains(bytesOf: name) }
    if has(RejectColumns.ofAnswers[0]) { return .rejects }
    if has("formdef_version"), has("KEY") { return .surveyCTO }
    if has("KEY"),
      has("SubmissionDate") || has("instanceID") || has("meta-instanceID") || has("FormVersion")
    {
      return .odkCSV
    }
    if has("_uuid") || has("_submission_time") || has("meta/rootUuid") {
      return isWorkbook ? .koboWorkbook : .koboCSV
    }
    return .typed
  }
}

/// A file of answers, whatever its format: rows of text under headers, and the rows of its repeats.
struct AnswersFile: Sendable {
  /// Where the rows are.
  enum Rows: Sendable {
    /// In a CSV file, which is passed over in blocks.
    case csv(CSVFile)
    /// In memory, of several sheets with the same columns.
    case tables([Table])
  }

  /// The file as the user named it.
  let path: String
  let format: AnswersFormat
  /// The encoding, where the file is text.
  let encoding: TextEncoding?
  let rows: Rows
  /// The rows of repeats.
  var children: [RepeatTable] = []
  /// What was passed over, such as pictures and audits.
  var passedOver: [String] = []
  /// Cells whose value is not what somebody wrote.
  var cellFaults: [Fault] = []
  /// What holds the files of an archive as long as they are read.
  var unpacked: UnpackedFolder?

  /// The headers.
  var names: [String] {
    switch rows {
    case .csv(let file): file.header
    case .tables(let tables): tables[0].names
    }
  }

  /// The first rows, to recognize what the columns hold.
  func head() throws -> Table {
    switch rows {
    case .tables(let tables): return tables[0]
    case .csv(let file):
      var head: Table?
      do {
        try file.forEachBatch(batchRows: 64) { batch in
          head = batch.table
          throw HeadRead()
        }
      } catch is HeadRead {}
      return head
        ?? Table(
          file: path, names: file.header, columns: file.header.map { _ in TextColumn() })
    }
  }

  private struct HeadRead: Error {}

  /// Passes over all rows on all cores.
  ///
  /// - Parameters:
  ///   - progress: hears bytes or rows that are done.
  ///   - transform: the work on a block of rows.
  ///   - consume: takes the results in the order of the file, with what must be added to the lines of the
  ///     block.
  func mapBlocks<Result: Sendable>(
    progress: Tables.Progress?, _ transform: @Sendable (Table) throws -> Result,
    consume: (Result, _ lineOffset: Int) throws -> Void
  ) throws {
    switch rows {
    case .csv(let file):
      try file.mapBlocks(columns: file.header, progress: progress) { block in
        try transform(
          Table(
            file: path, names: file.header, columns: (0..<block.width).map { block.column($0) },
            lines: block.lines))
      } consume: { result, firstLine in
        try consume(result, firstLine - 1)
      }
    case .tables(let tables):
      for table in tables { try Self.mapBlocks(of: table, progress, transform, consume) }
    }
  }

  private static func mapBlocks<Result: Sendable>(
    of table: Table, _ progress: Tables.Progress?,
    _ transform: @Sendable (Table) throws -> Result, _ consume: (Result, Int) throws -> Void
  ) throws {
    let size = 2048
    var done = 0
    try mapInOrder(stride(from: 0, to: table.rowCount, by: size)) { start in
      try transform(table.gathered(start..<min(start + size, table.rowCount)))
    } consume: { result in
      try progress?(done, table.rowCount)
      done += size
      try consume(result, 0)
    }
  }
}

/// The rows of a repeat in a table of their own.
struct RepeatTable: Sendable {
  /// The name of the repeat, or of its file, for messages.
  let name: String
  let table: Table
}
