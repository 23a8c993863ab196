// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

extension TableFile {
  /// Hands the file to work that passes over CSV in blocks: a CSV file itself, a sheet of a workbook as a
  /// copy that has no name and vanishes with the process.
  ///
  /// Faults of the work name the sheet and the row as Excel shows it.
  ///
  /// - Parameters:
  ///   - progress: hears the bytes of a workbook that are read.
  ///   - body: the work.
  /// - Throws: as ``table(columns:progress:)``; ``Fault/Code/cannotWriteFile``; what `body` throws.
  /// - Complexity: linear in the bytes; memory for the columns of a sheet while it is copied.
  public func withCSV<Result>(
    progress: Progress? = nil, _ body: (CSVFile) throws -> Result
  ) throws -> Result {
    if let file = csvFile { return try body(file) }
    let (copy, sheet, rows) = try copied(progress: progress)
    let file = try CSVFile(path: path, location: copy.location, encoding: .utf8)
    return try withExtendedLifetime(copy) {
      do { return try body(file) } catch let fault as Fault {
        throw fault.moved(to: sheet, rows)
      } catch let faults as Faults {
        throw faults.mapped { $0.moved(to: sheet, rows) }
      }
    }
  }

  /// A copy of the sheet, and the line of the sheet for each line of the copy.
  private func copied(
    progress: Progress?
  ) throws -> (copy: UnnamedFile, sheet: String?, rows: [Int]) {
    let table = try table(progress: progress)
    var copy = try UnnamedFile.Writer()
    var rows: [Int] = []
    func note(_ record: [UInt8], _ row: Int) {
      rows.append(row)
      for byte in record where byte == 0x0a { rows.append(row) }
    }
    let header = Record.bytes(table.names)
    try copy.write(header)
    note(header, (table.rowCount > 0 ? table.lines[0] : 2) - 1)
    for row in 0..<table.rowCount {
      var record: [UInt8] = []
      for (number, column) in table.columns.enumerated() {
        if number > 0 { record.append(0x2c) }
        column.withBytes(at: row) { Record.append($0, to: &record) }
      }
      // A line without any character would be passed over.
      if record.isEmpty { record = [0x22, 0x22] }
      try copy.write(record)
      note(record, table.lines[row])
    }
    return (try copy.finish(), table.sheet, rows)
  }
}

extension Fault {
  fileprivate func moved(to sheet: String?, _ rows: [Int]) -> Fault {
    var fault = self
    guard place.file != nil else { return self }
    fault.place.sheet = sheet
    if let line = place.row, rows.indices.contains(line - 1) { fault.place.row = rows[line - 1] }
    return fault
  }
}

/// A temporary file without a name, which can be read at ``location`` as long as this lives.
private final class UnnamedFile {
  private let descriptor: Int32

  /// A path by which this process, and no other, opens the file.
  var location: String { "/proc/self/fd/\(descriptor)" }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Writes lines.
  struct Writer: ~Copyable {
    private let file: UnnamedFile
    private var buffer: [UInt8] = []

    init() throws {
      let path = "\(ScratchFile.folder)/assay-\(getpid())-\(UInt64.random(in: 0 ... .max)).part"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw AtomicFile.fault(path) }
      unlink(path)
      file = UnnamedFile(descriptor)
    }

    mutating func write(_ line: [UInt8]) throws {
      buffer += line
      buffer.append(0x0a)
      if buffer.count >= 1 << 18 { try flush() }
    }

    consuming func finish() throws -> UnnamedFile {
      try flush()
      return file
    }

    private mutating func flush() throws {
      var offset = 0
      while offset < buffer.count {
        let written = buffer.withUnsafeBytes {
          Glibc.write(file.descriptor, $0.baseAddress! + offset, $0.count - offset)
        }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw AtomicFile.fault(ScratchFile.folder) }
        offset += written
      }
      buffer.removeAll(keepingCapacity: true)
    }
  }
}
