// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What is fixed before a seed exists: the registers by their roots, the design, the key by its
/// digest. Its digest, the commitment, is published.
///
/// No time, host or path is in it.
public struct Seal: Sendable {
  /// The name and version of the rules by which draws are made and proved.
  public static let specification = "assay-draw-1"

  /// A register as it was sealed.
  public struct Register: Sendable {
    /// The name under which the design uses it.
    public var name: String
    /// The stage of its units, counted from 1.
    public var stage: Int
    /// The columns of its canonical rows: id, parent (below the first stage), then the sealed ones.
    public var columns: [String]
    /// The number of rows.
    public var rows: Int
    /// The root of its tree.
    public var root: Digest
    /// The register whose distinct values it is made of, where a file has no list of its clusters.
    public var source: String?

    /// A sealed register from its parts.
    public init(
      name: String, stage: Int, columns: [String], rows: Int, root: Digest, source: String? = nil
    ) {
      self.name = name
      self.stage = stage
      self.columns = columns
      self.rows = rows
      self.root = root
      self.source = source
    }

    /// Seals a register.
    ///
    /// - Parameters:
    ///   - name: the name under which the design uses it.
    ///   - stage: the stage of its units.
    ///   - register: the register.
    ///   - columns: the columns after id and parent.
    ///   - units: all first-stage units.
    ///   - salt: their salts.
    ///   - source: see ``source``.
    public init(
      _ name: String, stage: Int, register: any Sampling.Register, columns: [String],
      units: some Sequence<UnitID>, salt: Salt, source: String? = nil, progress: Progress? = nil
    ) throws {
      var digests = try register.digests(columns: columns, salt: salt, progress: progress)
      for unit in units where digests[unit] == nil {
        digests[unit] = salt.digestWithoutRows(of: unit)
      }
      self.init(
        name: name, stage: stage, columns: register.identifierColumns + columns,
        rows: register.unitCount,
        root: MerkleTree(digests).root, source: source)
    }
  }

  /// The registers, by the bytes of their names.
  public let registers: [Register]
  /// The design as it will be drawn.
  public let design: SamplingDesign
  /// The digest of the secret key; `nil` for a public draw.
  public let keyDigest: Digest?
  /// The commitments of the seals that this one replaces, the oldest first.
  public let earlierSeals: [Digest]

  /// A seal from its parts.
  public init(
    registers: [Register], design: SamplingDesign, keyDigest: Digest?, earlierSeals: [Digest] = []
  ) {
    self.registers = registers.sorted { bytesCompare($0.name, $1.name) < 0 }
    self.design = design
    self.keyDigest = keyDigest
    self.earlierSeals = earlierSeals
  }

  /// The seal as canonical JSON: the content of `seal.json`.
  public var json: CanonicalJSON {
    .object([
      "design": design.json,
      "earlierSeals": .array(earlierSeals.map { .string($0.hex) }),
      "keyDigest": .text(keyDigest?.hex),
      "registers": .object(
        Dictionary(uniqueKeysWithValues: registers.map { (UnitID($0.name), $0.json) })),
      "specification": .string(Self.specification),
    ])
  }

  /// The digest of the seal's canonical bytes.
  public var commitment: Digest { json.digest }

  /// Reads a seal.
  /// - Throws: ``Fault/Code/proofShape``, ``Fault/Code/unknownSpecification``.
  public init(json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "seal")
    let specification = try reader.text("specification")
    guard bytesCompare(specification, Self.specification) == 0 else {
      throw Fault(.unknownSpecification, ["found": specification, "known": Self.specification])
    }
    guard case .object(let registers) = try reader.value("registers") else {
      throw reader.fault("registers")
    }
    self.init(
      registers: try registers.map { try Register(name: $0.key.text, json: $0.value) },
      design: try SamplingDesign(json: try reader.value("design")),
      keyDigest: try reader.optionalDigest("keyDigest"),
      earlierSeals: try reader.texts("earlierSeals").map { text in
        guard let digest = Digest(hex: text) else { throw JSONReader.fault("seal.earlierSeals") }
        return digest
      })
    try reader.finish()
  }
}

extension Seal.Register {
  var json: CanonicalJSON {
    .object([
      "columns": .array(columns.map { .string($0) }),
      "rows": .integer(rows),
      "root": .string(root.hex),
      "source": .text(source),
      "stage": .integer(stage),
    ])
  }

  init(name: String, json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "seal.registers.\(name)")
    self.init(
      name: name, stage: try reader.integer("stage"), columns: try reader.texts("columns"),
      rows: try reader.integer("rows"), root: try reader.digest("root"),
      source: try reader.optionalText("source"))
    guard stage >= 1, columns.count >= min(stage, 2) else { throw reader.fault("columns") }
    try reader.finish()
  }
}

extension Fault.Code {
  /// A seal or proof follows rules that this version does not know.
  public static let unknownSpecification = Fault.Code("unknown-specification", .unmet)
}
