// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SurveyDesign {
  /// Estimates the share of the elements of each domain that have one level of a variable: the mean of
  /// a variable that is 1 at this level and 0 at others.
  ///
  /// - Parameters:
  ///   - variable: the level of each row; rows in which it is missing are left out as a domain.
  ///   - level: the code of the level; a code that never occurs has the share 0.
  /// - Complexity: linear in rows and units.
  public func proportion(
    of variable: CodedColumn, level: UInt32, in domains: Domains
  ) -> [Estimate] {
    let indicator = variable.indicator(of: level)
    return (0..<domains.count).map { quotient(.proportion, indicator, nil, domains, domain: $0) }
  }

  /// Estimates the share of the elements for which something is true, within the rows of a mask.
  public func proportion(of isTrue: [Bool], where mask: [Bool]? = nil) -> Estimate {
    quotient(
      .proportion, NumberColumn(isTrue.map { $0 ? 1.0 : 0.0 }), nil, Domains(self, where: mask),
      domain: 0)
  }
}

extension CodedColumn {
  /// 1 where the code is `level`, 0 where it is another, missing where it is missing.
  func indicator(of level: UInt32) -> NumberColumn {
    var indicator = NumberColumn([Double](repeating: 0, count: count))
    for row in codes.indices {
      if codes[row] == level {
        indicator.values[row] = 1
      } else if codes[row] == Self.missing {
        indicator.isValid[row] = false
      }
    }
    return indicator
  }
}
