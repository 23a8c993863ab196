// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("Designs that are drawn many times")
struct DesignSimulationTests {
  private static let rows: [[String]] = (0..<40).map { row in
    ["U\(row)", row < 25 ? "a" : "b", "\(row * row % 23)", "\(1 + row % 5)", "C\(row / 4)"]
  }
  private static let table = Table(
    file: "u.csv", names: ["id", "s", "y", "size", "cluster"],
    columns: (0..<5).map { c in TextColumn(rows.map { $0[c] }) })
  private static let outcome = rows.map { Double($0[2])! }

  private func simulate(_ design: FileDesign, draws: Int = 4000) throws -> DesignSimulation {
    try DesignSimulation(
      design.frame(of: Self.table), outcome: DesignSimulation.outcome("y", of: Self.table),
      ids: Self.table.text("id"), draws: draws, seed: "test")
  }

  @Test("Stratified simple random: unbiased, with the true and the estimated error of the formula")
  func stratified() throws {
    let simulation = try simulate(FileDesign(id: "id", strata: ["s"], size: 8))
    // N²(1/n - 1/N) S² in each stratum, sizes 5 and 3.
    let variance = [(0..<25, 5), (25..<40, 3)].reduce(0.0) { sum, part in
      let values = Self.outcome[part.0]
      let (count, size) = (Double(values.count), Double(part.1))
      let mean = values.reduce(0, +) / count
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      return sum + count * count * (1 / size - 1 / count) * square
    }
    let (count, total, mean) = (
      simulation.figures[0], simulation.figures[1], simulation.figures[2]
    )
    #expect(simulation.sizes == 8...8 && simulation.hasVariance && simulation.neverDrawn == 0)
    #expect(count.truth == 40 && count.bias == 0 && count.spread == 0)
    #expect(total.truth == Self.outcome.reduce(0, +) && abs(total.biasInErrors!) < 4)
    // A standard deviation from 4000 draws has a relative error of about 1.1%.
    #expect(abs(total.spread / variance.squareRoot() - 1) < 0.05)
    #expect(abs(total.estimatedError! / variance.squareRoot() - 1) < 0.05)
    #expect(abs(mean.average * 40 - total.average) < 1e-9 * total.average)
    #expect(simulation.farthestProbability! > 0.001)
    #expect(simulation.units.allSatisfy { $0.probability == 0.2 })
  }

  @Test(
    "Stated probabilities are met by other designs, too",
    arguments: [
      try! FileDesign(id: "id", size: 6, method: .sampford, sizeMeasure: "size"),
      try! FileDesign(id: "id", size: 6, method: .cube, balance: ["size"]),
      try! FileDesign(id: "id", strata: ["s"], size: .fraction("0.15"), rounding: .controlled),
      try! FileDesign(
        id: "id", clusters: FileDesign.Clusters("cluster", size: 5), size: .fraction("0.5")),
    ])
  func probabilities(design: FileDesign) throws {
    let simulation = try simulate(design, draws: 1500)
    #expect(simulation.farthestProbability! > 0.001)
    for figure in simulation.figures.prefix(2) {
      #expect(figure.biasInErrors.map { abs($0) < 4.5 } ?? true)
    }
    #expect(simulation.hasVariance)
    if design.units.method == .sampford {
      let total = simulation.figures[1]
      #expect(abs(try #require(total.estimatedError) / total.spread - 1) < 0.1)
    }
  }

  @Test("A design that states wrong probabilities is found out")
  func wrong() throws {
    let simulation = try simulate(
      FileDesign(id: "id", size: 6, method: SelectionMethod(FirstSelector())), draws: 500)
    #expect(simulation.farthestProbability! < 1e-6)
    #expect(abs(simulation.figures[1].biasInErrors ?? .infinity) > 10)
  }

  /// Always draws the first units of the register, whatever it states.
  private struct FirstSelector: UnitSelector {
    let name = "first"
    let order = CandidateOrder.byTicket
    func select(_ cell: CellToDraw, from candidates: [Candidate], seed: Seed) -> Selection {
      let first = candidates.indices.sorted { candidates[$0].row < candidates[$1].row }
      return Selection(mains: Array(first.prefix(cell.size)), reserves: [])
    }
  }

  @Test("Each unit has a row in the file; a missing outcome is refused with its place")
  func files() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "u-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try simulate(FileDesign(id: "id", size: 8), draws: 10).writeUnits(to: path)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 41 && lines[0] == "id,probability,frequency,draws,deviation")
    let holes = Table(
      file: "u.csv", names: ["y"], columns: [TextColumn(["1", "", "3"])])
    let faults = #expect(throws: Faults.self) { try DesignSimulation.outcome("y", of: holes) }
    #expect(faults?.list.map(\.code.name) == ["outcome-missing"])
  }
}
