// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

/// A table from rows of text.
func table(_ names: [String], _ rows: [[String]], file: String = "test.csv") -> Table {
  Table(
    file: file, names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
}

/// A small invented county: villages in groups and townships, households with cards.
struct County {
  var villages: [[String]]
  var households: [[String]]

  /// `villages` villages with 3 to 12 households each, regular enough to be told in a line.
  init(villages count: Int, groups: Int = 2) {
    villages = (0..<count).map { v in
      ["V\(v)", ["A", "B", "C"][v % groups], "T\(v % 3)", "\(100 - v)"]
    }
    households = []
    let cards = ["red", "blue", "red, old"]
    for v in 0..<count {
      for h in 0..<(3 + (v * 7) % 10) {
        households.append(["H\(h)", "V\(v)", cards[(h + v) % 3], "\(1 + (h * v) % 7)"])
      }
    }
  }

  func registers(shuffled: Bool = false) throws -> [String: any Register] {
    let v = shuffled ? villages.reversed() : villages
    let h = shuffled ? households.sorted { ($0[3], $0[0]) < ($1[3], $1[0]) } : households
    return [
      "village": try TableRegister(
        table(["village_id", "group", "township", "size"], v), id: "village_id"),
      "household": try TableRegister(
        table(["household_id", "village", "card", "persons"], h), id: "household_id",
        parent: "village"),
    ]
  }
}

/// A seed of a number, padded.
func seed(_ number: Int) throws -> Seed {
  let digits = "\(number)"
  return try Seed(text: String(repeating: "0", count: 20 - digits.count) + digits)
}
