// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

extension Profile {
  /// What the values of a register's column are called, such as `blue` of `card`.
  public struct ColumnLevels: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The values with their labels.
    public let labels: [Label]

    /// A value's label.
    public struct Label: Sendable, Equatable {
      /// The value as it stands in the register.
      public let value: String
      /// What it is called.
      public let label: BilingualText
    }

    init(_ column: String, _ value: YAMLValue) throws {
      self.column = column
      labels = try value.entries().map { Label(value: $0, label: try $1.bilingual()) }
    }
  }

  /// What a value of a column is called; itself where the profile does not say.
  public func label(ofValue value: String, column: String) -> BilingualText {
    if column.hasPrefix("list_"), levels.named(column, \.column) == nil {
      if bytesCompare(value, UnitList.listed) == 0 {
        return BilingualText(zh: "名单内", en: "on the list")
      }
      if value.isEmpty { return BilingualText(zh: "名单外", en: "not on the list") }
    }
    return registeredLabel(ofValue: value, column: column)
  }

  private func registeredLabel(ofValue value: String, column: String) -> BilingualText {
    levels.named(column, \.column)?.labels.named(value, \.value)?.label
      ?? BilingualText(zh: value, en: value)
  }
}

extension Profile {
  /// What a stratum is called, each of its values by the profile's label; `nil` without strata. One that
  /// is taken whole has the mark of it as one more value.
  package func label(ofStratum record: String, columns: [String]) -> BilingualText? {
    let values = Record.fields(record)
    let isWhole =
      values.count == columns.count + 1 && bytesCompare(values.last!, SampleDesign.takeAllMark) == 0
    guard !columns.isEmpty || isWhole else { return nil }
    precondition(
      values.count == columns.count || isWhole, "a stratum has a value for each of its columns")
    var labels = zip(values, columns).map { value, column in
      value.isEmpty
        ? BilingualText(zh: "（空）", en: "(empty)") : label(ofValue: value, column: column)
    }
    if isWhole { labels.append(BilingualText(zh: "必抽", en: "certain units")) }
    return BilingualText(
      zh: labels.map(\.chinese).joined(separator: "，"),
      en: labels.map(\.english).joined(separator: ", "))
  }
}
