// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("Rankings")
struct RankingTests {
  private static func table(_ rows: [[String]]) -> Table {
    Table(
      names: ["township", "done", "planned"],
      columns: (0..<3).map { column in TextColumn(rows.map { $0[column] as String? }) })
  }

  @Test("Completed work is compared exactly, and ties share a rank")
  func completion() throws {
    let ranking = try CompletionRanking(
      Self.table([
        ["c", "1", "3"], ["a", "3", "9"], ["b", "0.5", "1"], ["d", "0", "0"],
        ["e", "333333333333", "1000000000000"],
      ]), id: "township", done: "done", planned: "planned")
    #expect(ranking.rows.map(\.id) == ["b", "a", "c", "e", "d"])
    #expect(ranking.rows.map(\.rank) == [1, 2, 2, 4, nil])
    #expect(ranking.rows.map(\.tied) == [1, 2, 2, 1, 1])
    #expect(ranking.rows[1].share == Rational(1, 3))
  }

  @Test("A unit that stands twice is refused, and more than all is told")
  func twice() throws {
    let faults = #expect(throws: Faults.self) {
      _ = try CompletionRanking(
        Self.table([["a", "1", "3"], ["b", "1", "2"], ["a", "2", "3"], ["a", "0", "3"]]),
        id: "township", done: "done", planned: "planned")
    }
    #expect(faults?.list.map(\.code) == [.completionTwice, .completionTwice])
    #expect(faults?.list.first?.values["value"] == "a")
    #expect(faults?.list.map { $0.values["first"] } == Array(repeating: "2", count: 2))
    let ranking = try CompletionRanking(
      Self.table([["a", "5", "4"], ["b", "2", "2"]]), id: "township", done: "done",
      planned: "planned")
    #expect(ranking.exceeding.map(\.id) == ["a"])
  }

  @Test("What is no number is refused with its place")
  func refusals() {
    let faults = #expect(throws: Faults.self) {
      _ = try CompletionRanking(
        Self.table([["a", "x", "3"], ["", "1", ""], ["b", "-1", "2"]]), id: "township",
        done: "done", planned: "planned")
    }
    #expect(
      faults?.list.map(\.code) == [
        .completionNotANumber, .completionWithoutId, .completionNotANumber, .completionNotANumber,
      ])
    #expect(faults?.list.first?.place.column == "done")
  }

  @Test("Parts with too few behind them are not compared; the others are, worst last")
  func parts() throws {
    let county = try SmallCounty(
      profile: SmallCounty.profile + "\nranking: {villages: 1, units: 2}",
      design: SmallCounty.design.replacing("a: 2", with: "a: 3"))
    let villages = county.draw.units.filter { $0.stage == 1 && $0.stratum == "a" }.map(\.path)
    let worst = county.draw.units.filter {
      $0.stage == 2 && $0.role == .main && county.draw.cells[$0.cell].parent == villages[1]
    }
    let findings = worst.map { Finding(unit: $0.path, kind: "wrong", state: .confirmed) }
    let ranking = try county.fieldwork().ranking(
      of: "rate", by: "village_id", findings: findings)
    #expect(ranking.worst == .high)
    #expect(ranking.domains.count == 5 && ranking.comparable.count == 4)
    #expect(ranking.comparable.last?.name == villages[1].text)
    let last = try #require(ranking.comparable.last?.standing)
    #expect(last.rank == 4 && last.ranks.upperBound == 4)
    #expect(abs(ranking.comparable.reduce(0) { $0 + $1.standing!.probabilityLast } - 1) < 0.01)
    #expect(ranking.comparable.dropLast().allSatisfy { $0.standing!.rank == 1 })
    // Two households of one village are no proof.
    #expect(ranking.last == nil)
    let usual = try SmallCounty().fieldwork().ranking(of: "rate", by: "group", findings: [])
    #expect(
      usual.comparable.isEmpty && usual.last == nil && usual.domains.map(\.name) == ["a", "b"])
  }

  @Test("What cannot be ranked is refused")
  func cannot() throws {
    let fieldwork = try SmallCounty().fieldwork()
    for (name, column, code) in [
      ("nothing", "group", Fault.Code.unknownIndicator), ("whole", "group", .rankingOfComposite),
      ("income", "group", .rankingWithoutSide), ("rate", "colour", .rankingColumn),
    ] {
      let fault = #expect(throws: Fault.self) {
        try fieldwork.ranking(of: name, by: column, findings: [])
      }
      #expect(fault?.code == code)
    }
  }
}
