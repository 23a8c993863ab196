// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

@Suite("Rejected rows of registers, through the command line")
struct RegisterRejectsTests {
  /// Types a text into the cells of a column that hold another.
  private func type(
    _ new: String, for old: String, in column: String, where row: String? = nil, of path: String
  ) throws {
    let book = try Workbook(path: path)
    var writer = try WorkbookWriter(path: path)
    for name in book.sheetNames {
      let table = try book.table(sheet: name, headerRow: 1)
      let sheet = try writer.addSheet(
        name, columns: table.names.map { .init($0) }, isHidden: name == "assay")
      for index in 0..<table.rowCount {
        let isRow =
          try row == nil || name == "rejects" && table.text("assay_row").text(at: index) == row
        try writer.append(
          table.names.enumerated().map {
            let text = table.columns[$0].text(at: index)
            return OutputCell($1 == column && text == old && isRow ? new : text)
          }, to: sheet)
      }
    }
    try writer.commit()
  }

  @Test("They are written by township, corrected, and imported as they are")
  func loop() throws {
    let work = try WorkspaceFolder()
    // A column that nobody described, with identity numbers, and one that is personal by description.
    try work.replace(
      "card: text, persons", "card: text, head: {type: text, personal: true}, persons",
      in: "work/assessment.yaml")
    let lines = try work.folder.read("households.csv").split(separator: "\n")
    try work.write(
      "households.csv",
      lines.enumerated().map { number, line in
        line + (number == 0 ? ",head,id_card\n" : ",户主\(number),36082119800315\(1000 + number)\n")
      }.joined())
    let whole = try work.folder.read("households.csv")
    try work.replace("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三", in: "households.csv")
    try work.replace("H3,V2,exited,2016,blue,3", "H2,V2,exited,2016,blue,-3", in: "households.csv")
    let refused = try work.run(
      "register", "import", "villages.csv", "households.csv", "roster.csv")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("households.csv, row 2, column persons: \"三\""))
    let books = ["T0", "T1"].map { work.folder.path("work/out/1/rejects-households-\($0).xlsx") }
    for book in books {
      #expect(refused.errors.contains(book), "\(refused.errors)")
      let mode = try FileManager.default.attributesOfItem(atPath: book)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    #expect(refused.errors.contains("assay register import WORKBOOK…"))

    let early = try work.run("register", "import", books[0])
    #expect(
      early.status == 65 && early.errors.contains("rejects-households-T0.xlsx, sheet rejects"))
    try type("3", for: "三", in: "persons", of: books[1])
    try type("3", for: "-3", in: "persons", of: books[0])
    try type("H3", for: "H2", in: "household_id", where: "16", of: books[0])
    let done = try work.run("register", "import", books[0], books[1])
    #expect(done.status == 0, "\(done.errors)")
    for name in ["villages", "households", "roster"] { #expect(done.output.contains(name)) }
    // The register is that of the file as it should have been, personal columns too.
    try work.write("households.csv", whole)
    let same = try work.run("register", "import", "households.csv")
    #expect(same.output.contains("unchanged"), "\(same.output)\(same.errors)")
  }

  @Test("In Chinese; a changed file is refused; another register's name before it, too")
  func refusals() throws {
    let work = try WorkspaceFolder()
    try work.replace("H1,V1,4", "H1,V1,四", in: "roster.csv")
    let refused = try work.run(
      "register", "import", "villages.csv", "households.csv", "roster.csv", "--language", "zh")
    #expect(refused.errors.contains("未导入。有问题的行已写入下列工作簿"))
    let book = work.folder.path("work/out/1/rejects-roster-T1.xlsx")
    let table = try Workbook(path: book).table(sheet: "rejects")
    #expect(try table.text("assay_what_to_do").text(at: 0).contains("不是整数"))
    let other = try work.run("register", "import", "households=\(book)")
    #expect(other.status == 64 && other.errors.contains("register roster, not of households"))
    try work.replace("H2,V1,4", "H2,V1,5", in: "roster.csv")
    let changed = try work.run("register", "import", book)
    #expect(changed.status == 65 && changed.errors.contains("has changed since"))
    #expect(!changed.errors.contains("{"))
  }
}
