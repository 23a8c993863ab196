// SPDX-License-Identifier: GPL-3.0-or-later

public import Planning
public import Sampling
public import Tables

/// The reserves of a draw, which are opened in their order and with a reason only.
///
/// A reserve takes over from a unit of its own cell that is visited, main or itself opened before, was
/// not interviewed, and for which the profile's number of visits was made. The next reserve of the
/// cell's order is opened, never another: who is interviewed depends on the seed, and how many on the
/// outcomes, so that nobody can choose a convenient household.
public struct SubstituteOrder: Sendable {
  /// The releases so far, in the order in which they were made.
  public private(set) var releases: [Release] = []
  private let draw: Draw
  private let profile: Profile
  private let visits: [UnitID: UnitVisits]
  private let positions: [UnitID: Int]
  private var openedByCell: [Int: Int] = [:]
  private var replaced: Set<UnitID> = []
  private var opened: Set<UnitID> = []

  /// The state of a round's reserves.
  ///
  /// - Parameters:
  ///   - draw: the draw.
  ///   - profile: the profile, which names the reasons.
  ///   - releases: the releases so far, in their order.
  ///   - visits: what the visits to units came to, to reserves too.
  /// - Throws: ``Tables/Fault/Code/releaseOutOfOrder`` if the releases are not those of the draw.
  /// - Complexity: linear in drawn units and releases.
  public init(
    draw: Draw, profile: Profile, releases: [Release], visits: [UnitID: UnitVisits]
  ) throws {
    self.draw = draw
    self.profile = profile
    self.visits = visits
    let last = draw.design.stages.count
    var positions: [UnitID: Int] = [:]
    for (position, unit) in draw.units.enumerated() where unit.stage == last {
      positions[unit.path] = position
    }
    self.positions = positions
    for release in releases {
      guard let original = positions[release.original], isVisited(original),
        !replaced.contains(release.original), let next = nextReserve(of: original),
        draw.units[next].path == release.substitute
      else {
        throw Fault(
          .releaseOutOfOrder,
          ["unit": release.original.text, "substitute": release.substitute.text])
      }
      add(release, original)
    }
  }

  /// The releases as a survey design takes them.
  public var substitutions: [Substitution] {
    releases.map { Substitution(of: positions[$0.original]!, by: positions[$0.substitute]!) }
  }

  /// Opens the next reserve for a unit.
  ///
  /// - Parameters:
  ///   - unit: the path of the unit that is given up.
  ///   - name: the reason.
  ///   - stated: visits that stand on paper, where the answers know of fewer.
  /// - Throws: ``Tables/Fault/Code/unitNotDrawn``; ``Tables/Fault/Code/replacementAboveLastStage``;
  ///   ``Tables/Fault/Code/unitStillReserve``; ``Tables/Fault/Code/unitReplacedBefore``;
  ///   ``Tables/Fault/Code/unknownReplacementReason``; ``Tables/Fault/Code/unitInterviewed``;
  ///   ``Tables/Fault/Code/unitIneligible``; ``Tables/Fault/Code/outcomeOfOtherReason``;
  ///   ``Tables/Fault/Code/tooFewVisits``; ``Tables/Fault/Code/noReserveLeft``.
  public mutating func release(
    _ unit: UnitID, reason name: String, statedVisits stated: Int? = nil
  ) throws -> Release {
    let position = try visitedUnit(unit)
    guard let reason = profile.replacement.reason(name) else {
      throw Fault(
        .unknownReplacementReason,
        [
          "reason": name,
          "known": profile.replacement.reasons.map(\.name).joined(separator: ", "),
        ])
    }
    try check(unit, reason, position)
    let count = max(visits[unit]?.count ?? 0, stated ?? 0)
    guard count >= reason.visits else {
      throw Fault(
        .tooFewVisits,
        [
          "unit": unit.text, "reason": name, "visits": "\(count)", "needed": "\(reason.visits)",
        ])
    }
    guard let next = nextReserve(of: position) else {
      throw Fault(.noReserveLeft, ["unit": unit.text])
    }
    return open(next, for: position, reason, visits: count)
  }

  /// What the outcomes so far ask for. A reserve that is opened and has failed already, since its answer
  /// came early, is replaced in its turn.
  /// - Complexity: linear in drawn units.
  public func proposal() -> ReleaseProposal {
    var order = self
    var proposal = ReleaseProposal()
    let last = draw.design.stages.count
    for cell in draw.cells where cell.stage == last {
      var position = cell.unitRange.lowerBound
      while cell.unitRange.contains(position), order.isVisited(position) {
        order.propose(position, into: &proposal)
        position += 1
      }
    }
    proposal.releases = Array(order.releases.dropFirst(releases.count))
    proposal.early = positions.filter {
      draw.units[$0.value].role == .reserve && visits[$0.key] != nil
        && !order.opened.contains($0.key)
    }.sorted { $0.value < $1.value }.map(\.key)
    return proposal
  }

