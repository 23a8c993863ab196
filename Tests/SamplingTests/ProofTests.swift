// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import Testing

@Suite("Proofs")
struct ProofTests {
  private static let key = Secret(bytes: (0..<32).map { UInt8($0) })

  @Test(
    "Both verifiers accept a proof, with a key and without, whatever the order of rows",
    arguments: [true, false])
  func accepted(hasKey: Bool) throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: hasKey ? Self.key : nil)
      try county.write(county.villages, "villages.csv", reversed: true)
      try county.write(county.households, "households.csv", reversed: true)
      let (swift, python) = try county.judge(county.proof.json, registers: county.registers)
      #expect(swift.isValid && swift.unproven.isEmpty, "\(swift.failures)")
      #expect(python.status == 0, "\(python.output)")
      #expect(!python.output.contains("Not checked"))
    }
  }

  @Test("Both verifiers redo a rotation")
  func rotation() throws {
    try withFolder { folder in
      var design = SealedCounty.design
      design.stages[0].samples[0].method = .rotation(Rotation(turn: 3, keep: "0.75"))
      design.stages[1].samples[1].method = .rotation(Rotation(turn: 2, keep: "0.50"))
      let county = try SealedCounty(in: folder, key: Self.key, design: design)
      let (swift, python) = try county.judge(county.proof.json, registers: county.registers)
      #expect(swift.isValid && swift.unproven.isEmpty, "\(swift.failures)")
      #expect(python.status == 0, "\(python.output)")
      #expect(!python.output.contains("Not checked"))
    }
  }

  @Test("Without registers both say that it remains unproven that no unit was left out")
  func withoutRegisters() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let (swift, python) = try county.judge(county.proof.json, registers: nil)
      #expect(swift.isValid, "\(swift.failures)")
      #expect(Set(swift.unproven.map(\.code)) == [.checkNothingLeftOut, .checkSelection])
      #expect(python.status == 0, "\(python.output)")
      #expect(python.output.contains("Not checked: that no unit of red was left out"))
    }
  }

  @Test("Before it is revealed, a proof tells neither units nor key, and both say so")
  func concealed() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: Self.key)
      let concealed = county.proof.concealed
      let told = Forgery(concealed).members.keys
      #expect(told.count == 7)
      #expect(["units", "stages", "seedHash", "key"].allSatisfy { !told.contains(UnitID($0)) })
      #expect(!concealed.json.text.contains(Self.key.hex))
      let (swift, python) = try county.judge(concealed.json, registers: county.registers)
      #expect(swift.isValid && swift.unproven.map(\.code) == [.checkSample])
      #expect(python.status == 0 && python.output.contains("not revealed"))
    }
  }

  @Test("A condition of another form is not checked, and the rest of the proof is")
  func otherCondition() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      var forged = Forgery(county.proof)
      // The same rows, said in another way; the seal is made to fit.
      var seal = forged.members[UnitID("seal")]!
      seal["design"] = try CanonicalJSON(
        parsing: Array(
          seal["design"].text.replacing("status = 'y'", with: "not(status = 'x')").utf8))
      forged.members[UnitID("seal")] = seal
      forged.members[UnitID("commitment")] = .string(seal.digest.hex)
      let (swift, python) = try county.judge(forged.json, registers: county.registers)
      #expect(swift.isValid, "\(swift.failures)")
      #expect(swift.unproven.map { $0.values["sample"] } == ["rest", "rest"])
      #expect(python.status == 0, "\(python.output)")
      #expect(python.output.contains("Not checked: that no unit of rest was left out"))
      let evaluated = try ProofVerifier(Proof(json: forged.json)).verify(
        registers: county.registers, salt: county.salt
      ) { condition, table in
        try #require(
          SimpleCondition(condition.replacing("not(status = 'x')", with: "status = 'y'"))?.mask(
            table))
      }
      #expect(evaluated.isValid && evaluated.unproven.isEmpty)
    }
  }

  /// Changes that both verifiers must reject, with the registers and (where told) without them.
  private struct Change: Sendable {
    let name: String
    let code: Fault.Code
    let make: @Sendable (inout Forgery) -> Void

    init(_ name: String, _ code: Fault.Code, _ make: @escaping @Sendable (inout Forgery) -> Void) {
      self.name = name
      self.code = code
      self.make = make
    }
  }

  private static let changes: [Change] = [
    Change(
      "a unit moved to another village", .proofUnitCountWrong,
      { forgery in
        forgery.units[forgery.units.count - 1]["path"] = .string("V0/H99")
      }
    ),
    Change(
      "a first-stage unit swapped", .proofUnitCountWrong,
      { forgery in
        forgery.units[0]["path"] = .string("V99")
      }
    ),
    Change(
      "a unit dropped, and its cell made smaller", .proofUnitCountWrong,
      { forgery in
        let index = forgery.units.lastIndex {
          $0["stage"] == .integer(1) && $0["role"] == .string("reserve")
        }!
        let stratum = forgery.units.remove(at: index)["stratum"]
        let cell = forgery.cells.firstIndex {
          $0["stage"] == .integer(1) && $0["stratum"] == stratum
        }!
        guard case .integer(let reserves) = forgery.cells[cell]["reserves"] else { return }
        forgery.cells[cell]["reserves"] = .integer(reserves - 1)
      }
    ),
    Change("a unit dropped", .proofUnitCountWrong, { forgery in forgery.units.removeLast() }),
    Change(
      "two units reordered", .proofUnitMisplaced,
      { forgery in
        forgery.units.swapAt(forgery.units.count - 1, forgery.units.count - 2)
      }
    ),
    Change(
      "a unit re-weighted", .proofUnitDiffers,
      { forgery in
        forgery.units[0]["weight"] = .string("3")
      }
    ),
    Change(
      "a probability changed", .proofUnitDiffers,
      { forgery in
        forgery.units[0]["probability"] = .string("1/3")
      }
    ),
    Change(
      "a reserve made a main", .proofUnitDiffers,
      { forgery in
        let index = forgery.units.firstIndex { $0["role"] == .string("reserve") }!
        forgery.units[index]["role"] = .string("main")
      }
    ),
    Change(
      "a ticket changed", .proofUnitDiffers,
      { forgery in
        forgery.units[0]["ticket"] = .string(SHA256.hash("x").hex)
      }
    ),
    Change(
      "a unit of a cell that was not drawn", .proofUnitNotDrawn,
      { forgery in
        var unit = forgery.units.last!
        unit["path"] = .string("V77/H0")
        forgery.units.append(unit)
      }
    ),
    Change(
      "a cell's population changed", .proofUnitCountWrong,
      { forgery in
        forgery.cells[forgery.cells.count - 1]["population"] = .integer(40)
      }
    ),
    Change(
      "a cell's exact size changed", .proofCellDiffers,
      { forgery in
        forgery.cells[forgery.cells.count - 1]["wanted"] = .string("7/3")
      }
    ),
    Change(
      "another seed", .seedHashWrong,
      { forgery in
        forgery.members[UnitID("seed")] = .string("63454660390103169463")
      }
    ),
    Change(
      "another design", .sealNotCommitted,
      { forgery in
        var seal = forgery.members[UnitID("seal")]!
        seal["keyDigest"] = .null
        forgery.members[UnitID("seal")] = seal
      }
    ),
    Change(
      "a sample that is not the one announced", .sampleDigestWrong,
      { forgery in
        forgery.members[UnitID("sampleDigest")] = .string(SHA256.hash("x").hex)
      }
    ),
    Change(
      "another key", .keyNotSealed,
      { forgery in
        forgery.members[UnitID("key")] = .string(String(repeating: "a", count: 64))
      }
    ),
  ]

  @Test("Both verifiers reject every forgery with a reason", arguments: changes.indices)
  func forgeries(index: Int) throws {
    let change = Self.changes[index]
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: Self.key)
      var forgery = Forgery(county.proof)
      change.make(&forgery)
      for registers in [county.registers, nil] {
        let (swift, python) = try county.judge(forgery.json, registers: registers)
        #expect(!swift.isValid, "\(change.name)")
        if registers == nil {
          #expect(
            swift.failures.map(\.code).contains(change.code), "\(change.name): \(swift.failures)")
        }
        #expect(python.status == 1, "\(change.name): \(python.output)")
        #expect(python.output.hasPrefix("FAILED: "), "\(change.name): \(python.output)")
      }
    }
  }

  @Test("With the registers, a unit that was left out with its cell made to fit is found")
  func dropped() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      // The forger draws from a register without one of the drawn households.
      let victim = try #require(
        county.proof.revealed?.units.last { $0.role == "main" && $0.sample == "red" })
      var forgery = Forgery(county.proof)
      let index = forgery.units.lastIndex { $0["path"] == .string(victim.path.text) }!
      forgery.units.remove(at: index)
      let (swift, python) = try county.judge(forgery.json, registers: county.registers)
      #expect(swift.failures.map(\.code) == [.proofUnitLeftOut])
      #expect(swift.failures.first?.values["name"] == "red/\(victim.path)")
      #expect(
        python.status == 1 && python.output.contains("red/\(victim.path) was left out"),
        "\(python.output)")
    }
  }

  @Test("With the registers, a unit that was swapped with all that follows from it is found")
  func swapped() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let seed = try Seed(text: county.proof.seed)
      var forgery = Forgery(county.proof)
      // A first-stage unit of stratum A that was not drawn, with its own ticket, as last reserve.
      let index = forgery.units.lastIndex {
        $0["stage"] == .integer(1) && $0["role"] == .string("reserve")
      }!
      let drawn = Set(county.proof.revealed!.units.map(\.path))
      let stratum = forgery.units[index]["stratum"]
      let other = (0..<county.villages.rowCount).filter { row in
        .string(county.villages.columns[1].text(at: row)) == stratum
      }.map { county.villages.columns[0].unitID(at: $0) }
        .filter { !drawn.contains($0) }.max { seed.ticket(of: $0) < seed.ticket(of: $1) }!
      forgery.units[index]["path"] = .string(other.text)
      forgery.units[index]["ticket"] = .string(seed.ticket(of: other).hex)
      let (alone, script) = try county.judge(forgery.json, registers: nil)
      #expect(alone.isValid && script.status == 0, "no one can know without the register")
      let (swift, python) = try county.judge(forgery.json, registers: county.registers)
      #expect(swift.failures.map(\.code) == [.proofUnitLeftOut])
      #expect(python.status == 1 && python.output.contains("was left out"), "\(python.output)")
    }
  }

  @Test("A register with a changed, dropped, added or doubled row is rejected")
  func changedRegister() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let all = county.households
      let rows = (0..<all.rowCount).map { row in all.columns.map { $0.text(at: row) } }
      var changed = rows
      changed[3][3] = "99"
      var exchanged = rows
      exchanged[3][0] = "H1000"
      for (rows, code) in [
        (changed, Fault.Code.registerChanged), (exchanged, .registerChanged),
        (Array(rows.dropLast()), .registerRowCount),
        (rows + [["H2000", "V0", "red", "1", "x"]], .registerRowCount),
        (rows + [rows[0]], .duplicateID),
        (rows + [["H1", "V0 ", "red", "1", "x"]], .registerRowCount),
      ] {
        let households = table(all.names, rows)
        try county.write(households, "households.csv")
        let (swift, python) = try county.judge(
          county.proof.json, registers: ["villages": county.villages, "households": households])
        #expect(swift.failures.first?.code == code, "\(swift.failures)")
        #expect(python.status == 1 && python.output.hasPrefix("FAILED: "), "\(python.output)")
      }
    }
  }

  @Test("A wrong salt, an unknown register and a missing first register are told")
  func wrongArguments() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let verifier = ProofVerifier(county.proof)
      #expect(
        try verifier.verify(registers: county.registers).failures.map(\.code)
          == [.registerChanged, .registerChanged])
      #expect(
        try verifier.verify(registers: ["x": county.villages]).failures.map(\.code)
          == [.registerNotSealed, .firstRegisterMissing])
      #expect(
        try verifier.verify(registers: ["households": county.households], salt: county.salt)
          .failures.map(\.code) == [.firstRegisterMissing])
      _ = try county.judge(county.proof.json, registers: nil)
      for arguments in [
        ["--register", "x=villages.csv"], ["--register", "households=households.csv"],
      ] {
        #expect(try python(["verify.py", "proof.json"] + arguments, in: folder).status == 1)
      }
      #expect(
        try python(
          ["verify.py", "proof.json", "--register", "villages=villages.csv", "--salt", "salt.key"],
          in: folder
        ).status == 0)
    }
  }

  @Test("A proof of a wrong shape is refused with the path, not misread")
  func shape() throws {
    try withFolder { folder in
      let county = try SealedCounty(in: folder, key: nil)
      let proof = county.proof.json
      for (change, path): ((inout CanonicalJSON) -> Void, String) in [
        ({ $0["draws"] = .string("1") }, "proof.draws"),
        ({ $0["draws"] = .integer(-1) }, "proof.draws"),
        ({ $0["more"] = .null }, "proof.more"),
        ({ $0["units"] = .null }, "proof.units"),
        ({ $0["units"] = .array([.object(["path": .string("V0")])]) }, "proof.units[0].stage"),
        ({ $0["key"] = .string("00") }, "proof.key"),
        ({ $0["seal"] = .object([:]) }, "seal.specification"),
        ({ $0["seal"]["design"]["stages"] = .array([]) }, "design.stages"),
      ] {
        var changed = proof
        change(&changed)
        let fault = #expect(throws: Fault.self) { try Proof(json: changed) }
        #expect(fault?.values["path"] == path)
      }
      var other = proof
      other["specification"] = .string("assay-draw-2")
      let fault = #expect(throws: Fault.self) { try Proof(json: other) }
      #expect(fault?.code == .unknownSpecification)
    }
  }
}
