// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What shows that one first-stage unit's rows were sealed: for each register the digest of its rows
/// and the hashes that lead from its leaf to the root (RFC 6962, section 2.1.1).
///
/// It holds the unit's own salt, so that the unit can hash its rows, and nothing of any other unit's.
public struct Membership: Sendable {
  /// The name and version of the rules.
  public static let specification = "assay-membership-1"

  /// The unit's leaf in one register's tree.
  public struct Leaf: Sendable, Equatable {
    /// The register's name.
    public let register: String
    /// The digest of the unit's canonical rows.
    public let digest: Digest
    /// The position among the leaves.
    public let index: Int
    /// The number of leaves.
    public let count: Int
    /// The hashes from the leaf's neighbour up.
    public let path: [Digest]
  }

  /// The commitment of the seal.
  public let commitment: Digest
  /// The unit's path.
  public let unit: UnitID
  /// The unit's salt.
  public let salt: Digest
  /// Its leaves, by the bytes of the registers' names.
  public let leaves: [Leaf]

  /// Makes the membership of a unit from the registers that were sealed.
  ///
  /// - Parameters:
  ///   - unit: the first-stage unit.
  ///   - seal: the seal.
  ///   - registers: tables with the sealed columns, by the names in the seal.
  ///   - salt: the salt secret.
  /// - Throws: ``Fault/Code/unitNotSealed``; ``Fault/Code/membershipRegisterMissing``;
  ///   ``Fault/Code/registerChanged`` if a register is not the one that was sealed; the faults of
  ///   registers.
  /// - Complexity: linear in the registers' bytes.
  public init(
    of unit: UnitID, seal: Seal, registers: [String: Table], salt secret: Secret,
    progress: Progress? = nil
  ) throws {
    let salt = Salt(secret)
    let tables = try seal.registers.map { sealed in
      guard let table = registers[sealed.source ?? sealed.name] else {
        throw Fault(.membershipRegisterMissing, ["register": sealed.source ?? sealed.name])
      }
      return (sealed, try sealed.register(from: table))
    }
    let first = tables.first { bytesCompare($0.0.name, seal.design.firstStage.register) == 0 }
    var units: [UnitID] = []
    try first?.1.forEachUnit { _, id, _ in units.append(id) }
    guard units.contains(unit) else { throw Fault(.unitNotSealed, ["unit": unit.text]) }
    commitment = seal.commitment
    self.unit = unit
    self.salt = salt.salt(of: unit)
    leaves = try tables.map { sealed, register in
      var digests = try register.digests(
        columns: sealed.valueColumns, salt: salt, progress: progress)
      for unit in units where digests[unit] == nil {
        digests[unit] = salt.digestWithoutRows(of: unit)
      }
      let tree = MerkleTree(digests)
      guard tree.root == sealed.root, let path = tree.path(to: unit) else {
        throw Fault(.registerChanged, ["register": sealed.name])
      }
      return Leaf(
        register: sealed.name, digest: digests[unit]!, index: tree.units.firstIndex(of: unit)!,
        count: tree.units.count, path: path)
    }
  }

  /// Checks that the unit's rows are among those of a seal.
  ///
  /// - Parameters:
  ///   - proof: the proof of the draw, or of its seal.
  ///   - registers: tables with the unit's rows, by register; rows of other units are passed over.
  /// - Returns: a point for each register: its leaf leads to the root; and, where rows are given, they
  ///   have the leaf's digest. Rows that are not given remain unproven.
  /// - Throws: ``Fault/Code/unknownColumn`` and the other faults of registers.
  public func verify(
    against proof: Proof, registers: [String: Table] = [:], progress: Progress? = nil
  ) throws -> Verification {
    var checks: [Verification.Check] = []
    let isCommitted =
      proof.seal.commitment == proof.commitment && proof.commitment == commitment
    checks.append(
      Verification.Check(
        point: Fault(.checkSeal, ["commitment": commitment.hex]),
        outcome: isCommitted
          ? .passed
          : .failed(
            Fault(
              .sealNotCommitted,
              ["found": proof.seal.commitment.hex, "commitment": commitment.hex]))))
    for sealed in proof.seal.registers {
      let values = ["register": sealed.name, "unit": unit.text]
      guard
        let leaf = leaves.first(where: { bytesCompare($0.register, sealed.name) == 0 }),
        MerkleTree.root(
          of: unit, digest: leaf.digest, index: leaf.index, count: leaf.count, path: leaf.path)
          == sealed.root
      else {
        checks.append(
          Verification.Check(
            point: Fault(.checkMembership, values), outcome: .failed(Fault(.notAMember, values))))
        continue
      }
      checks.append(
        Verification.Check(point: Fault(.checkMembership, values), outcome: .passed))
      guard let table = registers[sealed.source ?? sealed.name] else {
        checks.append(
          Verification.Check(point: Fault(.checkMemberRows, values), outcome: .unproven))
        continue
      }
      let (digest, rows) = try sealed.register(from: table)
        .digest(of: unit, sealed.valueColumns, salt: salt)
      checks.append(
        Verification.Check(
          point: Fault(.checkMemberRows, values.merging(["rows": "\(rows)"]) { $1 }),
          outcome: digest == leaf.digest
            ? .passed
            : .failed(
              Fault(.memberRowsDiffer, values.merging(["rows": "\(rows)"]) { $1 }))))
    }
    return Verification(checks: checks)
  }
}

