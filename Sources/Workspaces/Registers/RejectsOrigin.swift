// SPDX-License-Identifier: GPL-3.0-or-later

import Files
public import Tables

/// Where the rows of a workbook of rejected rows came from: the file, and the import that was refused.
///
/// It stands in a hidden sheet of the workbook, by which that is recognized, so that the import can be made again
/// with nothing but the workbook.
struct RejectsOrigin {
  /// Another file of the same import.
  struct Companion {
    let register: String
    let path: String
    /// The SHA-256 of the file.
    let digest: String
    /// The SHA-256 of the register's copy in the workspace at that time; empty if there was none.
    let known: String
  }

  static let sheetName = "assay"
  static let columns = ["entry", "register", "value", "sha256", "known"]

  /// The register, and the path and SHA-256 of its file.
  var register = ""
  var path = ""
  var digest = ""
  /// The sheet and the encoding that were named.
  var sheet: String?
  var encoding: String?
  var companions: [Companion] = []
  /// The SHA-256 of the workbooks whose rows this one carries on.
  var replaces: Set<String> = []

  /// The rows of the sheet.
  var rows: [[String]] {
    var rows = [["file", register, path, digest, ""]]
    if let sheet { rows.append(["sheet", register, sheet, "", ""]) }
    if let encoding { rows.append(["encoding", register, encoding, "", ""]) }
    rows += companions.map { ["with", $0.register, $0.path, $0.digest, $0.known] }
    rows += replaces.sorted().map { ["replaces", register, "", $0, ""] }
    return rows
  }

  init() {}

  /// Reads the sheet; `nil` if the workbook has none.
  /// - Throws: ``Fault/Code/rejectsOriginUnclear`` if somebody changed it.
  init?(_ workbook: Workbook) throws {
    guard workbook.sheetNames.contains(bytesOf: Self.sheetName) else { return nil }
    let place = Place(file: workbook.path, sheet: Self.sheetName)
    let table = try workbook.table(sheet: Self.sheetName, headerRow: 1)
    guard table.names.map({ UnitID($0) }) == Self.columns.map({ UnitID($0) }) else { return nil }
    for row in 0..<table.rowCount {
      let cells = table.columns.map { $0.text(at: row) }
      switch cells[0] {
      case "file": (register, path, digest) = (cells[1], cells[2], cells[3])
      case "sheet": sheet = cells[2]
      case "encoding": encoding = cells[2]
      case "with":
        companions.append(
          Companion(register: cells[1], path: cells[2], digest: cells[3], known: cells[4]))
      case "replaces": replaces.insert(cells[3])
      default: throw Fault(.rejectsOriginUnclear, at: place)
      }
    }
    if digest.isEmpty { throw Fault(.rejectsOriginUnclear, at: place) }
  }
}

/// A workbook of a register's rejected rows, as somebody corrected it.
struct CorrectedRejects {
  let path: String
  /// The SHA-256 of the workbook as it is now.
  let digest: String
  let origin: RejectsOrigin
  /// The rows of each sheet.
  let tables: [Table]

  /// Reads a workbook; `nil` for any other file.
  /// - Throws: ``Fault/Code/rejectsOriginUnclear``; the faults of ``Files/Workbook``.
  init?(path: String) throws {
    guard try FileKind(of: path).isWorkbook else { return nil }
    let workbook: Workbook
    do { workbook = try Workbook(path: path) } catch let fault as Fault {
      // What it is instead is told by whoever reads it as a register.
      if [.notAWorkbook, .oldWorkbook].contains(fault.code) { return nil }
      throw fault
    }
    guard let origin = try RejectsOrigin(workbook) else { return nil }
    self.path = path
    self.origin = origin
    digest = try Workspace.digest(ofFile: path)
    tables = try workbook.sheetNames.filter { $0.hasPrefix(RejectsBook.sheetName) }.map {
      try workbook.table(sheet: $0, headerRow: 1)
    }
  }
}

extension Fault.Code {
  /// A workbook of rejected rows does not tell any more where they came from.
  public static let rejectsOriginUnclear = Fault.Code("rejects-origin-unclear", .data)
}
