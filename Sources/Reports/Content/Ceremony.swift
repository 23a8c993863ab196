// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Foundation
public import Sampling

/// How the registers were sealed and the sample was drawn: what minutes and report tell of it.
public struct Ceremony: Sendable {
  /// The secret that kept the sample from being known before it was revealed.
  public enum Key: Sendable, Equatable {
    /// The draw was public from the start.
    case none
    /// The key is still secret; its digest stands in the seal.
    case secret(digest: Digest)
    /// The key as it was revealed.
    case revealed(Secret, digest: Digest)
  }

  /// The draw.
  public struct Draw: Sendable {
    /// The seed as it was typed.
    public var seed: String
    /// The digest of the seed's text alone, which may be told while the key is secret.
    public var seedDigest: Digest
    /// The digest of seed and key, from which all tickets follow; `nil` while the key is secret.
    public var seedHash: Digest?
    /// When it was drawn.
    public var time: Date
    /// Who drew it.
    public var actor: String?
    /// What is unusual about the seed, such as its shortness.
    public var warnings: [BilingualText]
    /// How the seed came about, as somebody described it.
    public var source: String?
    /// How many draws of the workspace used the seed until then, this one included.
    public var uses: Int

    /// A draw.
    public init(
      seed: String, seedDigest: Digest, seedHash: Digest?, time: Date, actor: String? = nil,
      warnings: [BilingualText] = [], source: String? = nil, uses: Int = 1
    ) {
      self.seed = seed
      self.seedDigest = seedDigest
      self.seedHash = seedHash
      self.time = time
      self.actor = actor
      self.warnings = warnings
      self.source = source
      self.uses = uses
    }
  }

  /// A seal that a later one replaced.
  public struct EarlierSeal: Sendable {
    /// Its commitment.
    public var commitment: Digest
    /// Why it was replaced, as somebody typed it.
    public var reason: String

    /// A replaced seal.
    public init(commitment: Digest, reason: String) {
      self.commitment = commitment
      self.reason = reason
    }
  }

  /// A draw that a later one replaced.
  public struct EarlierDraw: Sendable {
    /// Its seed as it was typed.
    public var seed: String
    /// When it was drawn.
    public var time: Date
    /// Why it was replaced, as somebody typed it.
    public var reason: String

    /// A replaced draw.
    public init(seed: String, time: Date, reason: String) {
      self.seed = seed
      self.time = time
      self.reason = reason
    }
  }

  /// A first-stage unit whose registers came after the seal and were sealed by themselves.
  public struct Late: Sendable {
    /// The unit's path.
    public var unit: String
    /// The commitment of its late seal.
    public var commitment: Digest
    /// When it was sealed.
    public var sealed: Date
    /// Rows that came and rows that other sources expect, by register.
    public var registers: [(name: String, rows: Int, expected: Int)]
    /// Whether units were drawn from it.
    public var isDrawn: Bool
    /// Why it supersedes an earlier late seal.
    public var reason: String?

    /// A late unit.
    public init(
      unit: String, commitment: Digest, sealed: Date,
      registers: [(name: String, rows: Int, expected: Int)], isDrawn: Bool, reason: String? = nil
    ) {
      self.unit = unit
      self.commitment = commitment
      self.sealed = sealed
      self.registers = registers
      self.isDrawn = isDrawn
      self.reason = reason
    }
  }

  /// The name of the specification, `assay-draw-1`.
  public var specification: String
  /// The SHA-256 of `seal.json`.
  public var commitment: Digest
  /// When it was sealed.
  public var sealed: Date
  /// Who sealed it.
  public var sealer: String?
  /// The key.
  public var key: Key
  /// Whether the key follows from a published text, as the demonstration's does, so that it keeps
  /// nothing secret.
  public var isKeyPublic: Bool
  /// When the key was revealed.
  public var revealed: Date?
  /// The draw; `nil` before it.
  public var draw: Draw?
  /// The seals before this one, the oldest first.
  public var earlierSeals: [EarlierSeal]
  /// The late seals of the draw, the oldest first.
  public var late: [Late]
  /// The draws before this one, the oldest first.
  public var earlierDraws: [EarlierDraw]
  /// How often was drawn in this round.
  public var drawCount: Int
  /// The command that checks the proof, as somebody would type it.
  public var verifyCommand: String
  /// The same with the Python script.
  public var scriptCommand: String

  /// Seal, key and draw of a round.
  public init(
    specification: String, commitment: Digest, sealed: Date, sealer: String? = nil, key: Key,
    isKeyPublic: Bool, revealed: Date? = nil, draw: Draw? = nil, earlierSeals: [EarlierSeal] = [],
    earlierDraws: [EarlierDraw] = [], late: [Late] = [], drawCount: Int, verifyCommand: String,
    scriptCommand: String
  ) {
    self.specification = specification
    self.commitment = commitment
    self.sealed = sealed
    self.sealer = sealer
    self.key = key
    self.isKeyPublic = isKeyPublic
    self.revealed = revealed
    self.draw = draw
    self.earlierSeals = earlierSeals
    self.earlierDraws = earlierDraws
    self.late = late
    self.drawCount = drawCount
    self.verifyCommand = verifyCommand
    self.scriptCommand = scriptCommand
  }
}

/// What the minutes of seal and draw say; the same values as a report's, before there is a result.
public struct MinutesContent: Sendable {
  /// The title of the assessment.
  public var title: BilingualText
  /// The name of the round.
  public var round: String
  /// The time zone in which days and hours are told.
  public var timeZone: TimeZone
  /// The registers as they were sealed.
  public var registers: [RegisterSummary]
  /// The design as it was drawn; before the draw, as it was sealed.
  public var design: [DesignRow]
  /// Samples that are larger than they were asked to be.
  public var raised: [RaisedSize]
  /// Seal, seed and key.
  public var ceremony: Ceremony
  /// The version of the program.
  public var tool: String

  /// All parts of the minutes.
  public init(
    title: BilingualText, round: String, timeZone: TimeZone, registers: [RegisterSummary],
    design: [DesignRow], raised: [RaisedSize] = [], ceremony: Ceremony, tool: String
  ) {
    self.title = title
    self.round = round
    self.timeZone = timeZone
    self.registers = registers
    self.design = design
    self.raised = raised
    self.ceremony = ceremony
    self.tool = tool
  }
}
