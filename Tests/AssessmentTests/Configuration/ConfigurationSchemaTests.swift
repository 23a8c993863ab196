// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Tables
import Testing

@Suite("Schemas for editors")
struct ConfigurationSchemaTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  private func example(_ schema: ConfigurationSchema) throws -> (text: String, file: String) {
    let file = "surveys/\(schema.rawValue).example.yaml"
    return (try text(file), file)
  }

  @Test(
    "The committed schema is what decoding the example gives, and the example uses every key",
    arguments: ConfigurationSchema.allCases)
  func committed(schema: ConfigurationSchema) throws {
    let (example, file) = try example(schema)
    // assay profile schema [--assessment] prints it.
    #expect(
      try schema.text(example: example, file: file)
        == text("surveys/\(schema.rawValue).schema.json"))
  }

  @Test("The profiles that are shipped use nothing that the example does not")
  func shippedProfiles() throws {
    let example = try example(.profile)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: repository.appending(path: "surveys").path
    ).filter { !$0.contains(".") }
    #expect(folders.count >= 6)
    let shipped = try folders.sorted().map { name in
      let file = "surveys/\(name)/profile.yaml"
      return (text: try text(file), file: file)
    }
    #expect(shipped.allSatisfy { $0.text.hasPrefix(Self.line("../profile")) })
    let all = try ConfigurationSchema.profile.shape(of: [example] + shipped)
    #expect(
      all.schema(
        title: BilingualText(zh: "评估种类", en: "A kind of assessment"),
        describedBy: (example.file, example.text)) == (try text("surveys/profile.schema.json")))
  }

  @Test("The designs that are shipped, as new assessments have them, use nothing more either")
  func shippedDesigns() throws {
    let example = try example(.assessment)
    let files = try [
      "exit-2016", "generic", "annual-assessment-2017", "consolidation-2021",
      "listed-supervision-2020", "monthly-supervision-2016",
    ].map { name in
      let profile = try Profile(
        text: text("surveys/\(name)/profile.yaml"), file: "profile.yaml")
      let design = try text("surveys/\(name)/design.yaml")
      #expect(design.hasPrefix(Self.line("../design")))
      return (
        text: """
        title: {zh: 甲, en: A}
        profile: \(name)
        registers:
        \(indented(profile.registersText))
        design:
        \(indented(design))
        """, file: "\(name)/assessment.yaml"
      )
    }
    let all = try ConfigurationSchema.assessment.shape(of: [example] + files)
    #expect(
      all.schema(
        title: BilingualText(zh: "一次评估", en: "An assessment"),
        describedBy: (example.file, example.text)) == (try text("surveys/assessment.schema.json")))
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  private static func line(_ schema: String) -> String {
    "# yaml-language-server: $schema=\(schema).schema.json\n"
  }

  @Test("Every key that a decoder names in its source is in one of the schemas")
  func namedKeys() throws {
    let schemas = try text("surveys/profile.schema.json") + text("surveys/assessment.schema.json")
    let sources = repository.appending(path: "Sources/Assessment").resolvingSymlinksInPath()
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)!
    var count = 0
    for case let file as URL in files
    where file.pathExtension == "swift" && file.lastPathComponent != "FigureFile.swift" {
      let source = try String(contentsOf: file, encoding: .utf8)
      for match in source.matches(of: /\.(?:required|optional)\("([^"]+)"\)/) {
        count += 1
        let isBilingual = ["zh", "en"].contains(match.1)
        #expect(isBilingual || schemas.contains("\"\(match.1)\": {"), "\(file.path): \(match.1)")
      }
    }
    #expect(count > 150)
  }

  @Test("Every key of the schemas is described in both languages, at least once")
  func described() throws {
    for schema in ConfigurationSchema.allCases {
      let lines = try text("surveys/\(schema.rawValue).schema.json").split(separator: "\n")
      let descriptions = lines.filter { $0.contains("\"description\":") }
      #expect(descriptions.count > 40)
      for line in descriptions {
        #expect(line.contains(/\p{Han}.* \/ .*[A-Za-z]/), "\(line)")
      }
    }
  }

  @Test("An example that leaves out keys makes no schema")
  func incomplete() throws {
    let fault = try #require(throws: Fault.self) {
      try ConfigurationSchema.assessment.text(
        example: """
          title: {zh: 甲, en: A}
          profile: p
          registers: {villages: {file: v.csv, id: v}}
          design: {stages: [{units: villages, size: 2}]}
          """, file: "a.yaml")
    }
    #expect(fault.code == .schemaIncomplete)
    #expect(fault.values["keys"]?.contains("design.stages[].rotation") == true)
    #expect(fault.values["keys"]?.contains("rounds") == true)
  }
}