  private mutating func propose(_ position: Int, into proposal: inout ReleaseProposal) {
    let unit = draw.units[position].path
    guard !replaced.contains(unit), let visits = visits[unit], let outcome = visits.outcome,
      let reason = profile.replacement.reason(ofOutcome: outcome), reason.isReplaced,
      !reason.isIneligible || draw.cells[draw.units[position].cell].isOneRandomOrder
    else { return }
    if visits.count < reason.visits {
      proposal.unripe.append((unit, reason.name, visits.count, reason.visits))
    } else if let next = nextReserve(of: position) {
      _ = open(next, for: position, reason, visits: visits.count)
    } else {
      proposal.withoutReserve.append((unit, reason.name))
    }
  }
}

extension SubstituteOrder {
  /// Whether a unit is a main or a reserve that was opened.
  private func isVisited(_ position: Int) -> Bool {
    draw.units[position].role == .main || opened.contains(draw.units[position].path)
  }

  /// The reserve of a unit's cell that is next, by its position.
  private func nextReserve(of position: Int) -> Int? {
    let cell = draw.cells[draw.units[position].cell]
    let next =
      cell.unitRange.lowerBound + cell.size + (openedByCell[draw.units[position].cell] ?? 0)
    return cell.unitRange.contains(next) ? next : nil
  }

  private mutating func open(
    _ next: Int, for position: Int, _ reason: Profile.Replacement.Reason, visits count: Int
  ) -> Release {
    let substitute = draw.units[next].path
    let release = Release(
      original: draw.units[position].path, substitute: substitute, reason: reason.name,
      visits: count, wasEarly: visits[substitute] != nil)
    add(release, position)
    return release
  }

  private mutating func add(_ release: Release, _ original: Int) {
    releases.append(release)
    replaced.insert(release.original)
    opened.insert(release.substitute)
    openedByCell[draw.units[original].cell, default: 0] += 1
  }

  /// The position of a unit that may be given up.
  private func visitedUnit(_ unit: UnitID) throws -> Int {
    guard let position = positions[unit] else {
      let isAbove = draw.units.contains { $0.path == unit }
      throw Fault(isAbove ? .replacementAboveLastStage : .unitNotDrawn, ["unit": unit.text])
    }
    guard isVisited(position) else { throw Fault(.unitStillReserve, ["unit": unit.text]) }
    if let before = releases.first(where: { $0.original == unit }) {
      throw Fault(
        .unitReplacedBefore, ["unit": unit.text, "substitute": before.substitute.text])
    }
    return position
  }

  /// Refuses a reason that the unit's outcome or the design forbids.
  private func check(
    _ unit: UnitID, _ reason: Profile.Replacement.Reason, _ position: Int
  ) throws {
    let visit = visits[unit]
    let outcome = visit?.outcome.flatMap { profile.outcome($0) }
    if visit != nil, outcome?.kind ?? .completed == .completed {
      throw Fault(.unitInterviewed, ["unit": unit.text])
    }
    // In a cell that is no random order a substitute takes its unit's weight, and the zero would be lost.
    let keepsZeros = draw.cells[draw.units[position].cell].isOneRandomOrder
    guard reason.isReplaced, !reason.isIneligible || keepsZeros else {
      throw Fault(.unitIneligible, ["unit": unit.text, "reason": reason.name])
    }
    guard let outcome else { return }
    if outcome.kind == .ineligible, !reason.isIneligible {
      throw Fault(.unitIneligible, ["unit": unit.text, "reason": outcome.name])
    }
    guard reason.outcomes.isEmpty || reason.outcomes.holds(outcome.name) else {
      throw Fault(
        .outcomeOfOtherReason,
        ["unit": unit.text, "reason": reason.name, "outcome": outcome.name])
    }
  }
}

extension Fault.Code {
  /// A unit to be replaced was not drawn.
  public static let unitNotDrawn = Fault.Code("unit-not-drawn", .usage)
  /// A unit of a stage above the last shall be replaced.
  public static let replacementAboveLastStage = Fault.Code("replacement-above-last-stage", .usage)
  /// A reserve shall be replaced that was not opened.
  public static let unitStillReserve = Fault.Code("unit-still-reserve", .usage)
  /// A unit was replaced before.
  public static let unitReplacedBefore = Fault.Code("unit-replaced-before", .usage)
  /// The profile has no such reason for a replacement.
  public static let unknownReplacementReason = Fault.Code("unknown-replacement-reason", .usage)
  /// A unit shall be replaced that was interviewed.
  public static let unitInterviewed = Fault.Code("unit-interviewed", .usage)
  /// A unit that does not belong to the population is a zero of the sample and is not replaced.
  public static let unitIneligible = Fault.Code("unit-ineligible", .usage)
  /// The outcome on record is one of another reason.
  public static let outcomeOfOtherReason = Fault.Code("outcome-of-other-reason", .usage)
  /// A unit was not visited often enough to be given up.
  public static let tooFewVisits = Fault.Code("too-few-visits", .usage)
  /// The cell has no reserve that is still closed.
  public static let noReserveLeft = Fault.Code("no-reserve-left", .data)
  /// Releases on record are not those that the draw's order allows.
  public static let releaseOutOfOrder = Fault.Code("release-out-of-order", .data)
}
