// SPDX-License-Identifier: GPL-3.0-or-later

package import Forms
public import Tables

extension YAMLValue {
  /// An expression of the form language; its faults bear the place of this value.
  package func expression() throws -> Expression {
    note(.expression)
    return try Expression(try text(), at: place, kind: .configuration)
  }

  /// An expression that something is divided by; one that is a constant must be above 0.
  /// - Throws: ``Tables/Fault/Code/constantDenominator``.
  func denominator() throws -> Expression {
    let expression = try expression()
    guard expression.names.isEmpty else { return expression }
    let value = try expression.evaluate(in: Expression.Scope(now: Moment(days: 0)) { _ in nil })
    guard value.number > 0 else { throw fault(.constantDenominator) }
    return expression
  }

  /// A name that a path, a folder or a label may hold: not empty, without `/`, control characters or
  /// white space.
  package func name() throws -> String {
    note(.name)
    let text = try text()
    try check(name: text)
    return text
  }

  /// Refuses a name, here or as a key of this value, that a path or label could not hold.
  func check(name: String) throws {
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 != "/" && !$0.properties.isWhitespace && $0.properties.generalCategory != .control
      }
    guard isName else { throw fault(.invalidName, ["name": name]) }
  }

  /// The entries of a mapping whose keys are names; see ``name()``.
  package func namedEntries() throws -> [(name: String, value: YAMLValue)] {
    let entries = try entries()
    shape?.noteNames()
    for entry in entries { try entry.value.check(name: entry.name) }
    return entries
  }

  /// Refuses a reference to something that is not there.
  /// - Throws: ``Tables/Fault/Code/unknownReference``.
  func reference(_ name: String, in known: [String]) throws {
    guard known.holds(name) else {
      throw fault(.unknownReference, ["name": name, "known": known.joined(separator: ", ")])
    }
  }

  /// A name that must be one of the known ones.
  func reference(in known: [String]) throws -> String {
    let name = try text()
    try reference(name, in: known)
    return name
  }

  /// One of the words that the program knows.
  func word(among words: [String]) throws -> String {
    note(.choice(words))
    return try reference(in: words)
  }

  /// Names that must all be among the known ones, none twice.
  func references(in known: [String]) throws -> [String] {
    var names: [String] = []
    for value in try list() {
      let name = try value.reference(in: known)
      guard !names.holds(name) else {
        throw value.fault(.listedTwice, ["name": name])
      }
      names.append(name)
    }
    return names
  }
}

extension Fault.Code {
  /// A denominator is the same for all rows and not above 0.
  public static let constantDenominator = Fault.Code("constant-denominator", .configuration)
  /// A name holds `/`, white space or control characters, or is empty.
  public static let invalidName = Fault.Code("invalid-name", .configuration)
  /// A name refers to something that the file does not define.
  public static let unknownReference = Fault.Code("unknown-reference", .configuration)
  /// A name stands twice in a list.
  public static let listedTwice = Fault.Code("listed-twice", .configuration)
}
