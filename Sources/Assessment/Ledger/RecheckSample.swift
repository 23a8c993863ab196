// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
import Tables

/// Closed items that were drawn at random to be looked at again, and what came of it.
public struct RecheckSample: Sendable, Equatable {
  /// A drawn item.
  public struct Item: Sendable, Equatable {
    /// Its number.
    public let number: String
    /// Its ticket, by which it was drawn.
    public let ticket: String
    /// Whether it was rightly closed; `nil` before somebody looked.
    public var isUpheld: Bool?

    /// A drawn item.
    public init(number: String, ticket: String, isUpheld: Bool? = nil) {
      self.number = number
      self.ticket = ticket
      self.isUpheld = isUpheld
    }
  }

  /// The sample's number.
  public let number: Int
  /// The seed in public.
  public let seed: String
  /// The closed items when it was drawn.
  public let population: Int
  /// The drawn items in the order of their tickets.
  public let items: [Item]

  /// A sample with its results.
  public init(number: Int, seed: String, population: Int, items: [Item]) {
    self.number = number
    self.seed = seed
    self.population = population
    self.items = items
  }

  /// A simple random sample: the closed items with the smallest tickets of the seed.
  ///
  /// The ticket of an item is that of its number, so that anybody with the seed and the numbers of the
  /// closed items can draw the same.
  public static func draw(_ size: Int, of closed: [String], seed: Seed, number: Int)
    -> RecheckSample
  {
    let order = closed.map { (ticket: seed.ticket(of: UnitID($0)), number: $0) }
      .sorted { ($0.ticket, UnitID($0.number)) < ($1.ticket, UnitID($1.number)) }
    return RecheckSample(
      number: number, seed: seed.text, population: closed.count,
      items: order.prefix(size).map { Item(number: $0.number, ticket: $0.ticket.hex) })
  }

  /// How many were looked at.
  public var checked: Int { items.count { $0.isUpheld != nil } }
  /// How many of these had been closed falsely.
  public var found: Int { items.count { $0.isUpheld == false } }
  /// Whether all were looked at; until then the rate may change.
  public var isComplete: Bool { checked == items.count }
  /// The share of the checked items that had been closed falsely; `nil` before any was.
  public var rate: Rational? { checked == 0 ? nil : Rational(found, checked) }

  /// The exact one-sided upper bound on the falsely closed among all closed items.
  ///
  /// By inversion of the hypergeometric test; it holds while what was not looked at yet is missing at
  /// random.
  /// - Parameter confidence: its confidence, such as 0.95.
  public func bound(confidence: Double) -> CountBound {
    CountBound(
      strata: [StratumCount(population: population, observed: checked, found: found)],
      confidence: confidence)
  }
}
