// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Builds the tree of an expression by recursive descent, one function for each precedence of XPath
/// 1.0 (section 3).
struct Parser {
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  private let fail: (Fault.Code, SourcePosition, [String: String]) -> Fault
  /// The names in the order in which they first occur.
  private(set) var names: [String] = []
  private var numbers: [UnitID: Int] = [:]

  /// Levels of nesting that are accepted; they bound the stack.
  private static let deepest = 100

  init(
    _ source: String, fail: @escaping (Fault.Code, SourcePosition, [String: String]) -> Fault
  ) throws {
    var tokenizer = Tokenizer(source, fail: fail)
    tokens = try tokenizer.tokens()
    self.fail = fail
  }

  /// The whole expression.
  mutating func parse() throws -> Node {
    let node = try alternatives()
    guard token.kind == .end else { throw unexpected() }
    return node
  }

  private var token: Token { tokens[index] }

  private func unexpected() -> Fault {
    if token.kind == .end { return fail(.expressionEnds, token.position, [:]) }
    if case .symbol(let symbol) = token.kind, Self.unsupportedSymbols.contains(symbol) {
      return fail(.unsupportedSyntax, token.position, ["found": symbol])
    }
    return fail(.unexpectedWord, token.position, ["found": token.source])
  }

  private static let unsupportedSymbols = ["/", "//", "..", "[", "]", "::", "@", "|", "$"]

  private mutating func take(_ symbol: String) -> Bool {
    guard case .symbol(symbol) = token.kind else { return false }
    index += 1
    return true
  }

  /// After an operand, a name can only be an operator.
  private mutating func takeWord(_ word: String) -> Bool {
    guard case .name(word) = token.kind else { return false }
    index += 1
    return true
  }

  private mutating func deeper<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    depth += 1
    guard depth <= Self.deepest else {
      throw fail(.expressionTooDeep, token.position, ["levels": "\(Self.deepest)"])
    }
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func alternatives() throws -> Node {
    try deeper { parser in
      var parts = [try parser.conjunction()]
      while parser.takeWord("or") { parts.append(try parser.conjunction()) }
      return parts.count == 1 ? parts[0] : .any(parts)
    }
  }

  private mutating func conjunction() throws -> Node {
    var parts = [try equality()]
    while takeWord("and") { parts.append(try equality()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func equality() throws -> Node {
    var left = try comparison()
    var levels = 0
    while true {
      if take("=") {
        left = .equal(left, try comparison())
      } else if take("!=") {
        left = .unequal(left, try comparison())
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func comparison() throws -> Node {
    var left = try sum()
    var levels = 0
    while true {
      if take("<=") {
        left = .ordered(.lessOrEqual, left, try sum())
      } else if take("<") {
        left = .ordered(.less, left, try sum())
      } else if take(">=") {
        left = .ordered(.greaterOrEqual, left, try sum())
      } else if take(">") {
        left = .ordered(.greater, left, try sum())
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func sum() throws -> Node {
    var left = try product()
    var levels = 0
    while true {
      if take("+") {
        left = .arithmetic(.plus, left, try product())
      } else if take("-") {
        left = .arithmetic(.minus, left, try product())
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func product() throws -> Node {
    var left = try unary()
    var levels = 0
    while true {
      if take("*") {
        left = .arithmetic(.times, left, try unary())
      } else if takeWord("div") {
        left = .arithmetic(.divided, left, try unary())
      } else if takeWord("mod") {
        left = .arithmetic(.remainder, left, try unary())
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  /// A chain of operators makes a tree as deep as it is long.
  private func limit(_ levels: inout Int) throws {
    levels += 1
    guard levels <= 10 * Self.deepest else {
      throw fail(.expressionTooDeep, token.position, ["levels": "\(10 * Self.deepest)"])
    }
  }

  private mutating func unary() throws -> Node {
    guard take("-") else { return try primary() }
    return try deeper { .negated(try $0.unary()) }
  }

  private mutating func primary() throws -> Node {
    let node: Node
    switch token.kind {
    case .number(let number):
      index += 1
      node = .number(number)
    case .text(let text):
      index += 1
      node = .text(text)
    case .reference(let name):
      index += 1
      node = .name(number(of: name))
    case .name(let name):
      node = try named(name)
    case .symbol("("):
      index += 1
      node = try alternatives()
      guard take(")") else { throw unexpected() }
    case .symbol("."):
      index += 1
      node = .current
    case .symbol, .end:
      throw unexpected()
    }
    if case .symbol(let symbol) = token.kind, Self.unsupportedSymbols.contains(symbol) {
      throw unexpected()
    }
    return node
  }

  private mutating func named(_ name: String) throws -> Node {
    let start = token
    index += 1
    guard take("(") else { return .name(number(of: name)) }
    if name == "jr:choice-name" { return try choiceName() }
    guard let function = Function.named[name] else {
      let known = (Function.all.map(\.name) + ["jr:choice-name"]).sorted().joined(separator: ", ")
      throw fail(.unsupportedFunction, start.position, ["name": name, "functions": known])
    }
    var arguments: [Node] = []
    if !take(")") {
      repeat { arguments.append(try alternatives()) } while take(",")
      guard take(")") else { throw unexpected() }
    }
    guard function.arguments.contains(arguments.count) else {
      throw fail(
        .argumentCount, start.position,
        [
          "name": name, "count": "\(arguments.count)",
          "expected": Self.expected(function.arguments),
        ])
    }
    if name == "regex", case .text(let pattern) = arguments[1], Patterns.compile(pattern) == nil {
      throw fail(.invalidPattern, start.position, ["pattern": pattern])
    }
    return .call(function, arguments)
  }

  /// `jr:choice-name(value, '${question}')`: the second argument names a question and is not read.
  private mutating func choiceName() throws -> Node {
    let choice = try alternatives()
    guard take(",") else { throw unexpected() }
    let argument = token
    guard case .text(let text) = argument.kind, text.hasPrefix("${"), text.hasSuffix("}") else {
      throw fail(
        .argumentKind, argument.position,
        ["name": "jr:choice-name", "found": argument.source, "expected": "'${…}'"])
    }
    index += 1
    guard take(")") else { throw unexpected() }
    return .choiceName(choice, number(of: String(text.dropFirst(2).dropLast())))
  }

  private static func expected(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
  }

  private mutating func number(of name: String) -> Int {
    if let number = numbers[UnitID(name)] { return number }
    numbers[UnitID(name)] = names.count
    names.append(name)
    return names.count - 1
  }
}
