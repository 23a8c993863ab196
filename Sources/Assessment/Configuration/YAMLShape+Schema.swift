// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

extension YAMLShape {
  /// The shape as JSON Schema (draft-07), the one that editors of YAML understand.
  ///
  /// Known keys that are not there are an error only where every decoder demands them; unknown keys always
  /// are. Values at one place that are read in several ways become alternatives. References between parts of
  /// a file, sums and the order of days cannot be said in a schema; the program looks at them.
  /// - Parameters:
  ///   - title: what the files are.
  ///   - example: the file, and its text, whose remarks describe the keys that begin their lines.
  package func schema(title: BilingualText, describedBy example: (file: String, text: String))
    -> String
  {
    let remarks = Remarks(file: example.file, text: example.text)
    let head: [(String, CanonicalJSON)] = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")),
      ("title", .string("\(title.chinese) / \(title.english)")),
      ("definitions", .members(Kind.defined.map { ($0.definition!, $0.schema) })),
    ]
    return CanonicalJSON.members(head + (mappingMembers(remarks) ?? [])).indentedText
  }

  private func schema(_ remarks: Remarks) -> CanonicalJSON {
    let collections = [
      elements.map { .object(["type": .string("array"), "items": $0.schema(remarks)]) },
      mappingMembers(remarks).map { .members($0) }, names(remarks),
    ]
    let schema = Kind.any(of: kinds, or: collections.compactMap { $0 })
    guard case .object(var members) = schema, let remark = remarks.remark(on: self) else {
      return schema
    }
    members[UnitID("description")] = .string(remark)
    return .object(members)
  }

  /// A mapping whose keys have a meaning.
  private func mappingMembers(_ remarks: Remarks) -> [(String, CanonicalJSON)]? {
    guard let required else { return nil }
    return [
      ("type", .string("object")), ("additionalProperties", .boolean(false)),
      ("properties", .members(keys.map { ($0, member($0).schema(remarks)) })),
      ("required", .array(required.sorted().map { .string($0.text) })),
    ]
  }

  /// A mapping whose keys authors choose.
  private func names(_ remarks: Remarks) -> CanonicalJSON? {
    guard let chosen else { return nil }
    let values =
      kinds.isEmpty ? chosen.schema(remarks) : Kind.any(of: chosenKinds, or: [])
    var members = [("type", CanonicalJSON.string("object")), ("additionalProperties", values)]
    if hasNames { members.append(("propertyNames", Kind.name.reference)) }
    return .members(members)
  }
}

/// The remarks behind keys of a file, `key: value  # remark`.
private struct Remarks {
  let file: String
  private let lines: [Substring]

  init(file: String, text: String) {
    self.file = file
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The remark on the key that begins its line and whose value has a shape.
  func remark(on shape: YAMLShape) -> String? {
    guard let place = shape.keyPlace(in: file), let row = place.row, let key = place.column,
      let start = lines[row - 1].firstRange(of: "  # ")
    else { return nil }
    let code = lines[row - 1][..<start.lowerBound].drop { $0 == " " || $0 == "-" }
    return code.hasPrefix("\(key):") ? String(lines[row - 1][start.upperBound...]) : nil
  }
}

extension CanonicalJSON {
  /// An object from names that were put together.
  fileprivate static func members(_ members: [(String, CanonicalJSON)]) -> CanonicalJSON {
    .object(Dictionary(uniqueKeysWithValues: members.map { (UnitID($0), $1) }))
  }
}

extension YAMLShape.Kind {
  /// The kinds that stand once in a schema, under a name.
  fileprivate static let defined: [Self] =
    [.text, .name, .expression, .bilingual, .day, .boolean] + ranges.map { .number($0.range) }

  /// The ranges that stand once in a schema, under a name.
  private static let ranges: [(range: NumberRange, name: String)] = [
    (.decimal, "decimal"), (.amount, "amount"), (.size, "size"), (.share, "share"),
    (.inner, "inner"), (.integer, "integer"), (.count, "count"), (.positive, "positive"),
  ]

  /// The schema of values that are of one of some kinds, or satisfy one of other schemas.
  fileprivate static func any(
    of kinds: Set<Self>, or others: [CanonicalJSON]
  ) -> CanonicalJSON {
    let all = kinds.map(\.reference).sorted { bytesCompare($0.text, $1.text) < 0 } + others
    return all.count == 1 ? all[0] : .object(["anyOf": .array(all)])
  }

  /// The name under which the schema of a kind stands; `nil` for words and limits that stand where they are
  /// used.
  fileprivate var definition: String? {
    switch self {
    case .choice: nil
    case .number(let range): Self.ranges.first { $0.range == range }?.name
    default: "\(self)"
    }
  }

  /// The schema, or where it stands.
  fileprivate var reference: CanonicalJSON {
    definition.map { .object(["$ref": .string("#/definitions/\($0)")]) } ?? schema
  }

  /// Numbers may stand in quotation marks, too: a file keeps them as they are typed.
  fileprivate var schema: CanonicalJSON {
    switch self {
    case .text: Self.scalar("文字 / A text", pattern: #"\S"#)
    case .name:
      Self.scalar(
        "名称：不得含“/”、空白或控制字符 / A name, without / and white space",
        pattern: #"^[^/\s\u0000-\u001f\u007f]+$"#)
    case .expression:
      Self.scalar("表达式（XLSForm 语言） / An expression of the form language (XLSForm)")
    case .day:
      .object([
        "type": .string("string"), "pattern": .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        "description": .string("日期，如 2017-05-12 / A day, such as 2017-05-12"),
      ])
    case .boolean:
      .object(["type": .string("boolean"), "description": .string("是或否 / true or false")])
    case .number(let range): range.schema
    case .bilingual:
      .object([
        "type": .string("object"), "additionalProperties": .boolean(false),
        "description": .string("中英文文字 / A text in Chinese and English"),
        "required": .array([.string("en"), .string("zh")]),
        "properties": .object(["zh": Self.text.reference, "en": Self.text.reference]),
      ])
    case .choice(let words): .object(["enum": .array(words.map { .string($0) })])
    }
  }

  /// A scalar of any type, since all are read as they are typed.
  private static func scalar(
    _ description: String, pattern: String? = nil
  ) -> CanonicalJSON {
    let members: [(String, CanonicalJSON)] = [
      ("type", .array([.string("string"), .string("number"), .string("boolean")])),
      ("description", .string(description)),
    ]
    return .members(members + (pattern.map { [("pattern", .string($0))] } ?? []))
  }
}

extension NumberRange {
  private static let decimalPattern = #"^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)$"#

  /// The schema; an editor looks at the limits of numbers that do not stand in quotation marks.
  fileprivate var schema: CanonicalJSON {
    let isNatural = isWhole && least.map { $0 >= 0 } ?? false
    let pattern =
      isNatural ? "^[+]?[0-9]+$" : isWhole ? "^[+-]?[0-9]+$" : Self.decimalPattern
    let what = isWhole ? ("整数", "A whole number") : ("数", "A number")
    let limits = least == nil && most == nil ? ("", "") : ("：\(text)", ": \(text)")
    var members: [(String, CanonicalJSON)] = [
      ("type", .array([.string(isWhole ? "integer" : "number"), .string("string")])),
      ("pattern", .string(pattern)),
      ("description", .string("\(what.0)\(limits.0) / \(what.1)\(limits.1)")),
    ]
    if let least {
      members.append((isAboveLeast ? "exclusiveMinimum" : "minimum", .integer(least)))
    }
    if let most { members.append((isBelowMost ? "exclusiveMaximum" : "maximum", .integer(most))) }
    return .members(members)
  }
}
