// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The registers of one drawn first-stage unit that came after the seal, such as a village's list of
/// households that was made on the spot.
///
/// They are sealed by themselves before units are drawn from them. Tickets use the key of the draw,
/// which is still secret, so that nobody could fit the list to the seed.
public struct LateSeal: Sendable {
  /// The name and version of the rules.
  public static let specification = "assay-late-1"

  /// The commitment of the seal that the draw was made from.
  public let mainCommitment: Digest
  /// The first-stage unit.
  public let unit: UnitID
  /// The late registers by the bytes of their names; the root is that of a tree with the unit's leaf
  /// alone.
  public let registers: [Seal.Register]
  /// The commitments of the unit's late seals before this one, the oldest first.
  public let earlierSeals: [Digest]

  /// Seals the late registers of a unit.
  ///
  /// - Parameters:
  ///   - unit: the first-stage unit.
  ///   - seal: the seal that the draw was made from.
  ///   - registers: the unit's rows, by the names in the seal.
  ///   - salt: the unit's salt.
  ///   - earlier: the late seals of the unit that this one replaces.
  /// - Throws: ``Fault/Code/lateRegisterShared`` if a sample of a register depends on other units'
  ///   rows; ``Fault/Code/registerNotSealed``; the faults of registers.
  public init(
    of unit: UnitID, seal: Seal, registers: [String: TableRegister], salt: Digest,
    earlier: [Digest] = []
  ) throws {
    mainCommitment = seal.commitment
    self.unit = unit
    earlierSeals = earlier
    self.registers = try registers.keys.sorted().map { name in
      guard let sealed = seal.registers.first(where: { bytesCompare($0.name, name) == 0 }) else {
        throw Fault(
          .registerNotSealed,
          ["register": name, "registers": seal.registers.map(\.name).joined(separator: ", ")])
      }
      try Self.check(seal.design, name)
      let (digest, rows) = try registers[name]!.digest(of: unit, sealed.valueColumns, salt: salt)
      return Seal.Register(
        name: sealed.name, stage: sealed.stage, columns: sealed.columns, rows: rows,
        root: MerkleTree([unit: digest]).root)
    }
  }

  init(
    mainCommitment: Digest, unit: UnitID, registers: [Seal.Register], earlierSeals: [Digest]
  ) {
    self.mainCommitment = mainCommitment
    self.unit = unit
    self.registers = registers
    self.earlierSeals = earlierSeals
  }

  /// Refuses registers from which the sizes in one unit follow from the rows of others.
  private static func check(_ design: SamplingDesign, _ register: String) throws {
    for (stage, sample) in design.samples where bytesCompare(sample.register, register) == 0 {
      guard stage == 2, sample.base == .cluster, sample.rounding != .controlled,
        sample.allocation == nil
      else {
        throw Fault(.lateRegisterShared, ["register": register, "sample": sample.key])
      }
    }
  }

  /// The seal as canonical JSON.
  public var json: CanonicalJSON {
    .object([
      "specification": .string(Self.specification), "seal": .string(mainCommitment.hex),
      "unit": .string(unit.text), "earlierSeals": .array(earlierSeals.map { .string($0.hex) }),
      "registers": .object(
        Dictionary(uniqueKeysWithValues: registers.map { (UnitID($0.name), $0.json) })),
    ])
  }

  /// The digest of the canonical bytes.
  public var commitment: Digest { json.digest }

  /// Reads a late seal.
  /// - Throws: ``Fault/Code/proofShape``; ``Fault/Code/unknownSpecification``.
  public init(json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "lateSeal")
    let specification = try reader.text("specification")
    guard bytesCompare(specification, Self.specification) == 0 else {
      throw Fault(.unknownSpecification, ["found": specification, "known": Self.specification])
    }
    guard case .object(let registers) = try reader.value("registers") else {
      throw reader.fault("registers")
    }
    self.init(
      mainCommitment: try reader.digest("seal"), unit: UnitID(try reader.text("unit")),
      registers: try registers.map { try Seal.Register(name: $0.key.text, json: $0.value) }
        .sorted { bytesCompare($0.name, $1.name) < 0 },
      earlierSeals: try reader.texts("earlierSeals").map { text in
        guard let digest = Digest(hex: text) else { throw reader.fault("earlierSeals") }
        return digest
      })
    try reader.finish()
  }
}

extension TableRegister {
  /// The digest of one first-stage unit's canonical rows under its own salt, and their number.
  func digest(
    of unit: UnitID, _ columns: [String], salt: Digest
  ) throws -> (digest: Digest, rows: Int) {
    var state = SHA256()
    state.update(salt.bytes)
    var rows = 0
    try forEachCanonicalRow(columns: columns) { above, record in
      guard above == unit else { return }
      state.update(record + "\n")
      rows += 1
    }
    return (state.digest(), rows)
  }

  /// The rows of this register and then those of another with the same columns.
  /// - Throws: ``Faults`` if an id would stand twice within its parent.
  public func appending(_ other: TableRegister) throws -> TableRegister {
    let columns = try zip(table.names, table.columns).map { name, column in
      var column = column
      column.append(contentsOf: try other.table.text(name))
      return column
    }
    return try TableRegister(
      Table(file: table.file, names: table.names, columns: columns), id: idColumn,
      parent: parentColumn)
  }
}

extension Fault.Code {
  /// A register cannot come late, since the sizes of its sample depend on the rows of all units.
  public static let lateRegisterShared = Fault.Code("late-register-shared", .configuration)
}
