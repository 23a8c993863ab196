// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

@Suite("Designs from drawn files")
struct DrawnColumnsTests {
  private static let names = [
    "id", "assay_stratum_1", "assay_cluster_1", "assay_cluster_order_1", "assay_population_1",
    "assay_size_1", "assay_method_1", "assay_stratum_2", "assay_population_2", "assay_size_2",
    "assay_method_2", "assay_role", "assay_order", "assay_weight",
  ]

  /// Three of twelve villages, two of five households each, and a reserve in the first.
  private static func table(_ column: String = "", _ row: Int = 0, _ value: String = "") -> Table {
    var rows = (0..<6).map { row -> [String] in
      [
        "\(row)", "", "\(row / 2)", "\(row / 2 + 1)", "12", "3", "srs", "", "5", "2", "srs",
        "main", "\(row % 2 + 1)", "10",
      ]
    }
    rows.append(
      ["6", "", "0", "1", "12", "3", "srs", "", "5", "2", "srs", "reserve", "3", ""])
    if let index = names.firstIndex(of: column) { rows[row][index] = value }
    return Table(
      file: "d.csv", names: names,
      columns: names.indices.map { c in TextColumn(rows.map { $0[c] as String? }) })
  }

  private static func code(_ table: Table) -> String? {
    do {
      _ = try DrawnColumns(header: table.names).design(from: table)
      return nil
    } catch let fault as Fault {
      return fault.code.name
    } catch let faults as Faults {
      return faults.list[0].code.name
    } catch {
      return "\(error)"
    }
  }

  @Test("Reserves are outside of the design and counted")
  func reserves() throws {
    let (design, reserves) = try DrawnColumns(header: Self.names).design(from: Self.table())
    #expect(reserves == 1)
    #expect(design.primaryUnitCount == 3)
    #expect(design.unitCount == 6)
    let total = try design.total(of: NumberColumn([1.0, 2, 3, 4, 5, 6, 99] as [Double]))
    #expect(total.value == 210)
    #expect(total.count == 6)
    #expect(total.degreesOfFreedom == 2)
  }

  @Test("Columns that are missing are named")
  func columns() {
    let fault = #expect(throws: Fault.self) {
      try DrawnColumns(header: Self.names.filter { $0 != "assay_size_2" && $0 != "assay_role" })
    }
    #expect(fault?.code == .notADrawnFile)
    #expect(fault?.values["columns"] == "assay_size_2, assay_role")
  }

  @Test(
    "What cannot be is refused",
    arguments: [
      ("assay_role", 1, "spare", "unknown-role"), ("assay_role", 1, "reserve", "draw-incomplete"),
      ("assay_cluster_1", 5, "9", "draw-incomplete"),
      ("assay_population_1", 2, "13", "population-not-constant"),
      ("assay_population_2", 2, "", "missing-design-value"),
      ("assay_method_1", 0, "quota", "unsupported-selection"),
      ("assay_method_1", 2, "systematic", "population-not-constant"),
      ("assay_weight", 0, "", "invalid-weight"), ("assay_weight", 0, "-3", "invalid-weight"),
    ])
  func refused(column: String, row: Int, value: String, code: String) {
    #expect(Self.code(Self.table(column, row, value)) == code)
    #expect(Self.code(Self.table()) == nil)
  }
}
