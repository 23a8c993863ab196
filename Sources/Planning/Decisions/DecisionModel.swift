// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
internal import Sampling
internal import Tables

/// What a design draws of one target, and the county that it is drawn from, as decision risk needs them.
package struct DecisionModel: RiskModel {
  /// The households of the target in each village that can be drawn.
  package let households: [Int]
  /// The samples that were tried.
  private let samples: [AssessedSample]
  /// How many populations are tried on each sample.
  package let populations: Int
  private let seed: String

  /// A model.
  ///
  /// - Parameters:
  ///   - households: of the target by village.
  ///   - sizes: how many persons households have; `nil` where the rate is one of households.
  ///   - samples: the number of samples.
  ///   - populations: tried on each sample.
  ///   - seed: the text that all random numbers follow from.
  ///   - sample: the sample of a number, counted from 1.
  /// - Throws: what `sample` throws.
  package init(
    households: [Int], sizes: HouseholdSizes?, samples: Int, populations: Int, seed: String,
    sample: @Sendable (_ number: Int, _ random: RandomSeed) throws -> DrawnCells
  ) throws {
    self.households = households
    self.populations = populations
    self.seed = seed
    var assessed: [AssessedSample] = []
    assessed.reserveCapacity(samples)
    try inParts(of: samples) { number in
      let drawn = try sample(number + 1, RandomSeed("\(seed)/draw/\(number + 1)"))
      return AssessedSample(
        drawn, sizes: sizes, random: RandomSource(seed: "\(seed)/persons/\(number + 1)"))
    } consume: {
      assessed += $0
    }
    self.samples = assessed.filter { $0.households > 0 }
  }

  /// All households of the target.
  package var population: Int { households.reduce(0, +) }

  /// The mean number of households that are asked.
  package var meanSize: Double {
    samples.isEmpty
      ? 0 : Double(samples.reduce(0) { $0 + $1.households }) / Double(samples.count)
  }

  /// The assessments that are simulated for each point.
  package var simulations: Int { samples.count * populations }

  /// Whether no household is ever drawn.
  package var isEmpty: Bool { samples.isEmpty }

  /// How assessments come out if so many households of the county are in error.
  /// - Throws: an error of the numerical methods.
  package func point(
    _ rule: DecisionRule, errors: Int, correlation: Double
  ) throws -> OperatingPoint {
    try point(
      rule,
      law: ErrorsOfVillages(households: households, errors: errors, correlation: correlation))
  }

  package func point(
    _ rule: DecisionRule, multiple: Double, correlation: Double
  ) throws -> OperatingPoint? {
    let share = multiple * rule.errorLimit.doubleValue
    guard share <= 1 else { return nil }
    return try point(
      rule, errors: multiple == 1 ? errors(atLimitOf: rule) : errors(share: share),
      correlation: correlation)
  }

  /// The same from a law of errors that serves several designs in one county.
  /// - Precondition: the law is of this county's villages.
  func point(_ rule: DecisionRule, law: ErrorsOfVillages) throws -> OperatingPoint {
    precondition(law.households == households)
    let (errors, correlation) = (law.errors, law.correlation)
    let samples = samples
    let label = "\(seed)/\(errors)/\(correlation)"
    let populations = errors == 0 ? 1 : populations
    var tally = OutcomeTally(populations: populations)
    try inParts(of: samples.count) { number in
      let random = RandomSource(seed: "\(label)/\(number + 1)")
      var counts = [Int](repeating: 0, count: DecisionOutcome.allCases.count)
      for _ in 0..<populations {
        let found = samples[number].sample.errors(in: law, random)
        counts[try samples[number].outcome(errors: found, rule).rawValue] += 1
      }
      return counts
    } consume: {
      for counts in $0 { tally.add(counts) }
    }
    let share = Double(errors) / Double(population)
    return OperatingPoint(
      correlation: correlation, errors: errors, rate: rule.rate(ofErrors: share),
      shares: tally.shares, meetingShare: tally.meetingShare)
  }

  /// The errors in the county that are nearest to a share of its households.
  package func errors(share: Double) -> Int {
    Int((share * Double(population)).rounded())
  }

  /// The most errors that meet a requirement, or for an exclusive one the fewest that do not: a county just at
  /// the limit.
  package func errors(atLimitOf rule: DecisionRule) -> Int {
    let limit = rule.errorLimit
    let product = Int128(limit.numerator) * Int128(population)
    return Int(product / Int128(limit.denominator))
  }
}

/// A design with a county, whose assessments can be simulated.
package protocol RiskModel: Sendable {
  /// All units that errors can lie in.
  var population: Int { get }
  /// The mean number of units that are asked.
  var meanSize: Double { get }
  /// The assessments that are simulated for each point.
  var simulations: Int { get }

  /// How assessments come out in a county whose errors are a multiple of those that just meet a requirement.
  ///
  /// - Returns: `nil` where more than all units would be in error.
  /// - Throws: an error of the numerical methods.
  func point(_ rule: DecisionRule, multiple: Double, correlation: Double) throws -> OperatingPoint?
}

extension RiskModel {
  /// The share of samples that are conclusive if they show no error: what can be settled at all.
  /// - Throws: an error of the numerical methods.
  func shareSettledWithoutErrors(_ rule: DecisionRule) throws -> Double {
    try point(rule, multiple: 0, correlation: 0)!.share(of: .metConclusively).value
  }
}

extension DecisionModel {
  /// The fewest errors that miss a requirement.
  package func errors(beyondLimitOf rule: DecisionRule) -> Int {
    let limit = errors(atLimitOf: rule)
    return rule.isMet(errors: limit, of: population) ? limit + 1 : limit
  }
}

/// The text from which the random numbers of one draw follow.
package struct RandomSeed: Sendable {
  let text: String

  init(_ text: String) { self.text = text }
}

/// Does numbered work on all cores and hands the results on in order, many numbers at a time.
func inParts<Result: Sendable>(
  of count: Int, _ work: @Sendable (Int) throws -> Result, consume: ([Result]) throws -> Void
) throws {
  let size = 25
  try mapInOrder(stride(from: 0, to: count, by: size)) { start in
    try (start..<min(count, start + size)).map(work)
  } consume: {
    try consume($0)
  }
}

extension DrawnCells {
  /// The errors among the households asked of each cell, in a population at random.
  func errors(in law: ErrorsOfVillages, _ random: RandomSource) -> [Int] {
    let errors = law.draw(random)
    // Without villages to tell apart, the whole county is one urn.
    var left = (errors: law.errors, households: law.households.reduce(0, +))
    var village = -1
    return cells.map { cell in
      if let errors, cell.village != village {
        village = cell.village
        left = (errors[village], law.households[village])
      }
      guard left.errors > 0 else { return 0 }
      let found = random.hypergeometric(
        marked: left.errors, of: left.households, sample: cell.size)
      left.errors -= found
      left.households -= cell.size
      return found
    }
  }
}
