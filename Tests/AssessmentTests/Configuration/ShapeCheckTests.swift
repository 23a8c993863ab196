// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Tables
import Testing

@Suite("All that is wrong with a file at once")
struct ShapeCheckTests {
  private func faults(_ text: String) throws -> [Fault] {
    let file = "surveys/assessment.example.yaml"
    let example = try String(contentsOf: repository.appending(path: file), encoding: .utf8)
    let shape = try ConfigurationSchema.assessment.shape(of: [(example, file)])
    return try shape.faults(in: YAMLValue(text: text, file: "a.yaml")).list
  }

  @Test(
    "Keys that are unknown or missing and values of wrong kinds are all named, each at its place")
  func all() throws {
    let faults = try faults(
      """
      titel: {zh: 甲, en: A}
      profile: p
      registers:
        villages: {file: v.csv, columns: {persons: whole}}
        "two words": {file: w.csv, id: w}
      design:
        stages:
          - {units: villages, method: lottery, size: {a: many}, minimum: -1}
          - {samples: [exited]}
      rounds: none
      """)
    #expect(
      faults.map { "\($0.place.row ?? 0) \($0.place.column ?? "") \($0.code.name)" } == [
        "1  yaml-missing-key",
        "1 titel yaml-unknown-key",
        "4 registers.villages yaml-missing-key",
        "4 registers.villages.columns.persons yaml-wrong-type",
        "5 registers.two words invalid-name",
        "8 design.stages[0].method yaml-wrong-type",
        "8 design.stages[0].size.a yaml-wrong-type",
        "8 design.stages[0].minimum yaml-out-of-range",
        "9 design.stages[1].samples yaml-wrong-type",
        "10 rounds yaml-wrong-type",
      ])
    #expect(faults.allSatisfy { $0.values["position"] != nil })
  }

  @Test("A file in order has no faults")
  func none() throws {
    let file = repository.appending(path: "datasets/jian-2016/assessment.yaml")
    #expect(try faults(String(contentsOf: file, encoding: .utf8)).isEmpty)
  }
}
