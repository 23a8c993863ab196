// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("Field work played")
struct FieldWorkTests {
  private static let units: [FieldWork.Questionnaire: String] = [
    .household: "unit_id", .satisfaction: "unit_id", .villageExit: "village_id",
  ]

  static func form(_ questionnaire: FieldWork.Questionnaire) throws -> Form {
    let folder = Counties.root.appending(
      path: "surveys/exit-2016/forms/\(questionnaire.rawValue)")
    func sheet(_ name: String) throws -> Table {
      try CSVFile(path: folder.appending(path: "\(name).csv").path).table()
    }
    return try Form(
      survey: sheet("survey"), choices: sheet("choices"), settings: sheet("settings"))
  }

  /// All erring households, every 40th other one, and all villages.
  private static func sample(_ truth: Truth) throws -> [UnitID] {
    try truth.paths.enumerated().filter { number, path in
      if !path.text.contains("/") || number % 40 == 0 { return true }
      return try truth.error(of: path) != nil
    }.map(\.element)
  }

  private static func play(
    _ questionnaire: FieldWork.Questionnaire, isFaultless: Bool, seed: String = "field work",
    of paths: [UnitID]? = nil
  ) throws -> (sheet: AnswerSheet, truth: Truth, paths: [UnitID]) {
    let truth = try Truth(Counties.bundled(.failExit).truth)
    let paths = try paths ?? sample(truth)
    let work = FieldWork(
      of: paths, truth: truth, seed: try Seed(text: seed, allowsShort: true),
      isFaultless: isFaultless)
    let form = try form(questionnaire)
    let table = try work.answers(to: questionnaire, form: form, unit: units[questionnaire]!)
    return (AnswerSheet(table, form: form), truth, paths)
  }

  private static func checked(_ sheet: AnswerSheet) -> [CheckedAnswers] {
    var rows: [CheckedAnswers] = []
    // Now, so that times in the future are seen.
    let now = Moment(secondsSinceEpoch: Int(Date().timeIntervalSince1970), offsetMinutes: 480)
    FormChecker(form: sheet.form, now: now).check(sheet) { rows.append($1) }
    return rows
  }

  @Test(
    "The form finds no fault in faultless answers, and each unit answers once",
    arguments: FieldWork.Questionnaire.allCases)
  func faultless(questionnaire: FieldWork.Questionnaire) throws {
    let (sheet, _, paths) = try Self.play(questionnaire, isFaultless: true)
    #expect(sheet.unknownColumns.isEmpty && sheet.missingColumns.isEmpty)
    let rows = Self.checked(sheet)
    #expect(rows.flatMap(\.faults).isEmpty)
    let unit = try #require(sheet.form.index(of: Self.units[questionnaire]!))
    let answered = rows.map { UnitID($0.texts[unit]) }
    let wanted = paths.filter { $0.text.contains("/") == (questionnaire != .villageExit) }
    #expect(Set(answered) == Set(wanted))
    #expect(answered.count == wanted.count)
  }

