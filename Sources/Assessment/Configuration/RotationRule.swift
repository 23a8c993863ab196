// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// How a sample rotates from round to round, and what that must guarantee.
public struct RotationRule: Sendable, Hashable {
  /// The part that is kept from one round to the next.
  public let keep: Fraction
  /// No unit may be taken twice within so many consecutive rounds.
  public let apart: Int?
  /// Every unit must be taken within so many consecutive rounds.
  public let reach: Int?
  /// When the sample takes its next turn.
  public let pace: Pace

  /// When a sample that rotates takes its next turn.
  public enum Pace: String, Sendable, CaseIterable {
    /// In every round.
    case round
    /// When the first stage, which rotates with nothing kept, has gone round its units: so that the next
    /// visit to one of them takes other units below it.
    case lap
  }

  /// Refuses the sizes of a sample's cells that break the rule.
  ///
  /// - Parameters:
  ///   - cells: for each cell what to call it, its mains and its units.
  ///   - sample: the sample's name.
  /// - Throws: ``Tables/Faults`` with ``Tables/Fault/Code/rotationRepeats`` and
  ///   ``Tables/Fault/Code/rotationTooSlow`` for every such cell.
  public func check(
    _ cells: [(name: String, size: Int, population: Int)], sample: String
  ) throws {
    let rotation = Rotation(turn: 0, keep: keep)
    var faults = Faults()
    for cell in cells where cell.population > 0 {
      let values = [
        "sample": sample, "cell": cell.name, "size": "\(cell.size)",
        "population": "\(cell.population)",
      ]
      if let apart,
        !rotation.keepsApart(turns: apart, size: cell.size, population: cell.population)
      {
        faults.append(
          Fault(.rotationRepeats, values.merging(["rounds": "\(apart)"]) { $1 }))
      }
      if let reach,
        try !rotation.reachesAll(turns: reach, size: cell.size, population: cell.population)
      {
        faults.append(
          Fault(.rotationTooSlow, values.merging(["rounds": "\(reach)"]) { $1 }))
      }
    }
    try faults.throwIfAny()
  }
}

extension Fault.Code {
  /// A rotation would take a unit twice within the rounds that the design keeps apart.
  public static let rotationRepeats = Fault.Code("rotation-repeats", .configuration)
  /// A rotation would not take every unit within the rounds that the design states.
  public static let rotationTooSlow = Fault.Code("rotation-too-slow", .configuration)
}
