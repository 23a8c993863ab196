// SPDX-License-Identifier: GPL-3.0-or-later

/// The stretch of numbers that a plot shows, with round ticks.
package struct PlotScale: Sendable, Equatable {
  /// The number at the left end.
  package let low: Double
  /// The number at the right end.
  package let high: Double
  /// Round numbers between the ends, three to six of them.
  package let ticks: [Double]
  /// The decimals that tell the ticks apart.
  package let decimals: Int

  /// A scale on which all values lie.
  ///
  /// It begins at 0 or ends at the upper bound of the scale where the values lie near it, since that end
  /// is where a reader measures from; on the other sides there is a margin.
  ///
  /// - Parameters:
  ///   - values: what must be seen; not finite ones count for nothing.
  ///   - bound: the largest possible value, 1 for a share.
  package init(showing values: [Double], upTo bound: Double?) {
    let values = values.filter(\.isFinite)
    var low = values.min() ?? 0
    var high = values.max() ?? (bound ?? 1)
    if high - low < 1e-9 {
      let room = max(abs(high) * 0.1, (bound ?? 1) * 0.01)
      low -= room
      high += room
    }
    let span = high - low
    let nearZero = low >= 0 && low <= span
    let nearBound = bound.map { high <= $0 && $0 - high <= span } ?? false
    // Near both ends means a wide interval: then the whole scale is shown.
    let start = nearZero ? 0 : low - 0.12 * span
    let end =
      nearBound && !(nearZero && (bound ?? 0) - high > 0.5 * span) ? bound! : high + 0.12 * span
    self.low = (values.min() ?? 0) >= 0 ? max(0, start) : start
    self.high = bound.map { min($0, end) } ?? end

    let step = Self.step(for: (self.high - self.low) / 4.5)
    var ticks: [Double] = []
    var index = (self.low / step - 1e-9).rounded(.up)
    while index * step <= self.high + 1e-9 * step {
      // Adding zero turns -0 into 0.
      ticks.append(index * step + 0)
      index += 1
    }
    self.ticks = ticks
    var decimals = 0
    var scaled = step
    while decimals < 9, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
      decimals += 1
      scaled *= 10
    }
    self.decimals = decimals
  }

  /// The place of a value between the ends: 0 at the left, 1 at the right.
  package func position(of value: Double) -> Double { (value - low) / (high - low) }

  /// The smallest of 1, 2 and 5 times a power of ten that is not below a length.
  private static func step(for length: Double) -> Double {
    var power = 1.0
    while power > length { power /= 10 }
    while power * 10 <= length { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= length - 1e-12 } ?? 10 * power
  }
}
