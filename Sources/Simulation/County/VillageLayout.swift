// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Glibc
internal import Sampling

/// What a village is in the exit of 2016, and its stratum.
enum VillageGroup: String {
  /// A poor village that has exited.
  case exited
  /// A poor village that remains poor.
  case remaining
  /// Any other village.
  case other

  var isPoor: Bool { self != .other }
}

/// The villages before anybody lives in them, in the order of their numbers.
struct VillageLayout {
  var townships: [Int] = []
  var groups: [VillageGroup] = []
  var names: [String] = []
  /// Relative sizes, lognormal, in thousandths.
  var weights: [Int] = []

  /// The standard deviation of the logarithm of the relative sizes; the townships' fixed counts and
  /// the households' sizes add the rest to the 0.45 of the villages' persons.
  private static let deviation = 0.44

  var count: Int { groups.count }

  var poorVillages: [Int] { groups.indices.filter { groups[$0].isPoor } }

  var otherVillages: [Int] { groups.indices.filter { !groups[$0].isPoor } }

  /// The villages of a township.
  func villages(of township: Int) -> [Int] {
    townships.indices.filter { townships[$0] == township }
  }

  /// The layout of a seed.
  init(streams: Streams) {
    var stream = streams["villages"]
    for (township, counts) in CountyMargins.townships.enumerated() {
      let poor = Set(stream.order(of: counts.villages).prefix(counts.poorVillages))
      for position in 0..<counts.villages {
        townships.append(township)
        groups.append(poor.contains(position) ? .exited : .other)
      }
    }
    let chosen = stream.order(of: CountyMargins.townships.count)
      .prefix(CountyMargins.remainingVillages)
    for township in chosen {
      let poor = villages(of: township).filter { groups[$0].isPoor }
      groups[poor[stream.nextInteger(below: poor.count)]] = .remaining
    }
    names = PlaceNames.villages(count, stream: &stream)
    weights = stream.normalScores(count).map { thousandths(Self.deviation * $0) }
  }
}

/// A thousand times the exponential of `exponent`, as an integer.
func thousandths(_ exponent: Double) -> Int { Int((1000 * exp(exponent)).rounded()) }

/// The random streams of a county, one for each subject, so that one subject does not move another.
struct Streams {
  let seed: Seed

  subscript(_ subject: String) -> UniformStream {
    UniformStream(seed: seed, label: Label("/county/\(subject)"))
  }
}

extension UniformStream {
  /// The numbers (i + 1/2) / n, i = 0 … n - 1, in random order: as uniform as n numbers can be.
  mutating func evenUniforms(_ n: Int) -> [Double] {
    order(of: n).map { Double(2 * $0 + 1) / Double(2 * n) }
  }

  /// The normal quantiles of even uniform numbers, in random order.
  mutating func normalScores(_ n: Int) -> [Double] {
    evenUniforms(n).map { Normal.standard.quantile($0) }
  }
}
