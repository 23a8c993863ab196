// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables
internal import Yams

/// A value in a YAML file that knows where it stands, so that every fault names line and column.
///
/// Keys that nobody asks for are refused: a misspelt key would otherwise be silently without effect.
package struct YAMLValue {
  let file: String
  /// The keys that lead here, such as `registers.villages.id`.
  let path: String
  let node: Node
  /// The settings that took the place of values here or below.
  let overlay: YAMLOverlay?
  /// Where it is noted what the value is read as, while a schema is made; `nil` in all other work.
  let shape: YAMLShape?

  /// Reads a YAML document.
  /// - Parameter shape: notes what decoders ask of the document, if anybody wants to know.
  /// - Throws: ``Fault/Code/yamlSyntax``; ``Fault/Code/yamlDuplicateKey``.
  package init(text: String, file: String, noting shape: YAMLShape? = nil) throws {
    self.file = file
    self.shape = shape
    path = ""
    overlay = nil
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw Fault(.yamlWrongType, at: Place(file: file), ["key": "", "expected": "key: value"])
      }
      self.node = node
    } catch let error as YamlError {
      throw Self.fault(error, file)
    }
  }

  init(file: String, path: String, node: Node, overlay: YAMLOverlay?, shape: YAMLShape? = nil) {
    self.file = file
    self.path = path
    self.node = node
    self.overlay = overlay
    self.shape = shape
  }

  /// The cell that gave this value, or the first of those for which it was made.
  private var setting: FilledSetting? {
    overlay?.origin ?? (node.mark == nil ? overlay?.first : nil)
  }

  /// The same value, of whose reading nothing more is noted.
  private var unnoted: YAMLValue {
    YAMLValue(file: file, path: path, node: node, overlay: overlay)
  }

  /// Notes what the value is read as.
  func note(_ kind: YAMLShape.Kind) { shape?.note(kind, at: place) }

  /// The place of this value: the cell that gave it, or its line.
  package var place: Place {
    setting?.place
      ?? Place(file: file, row: node.mark?.line, column: path.isEmpty ? nil : path)
  }

  /// A fault at this value, whose sentence may name `{key}`, `{position}` and `{value}` beside its own
  /// values.
  package func fault(_ code: Fault.Code, _ values: [String: String] = [:]) -> Fault {
    if let setting {
      // A mapping that was made for its parts bears its own name.
      let key = overlay?.origin == nil ? path : setting.key.text
      return setting.fault(code, ["key": key].merging(values) { $1 })
    }
    let shown =
      switch node {
      case .scalar(let scalar): scalar.string
      case .mapping: "{…}"
      case .sequence, .alias: "[…]"
      }
    let own = ["key": path, "position": "\(node.mark?.column ?? 0)", "value": shown]
    return Fault(code, at: place, own.merging(values) { $1 })
  }

  /// A key that must be there is not; where a setting took it away, its cell is named.
  func missing(_ name: String) -> Fault {
    let setting = overlay?[name]?.origin
    return setting?.fault(.yamlMissingKey, ["key": path, "missing": name])
      ?? fault(.yamlMissingKey, ["missing": name])
  }

  func wrongType(_ expected: String) -> Fault {
    fault(.yamlWrongType, ["expected": expected])
  }

  // MARK: - Scalars

  /// The text of a scalar, exactly as typed (`0.10` stays `0.10`).
  /// - Throws: ``Fault/Code/yamlEmpty`` for a key without a value, or with white space only.
  package func text() throws -> String {
    note(.text)
    guard case .scalar(let scalar) = node else { throw wrongType("text") }
    guard !scalar.string.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
      throw fault(.yamlEmpty)
    }
    return scalar.string
  }

  /// `true` or `false`.
  package func boolean() throws -> Bool {
    note(.boolean)
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw wrongType("true, false")
    }
  }

  /// A text in both languages: a mapping with `zh` and `en`.
  package func bilingual() throws -> BilingualText {
    note(.bilingual)
    var mapping = try unnoted.mapping()
    let text = BilingualText(
      zh: try mapping.required("zh").text(), en: try mapping.required("en").text())
    try mapping.finish()
    return text
  }

  /// One of the named cases.
  package func choice<Case: RawRepresentable & CaseIterable>(_: Case.Type = Case.self) throws
    -> Case
  where Case.RawValue == String {
    note(.choice(Case.allCases.map(\.rawValue)))
    let text = try text()
    guard let value = Case(rawValue: text) else {
      throw wrongType(Case.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return value
  }

  // MARK: - Collections

  /// Whether this is a mapping.
  package var isMapping: Bool {
    shape?.noteAlternatives()
    return holdsEntries
  }

  /// Whether this is a mapping of values by name, where one value may stand for all of them.
  var isByName: Bool {
    shape?.noteByName()
    return holdsEntries
  }

  private var holdsEntries: Bool { if case .mapping = node { true } else { false } }

  /// Whether this is a list.
  package var isList: Bool { if case .sequence = node { true } else { false } }

  /// The elements of a list.
  package func list() throws -> [YAMLValue] {
    guard case .sequence(let sequence) = node else { throw wrongType("[a, b]") }
    let shape = shape?.element()
    return sequence.enumerated().map { index, node in
      YAMLValue(
        file: file, path: "\(path)[\(index)]", node: node, overlay: overlay?["\(index)"],
        shape: shape)
    }
  }

  /// The texts of a list.
  package func texts() throws -> [String] { try list().map { try $0.text() } }

  /// The entries of a mapping, to be taken one by one.
  package func mapping() throws -> YAMLMapping {
    YAMLMapping(of: self, entries: try entries { shape?.member($0) })
  }

  /// The entries of a mapping whose keys are names that the author chose, in the author's order.
  package func entries() throws -> [(name: String, value: YAMLValue)] {
    let shape = shape?.anyMember()
    return try entries { _ in shape }
  }

  /// The entries of a mapping whose keys are the cases of a type, each of which may be missing.
  /// - Throws: ``Fault/Code/yamlUnknownKey``.
  func entries<Case: RawRepresentable & CaseIterable>(
    of _: Case.Type
  ) throws -> [(case: Case, value: YAMLValue)] where Case.RawValue == String {
    var mapping = try mapping()
    let entries = Case.allCases.map { (case: $0, value: mapping.optional($0.rawValue)) }
    try mapping.finish()
    return entries.compactMap { entry in entry.value.map { (entry.case, $0) } }
  }

  private func entries(
    shape: (String) -> YAMLShape?
  ) throws -> [(name: String, value: YAMLValue)] {
    guard case .mapping(let mapping) = node else { throw wrongType("key: value") }
    return try mapping.map { key, value in
      guard case .scalar(let name) = key else { throw wrongType("key: value") }
      let path = self.path.isEmpty ? name.string : "\(self.path).\(name.string)"
      let shape = shape(name.string)
      shape?.note(keyAt: Place(file: file, row: key.mark?.line, column: name.string))
      return (
        name.string,
        YAMLValue(
          file: file, path: path, node: value, overlay: overlay?[name.string], shape: shape)
      )
    }
  }

  private static func fault(_ error: YamlError, _ file: String) -> Fault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Fault(
        .yamlSyntax, at: Place(file: file, row: mark.line),
        ["position": "\(mark.column)", "problem": problem])
    case .duplicatedKeysInMapping(let duplicates, let context):
      return Fault(
        .yamlDuplicateKey, at: Place(file: file, row: context.mark.line),
        ["key": duplicates.map { "\($0)" }.joined(separator: ", ")])
    default:
      return Fault(
        .yamlSyntax, at: Place(file: file), ["position": "?", "problem": "\(error)"])
    }
  }
}

