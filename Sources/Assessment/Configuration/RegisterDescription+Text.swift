// SPDX-License-Identifier: GPL-3.0-or-later

extension Profile {
  /// The lines that a new workspace's `assessment.yaml` has below `registers:`, one for each register.
  ///
  /// Totals to expect are the county's own, so that none is proposed.
  public var registersText: String {
    registers.map { "\($0.name): \($0.text)\n" }.joined()
  }

  /// The lines below `records:`; empty if the profile proposes none.
  public var recordsText: String {
    records.map { "\($0.name): \($0.text)\n" }.joined()
  }
}

extension RegisterDescription {
  /// The description as a YAML mapping on one line.
  var text: String {
    var parts = ["file: \(Self.scalar(file))", "id: \(Self.scalar(id))"]
    if let label {
      parts.insert(
        "label: {zh: \(Self.scalar(label.chinese)), en: \(Self.scalar(label.english))}", at: 0)
    }
    if let parent { parts.append("parent: \(Self.scalar("\(parent).\(parentColumn!)"))") }
    if !prefix.isEmpty { parts.append("prefix: \(Self.scalar(prefix))") }
    let columns = columns.map { "\(Self.scalar($0.name)): \(Self.text(of: $0))" }
    if !columns.isEmpty { parts.append("columns: {\(columns.joined(separator: ", "))}") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func text(of column: Column) -> String {
    var parts = ["type: \(column.type.rawValue)"]
    if column.minimum != 0 { parts.append("minimum: \(column.minimum)") }
    if column.isPersonal { parts.append("personal: true") }
    return parts.count == 1 ? column.type.rawValue : "{\(parts.joined(separator: ", "))}"
  }

  /// A text as YAML takes it for text: plain if it is a plain word, else in double quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a } ?? false
      && text.utf8.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a || $0 >= 0x30 && $0 <= 0x39
          || [0x2e, 0x5f, 0x2d].contains($0)
      }
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    if isPlain, !words.contains(text.lowercased()) { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
