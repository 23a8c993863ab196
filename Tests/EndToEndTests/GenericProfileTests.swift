// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite("Audits of eligibility and of monitoring after 2020")
struct GenericProfileTests {
  private struct Figure: Decodable {
    let indicator: String
    let officialNumerator: String?
    let officialDenominator: String?
    let openFindings: Int?

    /// The official figure.
    var official: Double? {
      guard let above = officialNumerator.flatMap(Double.init),
        let below = officialDenominator.flatMap(Double.init)
      else { return nil }
      return above / below
    }
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> AssayProcess.Outcome {
    let rest = arguments.first == "new" ? [] : ["--workspace", folder.path("work")]
    return try AssayProcess.run(
      arguments + rest + ["--language", "en", "--quiet"], in: folder.url)
  }

  private func done(_ arguments: String...) throws {
    let rest = arguments.first == "new" ? [] : ["--workspace", folder.path("work")]
    let outcome = try AssayProcess.run(
      arguments + rest + ["--language", "en", "--quiet"], in: folder.url)
    guard outcome.status == 0 else { throw WorkspaceFolder.Failure(text: outcome.errors) }
  }

  /// The mains of the sample's second stage, each with its sample.
  private func mains() throws -> [(path: String, sample: String)] {
    let lines = try folder.read("work/out/1/sample.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let places = try ["stage", "role", "path", "sample"].map {
      try #require(lines[0].firstIndex(of: $0))
    }
    return lines.dropFirst().filter { $0[places[0]] == "2" && $0[places[1]] == "main" }
      .map { ($0[places[2]], $0[places[3]]) }
  }

  private func figures() throws -> [String: Figure] {
    let text = try run("score", "--format", "json").output
    return Dictionary(
      try JSONDecoder().decode([Figure].self, from: Data(text.utf8)).map { ($0.indicator, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "An audit counts overpayment, leaves out what nobody knows, and calls figures provisional while findings are open"
  )
  func audit() throws {
    try done("new", "work", "--profile", "generic")
    var offices = "office,region\n"
    var cases = "case_id,office,decision,paid\n"
    for office in 1...10 {
      offices += "O\(office),north\n"
      for number in 1...20 {
        let isGranted = number % 2 == 0
        cases += "C\(office)-\(number),O\(office),\(isGranted ? "granted,300" : "refused,0")\n"
      }
    }
    _ = try folder.write("offices.csv", offices.utf8)
    _ = try folder.write("cases.csv", cases.utf8)
    try done("register", "import", "offices.csv", "cases.csv")
    try done("seal", "--public")
    try done("draw", "--seed", WorkspaceFolder.seed)
    let drawn = try mains()
    let granted = drawn.filter { $0.sample == "granted" }.map(\.path)
    let refused = drawn.filter { $0.sample == "refused" }.map(\.path)
    try #require(granted.count >= 4 && refused.count >= 4)
    // One is not entitled, one got 100 too much, of one nobody knows; all else is in order.
    var answers = "KEY,unit_id,a_interviewer,a_result,b_entitled,b_due,b_reason\n"
    for path in granted {
      let words =
        path == granted[0]
        ? "no,0,moved"
        : path == granted[1]
          ? "yes,200," : path == granted[2] ? "unknown,0,papers lost" : "yes,300,"
      answers += "k\(path),\(path),R1,complete,\(words)\n"
    }
    for path in refused { answers += "k\(path),\(path),R1,complete,no,0,income\n" }
    _ = try folder.write("answers.csv", answers.utf8)
    try done("answers", "import", "answers.csv")

    let open = try run("score").output
    #expect(open.contains("Provisionally, the profile names") || open.contains("Provisionally, by"))
    #expect(open.contains("Inclusion-error rate: 1 suspected finding awaits its decision"))
    let sensitivity = try run("score", "--sensitivity").output
    #expect(sensitivity.contains("Improper payments") && sensitivity.contains("confirmed"))
    #expect(try figures()["inclusion_error_rate"]?.openFindings == 1)

    try done("review", "export")
    var review = try folder.read("work/out/1/review.csv").split(separator: "\n").map(String.init)
    let header = review[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var row = review[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (name, value) in [("decision", "confirmed"), ("reason", "evidence"), ("reviewer", "Li")] {
      row[try #require(header.firstIndex(of: name), "\(header)")] = value
    }
    review[1] = row.joined(separator: ",")
    _ = try folder.write("decided.csv", (review.joined(separator: "\n") + "\n").utf8)
    try done("review", "import", "decided.csv")

    let n = Double(granted.count)
    let scored = try figures()
    let rate = try #require(scored["inclusion_error_rate"]?.official)
    #expect(abs(rate - 1 / (n - 1)) < 1e-12)
    let money = try #require(scored["improper_payment_rate"]?.official)
    #expect(abs(money - (300 + 100) / (300 * (n - 1))) < 1e-12)
    #expect(!(try run("score").output.contains("Provisionally")))

    // Offices are drawn to draw cases within them, and no form visits them.
    try done("report")
    let report = try folder.read("work/out/1/report.html")
    #expect(report.contains("response rate 100%"))
    #expect(report.contains("in 2 samples"))
  }

  @Test("A shock is set against the income of all persons of a household")
  func shock() throws {
    try done("new", "work", "--profile", "consolidation-2021")
    var villages = "village_id,township,persons\n"
    var roster = "household_id,village_id,persons\n"
    for village in 1...20 {
      villages += "V\(village),T1,400\n"
      for household in 1...40 { roster += "\(household),V\(village),4\n" }
    }
    _ = try folder.write("villages.csv", villages.utf8)
    _ = try folder.write("roster.csv", roster.utf8)
    var households = "household_id,village_id,status,group,persons\n"
    for village in 1...20 {
      for household in 1...12 {
        let status = ["monitored", "cleared", "stable"][household % 3]
        households += "H\(household),V\(village),\(status),,4\n"
      }
    }
    _ = try folder.write("households.csv", households.utf8)
    try done("register", "import", "villages.csv", "households.csv", "roster.csv")
    try done("seal", "--public")
    try done("draw", "--seed", WorkspaceFolder.seed)
    let general = try mains().filter { $0.sample == "general" }.map(\.path)
    try #require(general.count >= 3)
    var answers =
      "KEY,unit_id,a_interviewer,a_result,b_status,b_income,b_shock,b_shock_cost,b_school,b_medical,b_house,b_water,b_helped,b_note\n"
    // Four persons: 25,000 off 80,000 leave 13,750 a head, 16,000 off 28,000 leave 3,000.
    for (path, money) in zip(general, ["20000,yes,25000", "7000,yes,16000", "7000,no,"]) {
      answers += "k\(path),\(path),I1,complete,general,\(money),yes,yes,yes,yes,,\n"
    }
    _ = try folder.write("answers.csv", answers.utf8)
    try done("answers", "import", "answers.csv")
    try done("review", "export")
    let review = try folder.read("work/out/1/review.csv").split(separator: "\n").dropFirst()
    #expect(review.count == 1 && review.first?.contains(general[1]) == true, "\(review)")
  }
}
