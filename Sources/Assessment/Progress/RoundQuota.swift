// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// What a round was to look at by its draw, what was looked at, and what lacks.
///
/// A unit of the last stage is done when its visit is complete. A unit above, such as a village or a township, is
/// done when its own form, if its sample has one, is complete and enough of the units drawn in it are done: from
/// `minimum` to `maximum` of a sample that has both, such as three to five households, else all that were drawn but
/// the ineligible.
public struct RoundQuota: Sendable {
  /// A visit as it counts: the best of a unit's.
  public struct Visit: Sendable {
    /// What it came to; `nil` where nothing tells how it ended.
    public let kind: Outcome.Kind?
    /// The local day, `2016-06-14`; empty if nobody noted it.
    public let day: String

    /// A visit.
    public init(kind: Outcome.Kind?, day: String) {
      self.kind = kind
      self.day = day
    }
  }

  /// What a unit still lacks.
  public enum Lack: Sendable, Equatable {
    /// Its own form.
    case form
    /// So many units of a sample.
    case units(sample: String, count: Int)
    /// So many units of a sample were looked at beyond the most.
    case beyond(sample: String, count: Int)
  }

  /// A unit that was due.
  public struct Unit: Sendable {
    /// Its path.
    public let path: UnitID
    /// Its sample.
    public let sample: String
    /// Its stage, from 1.
    public let stage: Int
    /// Whether it took the place of another.
    public let isSubstitute: Bool
    /// The last day on which it, or anything in it, was visited; `nil` if nothing was.
    public let day: String?
    /// What its own visit came to; `nil` without one.
    public let outcome: Outcome.Kind?
    /// What it lacks; nothing if it is done.
    public let lacking: [Lack]

    /// Whether the quota is met for it.
    public var isDone: Bool { lacking.isEmpty }
  }

  /// Units of one sample, summed up.
  public struct Line: Sendable, Equatable {
    /// The sample.
    public let sample: String
    /// The units that were drawn, without substitutes.
    public let drawn: Int
    /// Those that are done, substitutes among them.
    public let done: Int
    /// The fewest that must be done: in each unit above the least of the quota, or as many as were drawn
    /// there if that is less; without a quota all that were drawn but the ineligible.
    public let due: Int
    /// How many of these are done; units beyond the least of theirs above do not make up for others.
    public let met: Int
    /// The fewest and the most in each unit above, where the sample has a quota of its own.
    public let each: ClosedRange<Int>?

    /// How many of those that must be done are not.
    public var lacking: Int { due - met }
  }

  /// The round.
  public let round: String
  /// Whether it was drawn.
  public let isDrawn: Bool
  /// The units, by path.
  public let units: [Unit]
  /// The samples in the order of the design.
  public let lines: [Line]

  /// Whether everything that was due is done.
  public var isMet: Bool { isDrawn && units.allSatisfy { $0.stage > 1 || $0.isDone } }

  /// Compares a round's draw with its visits.
  ///
  /// - Parameters:
  ///   - round: its name.
  ///   - drawn: the main units and the opened reserves; `nil` before the draw.
  ///   - visits: what came of units.
  ///   - samples: the samples of the design.
  ///   - profile: which samples have forms.
  /// - Complexity: n log n in the units.
  public init(
    round: String, drawn: [(path: UnitID, sample: String, isSubstitute: Bool)]?,
    visits: [UnitID: Visit], samples: [DesignedSample], profile: Profile
  ) {
    self.round = round
    isDrawn = drawn != nil
    let nodes = (drawn ?? []).map { unit in
      Node(
        path: unit.path, sample: unit.sample, isSubstitute: unit.isSubstitute,
        stage: unit.path.stage)
    }
    let below = Dictionary(grouping: nodes.filter { $0.stage > 1 }) { $0.path.above ?? UnitID("") }
    var done: [UnitID: Unit] = [:]
    let needsForm = Set(
      samples.filter { !profile.forms(of: $0.name).isEmpty }.map { UnitID($0.name) })
    // The last stage first, so that each unit finds those in it.
    for node in nodes.sorted(by: { $0.stage > $1.stage }) {
      let visit = visits[node.path]
      let inside = below[node.path] ?? []
      var lacking: [Lack] = []
      if needsForm.contains(UnitID(node.sample)) || inside.isEmpty,
        visit?.kind != .completed, !(visit?.kind == .ineligible && inside.isEmpty)
      {
        lacking.append(.form)
      }
      for sample in samples {
        let own = inside.filter { bytesCompare($0.sample, sample.name) == 0 }
        lacking += Self.lack(of: own.map { done[$0.path]! }, sample)
      }
      let days = inside.compactMap { done[$0.path]?.day } + [visit?.day].compactMap { $0 }
      done[node.path] = Unit(
        path: node.path, sample: node.sample, stage: node.stage, isSubstitute: node.isSubstitute,
        day: days.max(), outcome: visit?.kind, lacking: lacking)
    }
    units = done.values.sorted { $0.path < $1.path }
    lines = Self.lines(units, samples)
  }

  /// What the units of one sample within one unit lack to its quota.
  private static func lack(of units: [Unit], _ sample: DesignedSample) -> [Lack] {
    guard units.contains(where: { !$0.isSubstitute }) else { return [] }
    let (least, done) = (least(of: units, sample), done(of: units))
    var lacking: [Lack] = []
    if done < least { lacking.append(.units(sample: sample.name, count: least - done)) }
    if let most = sample.quota?.upperBound, done > most {
      lacking.append(.beyond(sample: sample.name, count: done - most))
    }
    return lacking
  }

  /// The fewest units of one sample within one unit that must be done.
  private static func least(of units: [Unit], _ sample: DesignedSample) -> Int {
    let drawn = units.filter { !$0.isSubstitute }
    return sample.quota.map { min($0.lowerBound, drawn.count) }
      ?? drawn.count { $0.outcome != .ineligible }
  }

  private static func done(of units: [Unit]) -> Int {
    units.count { $0.isDone && $0.outcome != .ineligible }
  }

  private static func lines(_ units: [Unit], _ samples: [DesignedSample]) -> [Line] {
    samples.map { sample in
      let own = units.filter { bytesCompare($0.sample, sample.name) == 0 }
      let groups = Dictionary(grouping: own) { $0.path.above ?? UnitID("") }
      let counts = groups.values.map { (least: least(of: $0, sample), done: done(of: $0)) }
      return Line(
        sample: sample.name, drawn: own.count { !$0.isSubstitute }, done: done(of: own),
        due: counts.reduce(0) { $0 + $1.least },
        met: counts.reduce(0) { $0 + min($1.least, $1.done) }, each: sample.quota)
    }
  }

  private struct Node {
    let path: UnitID
    let sample: String
    let isSubstitute: Bool
    let stage: Int
  }
}

extension DesignedSample {
  /// The fewest and the most units in each unit above, where the design sets both.
  var quota: ClosedRange<Int>? {
    design.maximum.flatMap { design.minimum <= $0 ? design.minimum...$0 : nil }
  }
}
