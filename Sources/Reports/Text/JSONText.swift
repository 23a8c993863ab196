// SPDX-License-Identifier: GPL-3.0-or-later

/// JSON for programs, with keys in the order in which they were given.
///
/// Foundation's encoder orders keys at will or by its own rule; here the order is part of the contract.
indirect enum JSONText {
  case string(String)
  case number(Double)
  case integer(Int)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  init(cell: Listing.Cell) {
    switch cell {
    case .text(let text): self = .string(text)
    case .number(let value): self = .number(value)
    case .integer(let value): self = .integer(value)
    case .none: self = .null
    case .object(let pairs): self = .object(pairs.map { ($0.name, .string($0.value)) })
    }
  }

  /// The text, objects and arrays indented by two spaces.
  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return Self.quoted(text)
    case .number(let value):
      precondition(value.isFinite, "a number that does not exist is null")
      return NumberText.shortest(value)
    case .integer(let value): return "\(value)"
    case .null: return "null"
    case .array(let elements):
      if elements.isEmpty { return "[]" }
      let lines = elements.map { inner + $0.text(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let pairs):
      if pairs.isEmpty { return "{}" }
      let lines = pairs.map { "\(inner)\(Self.quoted($0)): \($1.text(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
