// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite("Broken input is refused with what is wrong and what to do")
struct BrokenInputTests {
  @Test(
    "Registers",
    arguments: [
      ("V1,T1,exited,500", "V1,T1,exited,-5", "row 2, column persons: -5 is below 0"),
      ("V2,T0,exited,500", "V1,T0,exited,500", "row 3"),
      ("V2,T0,exited,500", "V/2,T0,exited,500", "row 3, column village_id"),
      ("V2,T0,exited,500", "V2,T0,exited,501", "persons: 4001 found, 4000 expected (+1)"),
      ("V2,T0,exited,500,村2", "V2,T0,exited", "row 3: this row has 3 fields, the header has 5"),
      ("V2,T0", "\"V2,T0", "a quotation mark opens here and is never closed"),
      ("group", "grupo", "the column \"group\" is missing"),
    ])
  func registers(old: String, new: String, message: String) throws {
    let workspace = try WorkspaceFolder()
    try workspace.replace(old, new, in: "villages.csv")
    let outcome = try workspace.run(
      "register", "import", "villages.csv", "households.csv", "roster.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(try workspace.run("log").output.contains("register import") == false)
  }

  @Test("An unknown village, a missing file, an empty one and a wrong encoding")
  func files() throws {
    let workspace = try WorkspaceFolder()
    try workspace.replace("H1,V8,4", "H1,V9,4", in: "roster.csv")
    let parent = try workspace.run(
      "register", "import", "villages.csv", "households.csv", "roster.csv")
    #expect(parent.status == 65)
    #expect(parent.errors.contains("V9"))
    let missing = try workspace.run("register", "import", "villages=nowhere.csv")
    #expect(missing.status == 66)
    try workspace.write("villages.csv", "")
    #expect(try workspace.run("register", "import", "villages.csv").status == 65)
    _ = try workspace.folder.write("villages.csv", [0x61, 0x0a, 0xff, 0xff, 0x0a])
    let encoding = try workspace.run("register", "import", "villages.csv")
    #expect(encoding.status == 65)
    #expect(encoding.errors.contains("--encoding"))
  }

  @Test(
    "Descriptions",
    arguments: [
      ("language: en", "langage: en", 78, "langage"),
      ("fraction: 0.2,", "fraction: 1.2,", 78, "1.2"),
      ("fraction: 0.5, of: cluster", "fraction: 0.5, off: cluster", 78, "off"),
      ("status = 'exited'", "frob(status) = 'exited'", 78, "frob"),
      ("profile: exit-2016", "profile: exit-1999", 78, "exit-1999"),
    ])
  func descriptions(old: String, new: String, status: Int32, message: String) throws {
    let workspace = try WorkspaceFolder(
      description: SmallCounty.description.replacing(old, with: new))
    let outcome = try workspace.run("round", "list")
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("assessment.yaml") || outcome.errors.contains("exit-1999"))
  }

  @Test("Seeds: too short, with control characters; full-width digits are warned about")
  func seeds() throws {
    let workspace = try WorkspaceFolder()
    try workspace.importRegisters()
    #expect(try workspace.run("draw", "--seed", WorkspaceFolder.seed).status == 65)
    try workspace.done("seal")
    let short = try workspace.run("draw", "--seed", "123")
    #expect(short.status != 0)
    #expect(short.errors.contains("--short-seed"))
    #expect(try workspace.run("draw", "--seed", "1234567890123456789\u{7}").status != 0)
    let wide = try workspace.run("draw", "--seed", "１２３４５６７８９０１２３４５６７８９０")
    #expect(wide.status == 0)
    #expect(wide.errors.contains("warning"))
  }

  @Test("A register that changed after the seal stops the draw")
  func changed() throws {
    let workspace = try WorkspaceFolder()
    try workspace.importRegisters()
    try workspace.done("seal")
    try workspace.replace("H20,V3,4", "H20,V3,5", in: "roster.csv")
    try workspace.done("register", "import", "roster.csv")
    let outcome = try workspace.run("draw", "--seed", WorkspaceFolder.seed)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("roster changed after the round 1 was sealed"))
  }

  @Test("A design that could not be scored is not sealed")
  func methodWithoutVariance() throws {
    let work = try WorkspaceFolder()
    try work.importRegisters()
    try work.replace(
      "fraction: 0.5, of: cluster}",
      "fraction: 0.5, of: cluster, method: cube, balance: [persons]}",
      in: "work/assessment.yaml")
    let sealed = try work.run("seal")
    #expect(sealed.status == 78 && sealed.errors.contains("cube"), "\(sealed.errors)")
  }

  @Test("A database of a newer version is left alone")
  func newer() throws {
    let workspace = try WorkspaceFolder()
    let sql = "INSERT INTO grdb_migrations VALUES ('999')"
    let python = """
      import sqlite3, sys
      with sqlite3.connect(sys.argv[1]) as db: db.execute(\"\"\"\(sql)\"\"\")
      """
    let outcome = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      ["python3", "-c", python, workspace.folder.path("work/assessment.db")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let refused = try workspace.run("round", "list")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("newer version"))
  }

  @Test("Messages are in Chinese where Chinese is spoken")
  func chinese() throws {
    let outcome = try AssayProcess.run(
      ["round", "list", "--workspace", "/nonexistent"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("没有 assessment.yaml"))
  }
}
