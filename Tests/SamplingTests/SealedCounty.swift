// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

/// A county whose households are sampled by condition, with all its files in a folder.
struct SealedCounty {
  let folder: URL
  let villages: Table
  let households: Table
  let proof: Proof
  let salt = Secret(bytes: (0..<32).map { 255 - UInt8($0) })

  static let design = SamplingDesign(
    Stage(
      "villages", strata: ["group"], sort: ["township", "size:number"],
      size: try! SizeRule(fractions: [("A", "0.40")], sizes: [("B", 4)]), method: .systematic,
      reserves: "0.20"),
    Stage(samples: [
      SampleDesign(
        "red", from: "households", where: "status = 'x' and card = 'red, old'",
        size: .fraction("0.30"), of: .population, minimum: 2, reserves: "0.30"),
      SampleDesign(
        "rest", from: "households", where: "status = 'y'", strata: ["card", "persons"],
        sort: ["persons:number"], size: .fraction("0.30"), rounding: .controlled,
        method: .systematic, reserves: "0.50"),
    ]))

  init(in folder: URL, key: Secret?, design: SamplingDesign = Self.design) throws {
    self.folder = folder
    let county = County(villages: 22)
    villages = table(["village_id", "group", "township", "size"], county.villages)
    households = table(
      ["household_id", "village", "card", "persons", "status"],
      county.households.enumerated().map { $1 + [$0 % 3 == 0 ? "y" : "x"] })
    let units = try TableRegister(villages, id: "village_id")
    let below = try TableRegister(households, id: "household_id", parent: "village")
    let ids = county.villages.map { UnitID($0[0]) }
    let seal = Seal(
      registers: [
        try Seal.Register(
          "villages", stage: 1, register: units, columns: ["group", "township", "size"], units: ids,
          salt: Salt(salt)),
        try Seal.Register(
          "households", stage: 2, register: below, columns: ["card", "persons", "status"],
          units: ids, salt: Salt(salt)),
      ], design: design, keyDigest: key?.digest)
    let seed = try Seed(text: "63454660390103169462", key: key)
    let all = households
    let masks = try design.stages[1].samples.map { sample in
      try #require(SimpleCondition(sample.condition!)?.mask(all))
    }
    let draw = try design.draw(
      from: [
        "villages": units, "red": below.restricted(to: masks[0]),
        "rest": below.restricted(to: masks[1]),
      ], seed: seed)
    proof = Proof(seal: seal, draw: draw, seed: seed, draws: 1, isRevealed: true)
    try Data(IndependentVerifier.source.utf8).write(to: folder.appending(path: "verify.py"))
    try Data(salt.hex.utf8).write(to: folder.appending(path: "salt.key"))
    try write(villages, "villages.csv")
    try write(households, "households.csv")
  }

  func write(_ table: Table, _ name: String, reversed: Bool = false) throws {
    var text = Record.text(table.names) + "\n"
    let rows = Array(0..<table.rowCount)
    for row in reversed ? rows.reversed() : rows {
      text += Record.text(table.columns.map { $0.text(at: row) }) + "\n"
    }
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// What both verifiers say of a proof, with the registers or without.
  func judge(
    _ json: CanonicalJSON, registers: [String: Table]?
  ) throws -> (swift: Verification, python: (status: Int32, output: String)) {
    try Data(json.bytes).write(to: folder.appending(path: "proof.json"))
    var arguments = ["verify.py", "proof.json"]
    if registers != nil {
      arguments += [
        "--register", "villages=villages.csv", "--register", "households=households.csv",
      ]
      arguments += ["--salt", "salt.key"]
    }
    let python = try SamplingTests.python(arguments, in: folder)
    let swift = try ProofVerifier(Proof(json: json))
      .verify(registers: registers ?? [:], salt: salt)
    if let registers {
      // The same from files, which are not held in memory.
      for (name, table) in registers { try write(table, "\(name)-again.csv", reversed: true) }
      let files = try registers.keys.map { name in
        (name, try CSVFile(path: folder.appending(path: "\(name)-again.csv").path))
      }
      let streamed = try ProofVerifier(Proof(json: json))
        .verify(files: Dictionary(uniqueKeysWithValues: files), salt: salt)
      #expect(streamed.failures.map(\.code) == swift.failures.map(\.code))
      #expect(streamed.unproven.map(\.code) == swift.unproven.map(\.code))
    }
    return (swift, python)
  }

  var registers: [String: Table] { ["villages": villages, "households": households] }
}

/// A proof changed at one place, with its digests made to fit, as a forger would.
struct Forgery {
  var members: [UnitID: CanonicalJSON]

  init(_ proof: Proof) {
    guard case .object(let members) = proof.json else { preconditionFailure() }
    self.members = members
  }

  var units: [CanonicalJSON] {
    get { list("units") }
    set {
      members[UnitID("units")] = .array(newValue)
      members[UnitID("sampleDigest")] = .string(CanonicalJSON.array(newValue).digest.hex)
    }
  }

  var cells: [CanonicalJSON] {
    get { list("stages") }
    set { members[UnitID("stages")] = .array(newValue) }
  }

  private func list(_ name: String) -> [CanonicalJSON] {
    guard case .array(let values) = members[UnitID(name)] else { preconditionFailure() }
    return values
  }

  var json: CanonicalJSON { .object(members) }
}

extension CanonicalJSON {
  subscript(_ name: String) -> CanonicalJSON {
    get {
      guard case .object(let members) = self else { preconditionFailure() }
      return members[UnitID(name)]!
    }
    set {
      guard case .object(var members) = self else { preconditionFailure() }
      members[UnitID(name)] = newValue
      self = .object(members)
    }
  }
}
