// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
import Tables

/// What a scorecard came to.
public struct ScorecardResult: Sendable {
  /// The card.
  public let card: Scorecard
  /// The objects in the order of their table.
  public let objects: [ScoredObject]
  /// Why nothing was scored; `nil` if it was.
  public let lack: RecordLack?
}

/// The points of one object.
public struct ScoredObject: Sendable {
  /// The object's identifier.
  public let id: String
  /// The value that its peers share; empty where all objects are peers, or where it is missing.
  public let peers: String
  /// Whether nobody can say what it is compared with, since the value that its peers share is missing: it has
  /// no place.
  public let lacksPeers: Bool
  /// The items in the order of the card.
  public let items: [ScoredItem]
  /// The flags that are raised with evidence.
  public let flags: [String]
  /// What shows each of ``flags``, in their order.
  public let evidence: [String]
  /// The flags whose condition holds and that nothing shows.
  public let flagsWithoutEvidence: [String]
  /// The flags of which nobody can say whether they are raised, since a value that they look at is missing.
  public let flagsUnknown: [String]
  /// The sum of the points.
  public let points: Rational
  /// The points that could be had from what is known.
  public let assessed: Rational
  /// The points that could be had in all.
  public let full: Rational
  /// Whether a raised flag bars a grade.
  public let isVetoed: Bool
  /// Whether the grade waits for what is missing: parts, or what tells whether a flag bars it. One that is
  /// barred already waits for nothing.
  public let isOpen: Bool
  /// The grade; `nil` without grades, where something is missing, or where it is barred.
  public let grade: String?
  /// The place among the peers of which everything is known; `nil` for others.
  public var rank: Int?
  /// How many peers share the place.
  public var tied = 0
  /// How many peers were ranked.
  public var ranked = 0
  /// What is proposed to follow: positions among the card's consequences.
  public var consequences: [Int] = []

  /// Whether all parts are known.
  public var isComplete: Bool { assessed == full }
  /// Whether it has points that can be compared.
  var isRankable: Bool { isComplete && !lacksPeers && full > .zero }
  /// Whether it is the only last one of at least two peers.
  public var isLast: Bool { rank.map { ranked > 1 && $0 == ranked && tied == 1 } ?? false }
}

/// The points of one item.
public struct ScoredItem: Sendable {
  /// Whether the item applies to the object.
  public let applies: Bool
  /// The points of what is known.
  public internal(set) var points = Rational.zero
  /// The points that could be had from what is known.
  public internal(set) var assessed = Rational.zero
  /// The sources whose value is missing.
  public internal(set) var missing: [String] = []
  /// The sources whose value lies above its target and counts as the target, with value over target.
  public internal(set) var overfulfilled: [(source: String, completion: Rational)] = []
}
