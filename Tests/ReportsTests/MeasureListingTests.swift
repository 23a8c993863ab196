// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Sampling
import Tables
import Testing

@Suite("Figures of registers as people see them")
struct MeasureListingTests {
  private func lines(_ measure: String, _ rows: [String], in language: Language) throws -> [String]
  {
    let profile = try Profile(
      text: """
        title: {zh: 评估, en: Assessment}
        registers: {villages: {file: v.csv, id: village_id}}
        records: {funds: {file: f.csv, id: fund}}
        samples: {villages: {label: {zh: 村, en: villages}}}
        outcomes: {completed: {kind: completed, label: {zh: 完成, en: done}}}
        levels: {cause: {labour: {zh: 缺劳力, en: no labour}}, town: {north: {zh: 北乡, en: North}}}
        forms: {visit: {label: {zh: 表, en: form}, folder: f, unit: id, samples: [villages]}}
        indicators:
          rate: {label: {zh: 率, en: rate}, target: {zh: 村, en: villages}, sample: villages, numerator: "1", denominator: "1"}
        measures:
          m: {label: {zh: 指标, en: figure}, over: funds, \(measure)}
        """, file: "profile.yaml")
    let fields = rows.map { $0.split(separator: ",").map(String.init) }
    let columns = fields[0].indices.map { column in
      TextColumn(fields.dropFirst().map { $0[column] as String? })
    }
    let description = try #require(profile.records.first)
    let tables = RecordTables(
      [try RecordTable(description, Table(file: "f.csv", names: fields[0], columns: columns))],
      parameters: [], asOf: 17_000)
    let results = try profile.measures.map { try $0.evaluate(in: tables) }
    return MeasureListing.figures(results, profile: profile, in: language)
      .text(.table, in: language)
      .split(separator: "\n").map(String.init)
  }

  @Test("Groups are called as the profile calls their values")
  func labels() throws {
    let groups = try lines(
      "numerator: n, by: cause, within: town, distribution: true",
      ["fund,town,cause,n", "1,north,labour,2", "2,north,other,2"], in: .chinese)
    #expect(groups.contains { $0.contains("北乡") && $0.contains("缺劳力") }, "\(groups)")
    #expect(groups.contains { $0.contains("other") } && !groups.contains { $0.contains("labour") })
  }

  @Test("A figure that misses its limit does not look like it")
  func nearLimit() throws {
    let rate =
      "numerator: n, denominator: d, threshold: {at_least: 0.5, inclusive: true, source: law}"
    let near = try lines(rate, ["fund,n,d", "1,99.99,200"], in: .english)
    #expect(near.contains { $0.contains("49.995%") && $0.contains("≥ 50.00%") }, "\(near)")
    let met = try lines(rate, ["fund,n,d", "1,100,200"], in: .english)
    #expect(met.contains { $0.contains(" 50.00%") && $0.contains(" met") }, "\(met)")
    let cut = try lines("numerator: n, denominator: d", ["fund,n,d", "1,1,800"], in: .english)
    #expect(cut.contains { $0.contains("0.13%") }, "\(cut)")
  }
}
