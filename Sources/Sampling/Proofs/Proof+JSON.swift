// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Proof {
  /// The proof as canonical JSON. Before it is revealed, cells, units, seed hash and key are absent.
  public var json: CanonicalJSON {
    var members: [UnitID: CanonicalJSON] = [
      UnitID("specification"): .string(Seal.specification),
      UnitID("commitment"): .string(commitment.hex),
      UnitID("seal"): seal.json,
      UnitID("seed"): .string(seed),
      UnitID("keyDigest"): .text(keyDigest?.hex),
      UnitID("draws"): .integer(draws),
      UnitID("sampleDigest"): .string(sampleDigest.hex),
    ]
    if let revealed {
      members[UnitID("seedHash")] = .string(revealed.seedHash)
      members[UnitID("key")] = .text(revealed.key?.hex)
      members[UnitID("stages")] = .array(revealed.cells.map(\.json))
      members[UnitID("units")] = .array(revealed.units.map(\.json))
    }
    return .object(members)
  }

  /// Reads a proof.
  /// - Throws: ``Fault/Code/proofShape`` with the path to what is missing, unknown or of a wrong kind;
  ///   ``Fault/Code/unknownSpecification``.
  public init(json: CanonicalJSON) throws {
    var reader = try JSONReader(json, path: "proof")
    let specification = try reader.text("specification")
    guard bytesCompare(specification, Seal.specification) == 0 else {
      throw Fault(.unknownSpecification, ["found": specification, "known": Seal.specification])
    }
    self.init(
      commitment: try reader.digest("commitment"), seal: try Seal(json: try reader.value("seal")),
      seed: try reader.text("seed"), keyDigest: try reader.optionalDigest("keyDigest"),
      draws: try reader.integer("draws"), sampleDigest: try reader.digest("sampleDigest"),
      revealed: try Revealed(&reader))
    try reader.finish()
  }

  /// Reads a proof from the bytes of its file.
  /// - Throws: the faults of ``CanonicalJSON/init(parsing:file:)`` and ``init(json:)``.
  public init(parsing bytes: [UInt8], file: String? = nil) throws {
    try self.init(json: try CanonicalJSON(parsing: bytes, file: file))
  }
}

extension Proof.Revealed {
  /// Reads the members that a reveal adds; `nil` if there is none of them.
  fileprivate init?(_ reader: inout JSONReader) throws {
    guard reader.has("units") || reader.has("stages") || reader.has("seedHash") || reader.has("key")
    else { return nil }
    seedHash = try reader.text("seedHash")
    key = try reader.optionalText("key").map { hex in
      guard let bytes = Hexadecimal.bytes(of: hex), bytes.count == 32 else {
        throw JSONReader.fault("proof.key")
      }
      return Secret(bytes: bytes)
    }
    cells = try reader.array("stages") { try Proof.Cell(json: $0, path: $1) }
    units = try reader.array("units") { try Proof.Unit(json: $0, path: $1) }
  }
}

extension Proof.Cell {
  var json: CanonicalJSON {
    .object([
      "stage": .integer(stage), "sample": .string(sample), "parent": .string(parent.text),
      "stratum": .string(stratum), "method": .string(method), "population": .integer(population),
      "wanted": .string(wanted), "size": .integer(size), "reserves": .integer(reserves),
      "f": .text(f),
    ])
  }

  init(json: CanonicalJSON, path: String) throws {
    var reader = try JSONReader(json, path: path)
    stage = try reader.integer("stage")
    sample = try reader.text("sample")
    parent = UnitID(try reader.text("parent"))
    stratum = try reader.text("stratum")
    method = try reader.text("method")
    population = try reader.integer("population")
    wanted = try reader.text("wanted")
    size = try reader.integer("size")
    reserves = try reader.integer("reserves")
    f = try reader.optionalText("f")
    try reader.finish()
  }
}

extension Proof.Unit {
  var json: CanonicalJSON {
    .object([
      "path": .string(path.text), "stage": .integer(stage), "sample": .string(sample),
      "stratum": .string(stratum), "role": .string(role), "order": .integer(order),
      "ticket": .string(ticket), "population": .integer(population), "size": .integer(size),
      "probability": .text(probability), "weight": .text(weight),
    ])
  }

  init(json: CanonicalJSON, path: String) throws {
    var reader = try JSONReader(json, path: path)
    self.path = UnitID(try reader.text("path"))
    stage = try reader.integer("stage")
    sample = try reader.text("sample")
    stratum = try reader.text("stratum")
    role = try reader.text("role")
    order = try reader.integer("order")
    ticket = try reader.text("ticket")
    population = try reader.integer("population")
    size = try reader.integer("size")
    probability = try reader.optionalText("probability")
    weight = try reader.optionalText("weight")
    try reader.finish()
  }
}
