// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// What a design will come to, before anything is drawn.
///
/// Sizes that depend on which units are drawn above are expectations over all draws. Where the frame
/// gives them exactly, they are exact: the first stage, and second-stage samples whose sizes lie within
/// their parents. All else is the mean over trial draws, which have the seeds `plan/1`, `plan/2`, …, so
/// that a plan is the same on every machine and betrays nothing of the real draw.
///
///     let plan = try Plan(SamplingFrame(design, registers: registers))
///     for sample in plan.samples { print(sample.key, sample.all.size.mean) }
///     try plan.throwRefusals()
public struct Plan: Sendable {
  /// The design.
  public let design: SamplingDesign
  /// The samples from the top, in the order of the design.
  public let samples: [PlannedSample]
  /// The readings of the fractions of the second stage: for each sample, and for all samples of a
  /// register together, the three of ``Reading``.
  public let readings: [PlannedReading]
  /// Why the design must not be drawn as it is, as ``Sampling/SamplingFrame/planFaults()`` finds.
  public let refusals: [Fault]
  /// What else is unusual about the design, though allowed.
  public package(set) var warnings: [Fault]
  /// The confidence of the one-sided limits.
  public let confidence: Double
  /// The number of trial draws.
  public let trialDraws: Int
  /// How the first stage spreads over the column that it sorts by, if that is known.
  public var spread: PlannedSpread?
  /// How likely each decision about a requirement is, once that was asked for.
  public var decisions: [PlannedDecision] = []
  /// The requirements about which nothing is said, and why.
  public var undecided: [UndecidedRate] = []

  /// Plans a frame.
  ///
  /// - Parameters:
  ///   - frame: the design, bound to its registers.
  ///   - measures: what else is summed and covered beside units, such as persons, under the key of
  ///     its sample.
  ///   - confidence: the confidence of the one-sided limits.
  ///   - trialDraws: the number of trial draws; each draws the stages above the last.
  ///   - progress: hears the trial draws.
  /// - Throws: ``Fault/Code/planNeedsEqualProbabilities``; ``Fault/Code/numberTooLarge``; an error of the numerical methods; what `progress` throws.
  /// - Complexity: trial draws times n log n in the units above the last stage; linear in the cells.
  public init(
    _ frame: SamplingFrame, measures: [String: CellMeasure] = [:], confidence: Double = 0.95,
    trialDraws: Int = 1000, progress: Progress? = nil
  ) throws {
    precondition(trialDraws > 0 && confidence > 0.5 && confidence < 1)
    try frame.checkForeseen()
    let first = try FirstStageBasis(frame)
    var samples = try SampleForecasts(frame: frame, first: first, measures: measures)
    var readings = try ReadingForecasts(frame: frame, first: first, measures: measures)
    let trials = TrialDraws(frame: frame, first: first)
    for number in 1...trialDraws {
      let trial = try trials.draw(number)
      try samples.add(trial)
      try readings.add(trial)
      try progress?(number, trialDraws)
    }
    design = frame.design
    self.samples = try samples.planned(tail: 1 - confidence)
    self.readings = try readings.planned(tail: 1 - confidence)
    self.confidence = confidence
    self.trialDraws = trialDraws
    refusals = try frame.planFaults().list
    warnings = Self.warnings(self.samples, measures)
  }

  /// Refuses a design that must not be drawn as it is.
  /// - Throws: ``Tables/Faults`` with all ``refusals``.
  public func throwRefusals() throws {
    var faults = Faults()
    for fault in refusals { faults.append(fault) }
    try faults.throwIfAny()
  }
}

/// What one sample of a design will come to.
public struct PlannedSample: Sendable {
  /// The stage, counted from 1.
  public let stage: Int
  /// The sample.
  public let design: SampleDesign
  /// The strata, by the bytes of their records; one with an empty record where the sample has none.
  public let strata: [PlannedStratum]
  /// All strata together.
  public let all: PlannedStratum
  /// What the minimum of a cell makes of the size, in expectation; `nil` if it raises no cell.
  public let raised: RaisedSize?

