// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What lets anybody check the draw from late registers of one unit, beside the proof of the draw.
public struct LateProof: Sendable {
  /// The late seal.
  public let seal: LateSeal
  /// The commitment that the proof claims.
  public let commitment: Digest
  /// That the unit's rows in the first seal are what they are: none, in a late register.
  public let membership: Membership
  /// The digest of the canonical JSON of the units.
  public let sampleDigest: Digest
  /// Cells and units; `nil` before they are revealed.
  public let drawn: (cells: [Proof.Cell], units: [Proof.Unit])?

  /// The proof of a unit's late draw.
  ///
  /// - Parameters:
  ///   - seal: the late seal.
  ///   - membership: the unit's membership in the first seal.
  ///   - draw: a draw in which the unit's late rows take part.
  ///   - isRevealed: whether cells and units are told.
  public init(seal: LateSeal, membership: Membership, draw: Draw, isRevealed: Bool) {
    let names = seal.registers.map(\.name)
    let cells = draw.cells.indices.filter { index in
      let cell = draw.cells[index]
      let register = draw.design.stages[cell.stage - 1].samples[cell.sampleIndex].register
      return cell.parent == seal.unit && names.contains { bytesCompare($0, register) == 0 }
    }
    let units = cells.flatMap { draw.units[draw.cells[$0].unitRange] }.map { Proof.Unit($0) }
    self.seal = seal
    self.membership = membership
    commitment = seal.commitment
    sampleDigest = Proof.digest(of: units)
    drawn = isRevealed ? (cells.map { Proof.Cell(draw.cells[$0]) }, units) : nil
  }

  /// Checks the late draw.
  ///
  /// - Parameters:
  ///   - proof: the proof of the draw.
  ///   - registers: tables with the late rows, by register; rows of other units are passed over.
  ///   - evaluate: gives the rows of a table that fulfil a condition.
  /// - Throws: what `evaluate` throws, and the faults of registers.
  public func verify(
    against proof: Proof, registers: [String: Table],
    evaluate: (_ condition: String, _ table: Table) throws -> [Bool]
  ) throws -> Verification {
    var checks: [Verification.Check] = []
    func check(_ point: Fault, _ fault: Fault?) {
      checks.append(
        Verification.Check(point: point, outcome: fault.map { .failed($0) } ?? .passed))
    }
    let isCommitted =
      commitment == seal.commitment && seal.mainCommitment == proof.commitment
      && membership.unit == seal.unit
    check(
      Fault(.checkSeal, ["commitment": commitment.hex]),
      isCommitted
        ? nil
        : Fault(
          .sealNotCommitted, ["found": seal.commitment.hex, "commitment": commitment.hex]))
    checks += try membership.verify(against: proof).checks.filter { $0.isFailure }
    let empty = SHA256.hash(membership.salt.bytes)
    var late: [String: TableRegister] = [:]
    for sealed in seal.registers {
      let values = ["register": sealed.name, "unit": seal.unit.text]
      let leaf = membership.leaves.first { bytesCompare($0.register, sealed.name) == 0 }
      check(
        Fault(.checkLateWasEmpty, values),
        leaf?.digest == empty ? nil : Fault(.lateRowsBefore, values))
      guard let table = registers[sealed.name] else {
        checks.append(
          Verification.Check(point: Fault(.checkMemberRows, values), outcome: .unproven))
        continue
      }
      let register = try sealed.register(from: table)
      let (digest, rows) = try register.digest(
        of: seal.unit, sealed.valueColumns, salt: membership.salt)
      late[sealed.name] = register
      check(
        Fault(.checkMemberRows, values),
        MerkleTree([seal.unit: digest]).root == sealed.root && rows == sealed.rows
          ? nil : Fault(.memberRowsDiffer, values.merging(["rows": "\(rows)"]) { $1 }))
    }
    guard let drawn, let revealed = proof.revealed else {
      checks.append(Verification.Check(point: Fault(.checkSample), outcome: .unproven))
      return Verification(checks: checks)
    }
    check(
      Fault(.checkSampleDigest),
      Proof.digest(of: drawn.units) == sampleDigest ? nil : Fault(.sampleDigestWrong))
    let point = Fault(.checkDraw, ["units": "\(drawn.units.count)"])
    guard late.count == seal.registers.count else {
      checks.append(Verification.Check(point: point, outcome: .unproven))
      return Verification(checks: checks)
    }
    check(point, try difference(drawn, proof, revealed, late, evaluate))
    return Verification(checks: checks)
  }

