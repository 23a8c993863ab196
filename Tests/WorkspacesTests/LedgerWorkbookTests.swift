// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Tables
import Testing
import Workspaces

@Suite("The ledger's workbook")
struct LedgerWorkbookTests {
  private let folder: LedgerFolder
  private let path: String

  init() throws {
    folder = try LedgerFolder()
    path = folder.county.folder.appending(path: "ledger.xlsx").path
    try folder.on("2017-05-11") { workspace in
      for problem in ["房屋漏雨", "=1+1", "007"] {
        _ = try workspace.addRectification([.problem: problem, .kind: "EXIT-HOUSE"])
      }
    }
    try folder.on("2017-05-12") {
      try $0.exportLedger($0.ledger().items, to: path, in: .chinese)
    }
  }

  /// Writes the exported workbook again with other texts, as Excel would: `edits` by item and column.
  private func fill(
    _ edits: [String: [String: String]], without deleted: [String] = [], as name: String = "back"
  ) throws -> String {
    let workbook = try Workbook(path: path)
    let copy = folder.county.folder.appending(path: "\(name).xlsx").path
    var writer = try WorkbookWriter(path: copy)
    for sheet in workbook.sheetNames {
      let table = try workbook.table(sheet: sheet, headerRow: 1)
      let target = try writer.addSheet(
        sheet, columns: table.names.map { .init($0) }, isHidden: sheet == "assay")
      for row in 0..<table.rowCount {
        let number = table.columns[0].text(at: row)
        if sheet != "assay", deleted.contains(number) { continue }
        let cells = zip(table.names, table.columns).map { name, column in
          OutputCell((sheet == "assay" ? nil : edits[number]?[name]) ?? column.text(at: row))
        }
        try writer.append(cells, to: target)
      }
    }
    try writer.commit()
    return copy
  }

  private func take(_ file: String, taking: [String] = []) throws -> LedgerImport {
    try folder.on("2017-05-20") { try $0.importLedger(file, taking: taking) }
  }

  private func item(_ number: String) throws -> RectificationItem {
    try folder.on("2017-05-20") { try $0.rectification(number) }
  }

  private let work = [
    "整改措施": "翻修", "责任人": "李四", "状态": "已上报", "新增佐证": "验收单", "填报人": "张三",
  ]

  @Test("Changed rows become events of who filled them in; the workbook changes nothing twice")
  func roundTrip() throws {
    let untouched = try take(try fill([:]))
    #expect(untouched.changed.isEmpty && untouched.unchanged == 3 && untouched.missing.isEmpty)
    let file = try fill(["JZ-0002": work])
    #expect(try take(file).changed == ["JZ-0002"])
    let item = try item("JZ-0002")
    #expect(item.state == .submitted && item[.problem] == "=1+1" && item[.measures] == "翻修")
    #expect(item.events.last?.actor == "张三" && item.evidence.map(\.text) == ["验收单"])
    let again = try take(file)
    #expect(again.changed.isEmpty && again.conflicts.isEmpty)
    // It stays so when the item has gone on since.
    try folder.change("JZ-0002", .confirm, by: "王主任", on: "2017-05-20")
    let late = try take(file)
    #expect(late.changed.isEmpty && late.conflicts.isEmpty)
    #expect(try self.item("JZ-0002").state == .confirmed)
  }

