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
  private let separatesColumns: Bool
  /// The nodes so far.
  private(set) var parts = ExpressionTree.Parts()

  /// Levels of nesting that are accepted; they bound the stack.
  private static let deepest = 100

  /// - Parameter separatesColumns: whether a bare name is a column of choices and bears
  ///   ``Expression/columnMark``.
  init(
    _ source: String, separatesColumns: Bool = false,
    fail: @escaping (Fault.Code, SourcePosition, [String: String]) -> Fault
  ) throws {
    var tokenizer = Tokenizer(source, fail: fail)
    tokens = try tokenizer.tokens()
    self.fail = fail
    self.separatesColumns = separatesColumns
  }

  /// The whole expression.
  mutating func parse() throws -> Int {
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

  private mutating func alternatives() throws -> Int {
    try deeper { parser in
      var list = [try parser.conjunction()]
      while parser.takeWord("or") { list.append(try parser.conjunction()) }
      return list.count == 1 ? list[0] : parser.parts.add(list) { .any(first: $0, count: $1) }
    }
  }

  private mutating func conjunction() throws -> Int {
    var list = [try equality()]
    while takeWord("and") { list.append(try equality()) }
    return list.count == 1 ? list[0] : parts.add(list) { .all(first: $0, count: $1) }
  }

  private mutating func equality() throws -> Int {
    var left = try comparison()
    var levels = 0
    while true {
      if take("=") {
        let right = try comparison()
        left = parts.add(.equal(left, right))
      } else if take("!=") {
        let right = try comparison()
        left = parts.add(.unequal(left, right))
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func comparison() throws -> Int {
    var left = try sum()
    var levels = 0
    while true {
      if take("<=") {
        let right = try sum()
        left = parts.add(.ordered(.lessOrEqual, left, right))
      } else if take("<") {
        let right = try sum()
        left = parts.add(.ordered(.less, left, right))
      } else if take(">=") {
        let right = try sum()
        left = parts.add(.ordered(.greaterOrEqual, left, right))
      } else if take(">") {
        let right = try sum()
        left = parts.add(.ordered(.greater, left, right))
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func sum() throws -> Int {
    var left = try product()
    var levels = 0
    while true {
      if take("+") {
        let right = try product()
        left = parts.add(.arithmetic(.plus, left, right))
      } else if take("-") {
        let right = try product()
        left = parts.add(.arithmetic(.minus, left, right))
      } else {
        return left
      }
      try limit(&levels)
    }
  }

  private mutating func product() throws -> Int {
    var left = try unary()
    var levels = 0
    while true {
      if take("*") {
        let right = try unary()
        left = parts.add(.arithmetic(.times, left, right))
      } else if takeWord("div") {
        let right = try unary()
        left = parts.add(.arithmetic(.divided, left, right))
      } else if takeWord("mod") {
        let right = try unary()
        left = parts.add(.arithmetic(.remainder, left, right))
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

  private mutating func unary() throws -> Int {
    guard take("-") else { return try primary() }
    return try deeper { parser in
      let part = try parser.unary()
      return parser.parts.add(.negated(part))
    }
  }

  private mutating func primary() throws -> Int {
    let node: Int
    switch token.kind {
    case .number(let number):
      index += 1
      node = parts.add(.number(number))
    case .text(let text):
      index += 1
      node = addText(text)
    case .reference(let name):
      index += 1
      node = parts.add(.name(number(of: name)))
    case .name(let name):
      node = try named(name)
    case .symbol("("):
      index += 1
      node = try alternatives()
      guard take(")") else { throw unexpected() }
    case .symbol("."):
      index += 1
      node = parts.add(.current)
    case .symbol, .end:
      throw unexpected()
    }
    if case .symbol(let symbol) = token.kind, Self.unsupportedSymbols.contains(symbol) {
      throw unexpected()
    }
    return node
  }

  private mutating func named(_ name: String) throws -> Int {
    let start = token
    index += 1
    guard take("(") else {
      let mark = separatesColumns ? Expression.columnMark : ""
      return parts.add(.name(number(of: mark + name)))
    }
    if name == "jr:choice-name" { return try choiceName() }
    guard let function = Function.named[name] else {
      let known = Function.names.joined(separator: ", ")
      throw fail(.unsupportedFunction, start.position, ["name": name, "functions": known])
    }
    var arguments: [Int] = []
    // `position(..)` is about the repetition around; nothing else has its argument.
    if name == "position" { guard take("..") else { throw unexpected() } }
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
    if name == "regex", case .text(let index) = parts.nodes[arguments[1]],
      Patterns.compile(parts.texts[index]) == nil
    {
      throw fail(.invalidPattern, start.position, ["pattern": parts.texts[index]])
    }
    try checkRepeats(function, arguments, at: start)
    if name == "not" { return parts.add(.not(arguments[0])) }
    if name == "if" {
      return parts.add(.condition(arguments[0], then: arguments[1], otherwise: arguments[2]))
    }
    parts.calls.append(ExpressionTree.Call(function: function, arguments: arguments))
    return parts.add(.call(parts.calls.count - 1))
  }

  /// Refuses anything but names where all answers of a repeat are meant.
  private func checkRepeats(
    _ function: Function, _ arguments: [Int], at start: Token
  ) throws {
    guard let index = function.ofRepeat else { return }
    for argument in [index] + (function.name == "indexed-repeat" ? [1] : []) {
      if case .name = parts.nodes[arguments[argument]] { continue }
      throw fail(
        .argumentKind, start.position,
        ["name": function.name, "found": start.source, "expected": "${…}"])
    }
  }

  /// `jr:choice-name(value, '${question}')`: the second argument names a question and is not read.
  private mutating func choiceName() throws -> Int {
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
    let question = number(of: String(text.dropFirst(2).dropLast()))
    return parts.add(.choiceName(choice, question: question))
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

  private mutating func addText(_ text: String) -> Int {
    parts.texts.append(text)
    return parts.add(.text(parts.texts.count - 1))
  }
}
