// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Figures of reference that `Reference/selection.R` made: rows of texts by the names of the header.
func referenceRows(_ name: String) throws -> [[String: String]] {
  let url = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/\(name).csv")
  let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
  let header = lines[0].split(separator: ",").map(String.init)
  return lines.dropFirst().map { line in
    Dictionary(uniqueKeysWithValues: zip(header, line.split(separator: ",").map(String.init)))
  }
}

/// The rows of each case, in the order of the file.
func referenceCases(_ name: String) throws -> [(case: String, size: Int, rows: [[String: String]])]
{
  var cases: [(case: String, size: Int, rows: [[String: String]])] = []
  for row in try referenceRows(name) {
    if cases.last?.case != row["case"] { cases.append((row["case"]!, Int(row["n"]!)!, [])) }
    cases[cases.count - 1].rows.append(row)
  }
  return cases
}
