// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
import Tables
import Testing
import Workspaces

@Suite("Evidence for suspected findings, and two readers")
struct EvidenceTests {
  private let county: CountyFolder

  /// A workspace whose profile has two readers, with three suspected findings in two townships.
  init() throws {
    county = try CountyFolder()
    let workspace = try county.create()
    _ = try workspace.importRegisters(try county.registers())
    try workspace.database.write { db in
      for path in ["V1/H1", "V2/H2", "V3/H3"] {
        try db.execute(
          sql: """
            INSERT INTO finding (round, path, kind, rules, state, raised_at)
            VALUES ('1', ?, 'wrongful_exit', 'EXIT-INCOME EXIT-HOUSE', 'suspected', '2016-12-01')
            """, arguments: [path])
      }
    }
  }

  private func decision(
    _ unit: String, _ state: Finding.State, by reader: String
  ) -> Decision {
    Decision(
      unit: UnitID(unit), kind: "wrongful_exit", state: state,
      reason: state == .confirmed ? "evidence" : "evidence_against", reviewer: reader)
  }

  private func states(_ workspace: Workspace) throws -> [String] {
    try workspace.findings(round: "1").map { "\($0.state.rawValue) \($0.reviewer ?? "-")" }
  }

  @Test("Two equal readings decide, of different ones a third does, and nobody reads twice")
  func readings() throws {
    let workspace = try county.open()
    try workspace.decide(
      ["V1/H1", "V2/H2", "V3/H3"].map { decision($0, .confirmed, by: "甲") }, round: "1")
    #expect(try states(workspace) == ["suspected -", "suspected -", "suspected -"])
    #expect(
      refusals {
        try workspace.decide(
          [decision("V1/H1", .cleared, by: "甲"), decision("V2/H2", .cleared, by: "乙")], round: "1")
      } == [.readBefore])
    try workspace.decide(
      [decision("V1/H1", .confirmed, by: "乙"), decision("V2/H2", .cleared, by: "乙")], round: "1")
    #expect(try states(workspace) == ["confirmed 甲; 乙", "suspected -", "suspected -"])
    let progress = try workspace.readingProgress(round: "1")
    #expect(progress.agreement.count == 2 && progress.agreement.equal == 1)
    #expect(progress.readOnce == 1 && progress.disputed == 1 && progress.decidedByThird == 0)
    #expect(
      refusals { try workspace.decide([decision("V1/H1", .cleared, by: "丙")], round: "1") }
        == [.decidedBefore])
    #expect(
      try workspace.decide([decision("V2/H2", .cleared, by: "丙")], round: "1")
        == ReviewOutcome(readings: 1, decided: 1, waiting: 0))
    #expect(try states(workspace)[1] == "cleared 乙; 丙")
    #expect(try workspace.readingProgress(round: "1").decidedByThird == 1)
    #expect(
      refusals { try workspace.decide([decision("V2/H2", .cleared, by: "丁")], round: "1") }
        == [.decidedBefore])
  }

  @Test("Decisions come back as a workbook, too, with the place of what is wrong")
  func workbook() throws {
    let workspace = try county.open()
    func book(_ name: String, _ decision: String) throws -> String {
      let path = county.folder.appending(path: name).path
      var writer = try WorkbookWriter(path: path)
      let header = ["path", "kind", "rules", "decision", "reason", "reviewer"]
      let sheet = try writer.addSheet("review", columns: header.map { .init($0) })
      for (unit, decision) in [("V1/H1", "confirmed"), ("V2/H2", ""), ("V3/H3", decision)] {
        let fields = [unit, "wrongful_exit", "", decision, decision.isEmpty ? "" : "evidence", "甲"]
        try writer.append(fields.map { OutputCell($0) }, to: sheet)
      }
      try writer.commit()
      return path
    }
    #expect(try !workspace.holdsEvidence(book("review.xlsx", "confirmed")))
    var faults = Faults()
    let decisions = try ReviewFile.decisions(at: book("good.xlsx", "confirmed"), faults: &faults)
    #expect(faults.isEmpty)
    #expect(decisions.map(\.unit.text) == ["V1/H1", "V3/H3"])
    #expect(decisions[1].place.sheet == "review" && decisions[1].place.row == 4)
    #expect(
      try workspace.decide(decisions, round: "1")
        == ReviewOutcome(readings: 2, decided: 0, waiting: 2))
    #expect(try workspace.readingProgress(round: "1").readOnce == 2)
    let wrong = try book("wrong.xlsx", "perhaps")
    #expect(
      refusals { _ = try workspace.importReview(wrong, round: "1") } == [
        .readBefore, .notADecision,
      ])
  }

  @Test("All wrong rows of a file are named at once, in their order, and none is taken")
  func allWrongRows() throws {
    let workspace = try county.open()
    let file = try county.write(
      "wrong.csv",
      """
      path,kind,rules,decision,reason,reviewer
      V1/H1,wrongful_exit,,confirmed,evidence,
      V2/H2,wrongful_exit,,perhaps,evidence,甲
      V9/H9,wrongful_exit,,cleared,because,甲
      V3/H3,wrongful_exit,,confirmed,evidence,甲

      """)
    do {
      _ = try workspace.importReview(file, round: "1")
      Issue.record("accepted")
    } catch let faults as Faults {
      #expect(
        faults.list.map(\.code) == [.noReviewer, .notADecision, .noSuchFinding, .unknownReason])
      #expect(faults.list.map(\.place.row) == [2, 3, 4, 4])
    }
    #expect(try workspace.readingProgress(round: "1").readOnce == 0)
  }

  @Test("Cases go to the office of their village, and come back with evidence that reviewers see")
  func evidence() throws {
    let workspace = try county.open()
    let offices = try workspace.openFindings(round: "1")
    #expect(offices.map(\.office) == ["T0", "T1"])
    #expect(offices.map { $0.findings.map(\.unit.text) } == [["V2/H2"], ["V1/H1", "V3/H3"]])
    #expect(
      refusals { _ = try workspace.openFindings(round: "1", of: "T9") } == [.officeWithoutProblems])
    let empty = try county.write(
      "empty.csv",
      "path,kind,explanation,attachments,answered_by\nV1/H1,wrongful_exit,,,\n")
    #expect(try workspace.holdsEvidence(empty))
    #expect(try workspace.importEvidence(empty, round: "1") == 0)
    let filled = try county.write(
      "filled.csv",
      """
      path,kind,explanation,attachments,answered_by
      V1/H1,wrongful_exit,2016年11月住院，收入因病骤减,病历.pdf,青禾镇 张三
      V3/H3,wrongful_exit,,,

      """)
    #expect(try workspace.importEvidence(filled, round: "1") == 1)
    #expect(try workspace.importEvidence(filled, round: "1") == 0)
    #expect(try workspace.evidence(round: "1").map(\.attachments) == ["病历.pdf"])
    let review = county.folder.appending(path: "review.csv").path
    try ReviewFile.write(
      workspace.findings(round: "1"), evidence: workspace.evidence(round: "1"), to: review)
    let rows = try CSVFile(path: review).table()
    #expect(rows.names.suffix(2) == ["explanation", "attachments"])
    #expect(try rows.text("explanation").text(at: 0).hasPrefix("2016年11月住院"))
    #expect(try !workspace.holdsEvidence(review))
  }

  @Test("Evidence for a case that is decided or not there, or of nobody, is refused, all or none")
  func refused() throws {
    let workspace = try county.open()
    for reader in ["甲", "乙"] {
      try workspace.decide([decision("V1/H1", .cleared, by: reader)], round: "1")
    }
    let filled = try county.write(
      "filled.csv",
      """
      path,kind,explanation,attachments,answered_by
      V1/H1,wrongful_exit,too late,,a
      V2/H9,wrongful_exit,who,,a
      V2/H2,wrongful_exit,unsigned,,
      V3/H3,wrongful_exit,good,,a

      """)
    #expect(
      refusals { _ = try workspace.importEvidence(filled, round: "1") }
        == [.decidedBefore, .noSuchFinding, .evidenceOfNobody])
    #expect(try workspace.evidence(round: "1").isEmpty)
  }
}
