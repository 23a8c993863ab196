// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables

private let path = "/dev/shm/assay-fuzz-\(getpid()).json"

/// A form with every kind of answer that a server writes in a way of its own.
private let form: Form = {
  let cells = [
    ["type", "name", "label"], ["text", "unit_id", "Unit"], ["integer", "age", "Age"],
    ["geopoint", "place", "Place"], ["begin_group", "g", "Group"],
    ["select_multiple needs", "needs", "Needs"], ["end_group", "", ""],
    ["begin_repeat", "member", "Member"], ["text", "name", "Name"],
    ["begin_repeat", "animal", "Animal"], ["date", "born", "Born"], ["end_repeat", "", ""],
    ["end_repeat", "", ""],
  ]
  let choices = [
    ["list_name", "name", "label"], ["needs", "water", "Water"], ["needs", "road", "Road"],
  ]
  func table(_ rows: [[String]]) -> Tables.Table {
    Tables.Table(
      names: rows[0],
      columns: rows[0].indices.map { column in TextColumn(rows.dropFirst().map { $0[column] }) })
  }
  do { return try Form(survey: table(cells), choices: table(choices)) } catch {
    fatalError("\(error)")
  }
}()

/// Any bytes are the answers of a server or refused with faults; every record is a row, and every row is checked
/// as an import checks it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  precondition(
    FileManager.default.createFile(atPath: path, contents: Data(bytes: data, count: size)))
  do {
    guard try FileKind(of: path) == .json else { return 0 }
    let file = try AnswersFile.open(path, encoding: nil)
    var records = 0
    try JSONValue.forEachRecord(of: TextFile(path: path)) { _, _ in records += 1 }
    let sheet = AnswerSheet(
      try file.head(), form: form, reader: AnswerReader(form: form, identifiers: ["unit_id"]))
    let answers = try RepeatReader(file, form: form, root: sheet).answers
    let repeated = answers.values.flatMap { $0 }
    let checker = FormChecker(form: form, now: Moment("2016-11-20T09:30:00+08:00")!)
    var rows = 0
    try file.mapBlocks(progress: nil) { table in
      checker.check(sheet.over(table), repeated: { _ in repeated }) { _, _ in }
      return table.rowCount
    } consume: { count, _ in
      rows += count
    }
    precondition(rows == records, "a record was dropped")
  } catch is Fault {} catch is Faults {} catch {
    fatalError("\(error)")
  }
  return 0
}
