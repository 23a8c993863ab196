// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// A statement about published figures, with what looking at it gave.
public struct FigureCheck: Sendable {
  /// What looking at a statement gave.
  public enum Result: Sendable, Equatable {
    /// Parts and their total.
    case sum(parts: [Rational], total: Rational)
    /// One figure less another, and the published rest.
    case difference(from: Rational, less: Rational, rest: Rational)
    /// Two figures that should be one; their universes where these differ.
    case equal(Rational, Rational, universes: [String])
    /// A share of counts.
    case share(part: Int, whole: Int, published: PublishedShare, PublishedShare.Rounding)
    /// A share that should not be below or above a limit.
    case limit(part: Int, whole: Int, limit: PublishedShare, isLeast: Bool)
    /// A part above its whole, of which nothing says that it may be: a share of more than all.
    case aboveWhole(part: Int, whole: Int)
    /// The number of things in a list, the announced one, and those that stand there twice.
    case list(announced: Int, found: Int, repeated: [String])
    /// Populations that counts and rates imply, their intersection, and the stated one.
    case population([Implied], intersection: ClosedRange<Int>?, stated: Int?)
    /// Answers of which several may hold for one unit.
    case multiple(parts: [Rational], whole: Rational)
    /// A date.
    case date(String, PublishedDate)
    /// A text, with the number in it that may have been a range; `nil` if none may.
    case range(String, number: Int?)
    /// A table against what is said of it, with what does not hold.
    case table(rows: Int, total: Rational, wrong: [TableStatement])
    /// The shares of one group of a distribution.
    case distribution(Distribution)
  }

  /// A population that a count and a rate imply.
  public struct Implied: Sendable, Equatable {
    /// The count.
    public let count: Int
    /// The rate.
    public let rate: PublishedShare
    /// The smallest population.
    public let from: Int
    /// The largest, unless the rate may be 0.
    public let to: Int?
  }

  /// Something said of a table that does not hold.
  public struct TableStatement: Sendable, Equatable {
    /// What was said: `rows`, `total`, `above`, or the name of a group.
    public let name: String
    /// What was stated.
    public let stated: String
    /// What was found.
    public let found: String
  }

  /// A group of counts with their shares.
  public struct Distribution: Sendable, Equatable {
    /// The group.
    public let group: String
    /// The sum of the counts.
    public let sum: Int
    /// The published total.
    public let total: Int
    /// The sum of the published shares.
    public let shares: Rational
    /// Rows whose share does not come from its count: label, share as published, and how.
    public let wrong: [String]
    /// Rows whose share was cut off or raised.
    public let cut: [String]
  }

  /// How a result is judged.
  public enum Level: String, Sendable, CaseIterable {
    /// It holds.
    case met
    /// It is explained, and a reader should know it.
    case note
    /// It does not hold.
    case unmet
  }

  /// The identifier of the statement.
  public let id: String
  /// What the document says, in its own words.
  public let says: BilingualText?
  /// Where the statement stands.
  public let place: Place
  /// What was found.
  public let result: Result

  /// How it is judged.
  public var level: Level {
    switch result {
    case .sum(let parts, let total): Self.sum(parts) == total ? .met : .unmet
    case .difference(let from, let less, let rest):
      Self.sum([rest, less]) == from ? .met : .unmet
    case .equal(let left, let right, let universes):
      left == right ? .met : universes.isEmpty ? .unmet : .note
    case .share(_, _, _, let rounding):
      switch rounding {
      case .rounded: .met
      case .truncated, .raised: .note
      case .differs, .impossible: .unmet
      }
    case .limit(let part, let whole, let limit, let isLeast):
      (isLeast ? Rational(part, whole) >= limit.value : Rational(part, whole) <= limit.value)
        ? .met : .unmet
    case .aboveWhole: .unmet
    case .list(let announced, let found, let repeated):
      announced == found && repeated.isEmpty ? .met : .unmet
    case .population(_, let intersection, let stated):
      intersection.map { range in stated.map { range.contains($0) } ?? true } ?? false
        ? .met : .unmet
    case .multiple(let parts, let whole):
      parts.contains { $0 > whole }
        ? .unmet : Self.sum(parts).map { $0 > whole } ?? true ? .note : .met
    case .date(_, .date): .met
    case .date: .unmet
    case .range(_, let number): number == nil ? .met : .note
    case .table(_, _, let wrong): wrong.isEmpty ? .met : .unmet
    case .distribution(let group):
      group.sum != group.total || !group.wrong.isEmpty
        ? .unmet : group.cut.isEmpty && group.shares == .one ? .met : .note
    }
  }

  /// The sum; `nil` where it does not fit.
  static func sum(_ parts: [Rational]) -> Rational? {
    parts.reduce(Rational.zero as Rational?) { sum, part in try? sum?.adding(part) }
  }

  init(id: String, says: BilingualText?, place: Place, result: Result) {
    self.id = id
    self.says = says
    self.place = place
    self.result = result
  }
}
