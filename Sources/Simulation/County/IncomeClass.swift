// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Glibc
internal import Sampling

/// The distribution of a kind of household's income per person in 2016, in yuan.
///
/// Lognormal with median and deviation of the logarithm, cut off at the poverty line: those who remain
/// lie below it, all others at least 2% above it. The locations are solved so that the median after
/// the cut is the assumed one.
enum IncomeClass {
  case remaining, exited2016, exitedEarlier, unregistered

  /// The poverty line of 2016 in yuan a person and year; an income on the line is still poor.
  static let povertyLine = 3_146
  /// The least income that counts as stably above the line: 1.02 times the line.
  static let leastAbove = 3_209
  /// 1.15 times the line.
  private static let heapEnd = 3_618

  /// The income at the probability `uniform`, a whole number of yuan.
  func income(_ uniform: Double) -> Int {
    switch self {
    case .remaining:
      // Median 2,350 after the cut.
      return lognormal(uniform, location: 2_480.2, deviation: 0.25, 800...Self.povertyLine - 1)
    case .exited2016:
      // 12% lie close above the line; the median of all is 4,600.
      if uniform < 0.12 {
        let step = uniform / 0.12 * Double(Self.heapEnd - Self.leastAbove)
        return Self.leastAbove + Int(step.rounded(.down))
      }
      return lognormal(
        (uniform - 0.12) / 0.88, location: 4_031.1, deviation: 0.35, Self.heapEnd...30_000)
    case .exitedEarlier:
      // Median 5,800 after the cut.
      return lognormal(uniform, location: 5_669.2, deviation: 0.35, Self.leastAbove...40_000)
    case .unregistered:
      // Median 9,800 and deviation of the logarithm 0.55 after the cut.
      return lognormal(uniform, location: 9_559.6, deviation: 0.595, Self.leastAbove...150_000)
    }
  }

  /// The quantile of the lognormal distribution between two values, rounded to an integer between them.
  private func lognormal(
    _ uniform: Double, location: Double, deviation: Double, _ range: ClosedRange<Int>
  ) -> Int {
    func probability(_ income: Int) -> Double {
      Normal.standard.cdf(log(Double(income) / location) / deviation)
    }
    let (low, high) = (probability(range.lowerBound), probability(range.upperBound))
    let score = Normal.standard.quantile(low + uniform * (high - low))
    let income = Int((location * exp(deviation * score)).rounded())
    return min(max(income, range.lowerBound), range.upperBound)
  }
}

/// What an income is made of, in the order of the truth's columns.
enum IncomePart: Int, CaseIterable {
  case wage, farm, business, property, transfer

  /// Usual shares in thousandths; red cards live on transfers.
  static func shares(card: Card?) -> [Int] {
    switch card {
    case .red: [50, 120, 40, 40, 750]
    case .blue, .yellow: [494, 209, 40, 40, 217]
    case nil: [620, 170, 110, 30, 70]
    }
  }

  /// A household's income in its parts: the usual shares with scatter.
  static func parts(of income: Int, card: Card?, stream: inout UniformStream) -> [Int] {
    apportion(income, weights: shares(card: card).map { $0 * stream.next(in: 600...1400) })
  }
}
