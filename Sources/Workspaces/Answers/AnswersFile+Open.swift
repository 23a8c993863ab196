// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
public import Tables

extension AnswersFile {
  /// Opens a file and recognizes its format by its content.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - encoding: the encoding to insist on; recognized when `nil`.
  /// - Throws: the faults of the readers.
  static func open(
    _ path: String, encoding: TextEncoding?, progress: Tables.Progress? = nil
  ) throws -> AnswersFile {
    switch try FileKind(of: path) {
    case .workbook, .oldWorkbook: return try workbook(path, progress: progress)
    case .archive: return try archive(path, encoding: encoding)
    case .json: return try SubmissionsJSON.read(path, encoding: encoding)
    case .text:
      let file = try CSVFile(path: path, encoding: encoding, delimiter: nil)
      return AnswersFile(
        path: path, format: .ofTable(file.header, isWorkbook: false),
        encoding: file.source.encoding, rows: .csv(file))
    }
  }

  // MARK: Workbooks

  /// The first sheet with its header, sheets that go on with the same columns, and those of repeats.
  private static func workbook(_ path: String, progress: Tables.Progress?) throws -> AnswersFile {
    let workbook = try Workbook(path: path)
    var root: SheetTable?
    var more: [Table] = []
    var children: [RepeatTable] = []
    var passedOver: [String] = []
    var faults: [Fault] = []
    for sheet in workbook.sheets {
      if sheet.isHidden {
        passedOver.append(sheet.name)
        continue
      }
      let found: SheetTable
      do {
        found = try workbook.sheetTable(sheet.name, progress: progress)
      } catch let fault as Fault where fault.code == .noHeaderRow && root != nil {
        passedOver.append(sheet.name)
        continue
      }
      let isChild = ["_parent_index", "PARENT_KEY"].contains { found.table.index(of: $0) != nil }
      if root != nil, isChild {
        children.append(RepeatTable(name: sheet.name, table: found.table))
      } else if root == nil {
        root = found
      } else if found.table.names.map({ UnitID($0) }) == root!.table.names.map({ UnitID($0) }) {
        more.append(found.table)
      } else {
        passedOver.append(sheet.name)
        continue
      }
      guard found.faults.count == found.faults.list.count else { throw found.faults }
      faults += found.faults.list
    }
    guard let root else { throw Fault(.emptyFile, at: Place(file: path)) }
    let ofCells = SheetTable.codesOfCells
    var ofTable = Faults()
    for fault in faults where !ofCells.contains(fault.code) { ofTable.append(fault) }
    try ofTable.throwIfAny()
    return AnswersFile(
      path: path, format: .ofTable(root.table.names, isWorkbook: true), encoding: nil,
      rows: .tables([root.table] + more), children: children, passedOver: passedOver,
      cellFaults: faults.filter { ofCells.contains($0.code) })
  }

  // MARK: Archives

  /// ODK Central's archive: the table of submissions, those of repeats beside it.
  private static func archive(_ path: String, encoding: TextEncoding?) throws -> AnswersFile {
    let archive = try ZipArchive(path: path)
    let folder = try UnpackedFolder()
    var tables: [ZipArchive.Entry] = []
    var passedOver: [String: Int] = [:]
    for entry in archive.entries where !entry.name.hasSuffix("/") {
      if entry.name.contains("/") {
        passedOver[String(entry.name.prefix { $0 != "/" }) + "/", default: 0] += 1
      } else if entry.name.hasSuffix(".csv"), !entry.name.hasSuffix(" - audit.csv") {
        tables.append(entry)
      } else {
        passedOver[entry.name, default: 0] += 1
      }
    }
    // The root's name, without its ending, begins those of all its repeats.
    let stem = { (entry: ZipArchive.Entry) in String(entry.name.dropLast(4)) }
    let shortest = tables.min { $0.name.utf8.count < $1.name.utf8.count }
    guard let root = shortest else { throw Fault(.noAnswersInArchive, at: Place(file: path)) }
    let others = tables.filter { bytesCompare($0.name, root.name) != 0 }
    guard others.count == tables.count - 1,
      others.allSatisfy({ $0.name.utf8.starts(with: (stem(root) + "-").utf8) })
    else { throw Fault(.noAnswersInArchive, at: Place(file: path)) }
    func open(_ entry: ZipArchive.Entry, _ number: Int) throws -> CSVFile {
      let location = folder.path + "/\(number).csv"
      try archive.unpack(entry, to: location)
      return try CSVFile(path: "\(path)/\(entry.name)", location: location, encoding: encoding)
    }
    let file = try open(root, 0)
    var children: [RepeatTable] = []
    for (number, entry) in others.enumerated() {
      children.append(
        RepeatTable(name: stem(entry), table: try open(entry, number + 1).table()))
    }
    return AnswersFile(
      path: path, format: .odkZip, encoding: file.source.encoding, rows: .csv(file),
      children: children,
      passedOver: passedOver.sorted { $0.key < $1.key }
        .map { $0.value == 1 ? $0.key : "\($0.key) (\($0.value))" }, unpacked: folder)
  }
}

/// A folder for what an archive holds, which goes when nobody needs it any more.
final class UnpackedFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "assay-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Fault(.cannotWriteFile, at: Place(file: folder.path), ["reason": "\(error)"])
    }
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Fault.Code {
  /// An archive holds no table of submissions, or several.
  public static let noAnswersInArchive = Fault.Code("no-answers-in-archive", .data)
}
