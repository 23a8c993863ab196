// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Sampling
import Tables
import Testing

@Suite("What scorecards show of what is missing or above its target")
struct ScorecardListingTests {
  private let profile: Profile
  private let tables: RecordTables

  init() throws {
    profile = try Profile(
      text: """
        title: {zh: 评估, en: Assessment}
        registers: {villages: {file: v.csv, id: village_id}}
        records: {counties: {file: c.csv, id: county}}
        samples: {villages: {label: {zh: 村, en: villages}}}
        outcomes: {completed: {kind: completed, label: {zh: 完成, en: done}}}
        forms: {visit: {label: {zh: 表, en: form}, folder: f, unit: id, samples: [villages]}}
        indicators:
          rate: {label: {zh: 率, en: rate}, target: {zh: 村, en: villages}, sample: villages, numerator: "1", denominator: "1"}
        scorecards:
          card:
            over: counties
            label: {zh: 评分表, en: Points}
            source: law
            publish: true
            peers: kind
            items:
              plan: {label: {zh: 完成率, en: Completion}, full: 10, value: done, score: {kind: completion, target: "100", scale: number, capped: true}}
            flags:
              V: {label: {zh: 造假, en: Fraud}, when: "fraud = 1", evidence: paper, veto: true}
              W: {label: {zh: 违规, en: Breach}, when: "breaches > 0", evidence: paper}
            grades: {good: {from: 8, label: {zh: 好, en: good}}, weak: {from: 0, label: {zh: 差, en: weak}}}
        """, file: "profile.yaml")
    let rows = [
      ["county", "done", "fraud", "breaches", "paper", "kind"],
      ["甲", "120", "", "0", "", "县"], ["乙", "90", "0", "2", "", "县"],
      ["丙", "", "1", "0", "file", "县"], ["丁", "100", "0", "", "", ""],
      ["戊", "70", "0", "0", "", "区"],
    ]
    let columns = rows[0].indices.map { column in
      TextColumn(rows.dropFirst().map { $0[column] as String? })
    }
    let description = try #require(profile.records.first)
    tables = RecordTables(
      [try RecordTable(description, Table(file: "c.csv", names: rows[0], columns: columns))],
      parameters: [], asOf: 17_000)
  }

  private func results() throws -> [ScorecardResult] {
    try profile.scorecards.map { try $0.evaluate(in: tables) }
  }

  @Test("A grade that waits for what may bar it is open, and what it waits for is listed")
  func open() throws {
    let results = try results()
    #expect(results[0].objects.map(\.isOpen) == [true, false, false, false, false])
    #expect(results[0].objects.map(\.grade) == [nil, "good", nil, "good", "weak"])
    let english = ScorecardListing.objects(results, profile: profile, in: .english).text(
      .csv, in: .english)
    #expect(english.contains("open, parts missing"), "\(english)")
    #expect(english.contains("V Fraud") && english.contains("vetoed"), "\(english)")
    let chinese = ScorecardListing.objects(results, profile: profile, in: .chinese).text(
      .csv, in: .chinese)
    #expect(chinese.contains("缺项，未定") && chinese.contains("一票否决"), "\(chinese)")
    let letter = try #require(ScorecardLetter.letters(results, to: "甲").first)
    let page = ScorecardLetterPage.page(
      letter, profile: profile, title: profile.title, round: "1", day: 17_000, tool: "assay",
      in: .english)
    #expect(page.contains("open, parts missing"))
    #expect(page.contains("Cannot be judged, since data are missing: V Fraud."))
  }

  @Test("Who lacks its kind has no place, and a place of 1 among 1 is not shown")
  func places() throws {
    let results = try results()
    #expect(results[0].objects.map(\.rank) == [1, 2, nil, nil, 1])
    let listing = ScorecardListing.objects(results, profile: profile, in: .english)
    let rows = listing.text(.csv, in: .english).split(separator: "\n").map(String.init)
    let header = rows[0].split(separator: ",", omittingEmptySubsequences: false)
    let place = try #require(header.firstIndex(of: "rank"))
    let places = rows.dropFirst().map {
      String($0.split(separator: ",", omittingEmptySubsequences: false)[place])
    }
    #expect(places == ["1", "2", "", "", ""])
    #expect(
      rows[4].contains("kind missing: no place") && rows[4].contains("\"W, kind\""), "\(rows[4])")
    let letter = try #require(ScorecardLetter.letters(results, to: "丁").first)
    let page = ScorecardLetterPage.page(
      letter, profile: profile, title: profile.title, round: "1", day: 17_000, tool: "assay",
      in: .chinese)
    #expect(page.contains("类别缺失，不排名次"))
  }

  @Test("More than the target is told by item and in the letter")
  func overfulfilled() throws {
    let results = try results()
    let items = ScorecardListing.items(results[0], in: .english).text(.csv, in: .english)
    #expect(items.contains("Completion 120.00%"), "\(items)")
    let objects = ScorecardListing.objects(results, profile: profile, in: .english)
    #expect(objects.text(.table, in: .english).contains("Completion 120.00%"))
    let letter = try #require(ScorecardLetter.letters(results, to: "甲").first)
    let page = ScorecardLetterPage.page(
      letter, profile: profile, title: profile.title, round: "1", day: 17_000, tool: "assay",
      in: .chinese)
    #expect(page.contains("超额完成的按满分计：完成率 120.00%。"))
  }

  @Test("The published version names flags as the others do, and says what cannot be judged")
  func published() throws {
    let publication = ScorecardPublication(
      try results(), registers: profile.registers, records: profile.records)
    let page = try ScorecardPublicPage.page(
      publication, profile: profile, title: profile.title, tool: "assay", in: .english)
    for text in ["V Fraud", "not known, data are missing", "open, parts missing", "vetoed"] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test("Letters to nobody say which table is lacking or empty, and name no empty object")
  func nobody() throws {
    func fault(_ tables: [RecordTable]) throws -> Fault? {
      let none = RecordTables(tables, parameters: [], asOf: 0)
      let results = try profile.scorecards.map { try $0.evaluate(in: none) }
      return #expect(throws: Fault.self) { try ScorecardLetter.letters(results) }
    }
    let absent = try #require(try fault([]))
    #expect(absent.code == .noObjects)
    #expect(
      Catalogue.sentence(for: absent, in: .english)
        .contains("card (there is no table counties). Import the tables"))
    #expect(Catalogue.sentence(for: absent, in: .chinese).contains("card (没有表 counties)"))
    let description = try #require(profile.records.first)
    let names = ["county", "done", "fraud", "breaches", "paper", "kind"]
    let empty = Table(
      file: "c.csv", names: names, columns: names.map { _ in TextColumn([String?]()) })
    let rowless = try #require(try fault([RecordTable(description, empty)]))
    #expect(rowless.values["reasons.en"] == "card (the table counties has no rows)")
    #expect(throws: Fault.self) { try ScorecardLetter.letters(results(), to: "己") }
  }
}