/// The entries of a mapping, each taken once; what is left over at the end is unknown.
package struct YAMLMapping {
  private let owner: YAMLValue
  private var entries: [(name: String, value: YAMLValue)]
  private var known: [String] = []
  private var demanded: [String] = []

  init(of owner: YAMLValue, entries: [(name: String, value: YAMLValue)]) {
    self.owner = owner
    self.entries = entries
  }

  /// Takes the value of a key, if it is there.
  package mutating func optional(_ name: String) -> YAMLValue? {
    known.append(name)
    guard let index = entries.firstIndex(where: { bytesCompare($0.name, name) == 0 }) else {
      return nil
    }
    return entries.remove(at: index).value
  }

  /// Takes the value of a key.
  /// - Throws: ``Fault/Code/yamlMissingKey``.
  package mutating func required(_ name: String) throws -> YAMLValue {
    demanded.append(name)
    guard let value = optional(name) else { throw owner.missing(name) }
    return value
  }

  /// Refuses a key that has a meaning elsewhere and none here, with a fault that says more than that.
  package func refuse(_ name: String, _ code: Fault.Code) throws {
    if let entry = entries.first(where: { bytesCompare($0.name, name) == 0 }) {
      throw entry.value.fault(code)
    }
  }

  /// Refuses the keys that nobody took.
  /// - Throws: ``Fault/Code/yamlUnknownKey`` for the first of them.
  package func finish() throws {
    guard let entry = entries.first else {
      owner.shape?.note(keys: known, demanded: demanded)
      return
    }
    throw entry.value.fault(
      .yamlUnknownKey, ["unknown": entry.name, "known": known.joined(separator: ", ")])
  }
}

extension Fault.Code {
  /// A YAML file cannot be read as YAML.
  public static let yamlSyntax = Fault.Code("yaml-syntax", .configuration)
  /// A key stands twice in one mapping.
  public static let yamlDuplicateKey = Fault.Code("yaml-duplicate-key", .configuration)
  /// A key that has no meaning there.
  public static let yamlUnknownKey = Fault.Code("yaml-unknown-key", .configuration)
  /// A key that must be there is not.
  public static let yamlMissingKey = Fault.Code("yaml-missing-key", .configuration)
  /// A key has no value.
  public static let yamlEmpty = Fault.Code("yaml-empty", .configuration)
  /// A value is of another kind than is needed.
  public static let yamlWrongType = Fault.Code("yaml-wrong-type", .configuration)
}
