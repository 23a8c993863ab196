// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Foundation
public import Sampling
public import Workspaces

/// All that a report says: plain values, gathered from the records of one round.
///
/// Every sentence and chart of the page is made from these values alone, so that the same content in
/// the other language holds the same figures.
public struct ReportContent: Sendable {
  /// The title of the assessment.
  public var title: BilingualText
  /// What the profile is called.
  public var profile: BilingualText
  /// The task in the profile's own words, such as the passage that asks for 20% and 10%.
  public var task: BilingualText?
  /// The name of the round.
  public var round: String
  /// When the report was made; with `SOURCE_DATE_EPOCH` that moment.
  public var made: Date
  /// The first and the last day on which somebody was interviewed.
  public var fieldWork: ClosedRange<Date>?
  /// The time zone in which days and hours are told.
  public var timeZone: TimeZone
  /// The registers as they were sealed, in the order of `assessment.yaml`.
  public var registers: [RegisterSummary]
  /// The design as it was drawn, one row for each stage, sample and stratum, in the design's order.
  public var design: [DesignRow]
  /// Samples that are larger than they were asked to be.
  public var raised: [RaisedSize] = []
  /// Units of the registers that no sample takes.
  public var unsampled: [UnsampledUnits] = []
  /// Seal, seed, key and proof.
  public var ceremony: Ceremony
  /// Indicators, response and findings.
  public var result: AssessmentResult
  /// What the indicators would be under other treatments.
  public var sensitivity: [Sensitivity]
  /// How the indicators differ from an earlier round; `nil` where none is compared.
  public var changes: RoundChanges?
  /// How far the readers of suspected findings agree; `nil` where one person decides alone.
  public var readings: ReadingProgress?
  /// The blind second visits to clean households.
  public var revisits: Revisits?
  /// The version of the program, such as `assay 0.1.0`.
  public var tool: String
  /// Whether it is the version that may be published; see ``published()``.
  public internal(set) var isPublished = false

  /// All parts of a report.
  public init(
    title: BilingualText, profile: BilingualText, task: BilingualText? = nil, round: String,
    made: Date, fieldWork: ClosedRange<Date>? = nil, timeZone: TimeZone,
    registers: [RegisterSummary], design: [DesignRow], ceremony: Ceremony,
    result: AssessmentResult, sensitivity: [Sensitivity] = [], revisits: Revisits? = nil,
    tool: String
  ) {
    self.title = title
    self.profile = profile
    self.task = task
    self.round = round
    self.made = made
    self.fieldWork = fieldWork
    self.timeZone = timeZone
    self.registers = registers
    self.design = design
    self.ceremony = ceremony
    self.result = result
    self.sensitivity = sensitivity
    self.revisits = revisits
    self.tool = tool
  }
}

/// How the indicators differ from an earlier round.
public struct RoundChanges: Sendable, Equatable {
  /// The name of the earlier round.
  public var earlier: String
  /// The differences, in the profile's order.
  public var changes: [IndicatorChange]

  /// Differences from a round.
  public init(earlier: String, changes: [IndicatorChange]) {
    self.earlier = earlier
    self.changes = changes
  }
}

/// Second visits, by other interviewers, to households in which nothing was found.
public struct Revisits: Sendable, Equatable {
  /// Households that were listed.
  public var listed: Int
  /// Households that have been visited again.
  public var visited: Int
  /// Households, by path, in which the second visit raised a finding that the first had not.
  public var differing: [String]
  /// How many clean households may have a missed error; `nil` before the first second visit.
  public var bound: CountBound?

  /// What the second visits came to.
  public init(listed: Int, visited: Int, differing: [String], bound: CountBound? = nil) {
    self.listed = listed
    self.visited = visited
    self.differing = differing
    self.bound = bound
  }
}
