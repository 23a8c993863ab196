// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation

/// An indicator scored, of either kind.
enum IndicatorScore {
  case ratio(RatioScore)
  case composite(CompositeScore)

  /// The indicator with everything that a reader is told.
  func result(_ scorer: Scorer) throws -> IndicatorResult {
    switch self {
    case .ratio(let score): try score.result(scorer)
    case .composite(let score): try score.result(scorer)
    }
  }

  /// What its estimate is put together from; `nil` where the design allows none.
  func weightedRates(_ scorer: Scorer) throws -> WeightedRates? {
    switch self {
    case .ratio(let score): try score.weightedRate(scorer).map { WeightedRates(rates: [$0]) }
    case .composite(let score): try score.weightedRates(scorer)
    }
  }
}

/// A constant and rates times factors, which every indicator is.
struct WeightedRates {
  /// One of the rates.
  struct Rate {
    var factor = 1.0
    let estimate: Estimate
    /// The same with the limits that are reported of it.
    let figure: LimitedFigure
    /// The stage of its samples, counted from 1.
    let stage: Int
  }

  var constant = 0.0
  let rates: [Rate]

  /// The stage of the rates' samples, which is one.
  var stage: Int { rates[0].stage }
}
