// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

@Suite("Designs from columns")
struct DesignColumnsTests {
  private static let names = ["s", "s,t", "a*b", "v", "h", "M", "N", "f", "w"]

  /// Two villages in each of two strata, two households each; one field replaced.
  private static func table(_ column: String = "", _ row: Int = 0, _ value: String = "") -> Table {
    var rows = (0..<8).map { row -> [String] in
      ["\(row / 4)", "x", "y", "\(row / 2 % 2)", "\(row % 2)", "5", "3", "0.4", "2.5"]
    }
    if let index = names.firstIndex(of: column) { rows[row][index] = value }
    return Table(
      file: "t.csv", names: names,
      columns: names.indices.map { c in TextColumn(rows.map { $0[c] as String? }) })
  }

  private static func faults(
    _ table: Table, strata: String? = "s", clusters: String? = "v,h", populations: String? = "M,N",
    fractions: String? = nil, weight: String? = nil
  ) -> [Fault] {
    do {
      _ = try DesignColumns(
        strata: strata, clusters: clusters, populations: populations, fractions: fractions,
        weight: weight, header: table.names
      ).design(from: table, missing: ["NA"])
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

  @Test("Clusters are read within their stratum, and weights follow from the populations")
  func nested() throws {
    let design = try DesignColumns(
      strata: "s", clusters: "v,h", populations: "M,N", header: Self.names
    ).design(from: Self.table())
    #expect(design.stageCount == 2)
    #expect(design.primaryUnitCount == 4)
    #expect(design.unitCount == 8)
    #expect(design.weights.allSatisfy { $0 == 5.0 / 2 * (3.0 / 2) })
    let byFraction = try DesignColumns(
      strata: "s", clusters: "v,h", fractions: "f,f", header: Self.names
    ).design(from: Self.table())
    #expect(byFraction.weights.allSatisfy { abs($0 - 6.25) < 1e-12 })
  }

  @Test(
    "Stages and crossings are told apart, and names that hold separators",
    arguments: [
      ("s", [["s"]]), ("s*v,h", [["s", "v"], ["h"]]), ("-,s", [[], ["s"]]),
      ("s,t", [["s,t"]]), ("a*b", [["a*b"]]), ("\"s,t\"*s", [["s,t", "s"]]), ("s,-", [["s"]]),
    ] as [(String, [[String]])])
  func arguments(strata: String, stages: [[String]]) throws {
    let columns = try DesignColumns(strata: strata, clusters: nil, header: Self.names)
    #expect(columns.stages.map(\.strata) == stages)
  }

  @Test("A dash in the last place makes each row a unit")
  func rowsAsUnits() throws {
    let columns = try DesignColumns(clusters: "v,-", header: Self.names)
    #expect(columns.stages.map(\.cluster) == ["v", nil])
  }

  @Test(
    "Wrong values are refused with their row",
    arguments: [
      ("w", 3, "0", "invalid-weight"), ("w", 3, "-1", "invalid-weight"),
      ("w", 3, "", "invalid-weight"), ("w", 3, "NA", "invalid-weight"),
      ("w", 3, "x", "not-a-number"), ("M", 3, "6", "population-not-constant"),
      ("M", 4, "", "missing-design-value"), ("s", 2, "", "missing-design-value"),
      ("v", 2, "NA", "missing-design-value"), ("h", 7, "", "missing-design-value"),
    ])
  func values(column: String, row: Int, value: String, code: String) throws {
    let faults = Self.faults(
      Self.table(column, row, value), weight: column == "w" ? "w" : nil)
    #expect(faults.map(\.code.name) == [code])
    #expect(faults[0].place == Place(file: "t.csv", row: row + 2, column: column))
  }

  @Test("All wrong weights are named at once")
  func allWeights() {
    var rows = (0..<5).map { ["\($0)", "\($0 - 1)"] as [String?] }
    rows[4][1] = ""
    let table = Table(
      names: ["v", "w"], columns: [0, 1].map { c in TextColumn(rows.map { $0[c] }) })
    let faults = Self.faults(table, strata: nil, clusters: nil, populations: nil, weight: "w")
    #expect(faults.map(\.place.row) == [2, 3, 6])
  }

  @Test("A population that differs within a stratum names both rows")
  func notConstant() {
    let fault = Self.faults(Self.table("M", 3, "6"))[0]
    #expect(fault.values["value"] == "6" && fault.values["first"] == "5")
    #expect(fault.values["firstRow"] == "2")
    #expect(fault.values["stratum"] == "0")
  }

  @Test("A population below the sample is refused, with the village and stratum it is of")
  func belowSample() {
    let table = Table(
      names: ["v", "M", "N"],
      columns: [
        TextColumn(["a", "a", "b", "b"] as [String?]),
        TextColumn(["9", "9", "9", "9"] as [String?]),
        TextColumn(["2", "2", "1", "1"] as [String?]),
      ])
    let faults = Self.faults(table, strata: nil, clusters: "v", populations: "M,N")
    #expect(faults.map(\.code.name) == ["population-below-sample"])
    #expect(faults[0].values["stratum"] == "b")
    #expect(faults[0].place.row == 4)
  }

  @Test(
    "Fractions lie above 0 and at most at 1",
    arguments: [("0", 1), ("1.5", 1), ("-1", 1), ("1", 0)])
  func fractions(value: String, count: Int) {
    let table = Table(
      names: ["f"],
      columns: [TextColumn([value, value] as [String?])])
    let faults = Self.faults(
      table, strata: nil, clusters: nil, populations: nil, fractions: "f")
    #expect(faults.count == count)
    #expect(faults.allSatisfy { $0.code == .samplingFractionOutOfRange })
  }

  @Test("A stage without clusters must be the last, and needs its population for weights")
  func stages() {
    #expect(Self.faults(Self.table(), clusters: nil)[0].code == .stageWithoutClusters)
    #expect(Self.faults(Self.table(), populations: "M")[0].code == .weightsUnknown)
    #expect(Self.faults(Self.table(), populations: "M*N")[0].code == .crossedColumns)
    #expect(Self.faults(Self.table(), fractions: "f")[0].code == .populationAndFraction)
    #expect(Self.faults(Self.table(), clusters: "v,nobody")[0].code == .unknownColumn)
    #expect(Self.faults(Self.table(), clusters: "v,")[0].code == .malformedArgument)
  }

  @Test("A lonely village is refused by the name of its stratum, a table without rows at all")
  func lonely() {
    let fault = Self.faults(Self.table("s", 7, "2"))[0]
    #expect(fault.code == .lonelyUnit)
    #expect(fault.values["strata"] == "2")
    let empty = Table(names: ["v"], columns: [TextColumn()])
    #expect(Self.faults(empty, strata: nil, clusters: "v", populations: nil)[0].code == .noRows)
  }

  @Test("Without weights and populations a total is refused, a mean is not")
  func relative() throws {
    let design = try DesignColumns(clusters: "v", header: Self.names).design(from: Self.table())
    let ones = NumberColumn([Double](repeating: 1, count: 8))
    #expect(design.mean(of: ones).value == 1)
    #expect(throws: Fault(.totalWithoutWeights)) { try design.total(of: ones) }
  }
}