  /// The first difference from the draw made again.
  private func difference(
    _ drawn: (cells: [Proof.Cell], units: [Proof.Unit]), _ proof: Proof,
    _ revealed: Proof.Revealed, _ late: [String: TableRegister],
    _ evaluate: (String, Table) throws -> [Bool]
  ) throws -> Fault? {
    var design = proof.seal.design
    design.stages[1].samples.removeAll { sample in
      !seal.registers.contains { bytesCompare($0.name, sample.register) == 0 }
    }
    let units = revealed.units.filter { $0.stage == 1 }
    let first = ListedRegister(
      cells: revealed.cells.filter { $0.stage == 1 }, units: units,
      hasRandomSize: design.firstStage.method.selector.hasRandomSize)
    if design.firstStage.method != .simpleRandom {
      design.stages[0].samples[0].method = SelectionMethod(
        try ListedSelector(design.firstStage, units: units, above: [:]))
    }
    let below = try design.stages[1].samples.map { sample in
      var register = late[sample.register]!
      if let condition = sample.condition {
        register = register.restricted(to: try evaluate(condition, register.table))
      }
      if let condition = sample.takeAll {
        register = register.takingAll(try evaluate(condition, register.table))
      }
      return try register.stratified(for: sample, progress: nil)
    }
    let seed = try Seed(text: proof.seed, key: revealed.key, allowsShort: true)
    do {
      let draw = try SamplingFrame(design, stratified: [[first], below]).draw(seed: seed)
      let cells = draw.cells.filter { $0.stage == 2 && $0.parent == seal.unit }
      return Redraw.difference(
        expected: (
          cells.map { Proof.Cell($0) },
          cells.flatMap { draw.units[$0.unitRange] }.map { Proof.Unit($0) }
        ), found: drawn)
    } catch let fault as Fault {
      return fault
    }
  }
}

extension LateProof {
  /// The proof as canonical JSON.
  public var json: CanonicalJSON {
    var members: [UnitID: CanonicalJSON] = [
      UnitID("specification"): .string(LateSeal.specification), UnitID("seal"): seal.json,
      UnitID("commitment"): .string(commitment.hex), UnitID("membership"): membership.json,
      UnitID("sampleDigest"): .string(sampleDigest.hex),
    ]
    if let drawn {
      members[UnitID("stages")] = .array(drawn.cells.map(\.json))
      members[UnitID("units")] = .array(drawn.units.map(\.json))
    }
    return .object(members)
  }

  /// Reads a late proof from the bytes of its file.
  /// - Throws: ``Fault/Code/proofShape``; ``Fault/Code/unknownSpecification``.
  public init(parsing bytes: [UInt8], file: String? = nil) throws {
    var reader = try JSONReader(
      try CanonicalJSON(parsing: bytes, file: file), path: "lateProof")
    let specification = try reader.text("specification")
    guard bytesCompare(specification, LateSeal.specification) == 0 else {
      throw Fault(
        .unknownSpecification, ["found": specification, "known": LateSeal.specification])
    }
    seal = try LateSeal(json: try reader.value("seal"))
    commitment = try reader.digest("commitment")
    membership = try Membership(json: try reader.value("membership"))
    sampleDigest = try reader.digest("sampleDigest")
    drawn =
      try reader.has("stages") || reader.has("units")
      ? (
        reader.array("stages") { try Proof.Cell(json: $0, path: $1) },
        reader.array("units") { try Proof.Unit(json: $0, path: $1) }
      ) : nil
    try reader.finish()
  }
}

extension Verification.Check {
  /// Whether the point does not hold.
  var isFailure: Bool { if case .failed = outcome { true } else { false } }
}

extension Fault.Code {
  /// Point: a late register had no row of its unit when the others were sealed.
  public static let checkLateWasEmpty = Fault.Code("check-late-was-empty", .unmet)
  /// A register is given as late for a unit whose rows were sealed before.
  public static let lateRowsBefore = Fault.Code("late-rows-before", .unmet)
}
