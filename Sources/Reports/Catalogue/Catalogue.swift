// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Tables

/// The sentences of all faults, in both languages.
///
/// A fault is raised anywhere as a code, a place and named values; only here it becomes words. Each
/// sentence says what is wrong and what to do. `{name}` stands for the value of that name.
public enum Catalogue {
  /// One code's sentences.
  struct Entry: Sendable {
    let code: Fault.Code
    let text: BilingualText

    init(_ code: Fault.Code, en: String, zh: String) {
      self.code = code
      self.text = BilingualText(zh: zh, en: en)
    }
  }

  /// All sentences by the name of their code.
  static let sentences: [String: BilingualText] = Dictionary(
    uniqueKeysWithValues: rooms.joined().map { ($0.code.name, $0.text) })

  /// The entries of each room, from the bottom of the house to its top.
  private static let rooms: [[Entry]] = [
    tables,
    files, workbooks,
    forms,
    sampling, methods, allocation, proving,
    estimation, unequalProbabilities, weights,
    planning,
    assessment, registerRules,
    counts,
    simulation,
    workspaces, settings, registerRejects, answerFiles, quality, rectification, crosscheck,
    reports,
  ]

  /// The names of the codes that have sentences.
  package static var names: Set<String> { Set(sentences.keys) }

  /// The sentences of a code as they stand, with their places for values.
  package static func template(_ name: String) -> BilingualText? { sentences[name] }

  /// A fault as one line for a person: its place and its sentence.
  public static func line(for fault: Fault, in language: Language) -> String {
    let place = self.place(fault.place, in: language)
    let text = sentence(for: fault, in: language)
    guard !place.isEmpty else { return text }
    return language == .chinese ? "\(place)：\(text)" : "\(place): \(text)"
  }

  /// The sentence of a fault with its values; a value that is a text in two languages stands in two,
  /// `name.zh` and `name.en`.
  public static func sentence(for fault: Fault, in language: Language) -> String {
    guard let template = sentences[fault.code.name] else { return fault.code.name }
    var values = fault.values.mapValues(shown)
    let ending = language == .chinese ? ".zh" : ".en"
    for (name, value) in fault.values where name.hasSuffix(ending) {
      values[String(name.dropLast(ending.count))] = shown(value)
    }
    // A list of what could be named instead may have no member.
    if values["known"]?.isEmpty ?? false {
      values["known"] = language == .chinese ? "（无）" : "(none)"
    }
    return filled(template.text(in: language), with: values)
  }

  /// A value as a sentence can hold it: control characters, which a terminal would obey, as their pictures, and
  /// of a long text the beginning.
  static func shown(_ value: String) -> String {
    let most = value.contains(", ") ? 2000 : 300
    let isPlain = value.utf8.count <= most && value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    if isPlain { return value }
    var result = String.UnicodeScalarView()
    for (number, scalar) in value.unicodeScalars.enumerated() {
      if number == most {
        result.append("…")
        break
      }
      switch scalar.value {
      case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value)!)
      case 0x7f: result.append("\u{2421}")
      case 0x80..<0xa0: result.append("\u{fffd}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A sentence with its values in their places, in one pass, since a value may itself hold `{name}`,
  /// as expressions do.
  static func filled(_ template: String, with values: [String: String]) -> String {
    var filled: [UInt8] = []
    var rest = Array(template.utf8)[...]
    func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
    while let open = rest.firstIndex(of: 0x7b) {
      let name = rest[(open + 1)...].prefix(while: isLetter)
      let isPlace = !name.isEmpty && name.endIndex < rest.endIndex && rest[name.endIndex] == 0x7d
      if isPlace, let value = values[String(decoding: name, as: UTF8.self)] {
        filled += rest[..<open] + Array(value.utf8)
        rest = rest[(name.endIndex + 1)...]
      } else {
        filled += rest[...open]
        rest = rest[(open + 1)...]
      }
    }
    return String(decoding: filled + rest, as: UTF8.self)
  }

  /// A place in words.
  static func place(_ place: Place, in language: Language) -> String {
    let chinese = language == .chinese
    var parts: [String] = []
    if let file = place.file { parts.append(shown(file)) }
    if let sheet = place.sheet.map(shown) {
      parts.append(chinese ? "工作表“\(sheet)”" : "sheet \(sheet)")
    }
    if let row = place.row { parts.append(chinese ? "第 \(row) 行" : "row \(row)") }
    if let column = place.column.map(shown) {
      parts.append(chinese ? "“\(column)”列" : "column \(column)")
    }
    return parts.joined(separator: chinese ? "，" : ", ")
  }
}
