// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// An expression of XLSForm: the part of XPath 1.0 that forms use, with XForms' functions.
///
/// It says what is relevant and allowed in a form, which units a sample comes from, what an indicator
/// counts, and which rows a figure is about. `${name}` and a bare name are both the answer to a
/// question or the value of a column; `.` is the answer that a constraint is about. Everything else
/// that XPath knows, such as paths and predicates, and every function that is not listed in the
/// documentation is refused by name.
///
///     let expression = try Expression("status = 'exited' and persons > 2")
///     let mask = try expression.mask(over: households)
public struct Expression: Sendable {
  let tree: ExpressionTree

  /// The expression as it was written.
  public var source: String { tree.source }

  /// Where it was written.
  public var place: Place { tree.place }

  /// The names that it uses, each once, in the order in which they first occur.
  public var names: [String] { tree.names }

  /// The names that are compared with texts, by `=`, `!=` or `selected`.
  package var comparisons: [(name: String, text: String)] {
    tree.comparisons.map { (names[$0.name], $0.text) }
  }

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - source: the expression.
  ///   - place: where it stands; every fault bears it.
  ///   - kind: the kind of its faults: wrong usage on a command line, data in a form, configuration
  ///     in a profile.
  /// - Throws: a `Fault` with line and column within the expression:
  ///   ``Tables/Fault/Code/unexpectedCharacter``, ``Tables/Fault/Code/unexpectedWord``,
  ///   ``Tables/Fault/Code/expressionEnds``, ``Tables/Fault/Code/unclosedText``,
  ///   ``Tables/Fault/Code/unsupportedSyntax``, ``Tables/Fault/Code/unsupportedFunction``,
  ///   ``Tables/Fault/Code/argumentCount``, ``Tables/Fault/Code/argumentKind``,
  ///   ``Tables/Fault/Code/invalidPattern``, ``Tables/Fault/Code/expressionTooDeep``.
  /// - Complexity: linear in the length of the source.
  public init(
    _ source: String, at place: Place = Place(), kind: Fault.Kind = .usage
  ) throws {
    try self.init(source, at: place, kind: kind, isChoiceFilter: false)
  }

  /// What stands before the name of a column of choices in the names of a choice filter; no name of
  /// XML holds it.
  static let columnMark = "\u{1f}"

  /// Reads an expression, or a choice filter, in which bare names are columns of the choices.
  init(_ source: String, at place: Place, kind: Fault.Kind, isChoiceFilter: Bool) throws {
    var parser = try Parser(source, separatesColumns: isChoiceFilter) { code, position, values in
      var values = values
      values["expression"] = source
      values["line"] = "\(position.line)"
      values["column"] = "\(position.column)"
      return Fault(Fault.Code(code.name, kind), at: place, values)
    }
    let root = try parser.parse()
    tree = ExpressionTree(
      source: source, place: place, faultKind: kind, names: parser.names, root: root,
      parts: parser.parts)
  }

  /// Whether the same answers give the same value at any time: it reads neither the clock nor the
  /// value that stood there before.
  public var isRepeatable: Bool { !tree.calls(["now", "today", "once"]) }

  /// A fault of this expression.
  func fault(_ code: Fault.Code, _ values: [String: String] = [:]) -> Fault {
    tree.fault(code, values)
  }
}
