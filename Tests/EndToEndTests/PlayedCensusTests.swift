// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite("A census of a few villages, played without faults")
struct PlayedCensusTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  /// Villages with errors of every kind.
  private static let villages: Set<String> = ["V013", "V210", "V289", "V301"]

  private static let description = """
    title: {zh: 普查, en: Census}
    profile: exit-2016
    language: en
    registers:
      villages:   {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}}
      households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}}
      roster:     {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}}
    design:
      stages:
        - {units: villages, fraction: 1}
        - samples:
            exited:       {from: households, where: "status = 'exited'", strata: [card], fraction: 1}
            remaining:    {from: households, where: "status = 'remaining'", fraction: 1}
            unregistered: {from: roster, fraction: 1}

    """

  /// The rows of the bundled county that belong to the villages; the village stands in a column.
  private static func rows(_ name: String, village column: Int) throws -> [[Substring]] {
    try String(contentsOf: bundled.appending(path: "\(name).csv"), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .enumerated().filter {
        $0.offset == 0 || villages.contains(String($0.element[column].prefix(4)))
      }
      .map(\.element)
  }

  @Test(
    "Every true error is found and confirmed, and nothing else; the rates are those of the truth")
  func census() throws {
    let work = try WorkspaceFolder(description: Self.description)
    for (name, column) in [("villages", 0), ("households", 1), ("roster", 1)] {
      try work.write(
        "\(name).csv",
        Self.rows(name, village: column).map { $0.joined(separator: ",") + "\n" }.joined())
    }
    try work.importRegisters()
    try work.done("seal", "--public")
    try work.done("draw", "--seed", WorkspaceFolder.seed)
    let truth = Self.bundled.appending(path: "truth.csv").path
    try work.done(
      "simulate", "answers", "--truth", truth, "--seed", "x", "--faultless", "--out", "answers.csv")
    let answers = ["answers.csv", "answers-satisfaction.csv", "answers-village_exit.csv"]
    let taken = try work.run("answers", "import", answers[0], answers[1], answers[2])
    #expect(taken.status == 0, "\(taken.errors)")

    let households = try Self.rows("truth", village: 1).dropFirst().filter { $0[1].contains("/") }
    func persons(_ rows: [[Substring]]) -> Int { rows.reduce(0) { $0 + Int($1[2])! } }
    let erring = households.filter { $0[3] != "none" }
    #expect(Set(erring.map { $0[3] }).count == 4)
    let review = try work.run("simulate", "review", "--truth", truth, "--seed", "x")
    #expect(review.output.hasPrefix("\(erring.count) confirmed, 0 cleared;"), "\(review)")
    #expect(review.output.contains(" 0 with another result"))
    let again = try work.run("simulate", "review", "--truth", truth, "--seed", "x")
    let nothing = "0 confirmed, 0 cleared; 0 blind second visits, 0 with another result\n"
    #expect(again.output.hasPrefix(nothing))
    let progress = try work.run("review", "agreement", "--format", "csv")
    let cases = progress.output.split(separator: "\n").last?.split(separator: ",").map(String.init)
    #expect(cases?.first == "\(erring.count)" && cases?[6] == "0", "\(progress.output)")

    let score = try work.run("score", "--format", "json")
    let figures = try #require(
      JSONSerialization.jsonObject(with: Data(score.output.utf8)) as? [[String: Any]],
      "\(score.output.prefix(2000))")
    func official(_ indicator: String) throws -> [String] {
      let figure = try #require(
        figures.first { $0["indicator"] as? String == indicator && $0["part"] is NSNull })
      return ["officialNumerator", "officialDenominator"].map { figure[$0] as? String ?? "" }
    }
    func of(_ status: String...) -> [[Substring]] {
      households.filter { status.contains(String($0[0])) }
    }
    func with(_ error: String) -> [[Substring]] { households.filter { $0[3] == error } }
    let expected: [String: [Int]] = [
      "wrongful_exit_rate": [persons(with("wrongful_exit")), persons(of("exited"))],
      "omission_rate": [persons(with("omitted")), persons(of("unregistered"))],
      "wrong_inclusion_rate": [
        persons(with("wrong_inclusion")), persons(of("exited", "remaining")),
      ],
      "missed_exit_rate": [with("missed_exit").count, of("remaining").count],
      "approval": [households.count { $0[5] == "1" }, households.count],
    ]
    for (indicator, counts) in expected {
      #expect(try official(indicator) == counts.map(String.init), "\(indicator)")
    }
  }
}