  /// The sample's name, or that of its register if it has none.
  public var key: String { design.key }
}

/// A number that depends on the draw.
public struct ExpectedCount: Sendable, Hashable {
  /// The expectation over all draws.
  public let mean: Double
  /// From the smallest to the largest number in the trial draws; the number itself where it does not
  /// depend on the draw, `nil` where there were no trial draws of it.
  public let range: ClosedRange<Int>?

  /// A number that depends on the draw.
  public init(mean: Double, range: ClosedRange<Int>?) {
    self.mean = mean
    self.range = range
  }

  /// A number that does not.
  public init(_ count: Int) { self.init(mean: Double(count), range: count...count) }

  /// Whether it is the same in every draw.
  public var isFixed: Bool { range.map { $0.count == 1 && Double($0.lowerBound) == mean } ?? false }
}

/// What the strata of a sample, or one of them, will come to.
public struct PlannedStratum: Sendable {
  /// The record of the stratum; `nil` for all strata together.
  public let stratum: String?
  /// N: the units in the register.
  public let population: Int
  /// The measure summed over them, such as their persons.
  public let measure: Double?
  /// n: the units that will be drawn.
  public let size: ExpectedCount
  /// The measure summed over the units that will be drawn, in expectation; `nil` at a first stage in
  /// proportion to size.
  public let drawnMeasure: Double?
  /// The first-stage units in which a unit will be drawn; `nil` at the first stage.
  public let firstStageUnits: ExpectedCount?
  /// Of the parents in which a unit will be drawn, the share in which all are; `nil` at the first stage.
  public let takenWhole: Double?
  /// The cells that will give one unit of several, in expectation.
  public let lonelyCells: Double
  /// What part of the target may be drawn at all.
  public let coverage: PlannedCoverage
  /// What `of: population` will come to; `nil` for other sizes and at the first stage.
  public let shared: SharedSize?
  /// What can be said of units if no error is found; `nil` if nothing will be drawn, and at a first stage
  /// in proportion to size.
  public let zeroErrors: ZeroErrorLimit?
  /// What can be said of the measure, such as persons, if no error is found.
  public let zeroErrorsOfMeasure: ZeroErrorLimit?

  /// The expected share of the units that will be drawn.
  public var fraction: Double { population == 0 ? 0 : size.mean / Double(population) }
}

/// The part of a target with an inclusion probability above 0.
public struct PlannedCoverage: Sendable, Hashable {
  /// The units that may be drawn.
  public var units: Int
  /// All units.
  public var population: Int
  /// The measure of the units that may be drawn.
  public var measure: Double?
  /// The measure of all units.
  public var totalMeasure: Double?

  /// A part of a target.
  public init(units: Int, population: Int, measure: Double? = nil, totalMeasure: Double? = nil) {
    self.units = units
    self.population = population
    self.measure = measure
    self.totalMeasure = totalMeasure
  }

  /// The share of the units.
  public var shareOfUnits: Double {
    population == 0 ? 0 : Double(units) / Double(population)
  }

  /// The share of the measure; `nil` without a measure, or if it is 0.
  public var shareOfMeasure: Double? {
    guard let measure, let totalMeasure, totalMeasure > 0 else { return nil }
    return measure / totalMeasure
  }

  /// Whether every unit may be drawn.
  public var isComplete: Bool { units == population }
}

/// A size over the whole register that is placed in the drawn units of the stage above.
public struct SharedSize: Sendable, Hashable {
  /// The number that the rule wants, exact by stratum.
  public let wanted: Double
  /// U: the units in the drawn units of the stage above, in expectation.
  public let available: Double
  /// The share of trial draws in which too few units are there, so that f exceeds 1.
  public let probabilityShort: Double
  /// The first-stage units that would make the expectation large enough, if it is not; `nil` if it is,
  /// or if no number of them would do.
  public let demand: FirstStageDemand?

  /// Whether enough units are expected in each stratum, to nine digits.
  public let isSufficient: Bool
}
