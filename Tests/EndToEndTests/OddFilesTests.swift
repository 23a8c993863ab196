// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Files as they come from offices, handed in as the register of households.
@Suite("Odd files are taken rightly or refused with one message that says what to do")
struct OddFilesTests {
  private let work: WorkspaceFolder
  private let text: String

  init() throws {
    work = try WorkspaceFolder()
    text = try work.folder.read("households.csv")
    try work.importRegisters()
  }

  private func check(
    _ bytes: some Sequence<UInt8>, language: String = "en"
  ) throws -> AssayProcess.Outcome {
    let path = try work.folder.write("odd.csv", bytes)
    return try work.run("register", "check", "households=\(path)", "--language", language)
  }

  @Test("Semicolons, tabulators, other line ends, a mark at the beginning: the same register")
  func same() throws {
    let right = try check(text.utf8).output
    #expect(right.contains("in order"))
    for other in [
      text.replacing(",", with: ";"), text.replacing(",", with: "\t"),
      text.replacing("\n", with: "\r"), text.replacing("\n", with: "\r\n"), "\u{feff}" + text,
    ] {
      let outcome = try check(other.utf8)
      #expect(outcome.output == right, "\(outcome.errors)")
    }
  }

  @Test("What is no table is refused once, in both languages")
  func refused() throws {
    let zeros = text.utf8.flatMap { [$0, UInt8(0)] }
    let cases: [(bytes: [UInt8], english: String, chinese: String)] = [
      (Array("%PDF-1.4\n".utf8), "the file is PDF, not a table", "文件是 PDF，不是表格"),
      ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "the file is PNG", "文件是 PNG"),
      (Array("\n <HTML><body>".utf8), "the file is a web page", "文件其实是网页"),
      (zeros, "this is UTF-16 text", "UTF-16"),
      (Array(("sep=;\n" + text.replacing(",", with: ";")).utf8), "tells Excel which", "给 Excel 的"),
      (
        Array("[{\"a\":1}]".utf8), "none of the columns household_id, village_id", "没有 household_id"
      ),
      (Array("名册,,\na,b,c\n".utf8), "2 columns of the header have no name", "有 2 列没有名称"),
      (Array(text.replacing("H1,V3", with: "\u{feff}H1,V3").utf8), "holds U+FEFF", "U+FEFF"),
      (Array(text.replacing("H1,V3", with: "H1,V\u{1b}[2J").utf8), "V␛[2J", "V␛[2J"),
    ]
    for one in cases {
      for (language, words) in [("en", one.english), ("zh", one.chinese)] {
        let outcome = try check(one.bytes, language: language)
        #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains("odd.csv"))
      }
    }
  }

  @Test("Ten thousand columns, a text of 40,000 characters: no message grows with them")
  func large() throws {
    let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let wide = text.split(separator: "\n").enumerated().map { number, line in
      line + "," + (number == 0 ? names : String(repeating: ",", count: 9_999))
    }
    #expect(try check((wide.joined(separator: "\n") + "\n").utf8).status == 0)
    let other = try check((names + "\n").utf8)
    #expect(other.status == 65 && other.errors.utf8.count < 4000)
    let long = text.replacing("H1,V1,", with: "H1,\(String(repeating: "村", count: 40_000)),")
    let outcome = try check(long.utf8)
    #expect(outcome.status == 65 && outcome.errors.utf8.count < 2000)
    #expect(outcome.errors.contains("村…"))
  }
}
