// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What a balanced sample keeps of a column, as it is typed: `persons` for the total of its numbers, or
/// `township:levels` for the number of units with each of its values.
public struct BalanceTerm: Sendable {
  /// The column.
  public let column: String
  /// Whether each of its values counts for itself.
  public let isLevels: Bool

  /// What stands after a column whose values count for themselves.
  public static let levelsSuffix = ":levels"

  /// A term as it is typed.
  public init(_ text: String) {
    isLevels = text.hasSuffix(Self.levelsSuffix)
    column = isLevels ? String(text.dropLast(Self.levelsSuffix.count)) : text
  }
}

extension TableRegister {
  /// The variables that a balance stands for, in order: the numbers of a column, or for each of its values,
  /// by their bytes, 1 where a unit has it.
  /// - Throws: as ``auxiliaries(_:)``.
  func variables(of balance: [String]) throws -> [[Double]] {
    try balance.flatMap { text -> [[Double]] in
      let term = BalanceTerm(text)
      guard term.isLevels else { return try auxiliaries([term.column]) }
      let levels = try levels(term.column).sortedByLabel()
      return levels.labels.indices.map { level in
        levels.codes.map { Int($0) == level ? 1 : 0 }
      }
    }
  }
}
