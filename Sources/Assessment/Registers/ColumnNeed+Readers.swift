// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

extension RegisterRule {
  /// What the rule needs of the columns of its table.
  var columnNeeds: [ColumnNeed] {
    let tests: [ColumnNeed] =
      switch test {
      case .when(let expression): ColumnNeed.list(expression, by: id)
      case .threshold(let value, let limit, _, _):
        [value, limit].flatMap { ColumnNeed.list($0, yielding: .number, by: id) }
      case .deadline(let done, let due, _, _):
        [done, due].flatMap { ColumnNeed.list($0, yielding: .date, by: id) }
      case .order(let steps):
        steps.flatMap { ColumnNeed.list($0, yielding: .date, by: id) }
      }
    return tests + ColumnNeed.list(condition, by: id)
      + needs.map { ColumnNeed($0, .text, by: id, use: "needs") }
  }
}

extension Measure {
  /// What the measure needs of the columns of its table.
  var columnNeeds: [ColumnNeed] {
    ColumnNeed.decimals(numerator, by: name) + ColumnNeed.decimals(denominator, by: name)
      + ColumnNeed.list(condition, by: name)
      + [within, group].compactMap { $0 }.map { ColumnNeed($0, .text, by: name, use: $0) }
  }
}

extension Scorecard {
  /// What the card needs of the columns of its objects.
  var columnNeeds: [ColumnNeed] {
    items.flatMap { item in
      item.sources.flatMap {
        ColumnNeed.decimals($0.numerator, by: item.name)
          + ColumnNeed.decimals($0.denominator, by: item.name)
      } + ColumnNeed.decimals(item.scoring.target, by: item.name)
        + ColumnNeed.list(item.condition, by: item.name)
    }
      + flags.flatMap {
        ColumnNeed.list($0.when, by: $0.name) + ColumnNeed.list($0.evidence, by: $0.name)
      }
      + [peers].compactMap { $0 }.map { ColumnNeed($0, .text, by: name, use: $0) }
  }
}

extension RelatedColumn {
  /// What the column needs of the table that it is made from: a row that is summed must have a number.
  func columnNeeds(by reader: String) -> [ColumnNeed] {
    var needs = ColumnNeed.list(condition, by: reader)
    if let by { needs.append(ColumnNeed(by, .text, by: reader, use: name)) }
    switch take {
    case .count: break
    case .value(let column): needs.append(ColumnNeed(column, .text, by: reader, use: name))
    case .sum(let expression):
      needs += ColumnNeed.list(expression, yielding: .number, by: reader)
      if let column = expression.soleName {
        needs.append(
          ColumnNeed(
            column, .number, by: reader, use: expression.source, isFilled: true, where: condition))
      }
    }
    return needs
  }
}

extension Indicator.RegisterTotal {
  /// What the total needs of its register: every row that counts must have a number.
  func columnNeeds(by reader: String) -> [ColumnNeed] {
    let sum = column.map {
      ColumnNeed($0, .decimal, by: reader, use: $0, isFilled: true, where: condition)
    }
    return [sum].compactMap { $0 } + ColumnNeed.list(condition, by: reader)
  }
}

extension Indicator.Ratio {
  /// What the ratio needs of the register of a sample: where it counts persons, every row must say how many,
  /// since its target is counted over the whole register.
  func columnNeeds(by reader: String, persons: String?, columns: [String]) -> [ColumnNeed] {
    let needs =
      [numerator, denominator, unanswered].flatMap {
        ColumnNeed.list($0, yielding: .number, by: reader, columns: columns)
      } + ColumnNeed.list(condition, by: reader, columns: columns)
    guard let persons, columns.holds(persons), denominator.names.holds(persons) else {
      return needs
    }
    return needs + [
      ColumnNeed(persons, .integer, by: reader, use: denominator.source, isFilled: true)
    ]
  }
}

extension DesignedSample {
  /// What the sample needs of its register.
  var columnNeeds: [ColumnNeed] {
    let numbers =
      [design.sizeMeasure].compactMap { $0 } + design.coordinates
      + design.balance.map { BalanceTerm($0) }.filter { !$0.isLevels }.map(\.column)
    return ColumnNeed.list(condition, by: name) + ColumnNeed.list(takeAll, by: name)
      + numbers.map {
        ColumnNeed($0, .number, by: name, use: $0, isFilled: true, where: condition)
      }
  }
}
