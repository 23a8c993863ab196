// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingFrame {
  /// What a plan must refuse before anything is drawn: a stratum that would get one first-stage unit
  /// of several, whose variance nobody could estimate, and sizes of `of: population` that the drawn
  /// first-stage units cannot be expected to hold.
  ///
  /// A stratum of one unit that the design takes whole is a census of it; one that rounding alone fills
  /// is refused, since its fraction would mean nothing.
  ///
  /// - Throws: as ``checkForeseen()``.
  /// - Returns: the faults ``Tables/Fault/Code/stratumOfOneUnit`` and
  ///   ``Tables/Fault/Code/readingNotFillable``.
  public func planFaults() throws -> Faults {
    try checkForeseen()
    var faults = Faults()
    for stratum in try firstStage() {
      // Under controlled rounding a size between 0 and 2 may turn out to be 1.
      let size = stratum.expectedSize
      guard size > .zero && size < Rational(2) else { continue }
      if stratum.population == 1 && stratum.wanted == .one { continue }
      faults.append(
        Fault(
          .stratumOfOneUnit,
          [
            "stratum": stratum.stratum.isEmpty ? "–" : stratum.stratum,
            "population": "\(stratum.population)", "size": size.text,
          ]))
    }
    for expectation in try populationExpectations() where !expectation.isFillable {
      faults.append(
        Fault(
          .readingNotFillable,
          [
            "sample": expectation.sample,
            "stratum": expectation.stratum.isEmpty ? "–" : expectation.stratum,
            "wanted": "\(expectation.wanted.ceiling)",
            "expected": "\(Int(expectation.expectedAvailable))",
            "units": expectation.demand.map { "\($0.needed)" } ?? "-",
            "growth": expectation.demand?.text ?? "-",
          ]))
    }
    return faults
  }

  /// Refuses what expectations are not calculated for: a sample of random size, and one below the first
  /// stage in which units of a cell have unequal probabilities.
  /// - Throws: ``Tables/Fault/Code/planNeedsEqualProbabilities``.
  public func checkForeseen() throws {
    for (stage, sample) in design.samples
    where stage > 1 && sample.sizeMeasure != nil || sample.method.selector.hasRandomSize {
      throw Fault(
        .planNeedsEqualProbabilities, ["sample": sample.key, "method": sample.method.name])
    }
  }

  /// What every stratum of every sample `of: population` of the second stage wants, and what the drawn
  /// first-stage units can be expected to hold of it.
  public func populationExpectations() throws -> [PopulationExpectation] {
    guard design.stages.count > 1 else { return [] }
    return try design.stages[1].samples.indices.flatMap { index in
      design.stages[1].samples[index].base == .population
        ? try populationExpectations(ofSample: index) : []
    }
  }

  /// The expectations of one second-stage sample, as if its sizes were `of: population`.
  package func populationExpectations(ofSample index: Int) throws -> [PopulationExpectation] {
    let first = try firstStage()
    let sample = design.stages[1].samples[index]
    let populations = populations(stage: 2, sample: index)
    let sizes = try sample.sizes(
      populations: populations.map(\.units), strata: populations.map(\.stratum), within: nil)
    var held = populations.map { _ in first.map { _ in 0 } }
    // Σ πᵢ Nᵢ, where villages have unequal probabilities.
    var expected = populations.map { _ in first.map { _ in Double?.none } }
    for (group, stratum) in first.enumerated() {
      let probabilities = try firstStageProbabilities(of: stratum)
      for unit in try firstStageUnits(of: stratum.stratum) {
        let counts = self.populations(stage: 2, sample: index, within: unit)
        for (stratum, count) in counts.enumerated() {
          held[stratum][group] += count
          if let probability = probabilities?[unit] {
            expected[stratum][group] =
              (expected[stratum][group] ?? 0) + probability * Double(count)
          }
        }
      }
    }
    return populations.indices.map { stratum in
      PopulationExpectation(
        sample: sample.key, stratum: populations[stratum].stratum,
        population: populations[stratum].units, wanted: sizes[stratum].wanted,
        isTakenWhole: sample.takesWhole(populations[stratum].stratum),
        parts: first.indices.map { group in
          PopulationExpectation.Part(
            stratum: first[group].stratum, expectedSize: first[group].expectedSize.doubleValue,
            size: first[group].expectedSize.ceiling, units: first[group].population,
            held: held[stratum][group], expected: expected[stratum][group])
        })
    }
  }
}

/// A stratum of a sample `of: population`: what is wanted, and what first-stage units may hold of it.
public struct PopulationExpectation: Sendable {
  /// The sample's name, or its register's.
  public let sample: String
  /// The record of the stratum.
  public let stratum: String
  /// N: the units in the whole register.
  public let population: Int
  /// The exact number wanted.
  public let wanted: Rational
  /// Whether whatever lies in the drawn first-stage units is taken, so that nothing can be missing.
  let isTakenWhole: Bool
  let parts: [Part]

  /// What one first-stage stratum adds.
  struct Part: Sendable {
    /// The record of the stratum.
    let stratum: String
    /// m: the first-stage units that are drawn, in expectation.
    let expectedSize: Double
    /// The same, rounded up.
    let size: Int
    /// M: the first-stage units that there are.
    let units: Int
    /// The second-stage units that those hold.
    let held: Int

    /// The second-stage units in the drawn first-stage units, in expectation, where these have unequal
    /// probabilities; `nil` where m/M of what all hold is expected.
    let expected: Double?

    /// The second-stage units in the drawn first-stage units, if so many are drawn.
    ///
    /// With unequal probabilities these are taken to grow as the size does, and never beyond all.
    func expectation(ofSize size: Double) -> Double {
      guard let expected else { return size * Double(held) / Double(units) }
      return expectedSize > 0 ? min(expected * size / expectedSize, Double(held)) : 0
    }
  }

  /// The expectation of U, the second-stage units in drawn first-stage units: Σ m_h/M_h N_h, or Σ πᵢ Nᵢ over
  /// first-stage units of unequal probabilities.
  public var expectedAvailable: Double {
    parts.reduce(0) { $0 + $1.expectation(ofSize: $1.expectedSize) }
  }

  /// Whether U is expected to be as large as what is wanted, to nine digits.
  public var isFillable: Bool { isEnough(expectedAvailable) }

  /// How many first-stage units would hold what is wanted, if the sizes of all their strata grew by
  /// one factor, none beyond its units; `nil` if no number does, since strata are left out.
  public var demand: FirstStageDemand? { FirstStageDemand(parts: parts, isEnough: isEnough) }

  private func isEnough(_ available: Double) -> Bool {
    isTakenWhole || available >= wanted.doubleValue * (1 - 1e-9)
  }
}

extension Fault.Code {
  /// A sample of a plan has unequal probabilities or a random size.
  public static let planNeedsEqualProbabilities = Fault.Code(
    "plan-needs-equal-probabilities", .configuration)
  /// A first-stage stratum would get one unit of several.
  public static let stratumOfOneUnit = Fault.Code("stratum-of-one-unit", .configuration)
  /// More units are wanted than the drawn first-stage units are expected to hold.
  public static let readingNotFillable = Fault.Code("reading-not-fillable", .configuration)
}
