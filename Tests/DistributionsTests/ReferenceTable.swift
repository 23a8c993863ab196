// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A table of reference figures beside the tests; the script of the same name made it.
struct ReferenceTable {
  /// One row: its fields by the names of the header.
  struct Row: CustomStringConvertible {
    let fields: [String: String]
    let description: String

    func text(_ name: String) -> String { fields[name]! }
    func number(_ name: String) -> Double { Double(fields[name]!)! }
    func integer(_ name: String) -> Int { Int(fields[name]!)! }
  }

  let rows: [Row]

  init(_ name: String, file: String = #filePath) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let url = folder.appendingPathComponent("Reference/\(name).csv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    rows = lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Row(
        fields: Dictionary(uniqueKeysWithValues: zip(header, fields)), description: String(line))
    }
  }
}

/// The error of a value relative to what it should be; infinite for NaN.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  if value == expected { return 0 }
  let error = abs(value - expected) / abs(expected)
  return error.isNaN ? .infinity : error
}
