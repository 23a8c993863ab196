// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Tables
import TestSupport
import Testing
import Workspaces

/// A workspace with a ledger, on a clock that a test sets.
final class LedgerFolder {
  let county: CountyFolder

  init() throws {
    county = try CountyFolder()
    _ = try county.create()
  }

  /// Does something with the workspace on a day, in somebody's name.
  @discardableResult
  func on<Result>(
    _ day: String, as actor: String = "王主任", _ body: (Workspace) throws -> Result
  ) throws -> Result {
    let date = try Date(day + "T04:00:00Z", strategy: .iso8601)
    return try body(
      Workspace(
        at: county.workspaceFolder, session: Session(actor: actor, command: "test") { date },
        home: county.home, isWriting: true))
  }

  func change(
    _ number: String, _ action: RectificationEvent.Action, by actor: String, on day: String,
    _ make: (inout RectificationChange) -> Void = { _ in }
  ) throws {
    var change = RectificationChange(action, by: actor)
    make(&change)
    try on(day, as: actor) { _ = try $0.change(number, change) }
  }

  /// An item that was submitted by 李四 on a day.
  func submitted(on day: String = "2017-05-20") throws -> String {
    let number = try on("2017-05-11") {
      try $0.addRectification([.problem: "房屋漏雨", .kind: "EXIT-HOUSE", .about: "V1/H3"])
    }
    try change(number, .update, by: "李四", on: day) {
      $0.values = [.measures: "翻修屋顶", .person: "李四", .leader: "赵局长"]
      $0.evidence = [.init("验收单")]
      $0.state = .submitted
    }
    return number
  }
}

/// The codes of what an action is refused for.
func refusals(_ body: () throws -> Void) -> [Fault.Code] {
  do { try body() } catch let faults as Faults { return faults.list.map(\.code) } catch let fault
    as Fault
  { return [fault.code] } catch {}
  return []
}

@Suite("The rectification ledger")
struct RectificationTests {
  private let folder: LedgerFolder

  init() throws { folder = try LedgerFolder() }

