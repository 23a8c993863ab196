// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
public import Tables

extension Profile {
  /// A sample that a design may draw, or the units of its first stage under their register's name.
  public struct Sample: Sendable, Equatable {
    /// The name in the design.
    public let name: String
    /// What its units are called.
    public let label: BilingualText

    init(_ name: String, _ value: YAMLValue) throws {
      self.name = name
      var mapping = try value.mapping()
      label = try mapping.required("label").bilingual()
      try mapping.finish()
    }
  }

  /// An amount with a source, which expressions name.
  public struct Parameter: Sendable, Equatable {
    /// The name in expressions.
    public let name: String
    /// The amount, exact.
    public let value: Rational
    /// The amount as it was typed.
    public let text: String
    /// What it is called.
    public let label: BilingualText
    /// The document that sets it.
    public let source: String

    init(_ name: String, _ value: YAMLValue) throws {
      self.name = name
      var mapping = try value.mapping()
      let amount = try mapping.required("value")
      self.value = try amount.decimal()
      text = try amount.text()
      label = try mapping.required("label").bilingual()
      source = try mapping.required("source").text()
      try mapping.finish()
    }
  }

  /// An expression with a name, for use in expressions further down.
  public struct NamedValue: Sendable {
    /// The name in expressions.
    public let name: String
    /// What it stands for.
    public let expression: Expression

    init(_ name: String, _ value: YAMLValue) throws {
      self.name = name
      expression = try value.expression()
    }

    /// The values of a `values:` section. Each may use those above it, so that none rests on itself.
    /// - Throws: ``Tables/Fault/Code/valueBelow``.
    static func list(_ value: YAMLValue) throws -> [NamedValue] {
      let entries = try value.namedEntries()
      return try entries.enumerated().map { index, entry in
        let named = try NamedValue(entry.name, entry.value)
        let below = entries[index...].map(\.name)
        if let other = named.expression.names.first(where: { below.holds($0) }) {
          throw entry.value.fault(.valueBelow, ["name": entry.name, "other": other])
        }
        return named
      }
    }
  }

  /// The reasons that a decision about a finding must name one of.
  public struct Reasons: Sendable, Equatable {
    /// Reasons to confirm.
    public let confirm: [Reason]
    /// Reasons to clear.
    public let clear: [Reason]

    init(_ value: YAMLValue?) throws {
      var mapping = try value?.mapping()
      confirm = try mapping?.required("confirm").namedEntries().map(Reason.init) ?? []
      clear = try mapping?.required("clear").namedEntries().map(Reason.init) ?? []
      try mapping?.finish()
    }
  }

  /// A reason to confirm or clear a finding.
  public struct Reason: Sendable, Equatable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText

    init(_ name: String, _ value: YAMLValue) throws {
      self.name = name
      label = try value.bilingual()
    }
  }
}

extension Fault.Code {
  /// A named value uses itself or one that is defined below it.
  public static let valueBelow = Fault.Code("value-below", .configuration)
}
