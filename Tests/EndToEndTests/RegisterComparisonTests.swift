// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite("assay register diff and crosscheck")
struct RegisterComparisonTests {
  @Test("Two files are compared without a workspace, and two imports within one")
  func diff() throws {
    let work = try WorkspaceFolder()
    try work.importRegisters()
    let old = try work.folder.read("households.csv")
    let changed = old.replacing("H1,V1,exited,2016,blue,3\n", with: "").replacing(
      "H2,V1,exited,2016,red,3\n", with: "H2,V1,exited,2016,red,6\n")
    try work.write("new.csv", changed)
    let outcome = try AssayProcess.run(
      [
        "register", "diff", "households.csv", "new.csv", "--id", "household_id", "--village",
        "village_id", "--format", "csv", "--workbook", "diff.xlsx",
      ], in: work.folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("gone,H1,V1,,,,\nchanged,H2,V1,V1,persons,3,6\n"))
    #expect(outcome.errors.contains("unique within villages only"))
    #expect(FileManager.default.fileExists(atPath: work.folder.path("diff.xlsx")))
    let before = try work.run("register", "diff", "--register", "households", "new.csv")
    #expect(before.output.contains("changed") && before.output.contains("V1"))
    let single = try work.run("register", "diff", "--register", "households")
    #expect(single.status == 65 && single.errors.contains("one version of"))
    try work.write("households.csv", changed)
    try work.replace("rows: 96, persons: 288", "rows: 95, persons: 288", in: "work/assessment.yaml")
    try work.done("register", "import", "households.csv")
    let versions = try work.run(
      "register", "diff", "--register", "households", "--language", "zh", "--by-village")
    #expect(versions.status == 0 && versions.errors.contains("减少 1，换村 0，变更 1"))
  }

  @Test("Lists are cross-checked on the command line; no name or number is printed")
  func crosscheck() throws {
    let work = try WorkspaceFolder()
    let rows = try work.folder.read("households.csv").split(separator: "\n").enumerated().map {
      "\($1)" + ($0 == 0 ? ",id_number,name" : $0 == 1 ? ",11010519491231002X,张三" : ",,")
    }
    try work.write("households.csv", rows.joined(separator: "\n") + "\n")
    try work.importRegisters()
    try work.write("cars.csv", "姓名,身份证号\n张三,110105491231002\n")
    let flags = try work.run("register", "crosscheck", "car=cars.csv", "--format", "json")
    #expect(flags.status == 0 && flags.output.contains("old-number"))
    let list = try work.run("register", "crosscheck", "list")
    #expect(list.output.contains("V1/H1") && list.output.contains("same number (old form)"))
    for text in ["张三", "1949"] { #expect(!list.output.contains(text)) }
    let unverified = try work.run(
      "register", "crosscheck", "decide", "1", "--state", "removed", "--reason", "r")
    #expect(unverified.status == 65 && unverified.errors.contains("Nobody is removed unverified"))
    try work.done("register", "crosscheck", "export")
    #expect(
      FileManager.default.fileExists(atPath: work.folder.path("work/out/1/crosscheck-T1.xlsx")))
    try work.write("names.csv", "姓名\n李四\n")
    let nameless = try work.run("register", "crosscheck", "car=names.csv")
    #expect(nameless.status == 65 && nameless.errors.contains("--by-name"))
  }
}
