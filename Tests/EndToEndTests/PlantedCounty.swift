// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables

/// Twenty villages of the bundled county, assessed to the end, with invented names and numbers wherever people
/// could have typed one: personal columns, answers, evidence, reviews, reasons, leads and the ledger.
final class PlantedCounty: Sendable {
  /// Texts of which none may stand in what is published or sent to a township.
  static let planted = [
    // Personal columns of the registers.
    "钱多多", "360402197", "138796", "樟汀路",
    // Answers: interviewer, informants, notes.
    "赵六", "孙七", "13700001111", "郑十四",
    // Evidence and who answers for it, reviewers, visitors.
    "周九", "13879600002", "吴十", "李八", "褚十九", "冯十二",
    // Who sealed and drew, and why it was drawn again.
    "王十一", "陈十三",
    // The ledger: person, leader, measures, who wrote it.
    "卫十五", "蒋十六", "沈十七", "韩十八",
  ]

  /// The workspace `w`, and a `copy` of it for tests that change it.
  let folder: TemporaryFolder
  /// One county that all tests look at.
  static let shared = Result { try PlantedCounty() }
  private static let dataset = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  init() throws {
    folder = try TemporaryFolder()
    let made = try AssayProcess.run(["new", folder.path("w"), "--profile", "exit-2016"])
    guard made.status == 0 else { throw WorkspaceFolder.Failure(text: made.errors) }
    try Data(Self.description.utf8).write(
      to: folder.url.appending(path: "w/assessment.yaml"))
    try writeRegisters()
    try done("register", "import", "villages.csv", "households.csv", "roster.csv")
    try done("seal", "--public", "--as", "王十一")
    try done("draw", "--seed", WorkspaceFolder.seed, "--as", "王十一")
    try done("draw", "--seed", "\(WorkspaceFolder.seed)1", "--as", "王十一", "--reason", "陈十三要求重抽")
    try answer()
    try review()
    try done("lead", "V003/L1", "--sample", "unregistered", "--note", "郑十四说的", "--as", "韩十八")
    try done("rectify", "add", "--from", "findings", "--as", "韩十八")
    try done(
      "rectify", "update", "JZ-0001", "--person", "卫十五", "--leader", "蒋十六", "--measures",
      "沈十七负责", "--as", "韩十八")
    try FileManager.default.copyItem(atPath: folder.path("w"), toPath: folder.path("copy"))
  }

  /// Runs a command that must succeed.
  @discardableResult
  func done(_ arguments: String...) throws -> String {
    let outcome = try AssayProcess.run(
      arguments + ["--workspace", folder.path("w")], in: folder.url)
    guard outcome.status == 0 else {
      throw WorkspaceFolder.Failure(text: "\(arguments): \(outcome.errors)")
    }
    return outcome.output
  }

  private static let personal = ["head", "id_number", "phone", "address"].map {
    "\($0): {type: text, personal: true}"
  }.joined(separator: ", ")

  private static let description = """
    title: {zh: 小县, en: Small county}
    profile: exit-2016
    language: en
    registers:
      villages: {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}}
      households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer, \(personal)}}
      roster: {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer, \(personal)}}
    design:
      stages:
        - {units: villages, strata: [group], sort: [township], method: systematic, fraction: {exited: 0.8, other: 0.5}}
        - samples:
            exited: {from: households, where: "status = 'exited'", strata: [card], fraction: 0.4, of: population, reserves: 0.30}
            remaining: {from: households, where: "status = 'remaining'", fraction: 0.5, of: cluster}
            unregistered: {from: roster, fraction: 0.05, of: cluster}

    """

  /// Ten exited and ten other villages with their households, each with a head, numbers and an address.
  private func writeRegisters() throws {
    let villages = try table("villages")
    let groups = try villages.text("group")
    let chosen = ["exited", "other"].flatMap { group in
      (0..<villages.rowCount).filter { groups.text(at: $0) == group }.prefix(10)
    }
    let ids = try villages.text("village_id")
    let wanted = Set(chosen.map { ids.text(at: $0) })
    for name in ["villages", "households", "roster"] {
      let table = try table(name)
      let above = try table.text("village_id")
      let isTop = name == "villages"
      let persons = table.names.firstIndex(of: "persons")!
      var writer = try CSVWriter(
        path: folder.path("\(name).csv"),
        header: table.names
          + (isTop ? [] : ["identified_year", "head", "id_number", "phone", "address"]))
      for row in 0..<table.rowCount where wanted.contains(above.text(at: row)) {
        // Some were identified in the year of their exit, which is a problem of the register.
        let person = [
          row % 40 == 0 ? "2016" : "2014", "钱多多\(row)", "360402197\(100_000_000 + row)",
          "138796\(10_000 + row)", "樟汀路\(row)号",
        ]
        var fields = table.columns.map { $0.text(at: row) }
        // Half the population beside the same poor: the poverty rate does not meet its requirement.
        if isTop { fields[persons] = "\(Int(fields[persons])! / 2)" }
        try writer.write(fields + (isTop ? [] : person))
      }
      try writer.finish()
    }
  }

