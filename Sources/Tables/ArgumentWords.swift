// SPDX-License-Identifier: GPL-3.0-or-later

/// Names and values in one argument of a command, with the separators between them.
///
/// A word that holds a separator stands in double quotation marks, doubled inside: `"a/b"/c` is the words
/// `a/b` and `c`. A quotation mark elsewhere than at the beginning of a word is part of it.
public enum ArgumentWords {
  /// The words of an argument at a separator.
  ///
  /// - Parameters:
  ///   - argument: the argument as it was typed.
  ///   - separators: ASCII characters that separate here, the outermost first: `",*"` gives groups at each
  ///     comma and, within them, words at each asterisk.
  /// - Returns: the words, one array for each group.
  /// - Throws: ``Fault/Code/malformedArgument`` for a word that is empty, a quotation mark that is not
  ///   closed, or text after a closed one.
  public static func groups(_ argument: String, at separators: String) throws -> [[String]] {
    let separators = Array(separators.utf8)
    precondition(separators.count == 2)
    var groups: [[String]] = [[]]
    var scanner = Scanner(argument)
    while true {
      groups[groups.count - 1].append(try scanner.word(endingAt: separators))
      guard let separator = scanner.next() else { return groups }
      if separator == separators[0] { groups.append([]) }
    }
  }

  /// The words of an argument at one separator.
  ///
  /// - Parameter limit: the number of words at the most; further separators belong to the last word.
  /// - Throws: as ``groups(_:at:)``.
  public static func words(
    _ argument: String, at separator: Character, limit: Int = .max
  ) throws -> [String] {
    let separators = [separator.asciiValue!]
    var words: [String] = []
    var scanner = Scanner(argument)
    while true {
      let isLast = words.count + 1 == limit
      words.append(try scanner.word(endingAt: isLast ? [] : separators))
      if scanner.next() == nil { return words }
    }
  }

  /// The words of an argument, each with the separator that ends it; `nil` behind the last.
  /// - Parameter separators: ASCII characters, each of which ends a word.
  /// - Throws: as ``groups(_:at:)``.
  public static func tokens(
    _ argument: String, at separators: String
  ) throws -> [(word: String, end: Character?)] {
    let separators = Array(separators.utf8)
    var tokens: [(word: String, end: Character?)] = []
    var scanner = Scanner(argument)
    while true {
      let word = try scanner.word(endingAt: separators)
      let end = scanner.next()
      tokens.append((word, end.map { Character(UnicodeScalar($0)) }))
      if end == nil { return tokens }
    }
  }

  private struct Scanner {
    let argument: String
    let bytes: [UInt8]
    var position = 0

    init(_ argument: String) {
      self.argument = argument
      bytes = Array(argument.utf8)
    }

    /// The separator at the position, which is passed over, or `nil` at the end.
    mutating func next() -> UInt8? {
      guard position < bytes.count else { return nil }
      position += 1
      return bytes[position - 1]
    }

    mutating func word(endingAt separators: [UInt8]) throws -> String {
      var word: [UInt8] = []
      let quote = UInt8(ascii: "\"")
      if position < bytes.count && bytes[position] == quote {
        position += 1
        while true {
          guard position < bytes.count else { throw fault }
          if bytes[position] == quote {
            position += 1
            guard position < bytes.count && bytes[position] == quote else { break }
          }
          word.append(bytes[position])
          position += 1
        }
        guard position == bytes.count || separators.contains(bytes[position]) else { throw fault }
        return String(decoding: word, as: UTF8.self)
      }
      while position < bytes.count && !separators.contains(bytes[position]) {
        word.append(bytes[position])
        position += 1
      }
      guard !word.isEmpty else { throw fault }
      return String(decoding: word, as: UTF8.self)
    }

    private var fault: Fault { Fault(.malformedArgument, ["argument": argument]) }
  }
}

extension Fault.Code {
  /// The words of an argument cannot be told apart.
  public static let malformedArgument = Fault.Code("malformed-argument", .usage)
}
