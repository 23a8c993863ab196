// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
internal import Yams

extension YAMLValue {
  /// The document with settings in their places, each of which knows its cell.
  ///
  /// A setting replaces what the document says there, or is added. A fraction takes the place of a size and
  /// a size that of a fraction, unless both are filled in.
  ///
  /// - Throws: ``Tables/Faults`` with every setting of a register or sample that does not exist, that is
  ///   filled in twice, or as a whole and in parts.
  package func applying(_ settings: [FilledSetting]) throws -> YAMLValue {
    guard !settings.isEmpty else { return self }
    try check(settings)
    let keys = Set(settings.map(\.key))
    var node = node
    var overlay = YAMLOverlay()
    // Wholes before parts, so that a column's type may stand beside the rest of it.
    for setting in settings.sorted(by: { $0.key.parts.count < $1.key.parts.count }) {
      let steps = steps(to: setting.key)!
      let value = (SettingMeaning.of(setting.key)?.kind ?? .text).value(setting.text)
      if value != .none {
        for other in displaced(by: setting.key) where !keys.contains(where: other.covers) {
          guard let steps = self.steps(to: other) else { continue }
          node = node.setting(steps[...], to: nil) ?? node
        }
      }
      if setting.key.isPartOfColumn, case .scalar = node.value(at: steps.dropLast()) {
        let type = node.value(at: steps.dropLast())!
        node =
          node.setting(
            steps.dropLast(), to: .mapping(Node.Mapping([(Node("type"), type)]))) ?? node
      }
      node = node.setting(steps[...], to: value.node) ?? node
      overlay.mark(steps[...], setting)
    }
    return YAMLValue(file: file, path: path, node: node, overlay: overlay)
  }

  private func check(_ settings: [FilledSetting]) throws {
    var faults = Faults()
    var seen: [SettingKey: FilledSetting] = [:]
    for setting in settings {
      if let first = seen.updateValue(setting, forKey: setting.key) {
        faults.append(setting.fault(.settingTwice, ["first": "\(first.place.row ?? 0)"]))
      }
      if steps(to: setting.key) == nil {
        faults.append(
          setting.fault(
            .settingUnknown, ["known": Setting.sections(of: self).joined(separator: ", ")]))
      }
    }
    for setting in settings {
      let whole = settings.first {
        setting.key.isBelow($0.key) && !setting.key.isPartOfColumn
      }
      if let whole {
        faults.append(
          setting.fault(
            .settingDivided,
            ["whole": whole.key.text, "first": "\(whole.place.row ?? 0)"]))
      }
    }
    try faults.throwIfAny()
  }

  /// The way to a setting; `nil` if its register or sample does not exist.
  func steps(to key: SettingKey) -> [YAMLStep]? {
    let names = key.names
    switch names[0] {
    case "registers", "records":
      let owner: [YAMLStep] = names.prefix(2).map { .key($0) }
      guard names.count > 2, node.value(at: owner[...]) != nil else { return nil }
    case "design":
      guard names.count > 2, let sample = samples.first(where: { $0.name == UnitID(names[1]) })
      else { return nil }
      return sample.steps + names.dropFirst(2).map { .key($0) }
    default: break
    }
    return names.map { .key($0) }
  }

  /// The samples of the design, each with the way to its keys; that of the first stage bears its register's
  /// name.
  var samples: [(name: UnitID, steps: [YAMLStep])] {
    let stages: [YAMLStep] = [.key("design"), .key("stages")]
    guard case .sequence(let elements)? = node.value(at: stages[...]) else { return [] }
    return elements.enumerated().flatMap { index, stage -> [(UnitID, [YAMLStep])] in
      let steps = stages + [.element(index)]
      if case .scalar(let units)? = stage.value(at: [.key("units")]) {
        return [(UnitID(units.string), steps)]
      }
      guard case .mapping(let samples)? = stage.value(at: [.key("samples")]) else { return [] }
      return samples.compactMap { key, _ in
        guard case .scalar(let name) = key else { return nil }
        return (UnitID(name.string), steps + [.key("samples"), .key(name.string)])
      }
    }
  }

  /// The keys whose value gives way when another is filled in: a size to a fraction, a fraction to a size.
  private func displaced(by key: SettingKey) -> [SettingKey] {
    let names = key.names
    let position = names.count > 3 && names[0] == "rounds" ? 5 : 2
    guard names.count > position, ["design", "rounds"].contains(names[0]) else { return [] }
    let others = ["fraction": "size", "size": "fraction"]
    guard let other = others[names[position]] else { return [] }
    let whole = Array(names.prefix(position)) + [other]
    let stratum = Array(names.dropFirst(position + 1))
    guard !stratum.isEmpty else { return [SettingKey(whole)] }
    // One size for all gives way, those of other strata do not.
    let isScalar =
      steps(to: SettingKey(whole)).map { steps in
        if case .scalar? = node.value(at: steps[...]) { true } else { false }
      } ?? false
    return [SettingKey(isScalar ? whole : whole + stratum)]
  }
}

extension SettingKey {
  /// Whether another key is this one or lies below.
  fileprivate func covers(_ other: SettingKey) -> Bool { other == self || other.isBelow(self) }

  /// Whether this is more about a column than its type: `registers.households.columns.name.personal`.
  fileprivate var isPartOfColumn: Bool {
    fits(["registers", "*", "columns", "*", "*"]) || fits(["records", "*", "columns", "*", "*"])
  }
}

extension SettingKind.Value {
  fileprivate var node: Node? {
    switch self {
    case .scalar(let text): .scalar(Node.Scalar(text))
    case .list(let texts): .sequence(Node.Sequence(texts.map { .scalar(Node.Scalar($0)) }))
    case .none: nil
    }
  }
}

extension Node {
  /// The value at the end of some steps.
  func value(at steps: ArraySlice<YAMLStep>) -> Node? {
    guard let step = steps.first else { return self }
    switch (step, self) {
    case (.key(let name), .mapping(let mapping)):
      return mapping.first { $0.key.isKey(name) }?.value.value(at: steps.dropFirst())
    case (.element(let index), .sequence(let sequence)) where sequence.indices.contains(index):
      return sequence[index].value(at: steps.dropFirst())
    default: return nil
    }
  }

  /// The same with another value at the end of some steps, or with none; `nil` if nothing is left.
  fileprivate func setting(_ steps: ArraySlice<YAMLStep>, to value: Node?) -> Node? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, self) {
    case (.key(let name), .mapping(let mapping)):
      var pairs = mapping.map { ($0.key, $0.value) }
      if let index = pairs.firstIndex(where: { $0.0.isKey(name) }) {
        if let new = pairs[index].1.setting(rest, to: value) {
          pairs[index].1 = new
        } else {
          pairs.remove(at: index)
        }
      } else if let new = rest.isEmpty
        ? value : Node.mapping(Node.Mapping([])).setting(rest, to: value)
      {
        pairs.append((.scalar(Node.Scalar(name)), new))
      }
      guard !pairs.isEmpty else { return nil }
      return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
    case (.element(let index), .sequence(var sequence)) where sequence.indices.contains(index):
      guard let new = sequence[index].setting(rest, to: value) else { return self }
      sequence[index] = new
      return .sequence(sequence)
    default:
      // Parts take the place of a value for the whole.
      guard value != nil, case .key = step else { return self }
      return Node.mapping(Node.Mapping([])).setting(steps, to: value)
    }
  }

  fileprivate func isKey(_ name: String) -> Bool {
    guard case .scalar(let scalar) = self else { return false }
    return bytesCompare(scalar.string, name) == 0
  }
}
