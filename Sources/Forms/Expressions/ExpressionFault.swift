// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Where in an expression something stands, counted from 1 in Unicode scalars.
struct SourcePosition: Sendable, Hashable {
  var line = 1
  var column = 1
}

extension Fault.Code {
  /// A character that begins no word of the expression language.
  public static let unexpectedCharacter = Fault.Code("unexpected-character", .usage)
  /// A word of the expression stands where it cannot.
  public static let unexpectedWord = Fault.Code("unexpected-word", .usage)
  /// The expression ends where something must follow.
  public static let expressionEnds = Fault.Code("expression-ends", .usage)
  /// A text in an expression, or a name in `${…}`, is not closed.
  public static let unclosedText = Fault.Code("unclosed-text", .usage)
  /// A part of XPath that is not supported: paths, predicates, unions, variables.
  public static let unsupportedSyntax = Fault.Code("unsupported-syntax", .usage)
  /// A function that is not supported.
  public static let unsupportedFunction = Fault.Code("unsupported-function", .usage)
  /// A function with too few or too many arguments.
  public static let argumentCount = Fault.Code("argument-count", .usage)
  /// An argument that must be written out in the expression is something else.
  public static let argumentKind = Fault.Code("argument-kind", .usage)
  /// An expression is nested too deeply.
  public static let expressionTooDeep = Fault.Code("expression-too-deep", .usage)
  /// A pattern that is no regular expression.
  public static let invalidPattern = Fault.Code("invalid-pattern", .usage)
  /// A name in an expression that nothing bears.
  public static let unknownName = Fault.Code("unknown-name", .usage)
  /// `.`, `once`, `today`, `now` or `jr:choice-name` where there is no answer, clock or form.
  public static let noContext = Fault.Code("no-context", .usage)
  /// A text stands where a date is needed.
  public static let notADate = Fault.Code("not-a-date", .data)
}
