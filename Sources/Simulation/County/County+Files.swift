// SPDX-License-Identifier: GPL-3.0-or-later

internal import Files
internal import Foundation
import Tables

extension County {
  /// The files of a county, in the order in which they are written.
  public static let fileNames = ["villages.csv", "households.csv", "roster.csv", "truth.csv"]

  /// Refuses a folder that holds something already.
  /// - Throws: ``Tables/Fault/Code/folderNotEmpty``.
  public static func checkIsNew(_ folder: String) throws {
    if let content = try? FileManager.default.contentsOfDirectory(atPath: folder), !content.isEmpty
    {
      throw Fault(.folderNotEmpty, at: Place(file: folder))
    }
  }

  /// Writes the registers and the truth into a folder, which is made if it does not exist.
  ///
  /// - Throws: ``Tables/Fault/Code/folderNotEmpty`` if anything is in the folder already; the faults of
  ///   writing.
  public func write(to folder: String) throws {
    try Self.checkIsNew(folder)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Fault(
        .cannotWriteFile, at: Place(file: folder), ["reason": error.localizedDescription])
    }
    for (name, table) in zip(Self.fileNames, [villages, households, roster, truth]) {
      try CSVWriter.write(table, to: "\(folder)/\(name)")
    }
  }
}
