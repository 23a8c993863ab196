// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Planning
import Sampling
import Tables
import Testing

/// Sixty villages of the bundled county, in the order of their file.
private let villages: Result<Table, any Error> = Result {
  let all = try CSVFile(path: BundledCounty.folder.appending(path: "villages.csv").path).table()
  return Table(
    names: all.names,
    columns: all.columns.map { column in TextColumn((0..<60).map { column.text(at: $0) }) })
}

/// A draw of one stage as `assay sample` writes it, beside the columns of its register.
private func drawnFile(_ draw: Draw, of register: Table) -> Table {
  let mains = draw.units.filter { $0.role == .main }
  let added: [(String, (DrawnUnit) -> String)] = [
    ("assay_stratum_1", { $0.stratum }), ("assay_population_1", { "\($0.population)" }),
    ("assay_size_1", { "\(draw.cells[$0.cell].size)" }),
    ("assay_method_1", { draw.cells[$0.cell].method }), ("assay_role", { _ in "main" }),
    ("assay_order", { "\($0.order)" }), ("assay_probability", { "\($0.probability!.doubleValue)" }),
    ("assay_weight", { "\($0.weight!.doubleValue)" }),
  ]
  return Table(
    names: register.names + added.map(\.0),
    columns: register.columns.map { column in TextColumn(mains.map { column.text(at: $0.row) }) }
      + added.map { added in TextColumn(mains.map { added.1($0) }) })
}

@Suite("Draws of unequal probability as survey designs")
struct UnequalDesignTests {
  /// A frame of twelve villages by a method, in strata or not.
  private func frame(_ method: SelectionMethod, measure: String? = "persons", strata: [String] = [])
    throws -> SamplingFrame
  {
    let sample = SampleDesign(
      from: "v", strata: strata, size: 14, minimum: 4, method: method, sizeMeasure: measure,
      balance: method == .cube ? ["households"] : [],
      coordinates: method == .localPivotal ? ["persons", "households"] : [])
    return try SamplingFrame(
      SamplingDesign(Stage(samples: [sample])),
      registers: ["v": try TableRegister(villages.get(), id: "village_id")])
  }

  private func columns(_ table: Table, _ method: SelectionMethod) throws -> DrawnColumns {
    var columns = try DrawnColumns(header: table.names)
    if method == .cube { columns.balance = ["households"] }
    if method == .localPivotal { columns.coordinates = ["persons", "households"] }
    return columns
  }

  /// How far the mean of estimated variances may lie from the variance of estimates, relative to
  /// it, beside chance: nothing where the estimator is exact. Approximations leave out terms of the
  /// order of 1/Σπ(1 - π), and the neighbours of a small sample are farther apart than those in its
  /// register.
  private static let tolerance: [String: Double] = [
    "poisson": 0, "sampford": 0.05, "conditional-poisson": 0.05, "pareto": 0.05,
    "sequential-poisson": 0.08, "pps-systematic": 0.08, "cube": 0.15, "local-pivotal": 0.35,
  ]

