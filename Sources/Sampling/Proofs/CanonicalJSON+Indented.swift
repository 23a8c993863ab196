// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension CanonicalJSON {
  /// The same value for people and version control: a line for each member, in the canonical order.
  ///
  /// Empty collections, and lists of plain values, stay on one line.
  package var indentedText: String { indented("") + "\n" }

  private func indented(_ margin: String) -> String {
    let inner = margin + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      let lines = members.keys.sorted().map { name in
        "\(inner)\(CanonicalJSON.string(name.text).text): \(members[name]!.indented(inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
    case .array(let values) where values.contains(where: \.isNested):
      let lines = values.map { inner + $0.indented(inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
    case .array(let values):
      return "[\(values.map(\.text).joined(separator: ", "))]"
    default:
      return text
    }
  }

  private var isNested: Bool {
    switch self {
    case .array, .object: true
    case .null, .boolean, .integer, .string: false
    }
  }
}
