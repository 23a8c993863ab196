// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Foundation
import Tables

/// The files of a script for another program.
public enum ScriptFiles {
  /// Writes rows, figures and script into a folder, which is made if there is none.
  ///
  /// - Returns: the paths of the files.
  /// - Throws: ``Tables/Fault/Code/cannotWriteFile``.
  public static func write(
    _ script: AnalysisScript, _ data: ScriptData, to folder: URL, in language: Language
  ) throws -> [String] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Fault(
        .cannotWriteFile, at: Place(file: folder.relativePath),
        ["reason": error.localizedDescription])
    }
    var files: [URL] = []
    for rows in data.rows {
      let file = folder.appending(path: AnalysisScript.file(ofStage: rows.stage))
      try CSVWriter.write(rows.table, to: file.path)
      files.append(file)
    }
    let figures = folder.appending(path: "figures.csv")
    try CSVWriter.write(AnalysisScript.figures(data), to: figures.path)
    let file = folder.appending(path: script.file)
    try AtomicFile.write(script.text(data, in: language), to: file.path)
    return (files + [figures, file]).map(\.relativePath)
  }
}
