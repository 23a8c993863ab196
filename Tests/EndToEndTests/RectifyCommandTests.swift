// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

@Suite("assay rectify")
struct RectifyCommandTests {
  @Test("The ledger is kept on the command line, in both languages, and exits with what was wrong")
  func ledger() throws {
    let work = try WorkspaceFolder()
    try work.done(
      "rectify", "add", "--problem", "房屋漏雨", "--kind", "EXIT-HOUSE", "--about", "V1/H3",
      "--opened", "2017-05-11")
    try work.write("photo.txt", "x")
    try work.done(
      "rectify", "update", "JZ-0001", "--person", "李四", "--measures", "翻修", "--file",
      work.folder.path("photo.txt"), "--state", "submitted", "--as", "李四")
    let own = try work.run("rectify", "confirm", "JZ-0001", "--as", "李四")
    #expect(own.status == 65 && own.errors.contains("cannot confirm, close, return"))
    let nameless = try work.run("rectify", "confirm", "JZ-0001")
    #expect(nameless.status == 64 && nameless.errors.contains("--as NAME"))
    let early = try work.run("rectify", "close", "JZ-0001", "--as", "孙科长", "--language", "zh")
    #expect(early.status == 65 && early.errors.contains("不能由已上报（submitted）转为已销号（closed）"))
    try work.done("rectify", "confirm", "JZ-0001", "--as", "王主任")
    try work.done("rectify", "close", "JZ-0001", "--as", "孙科长")
    let list = try work.run(
      "rectify", "list", "--state", "closed", "--language", "zh", "--page",
      work.folder.path("page.html"), "--workbook", work.folder.path("list.xlsx"))
    #expect(list.output.contains("JZ-0001") && list.output.contains("已销号"))
    #expect(try work.folder.read("page.html").contains("问题整改台账"))
    let json = try work.run("rectify", "list", "--format", "json")
    #expect(
      json.output.contains("\"state\": \"closed\"") || json.output.contains("\"state\":\"closed\""))
    let show = try work.run("rectify", "show", "JZ-0001", "--language", "en")
    #expect(show.output.contains("photo.txt (SHA-256") && show.output.contains("孙科长"))
    let none = try work.run("rectify", "list", "--state", "done")
    #expect(none.status == 65 && none.errors.contains("in-hand"))
  }

  @Test("Events are never changed or deleted, not even by other programs")
  func appendOnly() throws {
    let work = try WorkspaceFolder()
    try work.done("rectify", "add", "--problem", "x")
    let database = work.folder.path("work/assessment.db")
    for statement in [
      "DELETE FROM rectification_event", "UPDATE rectification_event SET actor = 1",
    ] {
      let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2])"
      let outcome = try AssayProcess.run(
        URL(filePath: "/usr/bin/python3"), ["-c", script, database, statement])
      #expect(outcome.status != 0 && outcome.errors.contains("events of the ledger are never"))
    }
  }

  @Test("Closed items are drawn, re-checked and counted; a month is told in both languages")
  func recheckAndBulletin() throws {
    let work = try WorkspaceFolder()
    for unit in ["T0", "T1"] {
      try work.done("rectify", "add", "--problem", "问题", "--unit", unit, "--township", unit)
    }
    // One is long overdue.
    try work.done(
      "rectify", "add", "--problem", "问题", "--unit", "T1", "--township", "T1", "--opened",
      "2016-01-01", "--deadline", "2016-02-01")
    for number in 1...2 {
      try work.done(
        "rectify", "update", "JZ-000\(number)", "--person", "李四", "--measures", "m", "--evidence",
        "e", "--state", "submitted")
      for step in ["confirm", "close"] {
        try work.done("rectify", step, "JZ-000\(number)", "--as", "王主任")
      }
    }
    let few = try work.run("rectify", "sample", "--size", "3", "--seed", WorkspaceFolder.seed)
    #expect(few.status == 64 && few.errors.contains("2 are closed"))
    let drawn = try work.run(
      "rectify", "sample", "--fraction", "0.6", "--seed", WorkspaceFolder.seed)
    #expect(drawn.output.contains("JZ-0001") && drawn.output.contains("JZ-0002"))
    try work.done(
      "rectify", "recheck", "JZ-0002", "--result", "false", "--reason", "未整改", "--as", "孙科长")
    let rate = try work.run("rectify", "sample")
    #expect(rate.output.contains("1 of 1 re-checked items were closed falsely"))
    #expect(rate.output.contains("1 not looked at yet"))
    let month = String(ISO8601DateFormatter().string(from: Date()).prefix(7))
    let bulletin = try work.run(
      "rectify", "bulletin", "--month", month, "--language", "zh", "--page",
      work.folder.path("bulletin.html"))
    #expect(bulletin.output.contains("乡镇末位：T1。按文件建议：电视公开表态"))
    #expect(try work.folder.read("bulletin.html").contains("整改工作月通报"))
    let csv = try work.run("rectify", "bulletin", "--month", month, "--format", "csv")
    #expect(csv.output.contains("2,T1,township,1,0,1,1,2,0,0"))
  }

  @Test(
    "A workbook goes out beside the round's files and comes back; a conflict exits with status 1")
  func workbook() throws {
    let work = try WorkspaceFolder()
    try work.done("rectify", "add", "--problem", "房屋漏雨", "--township", "T1", "--unit", "县住建局")
    let wrong = try work.run("rectify", "add", "--problem", "x", "--kind", "EXIT-HOSE")
    #expect(wrong.status == 65 && wrong.errors.contains("EXIT-HOUSE"))
    try work.done("rectify", "export", "--township", "T1", "--language", "zh")
    let file = work.folder.path("work/out/1/ledger-T1.xlsx")
    let same = try work.run("rectify", "import", file)
    #expect(same.status == 0 && same.errors.contains("nothing new in 1 rows"))
    let missing = try work.run("rectify", "import", work.folder.path("villages.csv"))
    #expect(missing.status == 65)
    try work.done("rectify", "update", "JZ-0001", "--cause", "暴雨", "--as", "赵六")
    let edited = try copy(of: file, ["产生原因": "年久失修", "填报人": "张三"], in: work.folder)
    let conflict = try work.run("rectify", "import", edited)
    #expect(conflict.status == 1)
    for text in ["JZ-0001", "年久失修", "暴雨", "赵六"] { #expect(conflict.output.contains(text)) }
    #expect(try work.run("rectify", "import", edited, "--take", "JZ-0001").status == 0)
    #expect(try work.run("rectify", "show", "JZ-0001").output.contains("年久失修"))
  }

  @Test("Townships and units that stand in no register are refused with the nearest names")
  func places() throws {
    let work = try WorkspaceFolder()
    // As long as there are no registers, nobody can tell.
    try work.done("rectify", "add", "--problem", "x", "--township", "T7", "--about", "V9/H1")
    try work.importRegisters()
    for (arguments, name) in [
      (["add", "--problem", "x", "--township", "T2"], "T0, T1"),
      (["add", "--problem", "x", "--about", "V1/H13"], "V1/H1, "),
      (["update", "JZ-0001", "--about", "V11"], "V1, "),
      (["export", "--township", "T2"], "T0, T1, T7"),
      (["list", "--unit", "县住建"], "县住建局, "),
    ] {
      let refused = try AssayProcess.run(
        ["rectify"] + arguments + ["--workspace", work.folder.path("work")])
      #expect(refused.status == 65 && refused.errors.contains(": \(name)"), "\(refused.errors)")
    }
    try work.done("rectify", "add", "--problem", "x", "--township", "T1", "--about", "V1/H12")
    let none = try work.run("rectify", "export", "--township", "T0")
    #expect(none.status == 0 && none.errors.contains("no workbook was written"))
    let files = FileManager.default
    #expect(!files.fileExists(atPath: work.folder.path("work/out/1/ledger-T0.xlsx")))
    #expect(!files.fileExists(atPath: work.folder.path("work/out/1/ledger-T2.xlsx")))
  }

  /// A workbook with other texts in the row of its only item, as Excel would write it.
  private func copy(
    of path: String, _ texts: [String: String], in folder: TemporaryFolder
  ) throws -> String {
    let workbook = try Workbook(path: path)
    let copy = folder.path("edited.xlsx")
    var writer = try WorkbookWriter(path: copy)
    for sheet in workbook.sheetNames {
      let table = try workbook.table(sheet: sheet, headerRow: 1)
      let target = try writer.addSheet(sheet, columns: table.names.map { .init($0) })
      for row in 0..<table.rowCount {
        try writer.append(
          zip(table.names, table.columns).map { OutputCell(texts[$0] ?? $1.text(at: row)) },
          to: target)
      }
    }
    try writer.commit()
    return copy
  }
}
