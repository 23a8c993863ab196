// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What "20% of the villages and 10% of the households" may mean; official documents leave it open.
public enum Reading: String, Sendable, Hashable, CaseIterable {
  /// 10% of all households of the county, placed in the drawn villages in proportion.
  case population
  /// 10% of the households within each drawn village.
  case cluster
  /// 10% of all households of the county, drawn in all villages; villages are drawn for themselves.
  case independent
}

/// What a reading of the second stage's fractions would come to.
public struct PlannedReading: Sendable {
  /// The reading.
  public let reading: Reading
  /// The samples that are read so, by their keys: one, or all that come from one register.
  ///
  /// Samples of one register count as disjoint.
  public let samples: [String]
  /// The register.
  public let register: String
  /// Whether the design asks for this reading.
  public let isDesign: Bool
  /// N: the units of the samples in the register.
  public let population: Int
  /// The measure summed over them, such as their persons.
  public let measure: Double?
  /// What it would come to; `nil` if the design's sizes cannot be met in this reading.
  public let outcome: PlannedOutcome?
  /// Why it cannot be drawn: sizes that cells cannot meet.
  public let faults: [Fault]

  /// Whether the reading can be filled: its sizes can be met, and enough units are expected in the
  /// drawn units of the first stage.
  public var isFeasible: Bool {
    outcome != nil && outcome?.shared?.isSufficient ?? true
  }
}

/// What a reading that can be drawn would come to.
public struct PlannedOutcome: Sendable {
  /// n: the units that would be drawn.
  public let size: ExpectedCount
  /// The measure summed over them, in expectation.
  public let drawnMeasure: Double?
  /// The first-stage units that would be visited.
  public let firstStageUnits: ExpectedCount
  /// Of these, the share in which all units of the samples would be drawn.
  public let takenWhole: Double
  /// What part of the target might be drawn at all.
  public let coverage: PlannedCoverage
  /// What is wanted and what is expected to be there, for ``Reading/population``.
  public let shared: SharedSize?
  /// What could be said of units if no error were found.
  public let zeroErrors: ZeroErrorLimit?
  /// What could be said of the measure if no error were found.
  public let zeroErrorsOfMeasure: ZeroErrorLimit?
}
