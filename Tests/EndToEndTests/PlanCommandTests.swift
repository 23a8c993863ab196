// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay plan")
struct PlanCommandTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  /// A workspace of the bundled county, its assessment.yaml changed if asked.
  private func workspace(
    _ folder: TemporaryFolder, replacing text: String? = nil, by other: String = ""
  ) throws -> String {
    let path = folder.path("县")
    let made = try AssayProcess.run(["new", path, "--profile", "exit-2016"])
    #expect(made.status == 0, "\(made.errors)")
    var description = try String(
      contentsOf: Self.bundled.appending(path: "assessment.yaml"), encoding: .utf8)
    if let text {
      #expect(description.contains(text))
      description = description.replacingOccurrences(of: text, with: other)
    }
    try Data(description.utf8).write(to: URL(filePath: path).appending(path: "assessment.yaml"))
    let files = ["villages", "households", "roster"].map {
      Self.bundled.appending(path: "\($0).csv").path
    }
    let imported = try AssayProcess.run(["register", "import", "--workspace", path] + files)
    #expect(imported.status == 0, "\(imported.errors)")
    return path
  }

  @Test("The bundled county: 17 of 83 villages, 1,244.4 exited households wanted, all covered")
  func county() throws {
    let folder = try TemporaryFolder()
    let path = try workspace(folder)
    let run = try AssayProcess.run([
      "plan", "--workspace", path, "--simulations", "0", "--format", "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let exited = try #require(
      rows.first { $0["stage"] as? Int == 1 && $0["stratum"] as? String == "exited" })
    #expect(exited["population"] as? Int == 83 && exited["size"] as? Double == 17)
    #expect(exited["upperCount"] as? Int == 12 && exited["rule"] as? String == "hypergeometric")
    let households = try #require(
      rows.first { $0["part"] as? String == "sample" && $0["sample"] as? String == "exited" })
    #expect(households["population"] as? Int == 12_444 && households["persons"] as? Int == 44_073)
    #expect(households["wanted"] as? Double == 1_244.4)
    #expect(households["coverage"] as? Double == 1)
    let readings = rows.filter { $0["part"] as? String == "reading" }
    #expect(readings.count == 12)
    #expect(readings.allSatisfy { $0["feasible"] as? String == "yes" })
    let spread = rows.filter { $0["part"] as? String == "spread" }
    #expect(spread.map { $0["spreadVariant"] as? String } == ["design", "sorted", "balanced"])
    for row in spread {
      #expect(row["spreadColumn"] as? String == "township" && row["population"] as? Int == 19)
      let values = ["None", "One", "More"].compactMap { row["valuesWith\($0)"] as? Double }
      #expect(values.count == 3 && abs(values.reduce(0, +) - 19) < 1e-9)
      #expect(row["trialDraws"] as? Int == 100 && (row["mostOfOneValue"] as? Int ?? 0) > 0)
    }
    #expect(readings.allSatisfy { $0["spreadColumn"] is NSNull })
    #expect(
      try AssayProcess.run(["plan", "--workspace", path, "--simulations", "0", "--round", "9"])
        .status == 64)
  }

  @Test("A reading that cannot be filled is shown, then refused with the villages that would do")
  func refused() throws {
    let folder = try TemporaryFolder()
    let path = try workspace(
      folder, replacing: "size: {other: 12}", by: "size: {other: 2}")
    let run = try AssayProcess.run([
      "plan", "--workspace", path, "--simulations", "0", "--language", "zh",
    ])
    #expect(run.status == 78)
    #expect(run.output.contains("否，需 ") && run.output.contains("退出贫困村 17 → "))
    #expect(run.errors.contains("of: cluster") && run.errors.contains("exited 17 → "))
  }

  @Test(
    "A bulletin's totals do without a workspace: villages, households, days, cost and risk, and a page"
  )
  func totals() throws {
    let folder = try TemporaryFolder()
    let page = folder.path("plan.html")
    let arguments = [
      "plan", "--from-totals",
      "poor: villages=86, households=8223, draw=20%；other: villages=221, households=6354, draw=12",
      "--take", "10%", "--at-most", "2%", "--households-per-day", "8", "--pairs", "6",
      "--cost-per-village", "800", "--cost-per-household", "120", "--simulations", "60",
    ]
    let run = try AssayProcess.run(arguments + ["--format", "json", "--page", page])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let draw = try #require(rows.first { $0["part"] as? String == "draw" })
    #expect(draw["villages"] as? Int == 30)
    let households = try #require(draw["households"] as? Double)
    #expect(abs(households - 1_457.7) < 5)
    // 48 households a day; 30 villages at 800 and the households at 120.
    #expect(draw["days"] as? Int == 31)
    let cost = try #require(draw["cost"] as? Double)
    #expect(abs(cost - 30 * 800 - 120 * households) < 1e-6)
    let points = rows.filter { $0["part"] as? String == "decision" }
    #expect(points.count == 27)
    for point in points {
      let shares = ["metConclusively", "missedConclusively", "against", "notConclusive"]
        .compactMap { point[$0] as? Double }
      #expect(shares.count == 4 && abs(shares.reduce(0, +) - 1) < 1e-12)
    }
    #expect(rows.count { $0["part"] as? String == "settling" } == 1)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.contains("<svg class=\"plot curves\"") && !html.contains("<script"))
    #expect(
      try AssayProcess.run(["plan", "--from-totals", "poor", "--at-most", "2%"]).status == 64)
    #expect(try AssayProcess.run(Array(arguments.prefix(5))).status == 64)
    #expect(try AssayProcess.run(["plan", "--at-most", "2%"]).status == 64)
    #expect(try AssayProcess.run(arguments + ["--at-least", "200%"]).status == 64)
  }
}
