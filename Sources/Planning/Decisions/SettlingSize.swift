// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// The smallest number of villages that would settle a requirement.
///
/// More villages, not more households in each, lower the limits of errors that lie together; households are
/// drawn by the same rule as planned. Two questions are answered: how many villages until a sample without an
/// error is conclusive, and until one of a county with a stated share of errors is, each with probability 0.8.
public struct SettlingSize: Sendable, Hashable {
  /// The share of a requirement's errors that is expected unless another is stated.
  public static let defaultMultiple = 0.25
  /// The probability with which evidence shall be conclusive.
  public static let probability = 0.8

  /// The villages planned.
  public let planned: Int
  /// The villages at which a sample without an error is conclusive; `nil` if all together are not enough.
  public let withoutErrors: Int?
  /// The share of errors that is expected.
  public let expectedShare: Double
  /// The intra-class correlation at which it is.
  public let correlation: Double
  /// The villages at which a county with this share is settled with the probability; `nil` if none do.
  public let expected: Int?
  /// All villages.
  public let all: Int

  /// The numbers of villages for a draw.
  ///
  /// The probability of conclusive evidence is simulated; the smallest number is found by halving the
  /// interval, as if the probability rose with each village.
  ///
  /// - Parameters:
  ///   - draw: the draw as planned.
  ///   - county: what it is drawn from.
  ///   - expectedShare: the share of errors; a quarter of the requirement's if `nil`.
  /// - Throws: an error of the numerical methods; what `progress` throws.
  package init(
    _ draw: StagedDraw, of county: StagedCounty, rule: DecisionRule,
    expectedShare: Double? = nil, correlation: Double = 0.05, seed: String,
    progress: ((Int, Int?) throws -> Void)? = nil
  ) throws {
    let share = expectedShare ?? Self.defaultMultiple * rule.errorLimit.doubleValue
    planned = draw.villageCount
    all = zip(draw.villages, county.villages).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    self.expectedShare = share
    self.correlation = correlation
    let whole = try DecisionModel(
      draw.scaled(to: all, in: county), of: county, samples: 1, populations: 1, seed: seed)
    let laws = [(0, 0), (whole.errors(share: share), correlation)].map {
      ErrorsOfVillages(households: whole.households, errors: $0.0, correlation: $0.1)
    }
    var done = 0
    let probability = { (villages: Int, law: ErrorsOfVillages) -> Double in
      let model = try DecisionModel(
        draw.scaled(to: villages, in: county), of: county, samples: law.errors == 0 ? 50 : 400,
        populations: 2, seed: "\(seed)/settling/\(villages)")
      done += 1
      try progress?(done, nil)
      return try model.point(rule, law: law).metConclusively
    }
    withoutErrors = try Self.smallest(upTo: all) {
      try probability($0, laws[0]) >= Self.probability
    }
    expected =
      try withoutErrors == nil
      ? nil
      : Self.smallest(upTo: all) { try probability($0, laws[1]) >= Self.probability }
  }

  /// The smallest number from 2 on that is enough, as long as the larger ones are.
  private static func smallest(upTo all: Int, _ isEnough: (Int) throws -> Bool) rethrows -> Int? {
    guard try isEnough(all) else { return nil }
    var (low, high) = (min(2, all), all)
    while low < high {
      let middle = (low + high) / 2
      if try isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
