// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SamplingFrame {
  /// What a plan must refuse before anything is drawn: a stratum that would get one first-stage unit
  /// of several, whose variance nobody could estimate, and sizes of `of: population` that the drawn
  /// first-stage units cannot be expected to hold.
  ///
  /// - Returns: the faults ``Tables/Fault/Code/stratumOfOneUnit`` and
  ///   ``Tables/Fault/Code/readingNotFillable``.
  public func planFaults() throws -> Faults {
    var faults = Faults()
    for stratum in try firstStage() where stratum.population > 1 {
      // Under controlled rounding a size between 0 and 2 may turn out to be 1.
      let size = stratum.expectedSize
      guard size > .zero && size < Rational(2) else { continue }
      faults.append(
        Fault(
          .stratumOfOneUnit,
          ["stratum": stratum.stratum, "population": "\(stratum.population)", "size": size.text]))
    }
    for expectation in try populationExpectations() where !expectation.isFillable {
      faults.append(
        Fault(
          .readingNotFillable,
          [
            "sample": expectation.sample, "stratum": expectation.stratum,
            "wanted": "\(expectation.wanted.ceiling)",
            "expected": "\(Int(expectation.expectedAvailable))",
            "units": expectation.sufficientFirstStageUnits.map { "\($0)" } ?? "-",
          ]))
    }
    return faults
  }

  /// What every stratum of every sample `of: population` of the second stage wants, and what the drawn
  /// first-stage units can be expected to hold of it.
  public func populationExpectations() throws -> [PopulationExpectation] {
    guard design.stages.count > 1 else { return [] }
    let first = try firstStage()
    let unitsByStratum = try first.map { try firstStageUnits(of: $0.stratum) }
    var result: [PopulationExpectation] = []
    for (index, sample) in design.stages[1].samples.enumerated() where sample.base == .population {
      let populations = populations(stage: 2, sample: index)
      let sizes = try sample.sizes(
        populations: populations.map(\.units), strata: populations.map(\.stratum), within: nil)
      var held = populations.map { _ in first.map { _ in 0 } }
      for (group, units) in unitsByStratum.enumerated() {
        for unit in units {
          let counts = self.populations(stage: 2, sample: index, within: unit)
          for (stratum, count) in counts.enumerated() { held[stratum][group] += count }
        }
      }
      for (stratum, population) in populations.enumerated() {
        result.append(
          PopulationExpectation(
            sample: sample.key, stratum: population.stratum, population: population.units,
            wanted: sizes[stratum].wanted,
            parts: zip(first, held[stratum]).map {
              PopulationExpectation.Part(
                size: $0.expectedSize.doubleValue, units: $0.population, held: $1)
            }))
      }
    }
    return result
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
  let parts: [Part]

  /// What one first-stage stratum adds.
  struct Part: Sendable {
    /// m: the first-stage units that are drawn.
    let size: Double
    /// M: the first-stage units that there are.
    let units: Int
    /// The second-stage units that those hold.
    let held: Int
  }

  /// The expectation of U, the second-stage units in drawn first-stage units: Σ m_h/M_h N_h.
  public var expectedAvailable: Double {
    parts.reduce(0) { $0 + $1.size / Double($1.units) * Double($1.held) }
  }

  /// Whether U is expected to be as large as what is wanted, to nine digits.
  public var isFillable: Bool {
    expectedAvailable >= wanted.doubleValue * (1 - 1e-9)
  }

  /// How many first-stage units would hold what is wanted, if the sizes of all their strata grew in the
  /// same proportion, none beyond its units; `nil` if no number does, since strata are left out.
  public var sufficientFirstStageUnits: Int? {
    let target = wanted.doubleValue * (1 - 1e-9)
    let available = { (factor: Double) in
      self.parts.reduce(0.0) {
        $0 + min($1.size * factor, Double($1.units)) / Double($1.units) * Double($1.held)
      }
    }
    let drawn = parts.filter { $0.size > 0 }
    var low = 0.0
    var high = drawn.map { Double($0.units) / $0.size }.max() ?? 0
    guard available(high) >= target else { return nil }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if available(middle) >= target { high = middle } else { low = middle }
    }
    return drawn.reduce(0) {
      $0 + min(Int(($1.size * high - 1e-9).rounded(.up)), $1.units)
    }
  }
}

extension Fault.Code {
  /// A first-stage stratum would get one unit of several.
  public static let stratumOfOneUnit = Fault.Code("stratum-of-one-unit", .configuration)
  /// More units are wanted than the drawn first-stage units are expected to hold.
  public static let readingNotFillable = Fault.Code("reading-not-fillable", .configuration)
}
