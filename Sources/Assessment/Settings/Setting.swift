// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables
internal import Yams

/// One thing that differs from county to county, and what `assessment.yaml` says of it.
public struct Setting: Sendable {
  /// What a setting belongs to.
  public enum Section: Sendable, Hashable {
    /// The whole.
    case general
    /// A register, by its name.
    case register(UnitID)
    /// A sample of the design; that of the first stage bears its register's name.
    case sample(UnitID)
    /// A table that is neither drawn from nor sealed.
    case record(UnitID)
    /// A round that is named beforehand.
    case round(UnitID)
  }

  /// The key.
  public let key: SettingKey
  /// What it belongs to.
  public let section: Section
  /// What it is.
  public let what: BilingualText
  /// How to fill it in, with an example.
  public let explanation: BilingualText
  /// How it is written.
  public let kind: SettingKind
  /// What is said of it, a list with commas; `nil` if nothing.
  public let value: String?

  /// The settings of an assessment in the order of people: what its description says, and what it may say
  /// beside.
  ///
  /// - Parameters:
  ///   - text: the content of `assessment.yaml`.
  ///   - file: the file as faults should name it.
  ///   - filled: what takes the place of values.
  /// - Throws: the faults of YAML; ``Tables/Faults`` of what is filled in.
  public static func all(
    text: String, file: String, filled: [FilledSetting] = []
  ) throws -> [Setting] {
    let document = try YAMLValue(text: text, file: file).applying(filled)
    return document.sections().flatMap { document.settings(of: $0) }
  }

  /// Leaves of `assessment.yaml` that have no row of their own, with the reason. They may be set all the
  /// same, by a row that somebody adds.
  package static let withoutRow: [(pattern: String, reason: String)] = [
    ("profile", "forms, rules and all keys rest on it; assay new --profile chooses it"),
    ("registers.*.label.*", "the profile's words, the same in every county"),
    ("records.*.label.*", "the profile's words, the same in every county"),
    ("design.*.units", "which register a stage draws from is the profile's structure"),
    ("design.*.from", "which register a sample draws from is the profile's structure"),
  ]

  /// The keys that settings of a document begin with.
  static func sections(of document: YAMLValue) -> [String] {
    document.sections().filter { $0 != .general }.map { SettingKey($0.names).text }
  }
}

extension Setting.Section {
  /// The keys that lead to the section.
  fileprivate var names: [String] {
    switch self {
    case .general: []
    case .register(let name): ["registers", name.text]
    case .sample(let name): ["design", name.text]
    case .record(let name): ["records", name.text]
    case .round(let name): ["rounds", name.text]
    }
  }
}

extension YAMLValue {
  fileprivate func sections() -> [Setting.Section] {
    func names(_ key: String) -> [UnitID] {
      guard case .mapping(let mapping)? = node.value(at: [.key(key)]) else { return [] }
      return mapping.compactMap { key, _ in
        if case .scalar(let name) = key { UnitID(name.string) } else { nil }
      }
    }
    return [.general] + names("registers").map { .register($0) }
      + samples.map { .sample($0.name) } + names("rounds").map { .round($0) }
      + names("records").map { .record($0) }
  }

  /// The settings of a section: those that are said, and those that are offered.
  fileprivate func settings(of section: Setting.Section) -> [Setting] {
    let owner = section.names
    let said = owner.isEmpty ? generalLeaves() : leaves(below: owner)
    var settings: [Setting] = []
    for meaning in SettingMeaning.all
    where meaning.pattern.first == owner.first || owner.isEmpty && !meaning.pattern.contains("*") {
      for key in keys(of: meaning, owner, said.map(\.key)) {
        guard !settings.contains(where: { $0.key == key }) else { continue }
        let value = said.first { $0.key == key }?.value
        guard value != nil || meaning.isOffered else { continue }
        settings.append(setting(key, section, meaning, value))
      }
    }
    let rest = said.filter { leaf in
      !settings.contains { $0.key == leaf.key }
        && !Setting.withoutRow.contains {
          leaf.key.fits($0.pattern.split(separator: ".").map(String.init))
        }
    }
    return settings + rest.map { setting($0.key, section, nil, $0.value) }
  }

