// SPDX-License-Identifier: GPL-3.0-or-later

internal import Estimation
internal import Sampling
import Tables

/// Gathers what the samples of a design come to.
struct SampleForecasts {
  private let frame: SamplingFrame
  private let first: FirstStageBasis
  private let firstMeasure: CellMeasure?
  /// The smallest and largest sizes of the first stage's strata, and of all together.
  private let firstSizes: [ClosedRange<Int>]
  private let firstTotal: ClosedRange<Int>
  private var samples: [SampleForecast]

  init(frame: SamplingFrame, first: FirstStageBasis, measures: [String: CellMeasure]) throws {
    self.frame = frame
    self.first = first
    firstMeasure = measures[frame.design.firstStage.key]
    // Controlled rounding keeps the sum and gives each stratum floor or ceiling; without it all are
    // integers.
    let total = first.strata.reduce(0.0) { $0 + $1.expectedSize.doubleValue }.rounded()
    firstSizes = first.strata.map { $0.expectedSize.floor...$0.expectedSize.ceiling }
    firstTotal = Int(total)...Int(total)
    samples = []
    for (stage, samples) in frame.design.stages.enumerated().dropFirst() {
      for (index, sample) in samples.samples.enumerated() {
        self.samples.append(
          try SampleForecast(
            SampleBasis(
              frame, stage: stage + 1, index: index, first: first,
              measure: measures[sample.key])))
      }
    }
  }

  /// Adds a trial draw.
  mutating func add(_ trial: TrialDraw) throws {
    for index in samples.indices { try samples[index].add(trial, first) }
  }

  /// The plans of all samples.
  func planned(tail: Double) throws -> [PlannedSample] {
    var result = [try plannedFirstStage(tail: tail)]
    var drawable = Set(
      first.units.indices.filter { first.canBeDrawn($0) }.map { first.units[$0] })
    for stage in frame.design.stages.indices.dropFirst() {
      var next: Set<UnitID> = []
      for sample in samples where sample.basis.stage == stage + 1 {
        result.append(try sample.planned(first, drawable: drawable, tail: tail))
        if stage + 1 < frame.design.stages.count {
          next.formUnion(try sample.drawablePaths(drawable))
        }
      }
      drawable = next
    }
    return result
  }

  /// What the minimum makes of the size of the first stage.
  private func raisedFirstStage() throws -> RaisedSize? {
    let cells = try frame.cells(
      stage: 1, sample: 0, within: Array(frame.parents(stage: 1, sample: 0).indices),
      seed: TrialDraws.seed(1))
    return RaisedSize(
      first.design, asked: cells.reduce(0) { $0 + $1.wanted.doubleValue },
      size: cells.reduce(0) { $0 + $1.size },
      cells: cells.count { first.design.raises($0.wanted, to: $0.size) })
  }

  private func plannedFirstStage(tail: Double) throws -> PlannedSample {
    let strata = first.strata.indices.map { plannedFirstStage($0, tail: tail) }
    let all = PlannedStratum(
      stratum: nil, population: strata.reduce(0) { $0 + $1.population },
      measure: firstMeasure?.total,
      size: ExpectedCount(
        mean: strata.reduce(0) { $0 + $1.size.mean }, range: firstTotal),
      drawnMeasure: first.probabilities != nil
        ? nil : firstMeasure.map { _ in strata.reduce(0) { $0 + ($1.drawnMeasure ?? 0) } },
      firstStageUnits: nil,
      takenWhole: nil,
      lonelyCells: strata.reduce(0) { $0 + $1.lonelyCells },
      coverage: PlannedCoverage(strata.map(\.coverage)), shared: nil,
      zeroErrors: strata.count == 1 ? strata[0].zeroErrors : nil, zeroErrorsOfMeasure: nil)
    return PlannedSample(
      stage: 1, design: first.design, strata: strata, all: all, raised: try raisedFirstStage())
  }