  private func table(_ name: String) throws -> Tables.Table {
    try CSVFile(path: Self.dataset.appending(path: "\(name).csv").path).table()
  }

  /// Plays the visits, and lets the interviewers type names.
  private func answer() throws {
    try done(
      "simulate", "answers", "--truth", Self.dataset.appending(path: "truth.csv").path, "--seed",
      "planted", "--out", folder.path("answers.csv"))
    let typed = [
      "a_interviewer": "调查员赵六", "a_result_note": "向邻居孙七核实", "m_note": "孙七电话13700001111",
      "l_hidden_poor_who": "村民郑十四",
    ]
    let answers = try CSVFile(path: folder.path("answers.csv")).table()
    func question(_ name: String) -> String { String(name.split(separator: "-").last ?? "") }
    let result = answers.names.firstIndex { question($0) == "a_result" }!
    var writer = try CSVWriter(path: folder.path("typed.csv"), header: answers.names)
    for row in 0..<answers.rowCount {
      let isComplete = answers.columns[result].text(at: row) == "complete"
      try writer.write(
        zip(answers.names, answers.columns).map { name, column in
          let text = column.text(at: row)
          guard let new = typed[question(name)] else { return text }
          // What was not asked must stay unanswered.
          let isAsked = !text.isEmpty || question(name) == "m_note" && isComplete
          return isAsked ? new : text
        })
    }
    try writer.finish()
    try done(
      "answers", "import", folder.path("typed.csv"), folder.path("answers-satisfaction.csv"),
      folder.path("answers-village_exit.csv"))
  }

  /// Evidence for every suspected error, all but one decided, second visits that differ.
  private func review() throws {
    try done("review", "export")
    let review = try CSVFile(path: folder.path("w/out/1/review.csv")).table()
    let (paths, kinds) = (try review.text("path"), try review.text("kind"))
    var evidence = try CSVWriter(
      path: folder.path("evidence.csv"),
      header: ["path", "kind", "explanation", "attachments", "answered_by"])
    for row in 0..<review.rowCount {
      let (path, kind) = (paths.text(at: row), kinds.text(at: row))
      try evidence.write([path, kind, "证人周九 13879600002", "周九签名.jpg", "村主任吴十"])
    }
    try evidence.finish()
    try done("review", "import", folder.path("evidence.csv"))
    // Two people read each case, but the first.
    for (number, reader) in ["审核员李八", "审核员褚十九"].enumerated() {
      let path = folder.path("decisions-\(number).csv")
      var decisions = try CSVWriter(
        path: path, header: ["path", "kind", "rules", "decision", "reason", "reviewer"])
      for row in 1..<review.rowCount {
        try decisions.write(
          [paths.text(at: row), kinds.text(at: row), "", "confirmed", "evidence", reader])
      }
      try decisions.finish()
      try done("review", "import", path)
    }
    let listed = try done("review", "revisits", "--format", "csv").split(separator: "\n")
      .dropFirst()
    // Visitors send a workbook back.
    var visits = try WorkbookWriter(path: folder.path("revisits.xlsx"))
    let sheet = try visits.addSheet(
      "revisits", columns: ["path", "result", "reviewer"].map { .init($0) })
    for line in listed {
      try visits.append(
        [OutputCell(String(line.split(separator: ",")[0])), "differs", "回访员冯十二"], to: sheet)
    }
    try visits.commit()
    let visited = try done(
      "review", "revisits", "--import", folder.path("revisits.xlsx"), "--format", "csv")
    guard visited.contains(",differs,回访员冯十二") else {
      throw WorkspaceFolder.Failure(text: visited)
    }
  }
}
