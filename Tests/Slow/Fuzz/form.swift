// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

/// Any cells are a form or refused with faults. Lines are rows, `|` divides cells, an empty line the
/// sheets.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
  let sheets = text.split(separator: "\n\n", maxSplits: 2).map { table(String($0)) }
  guard let survey = sheets.first else { return 0 }
  do {
    let form = try Form(
      survey: survey, choices: sheets.count > 1 ? sheets[1] : nil,
      settings: sheets.count > 2 ? sheets[2] : nil)
    let answers = form.questions.map { (question: $0.name, answer: "a") }
    let checker = FormChecker(form: form, now: Moment("2016-11-20T09:30:00+08:00")!)
    _ = checker.check(try Answers(answers, form: form)) { _ in Place() }
  } catch is Fault {} catch is Faults {} catch {
    fatalError("\(error)")
  }
  return 0
}

private func table(_ text: String) -> Table {
  let rows = text.split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }
  let names = rows.first ?? []
  return Table(
    names: names,
    columns: names.indices.map { column in
      TextColumn(rows.dropFirst().map { column < $0.count ? $0[column] : "" })
    })
}