  private func plannedFirstStage(_ index: Int, tail: Double) -> PlannedStratum {
    let stratum = first.strata[index]
    let mean = stratum.expectedSize.doubleValue
    let range = firstSizes[index]
    // Where rounding depends on the draw, the smaller size gives the limit that always holds.
    let least = range.lowerBound
    let measure = firstMeasure?.sums[index]
    let isDrawn = mean > 0
    // In proportion to size the sums of a measure over drawn units need each unit's own, and the number of
    // errors that a sample without one does not exclude depends on which units have them.
    let isUnequal = first.probabilities != nil
    let drawable = first.units.indices.count {
      first.stratumOfUnit[$0] == index && first.canBeDrawn($0)
    }
    let isCovered = drawable == stratum.population
    return PlannedStratum(
      stratum: stratum.stratum, population: stratum.population, measure: measure,
      size: ExpectedCount(mean: mean, range: range),
      drawnMeasure: isUnequal
        ? nil : measure.map { first.expectation(of: $0, stratum: index) },
      firstStageUnits: nil, takenWhole: nil,
      lonelyCells: least == 1 && stratum.population > 1 ? 1 : 0,
      coverage: PlannedCoverage(
        units: drawable, population: stratum.population,
        measure: isDrawn && !isCovered ? nil : measure.map { isDrawn ? $0 : 0 },
        totalMeasure: measure),
      shared: nil,
      zeroErrors: isUnequal && least < stratum.population
        ? nil : .simpleRandom(size: least, population: stratum.population, tail: tail),
      zeroErrorsOfMeasure: nil)
  }
}

/// Gathers what one sample below the first stage comes to.
private struct SampleForecast {
  let basis: SampleBasis
  private var coverage: CoverageFinder
  private var strata: [Forecast]
  private var all = Forecast()
  private var available: [Double]
  /// Sums over the trial draws: exact sizes, sizes, and cells that the minimum raised.
  private var raised = (asked: 0.0, size: 0, cells: 0)

  init(_ basis: SampleBasis) throws {
    self.basis = basis
    coverage = try CoverageFinder(basis)
    strata = basis.strata.map { _ in Forecast() }
    available = basis.strata.map { _ in 0 }
  }

  mutating func add(_ trial: TrialDraw, _ first: FirstStageBasis) throws {
    let cells = try trial.cells(of: basis)
    coverage.add(cells, of: basis)
    let isShort = basis.shortStrata(cells)
    var start = 0
    for stratum in strata.indices {
      var end = start
      while end < cells.count && cells[end].cell.stratum == stratum { end += 1 }
      let own = cells[start..<end]
      strata[stratum].add(Tally(own, first), isShort: isShort[stratum])
      available[stratum] += Double(own.reduce(0) { $0 + $1.cell.population })
      start = end
    }
    all.add(Tally(cells, first), isShort: isShort.contains(true))
    for cell in cells {
      raised.asked += cell.cell.wanted.doubleValue
      raised.size += cell.cell.size
      if basis.design.raises(cell.cell.wanted, to: cell.cell.size) { raised.cells += 1 }
    }
  }

  /// What the minimum makes of the size, in the mean over the trial draws.
  private var raisedSize: RaisedSize? {
    guard all.draws > 0 else { return nil }
    let mean = { (sum: Int) in Int((Double(sum) / Double(all.draws)).rounded()) }
    return RaisedSize(
      basis.design, asked: raised.asked / Double(all.draws), size: mean(raised.size),
      cells: mean(raised.cells))
  }

  func planned(
    _ first: FirstStageBasis, drawable: Set<UnitID>, tail: Double
  ) throws -> PlannedSample {
    let populations = basis.frame.populations(stage: basis.stage, sample: basis.index).map(\.units)
    let coverage = coverage.coverage(of: basis) { drawable.contains(basis.parents[$0]) }
    let measures = basis.measureByStratum
    let shared = try sharedSizes()
    let planned = try strata.indices.map { index in
      try row(
        basis.strata[index],
        strata[index].summary(exact: ExactExpectation([basis], first, stratum: index)),
        population: populations[index], measure: measures?[index], coverage: coverage[index],
        shared: shared?[index], tail: tail)
    }
    let summary = all.summary(exact: ExactExpectation([basis], first))
    return PlannedSample(
      stage: basis.stage, design: basis.design, strata: planned,
      all: try row(
        nil, summary, population: populations.reduce(0, +), measure: measures?.reduce(0, +),
        coverage: PlannedCoverage(coverage),
        shared: shared.map {
          SharedSize(together: $0, probabilityShort: summary.probabilityShort)
        }, tail: tail), raised: raisedSize)
  }

