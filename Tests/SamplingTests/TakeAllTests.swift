// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

@Suite("Units that are drawn with certainty")
struct TakeAllTests {
  private static let names = ["id", "village", "s", "y", "kind", "cost"]
  /// Six villages of 12 households, each fourth of them large.
  private static let rows: [[String]] = (0..<72).map { i in
    [
      "H\(i % 12)", "V\(i / 12)", ["a", "b", "take-all", "x,y"][i % 4], "\(1 + i * i % 37)",
      i % 8 == 3 || i % 12 == 5 ? "large" : "small", i % 4 == 1 ? "4" : "1",
    ]
  }
  private static let table = SamplingTests.table(names, rows, file: "u.csv")
  private static let condition = "kind = 'large'"

  private func design(
    strata: [String], size: SizeRule, _ allocation: Allocation? = nil,
    clusters: FileDesign.Clusters? = nil, method: SelectionMethod = .simpleRandom
  ) throws -> FileDesign {
    try FileDesign(
      id: clusters == nil ? "path" : "id", clusters: clusters, strata: strata, size: size,
      method: method, allocation: allocation,
      takeAll: FileDesign.TakeAll(Self.condition, columns: ["kind"]))
  }

  /// The file with a column of ids that are unique in all of it.
  private static let units = SamplingTests.table(
    ["path"] + names, rows.map { ["\($0[1])-\($0[0])"] + $0 }, file: "u.csv")

  private func sample(
    _ design: FileDesign, _ table: Table
  ) throws -> (draw: Draw, proof: Proof) {
    let condition = try #require(SimpleCondition(Self.condition))
    return try withFolder { folder in
      let file = folder.appending(path: "u.csv")
      try Data(text(of: table).utf8).write(to: file)
      let sample = try FileSample(
        design, from: CSVFile(path: file.path), takeAll: { try #require(condition.mask($0)) },
        seed: seed(7))
      let outcome = try sample.draw(keepsUnits: true) { _ in }
      return (outcome.draw!, try sample.proof(of: outcome))
    }
  }

  private func text(of table: Table) -> String {
    let lines = (0..<table.rowCount).map { row in
      Record.text(table.columns.map { $0.text(at: row) })
    }
    return ([Record.text(table.names)] + lines).joined(separator: "\n")
  }

  @Test(
    "They are added to what is drawn of the others, in strata of their own that no value can name",
    arguments: [[String](), ["s"]])
  func added(strata: [String]) throws {
    let draw = try sample(design(strata: strata, size: 10), Self.units).draw
    let large = Self.rows.count { $0[4] == "large" }
    #expect(draw.units.count == 10 + large)
    let rows = Dictionary(uniqueKeysWithValues: Self.rows.map { (UnitID("\($0[1])-\($0[0])"), $0) })
    for unit in draw.units {
      let row = try #require(rows[unit.path])
      let isLarge = row[4] == "large"
      #expect((unit.weight == .one) == isLarge)
      let value = Record.text([row[2]])
      let stratum =
        strata.isEmpty ? (isLarge ? "take-all" : "") : isLarge ? value + ",take-all" : value
      #expect(unit.stratum == stratum)
    }
    for cell in draw.cells where cell.stratum.hasSuffix("take-all") && cell.stratum != "take-all" {
      #expect(cell.size == cell.population && cell.method == "srs")
    }
  }

  @Test("A fraction, a minimum and an allocation concern the other units only")
  func others() throws {
    let tenth = try sample(design(strata: ["s"], size: .fraction("0.10")), Self.units).draw
    for cell in tenth.cells where !cell.stratum.hasSuffix(",take-all") {
      let others = Self.rows.count { Record.text([$0[2]]) == cell.stratum && $0[4] == "small" }
      #expect(cell.population == others && cell.size == (others + 9) / 10)
    }
    let neyman = Allocation(.neyman, deviation: "y")
    let draw = try sample(design(strata: ["s"], size: 20, neyman), Self.units).draw
    let factors = try #require(draw.design.firstStage.allocation?.factors)
    #expect(factors.keys.map(\.text).sorted() == ["\"x,y\"", "a", "b", "take-all"])
    #expect(
      draw.cells.filter { $0.method == "srs" }.reduce(0) { $0 + $1.size } == 20
        + Self.rows.count { $0[4] == "large" })
  }

  @Test(
    "Both verifiers check samples with allocations and certain units, and find out a forged factor",
    arguments: [
      (["s"], SizeRule.size(20), Allocation(.neyman, deviation: "y"), false),
      (["s"], .size(21), Allocation(.optimal, deviation: "y", cost: "cost"), false),
      (["s"], .size(9), Allocation(.power, deviation: "y", power: "0.5"), false),
      ([], .fraction("0.25"), nil, false), (["s"], .size(4), Allocation(.equal), true),
      (["s"], .size(5), Allocation(.neyman, deviation: "y"), true),
      (["s"], .fraction("0.5"), nil, true),
    ] as [([String], SizeRule, Allocation?, Bool)])
  func verified(strata: [String], size: SizeRule, allocation: Allocation?, inClusters: Bool) throws
  {
    let clusters = FileDesign.Clusters("village", size: 4)
    let design = try design(
      strata: strata, size: size, allocation, clusters: inClusters ? clusters : nil,
      method: .systematic)
    let table = inClusters ? Self.table : Self.units
    let proof = try sample(design, table).proof
    try withFolder { folder in
      try Data(IndependentVerifier.source.utf8).write(to: folder.appending(path: "verify.py"))
      try Data(text(of: table).utf8).write(to: folder.appending(path: "u.csv"))
      func judge(_ json: CanonicalJSON, registers: Bool) throws -> (Verification, Int32, String) {
        try Data(json.bytes).write(to: folder.appending(path: "proof.json"))
        let run = try python(
          ["verify.py", "proof.json"] + (registers ? ["--register", "units=u.csv"] : []), in: folder
        )
        let swift = try ProofVerifier(Proof(json: json))
          .verify(registers: registers ? ["units": table] : [:])
        return (swift, run.status, run.output)
      }
      for registers in [true, false] {
        let (swift, status, output) = try judge(proof.json, registers: registers)
        #expect(swift.isValid && status == 0, "\(swift.failures) \(output)")
        if registers { #expect(swift.unproven.isEmpty && !output.contains("Not checked")) }
      }
      guard
        let factor = proof.seal.design.stages.last?.samples[0].allocation?.factors?
          .values.min(), allocation?.method != .equal
      else { return }
      // A forger moves a factor and makes the commitment fit.
      let text = proof.json.text.replacing(":\(factor)", with: ":\(factor / 2)")
      let forged = try Proof(parsing: Array(text.utf8))
      var members = Forgery(forged).members
      members[UnitID("commitment")] = .string(forged.seal.commitment.hex)
      let (swift, _, _) = try judge(.object(members), registers: true)
      #expect(swift.failures.map(\.code) == [.proofAllocationDiffers])
    }
  }

  @Test("A proof that leaves out a certain unit of a sample of random size is found out")
  func droppedFromRandomSize() throws {
    let proof = try sample(
      design(strata: [], size: 20, method: .poisson), Self.units
    ).proof
    var forgery = Forgery(proof)
    let certain = try #require(
      forgery.units.firstIndex { $0["stratum"] == .string(SampleDesign.takeAllMark) })
    forgery.units.remove(at: certain)
    #expect(try !ProofVerifier(Proof(json: forgery.json)).verify().isValid)
  }
}
