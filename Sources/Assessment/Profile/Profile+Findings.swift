// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Tables

/// A kind of error that an assessment finds in a unit.
public struct FindingKind: Sendable, Equatable {
  /// The name in expressions.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The samples whose units can bear it.
  public let samples: [String]
  /// Kinds that no unit can bear together with this one.
  public let excludes: [String]
}

/// A condition on a unit's answers that makes a finding suspected.
public struct Rule: Sendable {
  /// The rule's identifier, which stays with the finding.
  public let id: String
  /// The kind of finding.
  public let finding: String
  /// The form whose answers it looks at.
  public let form: String
  /// The condition.
  public let when: Expression
  /// What the rule says.
  public let label: BilingualText
  /// The document that it comes from.
  public let source: String
}

extension Profile {
  /// The kinds of a `findings:` section.
  static func findings(_ value: YAMLValue?, samples known: [String]) throws -> [FindingKind] {
    let entries = try value?.namedEntries() ?? []
    let names = entries.map(\.name)
    var kinds: [FindingKind] = []
    for (name, value) in entries {
      var mapping = try value.mapping()
      kinds.append(
        FindingKind(
          name: name, label: try mapping.required("label").bilingual(),
          samples: try mapping.required("samples").references(in: known),
          excludes: try mapping.optional("excludes")?.references(in: names) ?? []))
      try mapping.finish()
    }
    return kinds.map { kind in
      // Exclusion is mutual, however it was written.
      let excludes = names.filter { other in
        kind.excludes.holds(other) || kinds.named(other, \.name)!.excludes.holds(kind.name)
      }
      return FindingKind(
        name: kind.name, label: kind.label, samples: kind.samples, excludes: excludes)
    }
  }

  /// The rules of a `rules:` section: those that look at answers, and those that look `over:` a table.
  static func rules(
    _ value: YAMLValue?, findings: [String], forms: [String], tables: [String]
  ) throws -> (answers: [Rule], registers: [RegisterRule]) {
    var rules: (answers: [Rule], registers: [RegisterRule]) = ([], [])
    var ids: [String] = []
    for element in try value?.list() ?? [] {
      var mapping = try element.mapping()
      let id = try mapping.required("id").name()
      guard !ids.holds(id) else { throw element.fault(.listedTwice, ["name": id]) }
      ids.append(id)
      if mapping.optional("over") != nil {
        rules.registers.append(try RegisterRule(element, tables: tables))
      } else {
        rules.answers.append(try Rule(id, &mapping, findings: findings, forms: forms))
      }
    }
    return rules
  }
}

extension Rule {
  fileprivate init(
    _ id: String, _ mapping: inout YAMLMapping, findings: [String], forms: [String]
  ) throws {
    self.init(
      id: id, finding: try mapping.required("finding").reference(in: findings),
      form: try mapping.required("form").reference(in: forms),
      when: try mapping.required("when").expression(),
      label: try mapping.required("label").bilingual(),
      source: try mapping.required("source").text())
    try mapping.finish()
  }
}
