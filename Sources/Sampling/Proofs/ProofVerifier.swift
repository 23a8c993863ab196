// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Checks a proof: with the registers by sealing and drawing everything again, without them as far as
/// the proof goes.
///
/// It answers as the independent script does (``IndependentVerifier``), and evaluates conditions of any
/// form if it is given a way to.
public struct ProofVerifier: Sendable {
  /// The proof.
  public let proof: Proof

  /// Checks a proof.
  public init(_ proof: Proof) { self.proof = proof }

  /// Checks everything that can be checked.
  ///
  /// - Parameters:
  ///   - registers: tables with the sealed columns, rows in any order, by the names in the seal; a
  ///     register that is made of another one's values needs none.
  ///   - files: the same as files, which are passed over and, below the first stage, never held in memory.
  ///   - salt: the salt secret; zero for samples drawn in the open.
  ///   - evaluate: gives the rows of a table that fulfil a condition; without it, only a
  ///     ``SimpleCondition`` is evaluated.
  ///   - progress: hears how far registers and draw are repeated.
  /// - Throws: what `evaluate` and `progress` throw. Whatever is wrong with proof or registers is in
  ///   the result.
  public func verify(
    registers: [String: Table] = [:], files: [String: any RecordSource] = [:],
    salt: Secret = .zero,
    evaluate: (@Sendable (_ condition: String, _ table: Table) throws -> [Bool])? = nil,
    progress: Progress? = nil
  ) throws -> Verification {
    var checks: [Verification.Check] = []
    func check(_ point: Fault, _ fault: Fault?) {
      checks.append(
        Verification.Check(point: point, outcome: fault.map { .failed($0) } ?? .passed))
    }
    check(
      Fault(.checkSeal, ["commitment": proof.commitment.hex]),
      proof.seal.commitment == proof.commitment
        ? nil
        : Fault(
          .sealNotCommitted,
          ["found": proof.seal.commitment.hex, "commitment": proof.commitment.hex]))
    check(Fault(proof.seal.keyDigest == nil ? .checkNoKey : .checkKey), keyFault)
    let sealed = try SealedRegisters(
      proof.seal, tables: registers, files: files, salt: salt, progress: progress)
    for (point, fault) in sealed.checks { check(point, fault) }

    guard let revealed = proof.revealed else {
      checks.append(Verification.Check(point: Fault(.checkSample), outcome: .unproven))
      return Verification(checks: checks)
    }
    let seed = try? Seed(text: proof.seed, key: revealed.key, allowsShort: true)
    check(
      Fault(.checkSeed),
      seed.map { bytesCompare($0.hash, revealed.seedHash) == 0 } ?? false
        ? nil : Fault(.seedHashWrong))
    check(
      Fault(.checkSampleDigest),
      Proof.digest(of: revealed.units) == proof.sampleDigest ? nil : Fault(.sampleDigestWrong))
    guard let seed else { return Verification(checks: checks) }
    let redraw = Redraw(proof.seal, revealed: revealed, registers: sealed.registers)
    let (fault, unproven) = try redraw.compare(
      seed: seed, evaluate: evaluate, progress: progress)
    check(Fault(.checkDraw, ["units": "\(revealed.units.count)"]), fault)
    for point in unproven {
      checks.append(Verification.Check(point: point, outcome: .unproven))
    }
    return Verification(checks: checks)
  }

  private var keyFault: Fault? {
    let isSealed = proof.keyDigest == proof.seal.keyDigest
    let isRevealed = proof.revealed.map { $0.key?.digest == proof.seal.keyDigest } ?? true
    return isSealed && isRevealed ? nil : Fault(.keyNotSealed)
  }
}

/// Registers that were given to a verifier, compared with their seals.
private struct SealedRegisters {
  var registers: [String: any ConditionalRegister] = [:]
  var checks: [(point: Fault, fault: Fault?)] = []

  init(
    _ seal: Seal, tables: [String: Table], files: [String: any RecordSource], salt: Secret,
    progress: Progress?
  ) throws {
    let names = seal.registers.map { UnitID($0.name) }
    for name in (Array(tables.keys) + files.keys).sorted() where !names.contains(UnitID(name)) {
      checks.append(
        (
          Fault(.checkRegister, ["register": name]),
          Fault(
            .registerNotSealed,
            ["register": name, "registers": seal.registers.map(\.name).joined(separator: ", ")])
        ))
    }
    guard !tables.isEmpty || !files.isEmpty else { return }
    for sealed in seal.registers {
      let name = sealed.source ?? sealed.name
      do {
        if let table = tables[name] {
          registers[sealed.name] = try sealed.register(from: table) as TableRegister
        } else if let file = files[name] {
          registers[sealed.name] = try sealed.register(from: file, progress: progress)
        }
      } catch let faults as Faults {
        checks.append((Fault(.checkRegister, ["register": sealed.name]), faults.list.first))
      } catch let fault as Fault {
        checks.append((Fault(.checkRegister, ["register": sealed.name]), fault))
      }
    }
    let first = seal.design.firstStage.register
    guard let units = try registers[first]?.paths() else {
      checks.append(
        (
          Fault(.checkRegister, ["register": first]),
          Fault(.firstRegisterMissing, ["register": first])
        ))
      registers = [:]
      return
    }
    for sealed in seal.registers {
      guard let register = registers[sealed.name] else { continue }
      let fault = try Self.fault(sealed, register, units, Salt(salt), progress)
      checks.append((Fault(.checkRegister, ["register": sealed.name]), fault))
    }
  }

  private static func fault(
    _ sealed: Seal.Register, _ register: any ConditionalRegister, _ units: [UnitID], _ salt: Salt,
    _ progress: Progress?
  ) throws -> Fault? {
    let again = try Seal.Register(
      sealed.name, stage: sealed.stage, register: register,
      columns: sealed.valueColumns, units: units, salt: salt,
      source: sealed.source, progress: progress)
    if again.rows != sealed.rows {
      return Fault(
        .registerRowCount,
        ["register": sealed.name, "rows": "\(again.rows)", "sealed": "\(sealed.rows)"])
    }
    return again.root == sealed.root ? nil : Fault(.registerChanged, ["register": sealed.name])
  }
}

extension Register {
  /// The paths of all units of a first stage.
  fileprivate func paths() throws -> [UnitID] {
    var paths: [UnitID] = []
    try forEachUnit { _, id, _ in paths.append(id) }
    return paths
  }
}