  @Test("Two people's edits of one cell are shown with base, mine and theirs, and neither is taken")
  func conflict() throws {
    let file = try fill(["JZ-0001": ["产生原因": "年久失修", "责任人": "李四", "填报人": "张三"]])
    try folder.change("JZ-0001", .update, by: "赵六", on: "2017-05-15") {
      $0.values = [.cause: "暴雨"]
    }
    let result = try take(file)
    #expect(
      result.conflicts.map { [$0.item, $0.base, $0.mine, $0.theirs, $0.by] } == [
        ["JZ-0001", "", "年久失修", "暴雨", "赵六"]
      ])
    #expect(result.conflicts[0].place.row == 2 && result.conflicts[0].place.column == "产生原因")
    #expect(try item("JZ-0001")[.cause] == "暴雨")
    #expect(try item("JZ-0001")[.person] == "李四")
    #expect(try take(file, taking: ["JZ-0001"]).changed == ["JZ-0001"])
    #expect(try item("JZ-0001")[.cause] == "年久失修")
  }

  @Test("A deleted row is reported and deletes nothing")
  func deletedRow() throws {
    let result = try take(try fill([:], without: ["JZ-0002"]))
    #expect(result.missing == ["JZ-0002"])
    #expect(try item("JZ-0002").state == .open)
  }

  @Test("What cannot be is refused with its cell, and nothing of the workbook is taken")
  func refused() throws {
    let cases: [([String: [String: String]], Fault.Code, String)] = [
      (["JZ-0001": ["编号": "JZ-0099"]], .ledgerUnknownRow, "编号"),
      (["JZ-0001": ["编号": "JZ-0002"]], .ledgerRowTwice, "编号"),
      (["JZ-0001": ["状态": "完成了"]], .ledgerForeignState, "状态"),
      (["JZ-0001": ["状态": "已销号"]], .ledgerStateOfOffice, "状态"),
      (["JZ-0001": ["完成时限": "2018-01-01"]], .ledgerLockedCell, "完成时限"),
      (["JZ-0001": ["责任人": "李四"]], .ledgerNotSigned, "填报人"),
    ]
    for (edits, code, column) in cases {
      var all = edits
      all["JZ-0003"] = ["产生原因": "x", "填报人": "张三"]
      let file = try fill(all)
      do {
        _ = try take(file)
        Issue.record("accepted: \(edits)")
      } catch {
        let fault = try #require((error as? Faults)?.list.first { $0.code == code })
        #expect(fault.place.column == column)
        #expect(fault.place.sheet == "整改台账" && fault.place.row != nil)
      }
      #expect(try item("JZ-0003")[.cause] == "")
    }
  }

  /// The faults of a workbook.
  private func faults(_ edits: [String: [String: String]]) throws -> [Fault] {
    let file = try fill(edits)
    do { _ = try take(file) } catch let faults as Faults { return faults.list }
    return []
  }

  @Test("What a step lacks is told at the empty cells, in the words of the workbook")
  func emptyCells() throws {
    let found = try faults(["JZ-0001": ["状态": "已上报", "填报人": "张三"]])
    #expect(found.map(\.code) == Array(repeating: .ledgerIncomplete, count: 3))
    #expect(found.map(\.place.column) == ["整改措施", "责任人", "新增佐证"])
    #expect(found.allSatisfy { $0.place.row == 2 && $0.values["state"] == "已上报" })
    #expect(found.allSatisfy { $0.values["column"] == $0.place.column })
  }

  @Test("A state that does not follow is told alone, at its cell, with those that do")
  func wrongStep() throws {
    try folder.change("JZ-0001", .update, by: "李四", on: "2017-05-13") {
      $0.values = [.measures: "翻修", .person: "李四"]
      $0.evidence = [.init("验收单")]
      $0.state = .submitted
    }
    try folder.change("JZ-0001", .confirm, by: "王主任", on: "2017-05-14")
    let found = try faults(["JZ-0001": ["状态": "整改中", "填报人": "张三"]])
    #expect(found.isEmpty, "what others did since is a conflict: \(found)")
    let file = try fill(["JZ-0001": ["状态": "整改中", "填报人": "张三"]])
    do {
      _ = try take(file, taking: ["JZ-0001"])
      Issue.record("a confirmed item went back to work")
    } catch let faults as Faults {
      #expect(faults.list.map(\.code) == [.ledgerWrongStep])
      let fault = faults.list[0]
      #expect(fault.place.column == "状态" && fault.values["present"] == "已确认")
      #expect(fault.values["state"] == "整改中" && fault.values["known"] == "已确认")
    }
  }

  @Test("A workbook of another workspace, or without its hidden sheet, is refused")
  func foreign() throws {
    let other = try LedgerFolder()
    try other.on("2017-05-11", as: "别人") { _ = try $0.addRectification([.problem: "x"]) }
    #expect(
      refusals { try other.on("2017-05-20") { _ = try $0.importLedger(path) } } == [.ledgerOfOther])
    let bare = folder.county.folder.appending(path: "bare.xlsx").path
    var writer = try WorkbookWriter(path: bare)
    let sheet = try writer.addSheet("整改台账", columns: [.init("编号")])
    try writer.append(["JZ-0001"], to: sheet)
    try writer.commit()
    #expect(refusals { _ = try take(bare) } == [.ledgerWithoutStamp])
  }
}
