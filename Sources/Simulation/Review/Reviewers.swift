// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Sampling
public import Tables

/// Reviewers who come to the truth: they confirm the errors that are there and clear all others.
public struct Reviewers: Sendable {
  /// What a reviewer decided about a suspected error.
  public struct Ruling: Sendable, Equatable {
    /// Whether the error is there.
    public let isConfirmed: Bool
    /// The reason, by its name in the profile.
    public let reason: String
    /// Who decided.
    public let reviewer: String
  }

  /// What a second visit to a household without findings saw.
  public struct SecondVisit: Sendable, Equatable {
    /// Whether it agrees that nothing is wrong.
    public let agrees: Bool
    /// Who went.
    public let reviewer: String
  }

  private static let names = ["R01", "R02", "R03"]
  /// Reasons that fit a suspicion that an interview raised by mistake.
  private static let ofMistakes = ["answer_error", "evidence_against"]

  private let truth: Truth
  private let seed: Seed

  /// Reviewers who know the truth.
  public init(truth: Truth, seed: Seed) {
    self.truth = truth
    self.seed = seed
  }

  /// Decides a suspected error.
  ///
  /// - Parameters:
  ///   - kind: the kind of finding, by its name in the profile.
  ///   - unit: the unit's path.
  ///   - reasons: the profile's reasons.
  /// - Throws: ``Tables/Fault/Code/unitWithoutTruth``, ``Tables/Fault/Code/truthWord``;
  ///   ``Tables/Fault/Code/profileWithoutReasons`` if the profile gives no reason to choose.
  public func decide(
    _ kind: String, of unit: UnitID, reasons: Profile.Reasons
  ) throws -> Ruling {
    let error = try truth.error(of: unit)
    let isConfirmed = error.map { bytesCompare($0.finding, kind) == 0 } ?? false
    let listed = (isConfirmed ? reasons.confirm : reasons.clear).map(\.name)
    let fitting = listed.filter { isConfirmed || Self.ofMistakes.contains($0) }
    let choice = fitting.isEmpty ? listed : fitting
    guard !choice.isEmpty else { throw Fault(.profileWithoutReasons) }
    var stream = UniformStream(seed: seed, label: Label("/review/\(kind)/\(unit.text)"))
    return Ruling(
      isConfirmed: isConfirmed, reason: choice[stream.nextInteger(below: choice.count)],
      reviewer: Self.names[stream.nextInteger(below: Self.names.count)])
  }

  /// Reads a suspected error as one person does, or two independently of each other.
  ///
  /// The first is right. The second misreads one case in twenty; there a third decides, who is right.
  /// - Parameter readers: 1 or 2.
  /// - Returns: the readings in their order, each by somebody else.
  /// - Throws: as ``decide(_:of:reasons:)``.
  public func readings(
    _ kind: String, of unit: UnitID, reasons: Profile.Reasons, readers: Int
  ) throws -> [Ruling] {
    let first = try decide(kind, of: unit, reasons: reasons)
    guard readers > 1 else { return [first] }
    var stream = UniformStream(seed: seed, label: Label("/second-reading/\(kind)/\(unit.text)"))
    let isMisread = stream.nextInteger(below: 20) == 0
    let others = Self.names.filter { bytesCompare($0, first.reviewer) != 0 }
    let isConfirmed = first.isConfirmed != isMisread
    let listed = (isConfirmed ? reasons.confirm : reasons.clear).map(\.name)
    guard !listed.isEmpty else { throw Fault(.profileWithoutReasons) }
    let second = Ruling(
      isConfirmed: isConfirmed, reason: isMisread ? listed[0] : first.reason, reviewer: others[0])
    let third = Ruling(
      isConfirmed: first.isConfirmed, reason: first.reason, reviewer: others[1])
    return isMisread ? [first, second, third] : [first, second]
  }

  /// Visits a household again in which nothing was found.
  /// - Throws: as ``decide(_:of:reasons:)``.
  public func visitAgain(_ unit: UnitID) throws -> SecondVisit {
    var stream = UniformStream(seed: seed, label: Label("/second-visit/\(unit.text)"))
    return SecondVisit(
      agrees: try truth.error(of: unit) == nil,
      reviewer: Self.names[stream.nextInteger(below: Self.names.count)])
  }
}

extension RegisterError {
  /// The kind of finding, by its name in the profile.
  var finding: String { self == .omitted ? "omission" : rawValue }
}

extension Fault.Code {
  /// A profile has no reasons for decisions.
  public static let profileWithoutReasons = Fault.Code(
    "profile-without-reasons", .configuration)
}
