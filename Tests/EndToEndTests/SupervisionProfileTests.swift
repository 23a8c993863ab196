// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The profile of monthly supervision")
struct SupervisionProfileTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  /// Rows of a bundled register, each under the names of its columns; the registers hold no quotes.
  private func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: Self.bundled.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Writes the poor villages of the bundled county, their townships and households.
  private func registers(in folder: TemporaryFolder) throws -> [String] {
    let villages = try rows("villages.csv").filter { $0["group"] != "other" }
    let ids = Set(villages.map { $0["village_id"]! })
    let tables = [
      "townships": (
        ["township"], Set(villages.map { $0["township"]! }).sorted().map { ["township": $0] }
      ),
      "villages": (["village_id", "township", "persons"], villages),
      "households": (
        ["household_id", "village_id", "persons"],
        try rows("households.csv").filter { ids.contains($0["village_id"]!) }
      ),
    ]
    return try tables.map { name, table in
      let lines = [table.0] + table.1.map { row in table.0.map { row[$0]! } }
      let path = folder.path("\(name).csv")
      try Data(lines.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
        .write(to: URL(filePath: path))
      return path
    }
  }

  @Test(
    "Four months from one seed and key meet the quotas, go on in the circle and are proved in the end"
  )
  func months() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("w")
    @discardableResult
    func assay(_ arguments: [String], expecting status: Int32 = 0) throws -> String {
      let run = try AssayProcess.run(arguments)
      #expect(run.status == status, "\(arguments[0]): \(run.errors)")
      return run.output + run.errors
    }
    let months = (1...4).map { "2016-0\($0)" }
    try assay(["new", path, "--profile", "monthly-supervision-2016", "--round", months[0]])
    try assay(["register", "import", "--workspace", path] + registers(in: folder))
    var townships: [Set<Substring>] = []
    for month in months {
      if month == months[0] {
        try assay(["seal", "--workspace", path])
      } else {
        try assay(["round", "new", month, "--workspace", path])
        try assay(["seal", "--key-of", months[0], "--workspace", path])
      }
      try assay(["draw", "--seed", "63454660390103169462", "--workspace", path])
      let sample = try String(
        contentsOf: URL(filePath: path).appending(path: "out/\(month)/sample.csv"), encoding: .utf8)
      let paths = sample.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", maxSplits: 1)[0].split(separator: "/")
      }
      let visits = Dictionary(grouping: paths.filter { $0.count == 3 }) { $0[0...1] }
      #expect(paths.count { $0.count == 1 } == 2 && paths.count { $0.count == 2 } == 2)
      #expect(visits.count == 2 && visits.values.allSatisfy { (3...5).contains($0.count) })
      townships.append(Set(paths.filter { $0.count == 1 }.map { $0[0] }))
    }
    // Eight of nineteen townships, none twice.
    #expect(townships.reduce(into: Set()) { $0.formUnion($1) }.count == 8)
    for month in months { try assay(["reveal", "--round", month, "--workspace", path]) }
    let verified = try assay(
      [
        "verify", "\(path)/out/\(months[3])/proof.json", "--salt",
        "\(path)/keys/\(months[3])/salt.key",
      ]
        + ["townships", "villages", "households"].flatMap {
          ["--register", "\($0)=\(path)/registers/\($0).csv"]
        })
    #expect(!verified.contains("✗") && !verified.contains("–"))
  }

  @Test("A county with so many townships that the year is too short for them is not sealed")
  func tooSlow() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("w")
    #expect(
      try AssayProcess.run(["new", path, "--profile", "monthly-supervision-2016"]).status == 0)
    let townships = (10..<40).map { "T\($0)" }
    for (name, lines) in [
      ("townships", ["township"] + townships),
      ("villages", ["village_id,township,persons"] + townships.map { "V\($0),\($0),9" }),
      (
        "households",
        ["household_id,village_id,persons"]
          + townships.flatMap { town in (1...5).map { "H\($0),V\(town),2" } }
      ),
    ] {
      try Data(lines.map { $0 + "\n" }.joined().utf8)
        .write(to: URL(filePath: folder.path("\(name).csv")))
    }
    let files = ["townships", "villages", "households"].map { folder.path("\($0).csv") }
    let imported = try AssayProcess.run(["register", "import", "--workspace", path] + files)
    #expect(imported.status == 0, "\(imported.errors)")
    let sealed = try AssayProcess.run(["seal", "--workspace", path, "--language", "en"])
    #expect(sealed.status == 78 && sealed.errors.contains("12"), "\(sealed.errors)")
  }
}