  @Test("PL-LED-01: an item is numbered, worked on, confirmed and closed by others, step by step")
  func fromOpeningToClosing() throws {
    let number = try folder.submitted()
    #expect(number == "JZ-0001")
    #expect(
      refusals { try folder.change(number, .close, by: "王主任", on: "2017-05-21") } == [
        .rectifyTransition
      ])
    try folder.change(number, .confirm, by: "王主任", on: "2017-05-22")
    try folder.change(number, .close, by: "孙科长", on: "2017-05-23")
    let item = try folder.on("2017-06-30") { try $0.rectification(number) }
    #expect(item.state == .closed && item.closedOn?.text == "2017-05-23")
    #expect(item[.unit] == "县住建局" && item[.deadline] == "2017-06-10")
    #expect(item.events.map(\.action) == [.add, .update, .confirm, .close])
    #expect(item.events.map(\.actor) == ["王主任", "李四", "王主任", "孙科长"])
    let measures = item.events[1].changes.first { $0.name == "measures" }
    #expect(measures == .init("measures", from: "", to: "翻修屋顶"))
    let log = try folder.on("2017-06-30") { try $0.log() }
    #expect(log.suffix(2).map(\.command) == ["rectify confirm", "rectify close"])
    #expect(
      refusals {
        try folder.change(number, .update, by: "李四", on: "2017-07-01") { $0.values = [.cause: "x"] }
      } == [.rectifyClosed])
  }

  @Test("A step in the wrong order is refused alone, whatever else is missing")
  func wrongStepAlone() throws {
    let number = try folder.on("2017-05-11") { try $0.addRectification([.problem: "x"]) }
    let steps: [(RectificationEvent.Action, [Fault.Code])] = [
      (.confirm, [.rectifyTransition]), (.close, [.rectifyTransition]),
      (.return, [.rectifyTransition]), (.recheck, [.rectifyNotClosed]),
    ]
    for (action, codes) in steps {
      #expect(
        refusals {
          try folder.change(number, action, by: "王主任", on: "2017-05-12") { $0.isUpheld = false }
        } == codes)
    }
    // In the right order, all that is missing is told.
    #expect(
      refusals {
        try folder.change(number, .update, by: "李四", on: "2017-05-12") { $0.state = .submitted }
      } == [.rectifyIncomplete, .rectifyWithoutEvidence])
  }

  @Test("Nobody confirms, closes or returns what they answer for, however the name is spaced")
  func ownItem() throws {
    let number = try folder.submitted()
    for name in ["李四", "李 四", "李　四", "赵局长"] {
      for action in [RectificationEvent.Action.confirm, .return] {
        #expect(
          refusals {
            try folder.change(number, action, by: name, on: "2017-05-22") { $0.reason = "r" }
          } == [.rectifyOwnItem])
      }
    }
    try folder.change(number, .confirm, by: "王主任", on: "2017-05-22")
    #expect(
      refusals { try folder.change(number, .close, by: "李四", on: "2017-05-22") } == [
        .rectifyOwnItem
      ])
  }

  @Test("Nothing is submitted without evidence, measures and a person")
  func incomplete() throws {
    let number = try folder.on("2017-05-11") { try $0.addRectification([.problem: "x"]) }
    #expect(
      refusals {
        try folder.change(number, .update, by: "李四", on: "2017-05-12") { $0.state = .submitted }
      } == [.rectifyIncomplete, .rectifyWithoutEvidence])
    #expect(
      refusals {
        try folder.change(number, .update, by: "李四", on: "2017-05-12") {
          $0.values = [.deadline: "2017-05-01"]
        }
      } == [.rectifyDeadlineBeforeOpening])
    #expect(
      refusals {
        try folder.change(number, .update, by: "李四", on: "2017-05-12") {
          $0.values = [.deadline: "2017428", .ledger: "other", .kind: "EXIT-HOSE"]
        }
      } == [.rectifyUnknownName, .rectifyUnknownName, .rectifyDate])
  }

  @Test("What was submitted in time is not overdue while others look at it; what comes back is")
  func overdue() throws {
    let number = try folder.submitted()
    func days(_ day: String) throws -> Int? {
      try folder.on("2017-07-31") {
        try $0.rectification(number, asOf: Moment(day)).overdueDays(asOf: Moment(day)!)
      }
    }
    #expect(try days("2017-06-10") == nil)
    #expect(try days("2017-06-11") == nil)
    try folder.change(number, .return, by: "王主任", on: "2017-06-15") { $0.reason = "照片不符" }
    #expect(try days("2017-06-14") == nil)
    #expect(try days("2017-06-20") == 10)
    #expect(try folder.on("2017-06-20") { try $0.rectification(number) }.returnReason == "照片不符")
  }

  @Test("PL-SRC-01: a complaint is entered once; a change that changes nothing makes no event")
  func repeated() throws {
    let number = try folder.submitted()
    let before = try folder.on("2017-05-21") { try $0.ledger().version }
    try folder.change(number, .update, by: "李四", on: "2017-05-21") {
      $0.values = [.measures: "翻修屋顶"]
      $0.evidence = [.init("验收单")]
    }
    #expect(try folder.on("2017-05-21") { try $0.ledger().version } == before)
    let complaint: [RectificationItem.Field: String] = [
      .problem: "举报", .source: "complaint", .reference: "12317-0042",
    ]
    #expect(try folder.on("2017-05-21") { try $0.addRectification(complaint) } == "JZ-0002")
    #expect(
      refusals { try folder.on("2017-05-21") { _ = try $0.addRectification(complaint) } } == [
        .rectifyKnown
      ])
  }

  @Test(
    "SQ-LED-01: problems become items in one step, by household and department, without doubles")
  func fromFindings() throws {
    let finding = Finding(
      unit: UnitID("V1/H3"), kind: "wrongful_exit",
      rules: ["EXIT-INCOME", "EXIT-HOUSE", "PL-EXIT-05", "EXIT-SCHOOL"], state: .confirmed)
    func problems(_ workspace: Workspace) -> [RectificationSource] {
      RectificationSource.problems(
        of: finding, round: "1", township: "T1", profile: workspace.profile, language: .chinese)
    }
    let (added, known) = try folder.on("2017-05-11") { try $0.addRectifications(problems($0)) }
    #expect(added == ["JZ-0001", "JZ-0002", "JZ-0003"] && known == 0)
    let items = try folder.on("2017-05-11") { try $0.ledger().items }
    #expect(items.map { $0[.unit] } == ["T1", "县住建局", "县教体局"])
    #expect(items[1][.problem] == "错退：住房安全未达标；危房改造尚未竣工")
    #expect(items[1][.about] == "V1/H3" && items[1][.source] == "finding")
    let again = try folder.on("2017-05-12") { try $0.addRectifications(problems($0)) }
    #expect(again.added.isEmpty && again.known == 3)
  }

  @Test("A file of evidence is kept under its digest")
  func evidence() throws {
    let number = try folder.submitted()
    let path = try folder.county.write("照片.txt", "像素")
    let piece = try folder.on("2017-05-21") { try $0.keepEvidence(path, of: number) }
    let copy = folder.county.workspaceFolder.appending(
      path: "evidence/\(number)/\(piece.digest!.prefix(8))-照片.txt")
    #expect(try String(contentsOf: copy, encoding: .utf8) == "像素")
  }

  @Test("Problems of the registers become items of their township or of the rule's department")
  func fromRegisters() throws {
    var files = try folder.county.registers()
    let rows = SmallCounty.registers["households"]!.split(separator: "\n").enumerated().map {
      "\($1)" + ($0 == 0 ? ",identified_year" : $0 == 1 ? ",2016" : ",2014")
    }
    files["households"] = try folder.county.write("h.csv", rows.joined(separator: "\n") + "\n")
    let sources = try folder.on("2017-05-11") { workspace in
      _ = try workspace.importRegisters(files)
      return try workspace.registerProblemSources(in: .english).problems
    }
    let exit = try #require(sources.first { $0.problemKinds == ["PL-EXIT-09"] })
    #expect(exit.about == "V1/H1" && exit.township == "T1")
    let (added, known) = try folder.on("2017-05-11") { try $0.addRectifications(sources) }
    #expect(added.count == sources.count && known == 0)
    let item = try folder.on("2017-05-12") { try $0.ledger().items[0] }
    #expect(item[.source] == "register-problem" && item[.unit] == "T1")
    #expect(
      try folder.on("2017-05-12") { try $0.addRectifications(sources) }.known == sources.count)
    var funds = exit
    funds.references = ["other"]
    funds.department = "财政局"
    let number = try folder.on("2017-05-12") { try $0.addRectifications([funds]).added[0] }
    #expect(try folder.on("2017-05-12") { try $0.rectification(number) }[.unit] == "财政局")
  }
}
