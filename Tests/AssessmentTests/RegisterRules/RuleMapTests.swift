// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The map of the founding documents' rules")
struct RuleMapTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private struct Row {
    let id: String
    let place: [String]
    let isOutOfScope: Bool
    let test: String
  }

  /// Every rule of the five documents.
  private static let ids: [String] = {
    func numbered(_ prefix: String, _ count: Int) -> [String] {
      (1...count).map { prefix + ($0 < 10 ? "0" : "") + "\($0)" }
    }
    return numbered("JA-", 25) + [
      "JA-EVAL-01", "JA-SMP-01", "JA-XCH-01", "JA-DOC-01", "JA-CARD-01",
    ]
      + numbered("PL-EXIT-", 9) + numbered("PL-VEXIT-", 2) + numbered("PL-ID-", 2)
      + numbered("PL-FUND-", 4) + ["PL-PROJ-01"] + numbered("PL-DUTY-", 3)
      + numbered("PL-REP-", 2) + numbered("PL-SRC-", 2) + ["PL-CHK-01", "PL-LED-01"]
      + numbered("PL-RATE-", 2) + numbered("HZ-SUP-", 5) + numbered("HZ-ASM-", 5)
      + [
        "DA-QUO-01", "DA-TGT-01", "DA-BAT-01", "DA-RET-01", "DA-PLN-01", "DA-STF-01", "DA-FRM-01",
        "DA-REP-01", "DA-LED-01", "SQ-LST-01", "SQ-CAU-01", "SQ-RSK-01", "SQ-RAT-01",
      ] + numbered("SQ-DUE-", 2) + ["SQ-RSP-01", "SQ-LED-01"] + numbered("DQ-", 16)
  }()

  private func rows() throws -> [Row] {
    let file = Self.repository.appending(
      path: "Sources/Assessment/Assessment.docc/RulesOfTheDocuments.md")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains(/^\| [A-Z]{2}-/) }
      .map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return Row(
          id: cells[0], place: cells[2].matches(of: /`([^`]+)`/).map { String($0.1) },
          isOutOfScope: cells[2].hasPrefix("out of scope: "),
          test: cells[3].trimmingCharacters(in: CharacterSet(charactersIn: "`")))
      }
  }

  @Test("Every rule stands in it once, with its place or the reason why it has none")
  func complete() throws {
    let rows = try rows()
    #expect(rows.map(\.id).sorted() == Self.ids.sorted())
    for row in rows { #expect(row.isOutOfScope == row.place.isEmpty, "\(row.id)") }
  }

  @Test("What it names is there: the line of the profile, the form, the dataset")
  func places() throws {
    let manager = FileManager.default
    for row in try rows() where !row.isOutOfScope {
      if row.place[0].hasPrefix("datasets/") {
        #expect(manager.fileExists(atPath: Self.repository.appending(path: row.place[0]).path))
        continue
      }
      let folder = Self.repository.appending(path: "surveys/\(row.place[0])")
      let text = try String(contentsOf: folder.appending(path: "profile.yaml"), encoding: .utf8)
      for key in row.place.dropFirst() {
        let isThere =
          text.contains("\(key):") || text.contains("id: \(key)\n") || text.contains(": \(key),")
          || manager.fileExists(atPath: folder.appending(path: key).path)
        #expect(isThere, "\(row.id): \(key)")
      }
    }
  }

  @Test("The tests that it names are there, and those of single rules name them")
  func tests() throws {
    let folder = Self.repository.appending(path: "Tests")
    var texts: [String: String] = [:]
    for case let file as URL in FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil)!
    where file.pathExtension == "swift" {
      texts[file.deletingPathExtension().lastPathComponent] = try String(
        contentsOf: file, encoding: .utf8)
    }
    // These go through all forms, all readings or a whole assessment.
    let general = [
      "FormCommandTests", "ReadingTests", "DemoTests", "SupervisionProfileTests",
      "PublishedFiguresTests",
    ]
    for row in try rows() where !row.isOutOfScope {
      let text = try #require(texts[row.test], "\(row.id): \(row.test)")
      guard !general.contains(row.test) else { continue }
      let names = [row.id] + row.place.dropFirst()
      #expect(names.contains { text.contains($0) }, "\(row.id) in \(row.test)")
    }
  }
}
