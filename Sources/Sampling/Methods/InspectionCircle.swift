// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Who inspects whom: each unit inspects one other and is inspected by one other, and nobody itself.
///
/// Units stand in a circle in the order of their tickets, which anybody with the seed can make again, and
/// each inspects the next. Each of the (n - 1)! circles is equally likely, so that every pair of inspector and
/// inspected has probability 1/(n - 1).
public struct InspectionCircle: Sendable {
  /// An inspector, whom it inspects, and its ticket.
  public struct Pair: Sendable, Equatable {
    /// Who inspects.
    public let inspector: UnitID
    /// Who is inspected.
    public let inspected: UnitID
    /// The inspector's ticket.
    public let ticket: Ticket
  }

  /// The pairs in the order of the circle.
  public let pairs: [Pair]

  /// Draws the circle of units.
  ///
  /// - Parameters:
  ///   - units: the units, each once.
  ///   - seed: the public seed.
  /// - Throws: ``Tables/Fault/Code/circleTooSmall`` for fewer than two units;
  ///   ``Tables/Fault/Code/unitTwiceInCircle``.
  /// - Complexity: n log n.
  public init(of units: [UnitID], seed: Seed) throws {
    guard units.count > 1 else { throw Fault(.circleTooSmall, ["count": "\(units.count)"]) }
    var seen: Set<UnitID> = []
    for unit in units where !seen.insert(unit).inserted {
      throw Fault(.unitTwiceInCircle, ["unit": unit.text])
    }
    let order = units.map { (ticket: seed.ticket(of: $0), unit: $0) }
      .sorted { ($0.ticket, $0.unit) < ($1.ticket, $1.unit) }
    pairs = order.indices.map { index in
      Pair(
        inspector: order[index].unit, inspected: order[(index + 1) % order.count].unit,
        ticket: order[index].ticket)
    }
  }
}

extension Fault.Code {
  /// A circle needs two units at least.
  public static let circleTooSmall = Fault.Code("circle-too-small", .data)
  /// A unit stands twice in the list that a circle is made of.
  public static let unitTwiceInCircle = Fault.Code("unit-twice-in-circle", .data)
}
