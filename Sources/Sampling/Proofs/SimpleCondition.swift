// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A condition that a verifier can evaluate without a language of expressions: comparisons
/// `column = 'value'` joined by `and`.
///
/// Values are compared by bytes. Every other condition is not simple, and what depends on it remains
/// unproven where no evaluator is at hand.
public struct SimpleCondition: Sendable {
  /// The comparisons, all of which must hold.
  public let comparisons: [(column: String, value: String)]

  /// Reads a condition.
  /// - Returns: `nil` if it is of another form.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    var comparisons: [(String, String)] = []
    while true {
      rest.skipSpaces()
      guard let column = rest.take(while: { !Self.separators.contains($0) }) else { return nil }
      rest.skipSpaces()
      guard rest.popFirst() == 0x3d else { return nil }
      rest.skipSpaces()
      guard rest.popFirst() == 0x27 else { return nil }
      let value = rest.take { $0 != 0x27 } ?? ""
      guard rest.popFirst() == 0x27 else { return nil }
      comparisons.append((column, value))
      let spaces = rest.skipSpaces()
      if rest.isEmpty { break }
      guard spaces > 0, rest.starts(with: "and ".utf8) else { return nil }
      rest.removeFirst(4)
    }
    self.comparisons = comparisons
  }

  /// The characters that end a column's name.
  private static let separators = Set(" ='\"${}()<>!,".utf8)

  /// The rows that fulfil the condition; `nil` if it names a column that the table does not have.
  public func mask(_ table: Table) -> [Bool]? {
    var mask = [Bool](repeating: true, count: table.rowCount)
    for (column, value) in comparisons {
      guard let index = table.index(of: column) else { return nil }
      let texts = table.columns[index]
      for row in mask.indices where mask[row] {
        mask[row] = texts.withBytes(at: row) { value.utf8.elementsEqual($0) }
      }
    }
    return mask
  }
}

extension Substring.UTF8View {
  /// Passes over spaces and returns how many there were.
  @discardableResult
  fileprivate mutating func skipSpaces() -> Int {
    let spaces = prefix { $0 == 0x20 }.count
    removeFirst(spaces)
    return spaces
  }

  /// Takes the bytes that fulfil a condition; `nil` if there is none.
  fileprivate mutating func take(while condition: (UInt8) -> Bool) -> String? {
    let taken = prefix(while: condition)
    removeFirst(taken.count)
    return taken.isEmpty ? nil : String(Substring(taken))
  }
}
