// SPDX-License-Identifier: GPL-3.0-or-later

/// Uniform numbers without end: those of the tickets of `label/0`, `label/1`, …
///
/// A stream depends on its seed and label only, so that parts of a work that have a label each may
/// run in any order.
public struct UniformStream: Sendable {
  private let prefix: SHA256
  /// How many numbers were taken.
  public private(set) var counter = 0

  /// The stream of a label.
  public init(seed: Seed, label: Label) {
    prefix = seed.prefix(label.text + "/")
  }

  /// The ticket of the counter, which moves on.
  public mutating func nextTicket() -> Ticket {
    defer { counter += 1 }
    return Ticket(prefix.hash(appending: "\(counter)"))
  }

  /// The next uniform number, strictly between 0 and 1.
  public mutating func next() -> Double { nextTicket().uniform }

  /// The next integer from 0 to n - 1, made in integers from the ticket's leading digits.
  /// - Precondition: `n` is positive.
  public mutating func nextInteger(below n: Int) -> Int { nextTicket().integer(below: n) }
}
