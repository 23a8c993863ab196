// SPDX-License-Identifier: GPL-3.0-or-later

package import Forms
package import Tables

extension Profile {
  /// The names that the expressions of units may use beside columns, questions, parameters and values.
  enum ReservedName {
    /// The unit's confirmed findings.
    static let finding = "finding"
    /// The unit's suspected findings that nobody has decided.
    static let suspected = "suspected"
    static let all = [finding, suspected]
  }

  /// The expressions of indicators and rules: those that are evaluated for units.
  package var unitExpressions: [Expression] {
    indicators.flatMap(\.expressions) + rules.map(\.when)
  }

  /// All names that a result depends on: those of rules and indicators, and of the values they use.
  package var usedNames: Set<UnitID> { names(behind: unitExpressions) }

  /// The expressions that are evaluated for the units of one sample.
  func unitExpressions(of sample: String) -> [Expression] {
    let kinds = findings.filter { $0.samples.holds(sample) }.map(\.name)
    let forms = forms(of: sample).map(\.name)
    return indicators.filter { $0.samples.holds(sample) }.flatMap(\.expressions)
      + rules.filter { kinds.holds($0.finding) && forms.holds($0.form) }.map(\.when)
  }

  /// The names that expressions use, with those behind the values they name.
  package func names(behind expressions: [Expression]) -> Set<UnitID> {
    var names = Set(expressions.flatMap(\.names).map { UnitID($0) })
    // A value uses values above it only, so that one pass from the last to the first finds all.
    for value in values.reversed() where names.contains(UnitID(value.name)) {
      names.formUnion(value.expression.names.map { UnitID($0) })
    }
    return names
  }

  /// Whether expressions depend on findings.
  func dependsOnFindings(_ expressions: [Expression]) -> Bool {
    let names = names(behind: expressions)
    return ReservedName.all.contains { names.contains(UnitID($0)) }
  }
}

extension Indicator {
  /// The expressions that are evaluated for units.
  package var expressions: [Expression] {
    guard case .ratio(let ratio) = measure else { return [] }
    return ratio.expressions + readings.flatMap(\.ratio.expressions)
  }
}

extension Indicator.Ratio {
  /// The expressions that are evaluated for units.
  var expressions: [Expression] {
    [numerator, denominator] + [condition, unanswered].compactMap { $0 }
  }
}
