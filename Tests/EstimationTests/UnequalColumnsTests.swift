// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

@Suite("Unequal probabilities from columns")
struct UnequalColumnsTests {
  private static let names = ["s", "v", "h", "p", "N", "y"]

  /// Three villages with two households each; one field replaced.
  private static func table(_ column: String = "", _ row: Int = 0, _ value: String = "") -> Table {
    var rows = (0..<6).map { row -> [String] in
      ["x", "v\(row / 2)", "\(row % 2)", ["0.5", "0.6", "1"][row / 2], "3", "\(row)"]
    }
    if let index = names.firstIndex(of: column) { rows[row][index] = value }
    return Table(
      file: "t.csv", names: names,
      columns: names.indices.map { c in TextColumn(rows.map { $0[c] as String? }) })
  }

  private static func joint(_ rows: [[String]]) -> Table {
    let names = ["stage", "stratum", "id1", "id2", "probability"]
    return Table(
      file: "j.csv", names: names,
      columns: names.indices.map { c in TextColumn(rows.map { $0[c] as String? }) })
  }

  private static let pairs = [
    ["1", "x", "v0", "v1", "0.2"], ["1", "x", "v0", "v2", "0.5"], ["1", "x", "v1", "v2", "0.6"],
  ]

  private static func faults(
    _ table: Table, joint: Table? = nil, clusters: String? = "v,h", populations: String? = "-,N"
  ) -> [Fault] {
    do {
      var columns = try DesignColumns(
        strata: "s", clusters: clusters, populations: populations, probabilities: "p",
        header: table.names)
      if joint != nil { columns.unequalVariance = .yatesGrundy }
      _ = try columns.design(from: table, joint: joint)
      return []
    } catch let fault as Fault {
      return [fault]
    } catch let faults as Faults {
      return faults.list
    } catch {
      Issue.record(error)
      return []
    }
  }

  @Test("Weights follow from probabilities and populations")
  func weights() throws {
    let design = try DesignColumns(
      strata: "s", clusters: "v,h", populations: "-,N", probabilities: "p", header: Self.names
    ).design(from: Self.table())
    #expect(design.weights == [3, 3, 2.5, 2.5, 1.5, 1.5])
  }

  @Test(
    "Wrong probabilities are refused with their row",
    arguments: [
      ("p", 0, "0", "probability-out-of-range"), ("p", 2, "1.2", "probability-out-of-range"),
      ("p", 2, "-0.1", "probability-out-of-range"), ("p", 3, "0.7", "probability-not-constant"),
      ("p", 3, "", "missing-design-value"), ("p", 3, "x", "not-a-number"),
    ])
  func values(column: String, row: Int, value: String, code: String) {
    let faults = Self.faults(Self.table(column, row, value))
    #expect(faults.first?.code.name == code)
    #expect(faults.first?.place == Place(file: "t.csv", row: row + 2, column: column))
  }

  @Test(
    "Wrong joint probabilities are refused with their row",
    arguments: [
      (0, "0.51", "joint-out-of-range"), (0, "0", "joint-out-of-range"),
      (2, "0.5", "joint-out-of-range"), (0, "", "missing-design-value"),
      (0, "many", "not-a-number"),
    ])
  func jointValues(row: Int, value: String, code: String) {
    var rows = Self.pairs
    rows[row][4] = value
    let faults = Self.faults(Self.table(), joint: Self.joint(rows))
    #expect(faults.map(\.code.name) == [code])
    #expect(faults[0].place == Place(file: "j.csv", row: row + 2, column: "probability"))
  }

  @Test("Joint probabilities that lack a pair, differ, or belong to another sample are refused")
  func jointFiles() {
    let lacking = Self.faults(Self.table(), joint: Self.joint(Array(Self.pairs.prefix(2))))
    #expect(lacking.map(\.code.name) == ["joint-pair-missing"])
    #expect(lacking[0].values["first"] == "v1" && lacking[0].values["second"] == "v2")
    #expect(lacking[0].place.file == "j.csv" && lacking[0].values["stratum"] == "x")
    let asymmetric = Self.pairs + [["1", "x", "v1", "v0", "0.21"]]
    let differs = Self.faults(Self.table(), joint: Self.joint(asymmetric))
    #expect(differs.map(\.code.name) == ["joint-differs"])
    #expect(differs[0].place.row == 5 && differs[0].values["otherRow"] == "2")
    let marginal = Self.pairs + [["1", "x", "v1", "v1", "0.4"]]
    #expect(
      Self.faults(Self.table(), joint: Self.joint(marginal)).map(\.code.name)
        == ["joint-marginal-differs"])
    let whole =
      Self.pairs + [
        ["1", "x", "v1", "v0", "0.2"], ["1", "x", "v1", "v1", "0.6"],
        ["1", "x", "v9", "v0", "0.1"],
        ["2", "", "v0/0", "v0/1", "0.3"],
      ]
    #expect(Self.faults(Self.table(), joint: Self.joint(whole)).isEmpty)
    let rows = Self.faults(
      Self.table(), joint: Self.joint(Self.pairs), clusters: nil, populations: nil)
    #expect(rows.map(\.code.name) == ["joint-needs-units"])
  }

  @Test("Pairs of two villages are passed over below the first stage, where none are needed")
  func pairsOfTwoCells() throws {
    let rows =
      Self.pairs + (0..<3).map { ["2", "", "v\($0)/0", "v\($0)/1", $0 == 2 ? "1" : "0.3"] }
      + [["2", "", "v0/0", "v1/0", "7"]]
    var columns = try DesignColumns(
      strata: "s", clusters: "v,h", probabilities: "p,p", header: Self.names)
    columns.unequalVariance = .yatesGrundy
    let table = Self.table()
    let design = try columns.design(from: table, joint: Self.joint(rows))
    #expect(try design.total(of: table.numbers("y")).standardError != nil)
    let lacking = #expect(throws: Fault.self) {
      try columns.design(from: table, joint: Self.joint(rows.filter { $0[2] != "v1/0" }))
    }
    #expect(lacking?.code == .jointPairMissing && lacking?.values["first"] == "v1/0")
  }

  @Test("A stage has probabilities or a population; pooling is for equal probabilities")
  func designs() {
    let both = Self.faults(Self.table(), populations: "N,N")
    #expect(both.map(\.code.name) == ["probability-and-population"])
    let single = Self.table("s", 0, "z")
    #expect(Self.faults(single, clusters: "v").map(\.code.name).contains("lonely-unit"))
  }

  @Test("Words for the variance are known, and others refused by name")
  func words() throws {
    #expect(try UnequalChoice("hajek").variance == .hajek)
    let joint = try UnequalChoice("joint=pairs.csv", estimator: "horvitz-thompson")
    #expect(joint.variance == .horvitzThompson && joint.jointFile == "pairs.csv")
    #expect(try UnequalChoice("joint=pairs.csv").variance == .yatesGrundy)
    for (word, estimator) in [("overton", nil), ("joint=", nil), ("joint=a", "brewer")]
      as [(String, String?)]
    {
      let fault = #expect(throws: Fault.self) { try UnequalChoice(word, estimator: estimator) }
      #expect(fault?.code == .unknownUnequalVariance)
    }
    let fault = #expect(throws: Fault.self) {
      try UnequalChoice("brewer", estimator: "yates-grundy")
    }
    #expect(fault?.code == .estimatorWithoutJoint)
  }
}
