// SPDX-License-Identifier: GPL-3.0-or-later

import Files

/// Where lines of Chinese with words of other scripts in it end.
enum LineBreaks {
  /// Marks that do not begin a line.
  private static let closing = Set("，。、；：！？）】》”’…,.;:!?)]}%")
  /// Marks that do not end one.
  private static let opening = Set("（【《“‘([{")

  /// A text in lines of at most so many places: broken at spaces and beside Chinese characters, never
  /// within a word of another script, which may then be longer.
  /// - Complexity: linear in the text.
  static func broken(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for piece in pieces(text) {
      let pieceWidth = displayWidth(piece)
      // A space at the end of a line takes no place.
      let needed = piece.hasSuffix(" ") ? pieceWidth - 1 : pieceWidth
      if !line.isEmpty, lineWidth + needed > width {
        lines.append(line.trimmedEnd)
        line = ""
        lineWidth = 0
      }
      line += piece
      lineWidth += pieceWidth
    }
    return lines + [line.trimmedEnd]
  }

  /// The parts between which a line may be broken.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var last: Character?
    for character in text {
      if let last, !mayBreak(between: last, and: character) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      last = character
    }
    return pieces
  }

  private static func mayBreak(between one: Character, and other: Character) -> Bool {
    if other == " " || closing.contains(other) || opening.contains(one) { return false }
    return one == " " || isWide(one) || isWide(other)
  }

  private static func isWide(_ character: Character) -> Bool { displayWidth(String(character)) > 1 }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
