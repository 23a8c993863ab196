// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Tables
import Testing
import Workspaces

private let sources = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Sources")

/// The names of all fault codes that the sources declare.
private func declaredCodes() throws -> Set<String> {
  try matches(of: /Fault\.Code\(\s*"([a-z0-9-]+)"/)
}

/// What a pattern captures anywhere in the sources.
private func matches(of pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
  let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)!
  var names: Set<String> = []
  for case let file as URL in files where file.pathExtension == "swift" {
    let text = try String(contentsOf: file, encoding: .utf8)
    for match in text.matches(of: pattern) {
      names.insert(String(match.1))
    }
  }
  return names
}

@Suite("The catalogue of faults")
struct CatalogueTests {
  @Test("Every fault has a sentence in both languages, and no sentence is without its fault")
  func complete() throws {
    let declared = try declaredCodes()
    #expect(declared.count > 10)
    #expect(declared.subtracting(Catalogue.names).sorted() == [])
    #expect(Catalogue.names.subtracting(declared).sorted() == [])
  }

  @Test("Both sentences name the same values")
  func values() {
    for name in Catalogue.names.sorted() {
      let template = Catalogue.template(name)!
      let named = { (text: String) in Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.1) })
      }
      #expect(named(template.chinese) == named(template.english), "\(name)")
      #expect(!template.chinese.isEmpty && !template.english.isEmpty, "\(name)")
    }
  }

  @Test("Where nothing could be named instead, the sentence says so")
  func nothingKnown() {
    let fault = Fault(.unknownScorecard, ["name": "a", "profile": "p", "known": ""])
    #expect(Catalogue.sentence(for: fault, in: .english).hasSuffix("It has: (none)"))
    #expect(Catalogue.sentence(for: fault, in: .chinese).hasSuffix("现有：（无）"))
  }

  @Test("A fault's line names file, row and column and fills the values in")
  func line() {
    let fault = Fault(
      .notANumber, at: Place(file: "村.csv", row: 5, column: "persons"),
      ["value": "三", "missing": "NA"])
    let english = Catalogue.line(for: fault, in: .english)
    #expect(english.hasPrefix("村.csv, row 5, column persons: \"三\" is not a number."))
    #expect(!english.contains("{"))
    #expect(Catalogue.line(for: fault, in: .chinese).hasPrefix("村.csv，第 5 行，“persons”列：“三”不是数字"))
  }

  @Test("A value in two languages is told in the sentence's own")
  func bilingualValue() {
    let fault = Fault(.checkLogic, ["rule": "R1", "says.en": "Too many", "says.zh": "太多"])
    #expect(Catalogue.sentence(for: fault, in: .english).hasPrefix("Too many (R1)"))
    #expect(Catalogue.sentence(for: fault, in: .chinese).hasPrefix("太多（R1）"))
  }

  @Test("A value that holds braces stays as it is")
  func braces() {
    let fault = Fault(.unknownColumn, ["name": "${columns}", "columns": "a, {name}"])
    let text = Catalogue.sentence(for: fault, in: .english)
    #expect(text.contains("\"${columns}\"") && text.hasSuffix("a, {name}"))
  }

  @Test("Every remark has a sentence in both languages, and no sentence is without its remark")
  func remarks() throws {
    // The code is a literal, or one of two.
    let arguments = try matches(of: /Remark\(([^,)\[]*"[^,)\[]*)/)
    let declared = Set(
      arguments.flatMap { $0.matches(of: /"([a-z0-9-]+)"/).map { String($0.1) } })
    #expect(declared.subtracting(Catalogue.remarkNames).sorted() == [])
    #expect(Catalogue.remarkNames.subtracting(declared).sorted() == [])
    for name in Catalogue.remarkNames.sorted() {
      let template = Catalogue.remarkTemplate(name)!
      let named = { (text: String) in Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.1) })
      }
      #expect(named(template.chinese) == named(template.english), "\(name)")
      #expect(!template.chinese.isEmpty && !template.english.isEmpty, "\(name)")
    }
  }
}