  @Test(
    "Over many seeds totals are unbiased and variances near the variance of the totals",
    arguments: [
      (SelectionMethod.poisson, ["group"]), (.sampford, ["group"]), (.sampford, []),
      (.conditionalPoisson, ["group"]), (.pareto, []), (.sequentialPoisson, []),
      (.proportionalSystematic, []), (.cube, []), (.cube, ["group"]), (.localPivotal, []),
    ] as [(SelectionMethod, [String])])
  func seeds(method: SelectionMethod, strata: [String]) throws {
    let frame = try frame(method, strata: strata)
    let register = try villages.get()
    // Neither in proportion to the measure nor unrelated to it.
    let outcome = try register.numbers("households").values.enumerated().map { row, households in
      households * Double(1 + row * row % 5)
    }
    let truth = outcome.reduce(0, +)
    let count = 300
    var estimates: [Double] = []
    var variances: [Double] = []
    for seed in 0..<count {
      let draw = try frame.draw(seed: Seed(text: "unequal probabilities \(seed)"))
      let mains = draw.units.filter { $0.role == .main }
      let table = drawnFile(draw, of: register)
      let design = try columns(table, method).design(from: table).design
      let total = try design.total(of: NumberColumn(mains.map { outcome[$0.row] }))
      estimates.append(try #require(total.value))
      variances.append(try #require(total.variance))
      #expect(
        total.rules == [UnequalVariance(method: method.name)!.ruleOfFigures].compactMap { $0 })
    }
    let mean = estimates.reduce(0, +) / Double(count)
    let squares = estimates.map { ($0 - mean) * ($0 - mean) }
    let variance = squares.reduce(0, +) / Double(count - 1)
    #expect(abs(mean - truth) < 5 * (variance / Double(count)).squareRoot())
    let differences = zip(squares, variances).map { $0 - $1 }
    let bias = differences.reduce(0, +) / Double(count)
    let spread =
      differences.reduce(0) { $0 + ($1 - bias) * ($1 - bias) } / Double(count - 1)
    let allowed =
      5 * (spread / Double(count)).squareRoot() + Self.tolerance[method.name]! * variance
    #expect(abs(bias) < allowed, "\(method) \(strata): \(bias / variance), \(allowed / variance)")
  }

  @Test(
    "A draw and its file make the same design",
    arguments: [
      SelectionMethod.poisson, .sampford, .conditionalPoisson, .pareto, .sequentialPoisson,
      .proportionalSystematic, .cube, .localPivotal,
    ])
  func sameDesign(method: SelectionMethod) throws {
    let frame = try frame(method, strata: ["group"])
    let draw = try frame.draw(seed: Seed(text: "the same design twice"))
    let table = drawnFile(draw, of: try villages.get())
    // No balancing variable: of one the cube leaves no variance.
    let outcome = NumberColumn(
      try table.numbers("households").values.enumerated().map { row, households in
        households * Double(1 + row * row % 5)
      })
    let ofFile = try columns(table, method).design(from: table).design
    let (a, b) = (try SurveyDesign(draw).total(of: outcome), try ofFile.total(of: outcome))
    #expect(try #require(a.variance) > 0)
    #expect(abs(a.variance! - b.variance!) < 1e-9 * a.variance! && a.value! - b.value! < 1e-6)
  }

  @Test("Those who answered stand for those who did not, in proportion to their weights")
  func nonresponse() throws {
    let draw = try frame(.sampford).draw(seed: Seed(text: "some of them do not answer"))
    let all = try FieldDesign(draw, responses: draw.units.map { _ in .answered })
    let some = try FieldDesign(
      draw, responses: draw.units.indices.map { $0 % 3 == 1 ? .missing : .answered })
    let (whole, part) = (all.design.weights.reduce(0, +), some.design.weights.reduce(0, +))
    #expect(some.units.count < all.units.count)
    #expect(abs(whole - part) < 1e-9 * whole)
  }

  @Test("The cube and the local pivotal method need their columns")
  func columnsNeeded() throws {
    for (method, code) in [
      (SelectionMethod.cube, Fault.Code.balanceUnknown), (.localPivotal, .coordinatesUnknown),
    ] {
      let draw = try frame(method).draw(seed: Seed(text: "columns are needed here"))
      let table = drawnFile(draw, of: try villages.get())
      var columns = try DrawnColumns(header: table.names)
      let fault = #expect(throws: Fault.self) { try columns.design(from: table) }
      #expect(fault?.code == code)
      columns.unequalVariance = .hajek
      let design = try columns.design(from: table).design
      #expect(try design.total(of: table.numbers("persons")).rules == [.hajekApproximation])
      // The draw itself holds them.
      #expect(
        try SurveyDesign(draw).total(of: table.numbers("persons")).rules
          == [UnequalVariance(method: method.name)!.ruleOfFigures])
    }
  }

  @Test("Columns that no variance uses are refused")
  func unused() throws {
    let draw = try frame(.sampford).draw(seed: Seed(text: "columns are not used"))
    let table = drawnFile(draw, of: try villages.get())
    var columns = try DrawnColumns(header: table.names)
    columns.balance = ["persons"]
    let fault = #expect(throws: Fault.self) { try columns.design(from: table) }
    #expect(fault?.code == .auxiliaryNotUsed)
  }
}

extension UnequalVariance {
  /// The rule that a figure names.
  fileprivate var ruleOfFigures: FigureRule? {
    switch self {
    case .brewer: .brewerApproximation
    case .hajek: .hajekApproximation
    case .balanced: .balancedApproximation
    case .neighbours: .neighbourhoodVariance
    default: nil
    }
  }
}
