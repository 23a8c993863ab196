// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Tables
import Testing

@Suite("Strata that collapse, and units without rows")
struct CollapsedStrataTests {
  /// A stratum of two villages between two of one, and one that was taken whole.
  private static func table(order: [String] = ["4", "30", "30", "200", "x"]) -> Table {
    Table(
      file: "t.csv", names: ["s", "v", "M", "y", "order"],
      columns: [
        TextColumn(["a", "b", "b", "c", "d"] as [String?]),
        TextColumn(["1", "2", "3", "4", "5"] as [String?]),
        TextColumn(["6", "9", "9", "7", "1"] as [String?]),
        TextColumn(["2", "5", "1", "8", "3"] as [String?]), TextColumn(order.map { $0 as String? }),
      ])
  }

  private static func design(_ table: Table, order: String? = nil) throws -> SurveyDesign {
    var columns = try DesignColumns(
      strata: "s", clusters: "v", populations: "M", lonely: .collapse, header: table.names)
    columns.collapseOrder = order
    return try columns.design(from: table)
  }

  @Test("A lonely stratum joins the next one, the last the one before; whole ones stay alone")
  func groups() throws {
    let table = Self.table()
    let design = try Self.design(table)
    #expect(design.collapsedStrata == [["a", "b", "c"]])
    let total = try design.total(of: table.numbers("y"))
    // Expanded totals 12, 22.5, 4.5, 56 with n = 4 of N = 22.
    let t = [12, 22.5, 4.5, 56.0]
    let mean = t.reduce(0, +) / 4
    let expected = (1 - 4.0 / 22) * 4 / 3 * t.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(abs(try #require(total.variance) - expected) < 1e-9 * expected)
    #expect(total.rules == [.lonelyCollapsed])
    #expect(total.degreesOfFreedom == 3)
    // The jackknife of a total is its linearization, and takes the groups for strata.
    let jackknife = try design.replicated(by: .jackknife).total(of: table.numbers("y"))
    #expect(abs(try #require(jackknife.variance) - expected) < 1e-9 * expected)
  }

  @Test("A column orders strata by bytes, or as numbers if all values are")
  func order() throws {
    #expect(try Self.design(Self.table(), order: "order").collapsedStrata == [["c", "b", "a"]])
    let numbers = Self.table(order: ["4", "30", "30", "200", "1"])
    #expect(try Self.design(numbers, order: "order").collapsedStrata == [["a", "b", "c"]])
    let varying = Self.table(order: ["4", "30", "31", "200", "1"])
    let faults = #expect(throws: Faults.self) { try Self.design(varying, order: "order") }
    #expect(faults?.list.map(\.code) == [.collapseOrderNotConstant])
    #expect(faults?.list[0].place == Place(file: "t.csv", row: 4, column: "order"))
  }

  @Test("Without a neighbour a lonely stratum is refused; below the first stage units pool")
  func orphans() throws {
    let alone = Table(
      names: ["v", "M"], columns: [TextColumn(["1"] as [String?]), TextColumn(["4"] as [String?])])
    let fault = #expect(throws: Fault.self) {
      try DesignColumns(
        clusters: "v", populations: "M", lonely: .collapse, header: alone.names
      ).design(from: alone)
    }
    #expect(fault?.code == .lonelyUnitNotCollapsed)
    let stages = Table(
      names: ["v", "h", "M", "N", "y"],
      columns: [
        TextColumn(["1", "1", "2"] as [String?]), TextColumn(["1", "2", "1"] as [String?]),
        TextColumn(["5", "5", "5"] as [String?]), TextColumn(["4", "4", "6"] as [String?]),
        TextColumn(["4", "2", "6"] as [String?]),
      ])
    let design = try DesignColumns(
      clusters: "v,h", populations: "M,N", lonely: .collapse, header: stages.names
    ).design(from: stages)
    #expect(try design.total(of: stages.numbers("y")).rules == [.lonelyPooled])
    #expect(design.collapsedStrata.isEmpty)
  }

  @Test("A village in which a Poisson sample drew nobody counts with zero")
  func emptyVillage() throws {
    func table(size: String) -> Table {
      let names = [
        "assay_stratum_1", "assay_cluster_1", "assay_cluster_order_1", "assay_population_1",
        "assay_size_1", "assay_method_1", "assay_stratum_2", "assay_population_2", "assay_size_2",
        "assay_method_2", "assay_role", "assay_order", "assay_probability", "assay_weight", "y",
      ]
      let rows = [
        ["", "a", "1", "8", size, "srs", "", "5", "2", "poisson", "main", "1", "0.2", "5", "3"],
        ["", "a", "1", "8", size, "srs", "", "5", "2", "poisson", "main", "2", "0.2", "5", "1"],
        ["", "b", "3", "8", size, "srs", "", "6", "1", "poisson", "main", "1", "0.2", "5", "4"],
      ]
      return Table(
        names: names,
        columns: names.indices.map { c in TextColumn(rows.map { $0[c] as String? }) })
    }
    let file = table(size: "4")
    let design = try DrawnColumns(header: file.names).design(from: file).design
    #expect(design.primaryUnitCount == 4)
    let total = try design.total(of: file.numbers("y"))
    // Villages' totals are 20, 20, 0 and 0 with half of them drawn; households have probability 0.4
    // within.
    let villages = (1 - 0.5) * 4.0 / 3 * (4 * 100)
    let households = 0.5 * (1 - 0.4) * (15 * 15 + 5 * 5 + 20 * 20)
    #expect(abs(try #require(total.variance) - villages - households) < 1e-9)
    let added = table(size: "1")
    #expect(throws: Faults.self) { try DrawnColumns(header: added.names).design(from: added) }
  }
}
