// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
import Tables

/// Gathers what the readings of the second stage's fractions would come to.
struct ReadingForecasts {
  /// A sample in one reading.
  private struct Variant {
    let basis: SampleBasis
    var coverage: CoverageFinder
  }

  /// Samples that are read together.
  private struct Group {
    /// Positions among the samples of the second stage that have readings.
    let samples: [Int]
    var forecasts: [Reading: Forecast] = [:]
  }

  private let first: FirstStageBasis
  /// The samples as the design has them.
  private var bases: [SampleBasis] = []
  /// The samples by reading, or why they cannot be read so.
  private var variants: [Reading: [Result<Variant, Faults>]] = [:]
  private var groups: [Group] = []

  init(frame: SamplingFrame, first: FirstStageBasis, measures: [String: CellMeasure]) throws {
    self.first = first
    guard frame.design.stages.count > 1 else { return }
    for (index, sample) in frame.design.stages[1].samples.enumerated()
    where sample.size.hasFraction {
      bases.append(
        try SampleBasis(
          frame, stage: 2, index: index, first: first, measure: measures[sample.key]))
    }
    for (reading, base) in [
      (Reading.population, SampleDesign.Base.population), (.cluster, .cluster),
    ] {
      variants[reading] = try bases.map { sample in
        do {
          let basis = try SampleBasis(
            frame.with(base: base, stage: 2, sample: sample.index), stage: 2, index: sample.index,
            first: first, measure: sample.measure)
          return .success(Variant(basis: basis, coverage: try CoverageFinder(basis)))
        } catch let faults as Faults {
          return .failure(faults)
        }
      }
    }
    var registers: [UnitID] = []
    for sample in bases {
      let register = UnitID(sample.design.register)
      if !registers.contains(register) { registers.append(register) }
    }
    for register in registers {
      let members = bases.indices.filter { UnitID(bases[$0].design.register) == register }
      groups += members.map { Group(samples: [$0]) }
      if members.count > 1 { groups.append(Group(samples: members)) }
    }
  }

  /// Adds a trial draw.
  mutating func add(_ trial: TrialDraw) throws {
    for reading in [Reading.population, .cluster] {
      var cells: [[ForecastCell]?] = []
      var isShort: [Bool] = []
      for index in bases.indices {
        guard case .success(var variant) = variants[reading]![index] else {
          cells.append(nil)
          isShort.append(false)
          continue
        }
        let own = try trial.cells(of: variant.basis)
        variant.coverage.add(own, of: variant.basis)
        variants[reading]![index] = .success(variant)
        isShort.append(variant.basis.shortStrata(own).contains(true))
        cells.append(own)
      }
      for index in groups.indices {
        let members = groups[index].samples
        let own = members.compactMap { cells[$0] }
        guard own.count == members.count else { continue }
        groups[index].forecasts[reading, default: Forecast()].add(
          Tally(own.joined(), first), isShort: members.contains { isShort[$0] })
      }
    }
  }

  /// The readings, sample by sample in the order of ``Reading/allCases``.
  func planned(tail: Double) throws -> [PlannedReading] {
    try groups.flatMap { group in
      try Reading.allCases.map { try planned($0, group, tail: tail) }
    }
  }

  private func planned(_ reading: Reading, _ group: Group, tail: Double) throws -> PlannedReading {
    let samples = group.samples.map { bases[$0] }
    let measures = samples.map(\.measure?.total)
    var faults: [Fault] = []
    var members: [Variant] = []
    for result in variants[reading].map({ all in group.samples.map { all[$0] } }) ?? [] {
      switch result {
      case .success(let variant): members.append(variant)
      case .failure(let found): faults += found.list
      }
    }
    let outcome =
      reading == .independent
      ? try IndependentReading(samples).outcome(tail: tail)
      : try group.forecasts[reading].map { try self.outcome($0, members, tail: tail) }
    return PlannedReading(
      reading: reading, samples: samples.map(\.design.key), register: samples[0].design.register,
      isDesign: samples.allSatisfy { $0.design.base.rawValue == reading.rawValue },
      population: samples.reduce(0) { $0 + $1.population },
      measure: measures.contains(nil) ? nil : measures.reduce(0) { $0 + ($1 ?? 0) },
      outcome: outcome, faults: faults)
  }

  private func outcome(
    _ forecast: Forecast, _ members: [Variant], tail: Double
  ) throws -> PlannedOutcome {
    let bases = members.map(\.basis)
    let summary = forecast.summary(exact: ExactExpectation(bases, first))
    let coverage = PlannedCoverage(
      members.flatMap { variant in
        variant.coverage.coverage(of: variant.basis) { parent in
          variant.basis.ancestors[parent].map { first.canBeDrawn($0) } ?? false
        }
      })
    let shared = try bases.flatMap { try $0.sharedSizes() ?? [] }
    let hasMeasure = bases.allSatisfy { $0.measure != nil }
    let limits = try summary.limits(
      population: bases.reduce(0) { $0 + $1.population }, tail: tail)
    return PlannedOutcome(
      size: summary.size, drawnMeasure: hasMeasure ? summary.measure : nil,
      firstStageUnits: summary.firstStageUnits, takenWhole: summary.takenWhole, coverage: coverage,
      shared: shared.isEmpty
        ? nil : SharedSize(together: shared, probabilityShort: summary.probabilityShort),
      zeroErrors: limits.units, zeroErrorsOfMeasure: hasMeasure ? limits.measure : nil)
  }
}

extension SizeRule {
  /// Whether any stratum is sized by a fraction.
  fileprivate var hasFraction: Bool {
    switch self {
    case .fraction: true
    case .size: false
    case .byStratum(let rules):
      rules.values.contains { if case .fraction = $0 { true } else { false } }
    }
  }
}