  @Test("Faultless interviews find the error of each household, and none where there is none")
  func verdicts() throws {
    let (sheet, truth, _) = try Self.play(.household, isFaultless: true)
    let form = sheet.form
    func position(_ name: String) throws -> Int { try #require(form.index(of: name)) }
    let unit = try position("unit_id")
    let (verdict, income) = (try position("m_verdict1"), try position("i_pc"))
    let words: [RegisterError: String] = [
      .wrongfulExit: "wrongful_exit", .omitted: "omission", .wrongInclusion: "wrong_inclusion",
      .missedExit: "missed_exit",
    ]
    var found: [String: Int] = [:]
    for row in Self.checked(sheet) {
      let error = try truth.error(of: UnitID(row.texts[unit]))
      #expect(row.texts[verdict] == error.map { words[$0]! } ?? "none")
      found[row.texts[verdict], default: 0] += 1
      if error == nil, let each = Double(row.texts[income]) {
        let hasExited = row.texts[try position("hh_type")] != "remaining"
        #expect((each > 3_146) == hasExited)
      }
    }
    #expect(Set(found.keys) == Set(words.values).union(["none"]))
    #expect(found["missed_exit"] == 43)
  }

  @Test("A unit's answers do not depend on who else was drawn")
  func independence() throws {
    let truth = try Truth(Counties.bundled(.failExit).truth)
    let all = try Self.sample(truth).filter { $0.text.hasPrefix("V00") }
    let some = all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    func answers(_ paths: [UnitID]) throws -> [String: [String]] {
      let (sheet, _, _) = try Self.play(.household, isFaultless: false, of: paths)
      let table = sheet.table
      // Times and teams follow from the schedule, which everybody shares.
      let moving = ["start", "end", "today", "deviceid", "a_visit-a_photo_house"]
      let columns = table.names.indices.filter { column in
        let name = table.names[column]
        return !moving.contains(name) && !name.hasPrefix("Submi")
          && !name.hasPrefix("a_visit-a_int")
          && !name.hasSuffix("evidence") && name != "DeviceID"
      }
      let key = try table.text("KEY")
      return Dictionary(
        uniqueKeysWithValues: (0..<table.rowCount).map { row in
          (key.text(at: row), columns.map { table.columns[$0].text(at: row) })
        })
    }
    let (few, many) = (try answers(some), try answers(all))
    #expect(few.count > 20 && many.count > few.count)
    for (key, texts) in few { #expect(many[key] == texts) }
  }

  @Test("Real field work misses some households, visits others again and makes honest errors")
  func realLife() throws {
    let (sheet, _, paths) = try Self.play(.household, isFaultless: false)
    let rows = Self.checked(sheet)
    let unit = try #require(sheet.form.index(of: "unit_id"))
    let result = try #require(sheet.form.index(of: "a_result"))
    var last: [String: String] = [:]
    var visits: [String: Int] = [:]
    for row in rows {
      let path = row.texts[unit]
      visits[path, default: 0] += 1
      if last[path] != "complete" { last[path] = row.texts[result] }
    }
    let households = Double(paths.filter { $0.text.contains("/") }.count)
    func share(_ outcome: String) -> Double {
      Double(last.values.filter { $0 == outcome }.count) / households
    }
    #expect((0.075...0.105).contains(share("nobody_home")))
    #expect((0.048...0.072).contains(share("away")))
    #expect((0.001...0.010).contains(share("refused")))
    #expect((0.82...0.87).contains(share("complete")))
    #expect(visits.values.max() == 3)
    let faults = rows.flatMap(\.faults)
    #expect((5...40).contains(faults.count))
    #expect(Set(faults.map(\.code)).isSuperset(of: [.timeInFuture, .unknownChoice]))
    let drawn = Set(paths.map(\.text))
    #expect(visits.keys.contains { !drawn.contains($0) })
    let keys = try sheet.table.text("KEY")
    #expect(Set((0..<keys.count).map { keys.text(at: $0) }).count == rows.count)
  }

  @Test("About one interview in a hundred suspects what is not so")
  func falseSuspicions() throws {
    let (sheet, truth, _) = try Self.play(.household, isFaultless: false)
    let unit = try #require(sheet.form.index(of: "unit_id"))
    let verdict = try #require(sheet.form.index(of: "m_verdict1"))
    let result = try #require(sheet.form.index(of: "a_result"))
    var clean = 0
    var suspected = 0
    for row in Self.checked(sheet) where row.texts[result] == "complete" && row.faults.isEmpty {
      let path = UnitID(row.texts[unit])
      guard let error = try? truth.error(of: path) else {
        clean += 1
        if row.texts[verdict] != "none" { suspected += 1 }
        continue
      }
      #expect(row.texts[verdict] != "none", "\(path): \(error)")
    }
    #expect((0.005...0.017).contains(Double(suspected) / Double(clean)))
  }

  @Test("The same seed plays the same answers")
  func deterministic() throws {
    let truth = try Truth(Counties.bundled(.failExit).truth)
    let paths = try Self.sample(truth).filter { $0.text.hasPrefix("V01") }
    let tables = try ["a", "a", "b"].map {
      try Self.play(.household, isFaultless: false, seed: $0, of: paths).sheet.table
    }
    #expect(tables[0].columns.map(\.bytes) == tables[1].columns.map(\.bytes))
    #expect(tables[0].columns.map(\.bytes) != tables[2].columns.map(\.bytes))
  }

  @Test("A unit that is not in the truth is named")
  func stranger() throws {
    let fault = try #require(throws: Fault.self) {
      _ = try Self.play(.household, isFaultless: true, of: [UnitID("V001/H99999")])
    }
    #expect(fault.code == .unitWithoutTruth)
    #expect(fault.values["path"] == "V001/H99999")
  }

  @Test("The main units of a sample's file are played, not its reserves")
  func mains() throws {
    let sample = Table(
      names: ["path", "role"],
      columns: [
        TextColumn(["V001", "V001/H00001", "V001/H00002"]),
        TextColumn(["main", "main", "reserve"]),
      ])
    #expect(try FieldWork.mains(of: sample) == [UnitID("V001"), UnitID("V001/H00001")])
  }
}
