// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Sampling
import Testing

@Suite("The minutes of seal and draw")
struct MinutesPageTests {
  @Test("They say where a minimum raised a size", arguments: Language.allCases)
  func raised(language: Language) throws {
    var content = try CountyFixture.minutes(.passed)
    let sample = SampleDesign("exited", from: "households", size: .size(10), minimum: 2)
    content.raised = [
      try #require(RaisedSize(sample, asked: 10, size: 54, cells: 27))
    ]
    let text = ParsedPage(MinutesPage.render(content, in: language)).text
    #expect(
      text.contains(
        language == .chinese
          ? "要求 10 个，因每格至少 2 个，27 个格被提高，合计 54 个"
          : "asked for 10, raised to 54 by the minimum of 2 in each of 27 cells"))
  }

  @Test(
    "They show totals, commitment and seed's hash, and lines to fill and sign",
    arguments: Language.allCases)
  func content(language: Language) throws {
    let content = try CountyFixture.minutes(.provisional)
    let page = MinutesPage.render(content, in: language)
    try HTMLReportTests.keep(page, "minutes-provisional-\(language.rawValue)")
    let parsed = ParsedPage(page)
    #expect(parsed.isWellFormed)
    for group in content.ceremony.commitment.groupedHex.split(separator: " ") {
      #expect(parsed.texts.contains(String(group)))
    }
    #expect(parsed.all("svg").filter { $0["class"] == "qr" }.count == 2)
    #expect(parsed.text.contains("84,654") && parsed.text.contains("338,017"))
    #expect(page.components(separatedBy: "class=\"line\"").count - 1 == 8)
    #expect(parsed.text.contains(language == .chinese ? "见证人" : "Witness"))
    #expect(!parsed.text.contains(language == .chinese ? "演示密钥" : "Demonstration key"))
  }

  @Test("A key that follows from a published text is called so", arguments: Language.allCases)
  func demonstration(language: Language) throws {
    let page = MinutesPage.render(try CountyFixture.minutes(.passed), in: language)
    try HTMLReportTests.keep(page, "minutes-passed-\(language.rawValue)")
    #expect(page.contains(language == .chinese ? "演示密钥，并不保密" : "Demonstration key, not secret"))
  }

  @Test("Before the draw they are the minutes of the seal")
  func sealOnly() throws {
    var content = try CountyFixture.minutes(.provisional)
    content.ceremony.draw = nil
    content.ceremony.drawCount = 0
    let parsed = ParsedPage(MinutesPage.render(content, in: .english))
    #expect(
      parsed.text.contains("Minutes of the seal") && parsed.text.contains("What will be drawn"))
    #expect(parsed.text.contains("sealed twice, drawn not yet"))
    #expect(parsed.all("svg").filter { $0["class"] == "qr" }.count == 1)
  }

  @Test(
    "On A4 they take one page", .enabled(if: Chromium.isInstalled), arguments: Language.allCases)
  func onePage(language: Language) throws {
    for variant in [CountyFixture.Variant.passed, .provisional] {
      let page = MinutesPage.render(try CountyFixture.minutes(variant), in: language)
      #expect(try Chromium.pages(of: page) == 1, "\(variant)")
    }
  }
}

/// The browser that prints the pages, where it is installed.
enum Chromium {
  private static let path = "/usr/bin/chromium"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: path)

  /// The number of pages that a page of HTML takes in print.
  static func pages(of page: String) throws -> Int {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "page.html")
    try page.write(to: file, atomically: true, encoding: .utf8)
    let output = folder.appending(path: "page.pdf")
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
      "--user-data-dir=\(folder.path)/profile", "--print-to-pdf=\(output.path)",
      "file://\(file.path)",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: output), as: Unicode.ASCII.self)
    return text.matches(of: /\/Type\s*\/Page\b(?!s)/).count
  }
}
