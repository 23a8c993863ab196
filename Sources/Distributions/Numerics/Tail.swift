// SPDX-License-Identifier: GPL-3.0-or-later

/// A tail of a distribution and its probability: what a quantile is asked for.
struct Tail {
  let isUpper: Bool
  let probability: Double

  static func lower(_ probability: Double) -> Tail {
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0...1")
    return Tail(isUpper: false, probability: probability)
  }

  static func upper(_ probability: Double) -> Tail {
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0...1")
    return Tail(isUpper: true, probability: probability)
  }

  /// The same point described by the tail of at most one half; 1 - p is exact for p >= 1/2.
  var smaller: Tail {
    probability <= 0.5 ? self : Tail(isUpper: !isUpper, probability: 1 - probability)
  }

  /// The same point seen from the other side.
  var mirrored: Tail { Tail(isUpper: !isUpper, probability: probability) }
}