extension Seal.Register {
  /// The sealed columns after id and parent.
  var valueColumns: [String] { Array(columns.dropFirst(min(stage, 2))) }

  /// The register that a file with its columns is: below the first stage without holding it in memory.
  func register(from source: any RecordSource, progress: Progress?) throws
    -> any ConditionalRegister
  {
    if self.source == nil && stage > 1 {
      return try FileRegister(source, columns: columns, progress: progress)
    }
    if self.source != nil {
      // The clusters of a file are its distinct values; the ids of its units were checked by its own register.
      return try FileCount(
        clustersOf: source, column: columns[0], attributes: Array(columns.dropFirst()),
        progress: progress
      ).clusterRegister(file: source.path, id: columns[0], columns: Array(columns.dropFirst()))
    }
    var columnsInMemory = columns.map { _ in TextColumn() }
    try source.mapBlocks(columns: columns, progress: progress) { block in
      columns.indices.map { block.column($0) }
    } consume: { part, _ in
      for (index, column) in part.enumerated() { columnsInMemory[index].append(contentsOf: column) }
    }
    return try register(
      from: Table(file: source.path, names: columns, columns: columnsInMemory))
  }

  /// The register that a table with its columns is.
  func register(from table: Table) throws -> TableRegister {
    if source != nil {
      return try .clusters(in: table, id: columns[0], columns: Array(columns.dropFirst()))
    }
    return try TableRegister(table, id: columns[0], parent: stage > 1 ? columns[1] : nil)
  }
}

extension Membership {
  /// The membership as canonical JSON, as it is given to the unit.
  public var json: CanonicalJSON {
    .object([
      "specification": .string(Self.specification), "commitment": .string(commitment.hex),
      "unit": .string(unit.text), "salt": .string(salt.hex),
      "registers": .array(
        leaves.map { leaf in
          .object([
            "register": .string(leaf.register), "digest": .string(leaf.digest.hex),
            "index": .integer(leaf.index), "count": .integer(leaf.count),
            "path": .array(leaf.path.map { .string($0.hex) }),
          ])
        }),
    ])
  }

  /// Reads a membership.
  /// - Throws: ``Fault/Code/proofShape``; ``Fault/Code/unknownSpecification``.
  public init(json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "membership")
    let specification = try reader.text("specification")
    guard bytesCompare(specification, Self.specification) == 0 else {
      throw Fault(.unknownSpecification, ["found": specification, "known": Self.specification])
    }
    commitment = try reader.digest("commitment")
    unit = UnitID(try reader.text("unit"))
    salt = try reader.digest("salt")
    leaves = try reader.array("registers") { json, path in
      var reader = try JSONReader(json, path: path)
      let leaf = Leaf(
        register: try reader.text("register"), digest: try reader.digest("digest"),
        index: try reader.integer("index"), count: try reader.integer("count"),
        path: try reader.texts("path").map { text in
          guard let digest = Digest(hex: text) else { throw JSONReader.fault("\(path).path") }
          return digest
        })
      try reader.finish()
      guard leaf.index >= 0, leaf.index < leaf.count else { throw JSONReader.fault(path) }
      return leaf
    }
    try reader.finish()
  }

  /// Reads the membership of a unit from the bytes of its file.
  /// - Throws: ``Fault/Code/membershipOfOther``, and the faults of ``init(json:)``.
  public init(of unit: UnitID, parsing bytes: [UInt8], file: String? = nil) throws {
    try self.init(json: try CanonicalJSON(parsing: bytes, file: file))
    guard self.unit == unit else {
      throw Fault(
        .membershipOfOther, at: Place(file: file),
        ["unit": unit.text, "found": self.unit.text])
    }
  }
}

extension Fault.Code {
  /// Point: a unit's leaf belongs to the sealed tree of a register.
  public static let checkMembership = Fault.Code("check-membership", .unmet)
  /// Point: a unit's rows are those of its leaf.
  public static let checkMemberRows = Fault.Code("check-member-rows", .unmet)
  /// A unit's leaf does not lead to the sealed root.
  public static let notAMember = Fault.Code("not-a-member", .unmet)
  /// A unit's rows have another digest than its leaf.
  public static let memberRowsDiffer = Fault.Code("member-rows-differ", .unmet)
  /// A unit is not in the sealed register of the first stage.
  public static let unitNotSealed = Fault.Code("unit-not-sealed", .usage)
  /// A membership is that of another unit.
  public static let membershipOfOther = Fault.Code("membership-of-other", .usage)
  /// A register that is needed to make a membership was not given.
  public static let membershipRegisterMissing = Fault.Code("membership-register-missing", .usage)
}
