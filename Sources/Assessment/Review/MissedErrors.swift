// SPDX-License-Identifier: GPL-3.0-or-later

/// How many errors first visits missed, by blind second visits to a random sample of clean units.
public struct MissedErrors: Sendable, Equatable {
  /// The units that were visited again.
  public let visited: Int
  /// Those in which the second visit found what the first had not.
  public let differing: Int
  /// The exact one-sided upper bound on the clean units with a missed error.
  public let bound: CountBound

  /// The figure of a simple random sample of the clean units.
  /// - Parameters:
  ///   - clean: the clean units.
  ///   - visited: those that were visited again.
  ///   - differing: those of them that differ.
  ///   - confidence: the bound's confidence.
  public init(clean: Int, visited: Int, differing: Int, confidence: Double) {
    self.visited = visited
    self.differing = differing
    bound = CountBound(
      strata: [StratumCount(population: clean, observed: visited, found: differing)],
      confidence: confidence)
  }
}
