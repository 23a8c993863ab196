// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What lets anybody check a draw: the seal, the seed, and once it is revealed the key, the cells and
/// the units. It is the content of `proof.json`.
public struct Proof: Sendable {
  /// The commitment that the proof claims.
  public let commitment: Digest
  /// The seal.
  public let seal: Seal
  /// The seed's text.
  public let seed: String
  /// The digest of the secret key; `nil` for a public draw.
  public let keyDigest: Digest?
  /// How many draws were made in the round, this one included.
  public let draws: Int
  /// The digest of the canonical JSON of all units, which fixes the sample before it is revealed.
  public let sampleDigest: Digest
  /// What was drawn; `nil` before it is revealed.
  public let revealed: Revealed?

  /// What stays secret until after the field work.
  public struct Revealed: Sendable {
    /// The hash of the seed that was used.
    public let seedHash: String
    /// The secret key; `nil` for a public draw.
    public let key: Secret?
    /// The cells in the order of the draw.
    public let cells: [Cell]
    /// The units in the order of the draw.
    public let units: [Unit]
  }

  /// A cell as a proof tells of it; see ``Draw/Cell``.
  public struct Cell: Sendable {
    /// The stage, counted from 1.
    public let stage: Int
    /// The sample; empty at the first stage.
    public let sample: String
    /// The path of the parent; empty at the first stage.
    public let parent: UnitID
    /// The record of the stratum.
    public let stratum: String
    /// The word of the method.
    public let method: String
    /// The number of units.
    public let population: Int
    /// The exact size, as a canonical fraction.
    public let wanted: String
    /// The number of mains.
    public let size: Int
    /// The number of reserves.
    public let reserves: Int
    /// The fraction of `of: population`.
    public let f: String?
  }

  /// A unit as a proof tells of it; see ``DrawnUnit``.
  public struct Unit: Sendable {
    /// The path.
    public let path: UnitID
    /// The stage, counted from 1.
    public let stage: Int
    /// The sample; empty at the first stage.
    public let sample: String
    /// The record of the stratum.
    public let stratum: String
    /// `main` or `reserve`.
    public let role: String
    /// The order within the cell, from 1.
    public let order: Int
    /// The ticket in hexadecimal.
    public let ticket: String
    /// The number of units in the cell.
    public let population: Int
    /// The number of mains in the cell.
    public let size: Int
    /// The probability over all stages, as a canonical fraction; `nil` for a reserve.
    public let probability: String?
    /// One over the probability.
    public let weight: String?
  }

  /// The proof of a draw.
  ///
  /// - Parameters:
  ///   - seal: the seal, made before the seed.
  ///   - draw: the draw.
  ///   - seed: the seed, with its key.
  ///   - draws: how many draws were made in the round, this one included.
  ///   - isRevealed: whether key, cells and units are told.
  public init(seal: Seal, draw: Draw, seed: Seed, draws: Int, isRevealed: Bool) {
    let revealed = Revealed(
      seedHash: seed.hash, key: seed.key, cells: draw.cells.map { Cell($0) },
      units: draw.units.map { Unit($0) })
    self.init(
      commitment: seal.commitment, seal: seal, seed: seed.text, keyDigest: seed.key?.digest,
      draws: draws, sampleDigest: Self.digest(of: revealed.units),
      revealed: isRevealed ? revealed : nil)
  }

  init(
    commitment: Digest, seal: Seal, seed: String, keyDigest: Digest?, draws: Int,
    sampleDigest: Digest, revealed: Revealed?
  ) {
    self.commitment = commitment
    self.seal = seal
    self.seed = seed
    self.keyDigest = keyDigest
    self.draws = draws
    self.sampleDigest = sampleDigest
    self.revealed = revealed
  }

  /// The proof without what is secret until after the field work.
  public var concealed: Proof {
    Proof(
      commitment: commitment, seal: seal, seed: seed, keyDigest: keyDigest, draws: draws,
      sampleDigest: sampleDigest, revealed: nil)
  }

  /// The digest of the canonical JSON of units.
  static func digest(of units: [Unit]) -> Digest {
    CanonicalJSON.array(units.map(\.json)).digest
  }
}

extension Proof.Cell {
  /// A cell of a draw.
  init(_ cell: Draw.Cell) {
    self.init(
      stage: cell.stage, sample: cell.sample, parent: cell.parent, stratum: cell.stratum,
      method: cell.method, population: cell.population, wanted: cell.wanted.text, size: cell.size,
      reserves: cell.reserves, f: cell.f?.text)
  }
}

extension Proof.Unit {
  /// A unit of a draw.
  init(_ unit: DrawnUnit) {
    self.init(
      path: unit.path, stage: unit.stage, sample: unit.sample, stratum: unit.stratum,
      role: unit.role.rawValue, order: unit.order, ticket: unit.ticket.hex,
      population: unit.population, size: unit.size, probability: unit.probability?.text,
      weight: unit.weight?.text)
  }
}