  func drawablePaths(_ drawable: Set<UnitID>) throws -> [UnitID] {
    try coverage.paths(of: basis) { drawable.contains(basis.parents[$0]) }
  }

  private func row(
    _ stratum: String?, _ summary: ForecastSummary, population: Int, measure: Double?,
    coverage: PlannedCoverage, shared: SharedSize?, tail: Double
  ) throws -> PlannedStratum {
    let limits = try summary.limits(population: population, tail: tail)
    return PlannedStratum(
      stratum: stratum, population: population, measure: measure, size: summary.size,
      drawnMeasure: measure.map { _ in summary.measure }, firstStageUnits: summary.firstStageUnits,
      takenWhole: summary.takenWhole, lonelyCells: summary.lonelyCells, coverage: coverage,
      shared: shared, zeroErrors: limits.units,
      zeroErrorsOfMeasure: measure == nil ? nil : limits.measure)
  }

  private func sharedSizes() throws -> [SharedSize]? {
    try basis.sharedSizes(
      trials: (
        available: zip(available, strata).map { $0 / Double($1.draws) },
        probabilityShort: strata.map { $0.summary(exact: nil).probabilityShort }
      ))
  }
}

extension SampleBasis {
  /// What `of: population` comes to in each stratum; `nil` for other bases.
  ///
  /// The expectation is exact at the second stage, and below it that of the trial draws, since it has no
  /// simple form there.
  func sharedSizes(
    trials: (available: [Double], probabilityShort: [Double])? = nil
  ) throws -> [SharedSize]? {
    guard let wanted else { return nil }
    let exact = stage == 2 ? try frame.populationExpectations(ofSample: index) : nil
    return strata.indices.map { index in
      let wanted = wanted[index].doubleValue
      let available = exact?[index].expectedAvailable ?? trials?.available[index] ?? 0
      let isSufficient = exact?[index].isFillable ?? (available >= wanted * (1 - 1e-9))
      return SharedSize(
        wanted: wanted, available: available,
        probabilityShort: trials?.probabilityShort[index] ?? 0,
        demand: isSufficient ? nil : exact?[index].demand, isSufficient: isSufficient)
    }
  }

  /// For each stratum, whether fewer units are there than `of: population` wants.
  func shortStrata(_ cells: [ForecastCell]) -> [Bool] {
    guard let wanted else { return strata.map { _ in false } }
    var available = strata.map { _ in 0 }
    for cell in cells { available[cell.cell.stratum] += cell.cell.population }
    return zip(available, wanted).map { Rational($0) < $1 }
  }
}

extension ForecastSummary {
  /// The limits of units and of the measure if no error is found.
  func limits(
    population: Int, tail: Double
  ) throws -> (units: ZeroErrorLimit?, measure: ZeroErrorLimit?) {
    let isCensus = population > 0 && size.range?.lowerBound == population
    let limit = { (clustering: Clustering?) in
      try ZeroErrorLimit.staged(clustering, isCensus: isCensus, tail: tail)
    }
    return (try limit(clustering), try limit(clusteringOfMeasure))
  }
}

extension SharedSize {
  /// All strata of a sample.
  init(together strata: [SharedSize], probabilityShort: Double) {
    wanted = strata.reduce(0) { $0 + $1.wanted }
    available = strata.reduce(0) { $0 + $1.available }
    self.probabilityShort = probabilityShort
    isSufficient = strata.allSatisfy(\.isSufficient)
    let isSolvable = strata.allSatisfy { $0.isSufficient || $0.demand != nil }
    let demands = strata.compactMap(\.demand)
    demand =
      isSolvable
      ? demands.dropFirst().reduce(demands.first) { $0?.joined(with: $1) } : nil
  }
}
