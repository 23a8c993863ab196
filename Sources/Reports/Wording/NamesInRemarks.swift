// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables

/// What the samples and indicators are called that remarks mention by their names in the profile.
struct NamesInRemarks {
  private var samples: [UnitID: BilingualText] = [:]
  private var indicators: [UnitID: BilingualText] = [:]

  /// No names: those of the profile stand for themselves.
  init() {}

  /// The labels of a result's samples and indicators.
  init(_ result: AssessmentResult) {
    for response in result.response { samples[UnitID(response.sample)] = response.label }
    for indicator in result.indicators { indicators[UnitID(indicator.name)] = indicator.label }
  }

  /// The sentence of a remark, names told by their labels and counts grouped.
  func sentence(for remark: Remark, in language: Language) -> String {
    var values = remark.values
    for (key, value) in remark.values {
      switch key {
      case "sample": values[key] = samples[UnitID(value)]?.text(in: language) ?? value
      case "rate": values[key] = indicators[UnitID(value)]?.text(in: language) ?? value
      case "covered", "total": values[key] = Rational(text: value).map(FigureText.count) ?? value
      default: break
      }
    }
    return Catalogue.sentence(for: Remark(remark.code, values), in: language)
  }
}
