// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

/// What an assessment needs of the columns of one register or record, beyond what its description says.
public struct ColumnNeeds: Sendable {
  /// Columns that the profile describes and `assessment.yaml` does not.
  public let proposed: [RegisterDescription.Column]
  /// What readers need, in the order of the profile, then the design's.
  public let needs: [ColumnNeed]

  /// Nothing beyond the description.
  public static let none = ColumnNeeds(proposed: [], needs: [])

  private init(proposed: [RegisterDescription.Column], needs: [ColumnNeed]) {
    self.proposed = proposed
    self.needs = needs
  }

  /// The first reader of a column; `nil` if nothing reads it.
  public func reader(of column: String) -> String? {
    needs.first { bytesCompare($0.column, column) == 0 }?.reader
  }

  /// Gathers what a profile and a design need of a table.
  ///
  /// Names that expressions use are looked for in the table that a rule is over. What its rows need of tables
  /// above, they need as any text: the same name may be another column there.
  /// - Complexity: linear in the profile's expressions.
  public init(
    of table: RegisterDescription, profile: Profile, description: AssessmentDescription
  ) {
    let known = (profile.registers + profile.records).named(table.name, \.name)
    proposed = known?.columns.filter { !table.columns.map(\.name).holds($0.name) } ?? []
    let tables = description.registers + description.records
    var needs = Gathering(table: table, tables: tables)
    for rule in profile.registerRules {
      needs.add(rule.columnNeeds, over: rule.over, related: rule.related, by: rule.id)
    }
    for measure in profile.measures {
      needs.add(
        measure.columnNeeds, over: measure.over, related: measure.related, by: measure.name)
    }
    for card in profile.scorecards {
      needs.add(card.columnNeeds, over: card.over, related: card.related, by: card.name)
    }
    for (records, name) in profile.duties.map({ ($0.records, $0.name) })
      + profile.procedures.map({ ($0.records, $0.name) })
    {
      needs.add([ColumnNeed("duty", .text, by: name, use: "duty")], over: records)
      needs.add([ColumnNeed("on", .date, by: name, use: "on", isFilled: true)], over: records)
    }
    needs.addUnitExpressions(of: profile, description)
    for sample in description.samples {
      needs.add(sample.columnNeeds, over: sample.design.register)
    }
    if let office = profile.office {
      needs.add([ColumnNeed(office, .text, by: "office:", use: office)], over: table.name)
    }
    if let crosscheck = profile.crosscheck {
      needs.add(
        [crosscheck.idNumber, crosscheck.name].map {
          ColumnNeed($0, .text, by: "crosscheck:", use: $0)
        }, over: crosscheck.register)
    }
    self.needs = needs.found
  }

  /// The needs of one table, as they are found.
  private struct Gathering {
    let table: RegisterDescription
    let tables: [RegisterDescription]
    var found: [ColumnNeed] = []

    /// Takes what rows of a table need: as it is for the table itself, as any text for one below it that does
    /// not describe the column itself.
    mutating func add(_ needs: [ColumnNeed], over name: String) {
      if bytesCompare(name, table.name) == 0 {
        found += needs
      } else if let other = tables.named(name, \.name), isAbove(other) {
        found +=
          needs
          .filter { need in !other.requiredColumns.holds(need.column) }
          .map { ColumnNeed($0.column, .text, by: $0.reader, use: $0.use) }
      }
    }

    private func isAbove(_ other: RegisterDescription) -> Bool {
      guard let parent = other.parent else { return false }
      return bytesCompare(parent, table.name) == 0
        || tables.named(parent, \.name).map { isAbove($0) } ?? false
    }

    /// Takes what rows of a table need, and what the columns need that are made from other tables for them.
    mutating func add(
      _ needs: [ColumnNeed], over name: String, related: [RelatedColumn], by reader: String
    ) {
      // What is made is no column of the table that it is made for.
      add(needs.filter { !related.map(\.name).holds($0.column) }, over: name)
      for column in related {
        add(
          [column.on].compactMap { $0 }.map { ColumnNeed($0, .text, by: reader, use: column.name) },
          over: name)
        add(column.columnNeeds(by: reader), over: column.table)
      }
    }

    /// Takes what indicators, and the rules and values of units, need of the registers of samples and of those
    /// of which they take totals.
    mutating func addUnitExpressions(of profile: Profile, _ description: AssessmentDescription) {
      let columns = table.usableColumns
      let isDrawn = description.samples.contains {
        bytesCompare($0.design.register, table.name) == 0
      }
      if isDrawn {
        found += profile.values.flatMap {
          ColumnNeed.list($0.expression, by: $0.name, columns: columns)
        }
        found += profile.rules.flatMap { ColumnNeed.list($0.when, by: $0.id, columns: columns) }
      }
      for indicator in profile.indicators {
        switch indicator.measure {
        case .composite(let composite):
          for total in composite.terms.map(\.total) + [composite.denominator] {
            add(total.columnNeeds(by: indicator.name), over: total.register)
          }
        case .ratio(let ratio):
          let isOfTable = ratio.samples.compactMap { description.sample($0)?.design.register }
            .holds(table.name)
          guard isOfTable else { continue }
          for ratio in [ratio] + indicator.readings.map(\.ratio) {
            found += ratio.columnNeeds(
              by: indicator.name, persons: profile.persons, columns: columns)
          }
        }
      }
    }
  }
}
