// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The name of a setting: the keys that lead to it in `assessment.yaml`, such as
/// `registers.villages.file`.
///
/// A sample's keys follow its name wherever the design draws it: `design.villages.fraction`,
/// `design.exited.reserves`. A name that holds a point stands in double quotation marks.
public struct SettingKey: Sendable, Hashable {
  /// The keys by their bytes.
  let parts: [UnitID]

  init(_ parts: [String]) { self.parts = parts.map { UnitID($0) } }

  /// Reads a key as it is written in a workbook.
  /// - Throws: ``Tables/Fault/Code/malformedArgument``.
  public init(_ text: String) throws {
    self.init(try ArgumentWords.words(text, at: "."))
  }

  /// The key as it is written.
  public var text: String {
    parts.map { part in
      let name = part.text
      let isPlain = !name.isEmpty && !name.contains(".") && !name.hasPrefix("\"")
      return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ".")
  }

  var names: [String] { parts.map(\.text) }

  /// Whether the key leads through another one.
  func isBelow(_ other: SettingKey) -> Bool {
    parts.count > other.parts.count && parts.starts(with: other.parts)
  }

  /// Whether the key fits a pattern such as `design.*.fraction.*`.
  func fits(_ pattern: [String]) -> Bool {
    parts.count == pattern.count
      && zip(parts, pattern).allSatisfy { $1 == "*" || $0 == UnitID($1) }
  }
}

/// What somebody filled in for a setting, and where.
public struct FilledSetting: Sendable, Hashable {
  /// The setting.
  public let key: SettingKey
  /// What was filled in, without white space around it; never empty.
  public let text: String
  /// The cell.
  public let place: Place
  /// The letters of its column.
  public let position: String

  /// A filled cell.
  public init(key: SettingKey, text: String, place: Place, position: String) {
    self.key = key
    self.text = text
    self.place = place
    self.position = position
  }

  func fault(_ code: Fault.Code, _ values: [String: String] = [:]) -> Fault {
    let own = ["key": key.text, "value": text, "position": position]
    return Fault(code, at: place, own.merging(values) { $1 })
  }
}

extension Fault.Code {
  /// A setting belongs to a register or sample that `assessment.yaml` does not have.
  public static let settingUnknown = Fault.Code("setting-unknown", .configuration)
  /// A setting is filled in twice.
  public static let settingTwice = Fault.Code("setting-twice", .configuration)
  /// A setting is filled in as a whole and in its parts.
  public static let settingDivided = Fault.Code("setting-divided", .configuration)
}
