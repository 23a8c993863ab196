// SPDX-License-Identifier: GPL-3.0-or-later

/// One node of an expression's tree; parts are positions among the tree's nodes.
///
/// A node holds nothing that is counted by reference, so that walking a tree for a million rows costs
/// no more than the arithmetic.
enum Node: Sendable {
  /// A literal, by its position among the tree's texts.
  case text(Int)
  case number(Double)
  /// The value of the name with this number.
  case name(Int)
  /// `.`, the answer that a constraint is about.
  case current
  case negated(Int)
  case arithmetic(Arithmetic, Int, Int)
  case ordered(Order, Int, Int)
  case equal(Int, Int)
  case unequal(Int, Int)
  /// All, or any, of the parts that stand among the tree's children from a position on.
  case all(first: Int, count: Int)
  case any(first: Int, count: Int)
  case not(Int)
  case condition(Int, then: Int, otherwise: Int)
  /// A function's call, by its position among the tree's calls.
  case call(Int)
  /// The label that the question with this number gives to a choice.
  case choiceName(Int, question: Int)

  enum Arithmetic: Sendable {
    case plus, minus, times, divided, remainder

    func callAsFunction(_ left: Double, _ right: Double) -> Double {
      switch self {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .divided: left / right
      // XPath's remainder has the sign of the dividend, as that of C has.
      case .remainder: left.truncatingRemainder(dividingBy: right)
      }
    }
  }

  enum Order: Sendable {
    case less, lessOrEqual, greater, greaterOrEqual

    func callAsFunction(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  /// What a part yields as far as the expression alone tells.
  enum Kind: Sendable {
    case text, number, boolean, moment
    /// Depends on the values.
    case unknown
  }
}
