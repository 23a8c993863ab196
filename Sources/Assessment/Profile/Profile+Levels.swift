// SPDX-License-Identifier: GPL-3.0-or-later

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
