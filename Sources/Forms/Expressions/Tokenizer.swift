// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A word of an expression.
struct Token: Sendable {
  enum Kind: Sendable, Hashable {
    case number(Double)
    case text(String)
    /// A bare name, which may bear a prefix: `persons`, `jr:choice-name`.
    case name(String)
    /// `${name}`
    case reference(String)
    /// An operator, a parenthesis, a comma or a point.
    case symbol(String)
    case end
  }

  let kind: Kind
  let position: SourcePosition
  /// The word as it was written.
  let source: String
}

/// Cuts an expression into words, as XPath 1.0, section 3.7, does.
struct Tokenizer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var position = SourcePosition()
  private let fail: (Fault.Code, SourcePosition, [String: String]) -> Fault

  /// A tokenizer of `source` that makes its faults with `fail`.
  init(
    _ source: String, fail: @escaping (Fault.Code, SourcePosition, [String: String]) -> Fault
  ) {
    scalars = Array(source.unicodeScalars)
    self.fail = fail
  }

  /// All words, the last of which is the end.
  mutating func tokens() throws -> [Token] {
    var tokens: [Token] = []
    repeat { tokens.append(try next()) } while tokens.last!.kind != .end
    return tokens
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  private var following: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

  private mutating func advance() {
    if scalars[index] == "\n" {
      position = SourcePosition(line: position.line + 1, column: 1)
    } else {
      position.column += 1
    }
    index += 1
  }

  private mutating func next() throws -> Token {
    while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    {
      advance()
    }
    let start = index
    let begin = position
    let kind = try kind(at: begin)
    return Token(kind: kind, position: begin, source: text(start..<index))
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  private mutating func kind(at begin: SourcePosition) throws -> Token.Kind {
    guard let scalar = current else { return .end }
    switch scalar {
    case "0"..."9": return number()
    case "." where following.map { ("0"..."9").contains($0) } ?? false: return number()
    case "'", "\"": return try literal(closing: [scalar], at: begin)
    // Word processors and Chinese keyboards make curly marks; pyxform takes them for straight ones.
    case "‘", "’": return try literal(closing: ["’", "‘", "'"], at: begin)
    case "“", "”": return try literal(closing: ["”", "“", "\""], at: begin)
    case "$" where following == "{": return try reference(at: begin)
    default: break
    }
    if Self.startsName(scalar) { return name() }
    for symbol in Self.symbols
    where scalars[index...].starts(with: symbol.unicodeScalars) {
      for _ in symbol.unicodeScalars { advance() }
      return .symbol(symbol)
    }
    throw fail(.unexpectedCharacter, begin, ["found": String(Character(scalar))])
  }

  /// Digits with at most one point; XPath knows no exponent and no sign here.
  private mutating func number() -> Token.Kind {
    let start = index
    var sawPoint = false
    while let scalar = current, ("0"..."9").contains(scalar) || (scalar == "." && !sawPoint) {
      sawPoint = sawPoint || scalar == "."
      advance()
    }
    return .number(parseNumber(text(start..<index)) ?? .infinity)
  }

  private mutating func literal(
    closing quotes: [Unicode.Scalar], at begin: SourcePosition
  ) throws -> Token.Kind {
    advance()
    let start = index
    while let scalar = current, !quotes.contains(scalar) { advance() }
    guard current != nil else { throw fail(.unclosedText, begin, ["closing": String(quotes[0])]) }
    let content = text(start..<index)
    advance()
    return .text(content)
  }

  private mutating func reference(at begin: SourcePosition) throws -> Token.Kind {
    advance()
    advance()
    let start = index
    while let scalar = current, scalar != "}", scalar != "\n" { advance() }
    guard current == "}" else { throw fail(.unclosedText, begin, ["closing": "}"]) }
    let name = text(start..<index)
    advance()
    guard let first = name.unicodeScalars.first(where: { $0 != " " }) else {
      throw fail(.unexpectedWord, begin, ["found": "${\(name)}"])
    }
    let last = name.unicodeScalars.lastIndex { $0 != " " }!
    let from = name.unicodeScalars.firstIndex(of: first)!
    return .reference(String(name.unicodeScalars[from...last]))
  }

  /// A name of XML, which may hold points, hyphens and one colon between prefix and name.
  private mutating func name() -> Token.Kind {
    let start = index
    while let scalar = current, Self.continuesName(scalar) { advance() }
    if current == ":", let next = following, Self.startsName(next) {
      advance()
      while let scalar = current, Self.continuesName(scalar) { advance() }
    }
    return .name(text(start..<index))
  }

  private static let symbols = [
    "!=", "<=", ">=", "//", "::", "..", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/",
    "|", "@", "$", ".",
  ]

  /// Whether a name may begin so; all letters of all scripts do.
  private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.isIdeographic
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if startsName(scalar) || scalar == "-" || scalar == "." { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark, .otherNumber, .connectorPunctuation:
      return true
    default:
      return scalar == "\u{b7}"
    }
  }
}
