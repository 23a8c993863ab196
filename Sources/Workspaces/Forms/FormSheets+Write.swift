// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables

extension FormSheets {
  /// Writes the sheets as a workbook, if the path ends in `.xlsx`, or as a folder of CSV files; files
  /// of choices are copied beside the workbook or into the folder.
  ///
  /// Text stays text: numbers in CSV become text cells, as they came.
  ///
  /// - Throws: `Faults` with ``FormSheets/losses``, if there are any, and with cells that cannot be
  ///   read: nothing is lost in silence; ``Fault/Code/folderNotEmpty``; the faults of `WorkbookWriter` and `CSVWriter`.
  public func write(to path: String) throws {
    try checkKept()
    let url = URL(filePath: path)
    if path.lowercased().hasSuffix(".xlsx") {
      try writeWorkbook(to: path)
      try copyFiles(to: url.deletingLastPathComponent())
    } else {
      try makeFolder(url)
      for sheet in sheets {
        try CSVWriter.write(sheet.table, to: url.appending(path: "\(sheet.name).csv").path)
      }
      try copyFiles(to: url)
    }
  }

  private func writeWorkbook(to path: String) throws {
    var writer = try WorkbookWriter(path: path)
    for sheet in sheets {
      let id = try writer.addSheet(sheet.name, columns: sheet.table.names.map { .init($0) })
      for row in 0..<sheet.table.rowCount {
        try writer.append(
          sheet.table.columns.map { OutputCell($0.text(at: row), style: .wrapped) }, to: id)
      }
    }
    try writer.commit()
  }

  private func makeFolder(_ url: URL) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: url.path, isDirectory: &isFolder) {
      guard isFolder.boolValue, try manager.contentsOfDirectory(atPath: url.path).isEmpty else {
        throw Fault(.folderNotEmpty, at: Place(file: url.path))
      }
      return
    }
    do { try manager.createDirectory(at: url, withIntermediateDirectories: true) } catch {
      throw Fault(
        .cannotWriteFile, at: Place(file: url.path), ["reason": error.localizedDescription])
    }
  }

  private func copyFiles(to folder: URL) throws {
    for (name, source) in files {
      let target = folder.appending(path: name)
      if target.resolvingSymlinksInPath().path == source.resolvingSymlinksInPath().path { continue }
      var file = try AtomicFile(path: target.path)
      try TextFile.forEachByteBlock(of: source.path) { try file.write($0) }
      try file.commit()
    }
  }
}