  private func setting(
    _ key: SettingKey, _ section: Setting.Section, _ meaning: SettingMeaning?, _ value: String?
  ) -> Setting {
    // The last name of the key itself; that of its section stands above.
    let names = zip(key.names, meaning?.pattern ?? []).dropFirst(2).filter { $1 == "*" }.map(\.0)
    let name = names.last ?? ""
    let plain = BilingualText(zh: key.text, en: key.text)
    let what = meaning?.what ?? plain
    return Setting(
      key: key, section: section,
      what: BilingualText(
        zh: what.chinese.replacing("{name}", with: name),
        en: what.english.replacing("{name}", with: name)),
      explanation: meaning?.explanation ?? BilingualText(zh: "", en: ""),
      kind: meaning?.kind ?? .text, value: value)
  }

  /// The keys of a meaning in a section: one, or one for each name.
  private func keys(
    of meaning: SettingMeaning, _ owner: [String], _ said: [SettingKey]
  ) -> [SettingKey] {
    let pattern = owner + meaning.pattern.dropFirst(owner.count)
    var keys = said.filter { $0.fits(pattern) }
    guard meaning.isOffered else { return keys }
    // Nothing lies above the first stage of which it could be a part.
    if pattern.suffix(1) == ["of"], owner[1] == samples.first?.name.text { return keys }
    guard pattern.dropFirst(2).contains("*") else {
      // A size for all is not offered where each stratum has its own.
      let hasParts = ["fraction", "size"].contains { name in
        said.contains { $0.isBelow(SettingKey(owner + [name])) }
      }
      let isWhole = ["fraction", "size"].contains(pattern.last)
      return isWhole && hasParts ? keys : [SettingKey(pattern)]
    }
    switch pattern[2] {
    case "expect":
      keys += integerColumns(of: owner).map { SettingKey(owner + ["expect", $0]) }
    case "fraction", "size":
      let strata = said.filter {
        $0.fits(owner + ["fraction", "*"]) || $0.fits(owner + ["size", "*"])
      }
      keys = strata.map { SettingKey(owner + [pattern[2], $0.names.last!]) }
    default: break
    }
    return keys
  }

  private func integerColumns(of owner: [String]) -> [String] {
    let steps = (owner + ["columns"]).map { YAMLStep.key($0) }
    guard case .mapping(let columns)? = node.value(at: steps[...]) else { return [] }
    return columns.compactMap { key, value in
      guard case .scalar(let name) = key,
        case .scalar(let type) = value.value(at: [.key("type")]) ?? value,
        type.string == "integer"
      else { return nil }
      return name.string
    }
  }

  private func generalLeaves() -> [(key: SettingKey, value: String)] {
    guard case .mapping(let mapping) = node else { return [] }
    let others = ["registers", "records", "design", "rounds"]
    return mapping.flatMap { key, value -> [(key: SettingKey, value: String)] in
      guard case .scalar(let name) = key, !others.holds(name.string) else { return [] }
      return Self.leaves(of: value, at: [name.string])
    }
  }

  private func leaves(below owner: [String]) -> [(key: SettingKey, value: String)] {
    guard
      let steps = owner[0] == "design"
        ? samples.first(where: { $0.name == UnitID(owner[1]) })?.steps : owner.map({ .key($0) }),
      let value = node.value(at: steps[...])
    else { return [] }
    return Self.leaves(of: value, at: owner)
  }

  /// The scalars below a value, and its lists of scalars.
  private static func leaves(
    of node: Node, at names: [String]
  ) -> [(key: SettingKey, value: String)] {
    switch node {
    case .scalar(let scalar): [(SettingKey(names), scalar.string)]
    case .sequence(let sequence):
      [
        (
          SettingKey(names),
          sequence.map { if case .scalar(let scalar) = $0 { scalar.string } else { "…" } }
            .joined(separator: ", ")
        )
      ]
    case .mapping(let mapping):
      mapping.flatMap { key, value -> [(key: SettingKey, value: String)] in
        guard case .scalar(let name) = key else { return [] }
        return leaves(of: value, at: names + [name.string])
      }
    case .alias: []
    }
  }
}
