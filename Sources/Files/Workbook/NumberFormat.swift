// SPDX-License-Identifier: GPL-3.0-or-later

/// What a number format makes of a number: nothing, a date, a time of day.
///
/// The codes are those of ECMA-376 part 1, section 18.8.30 and 18.8.31; in builds for China, Japan and
/// Korea 27 to 36 and 50 to 58 are dates, too.
enum NumberFormat: Sendable, Equatable {
  case general
  case date
  case time
  case dateTime
  case duration

  /// The format of a number of the standard.
  init(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date
    case 18...21, 32, 33, 55, 56: self = .time
    case 22: self = .dateTime
    case 45...47: self = number == 46 ? .duration : .time
    default: self = .general
    }
  }

  /// The format that a code describes, by its first section.
  ///
  /// `m` is a month, except beside hours or seconds. Text in quotation marks, escaped characters,
  /// padding (`_x`, `*x`) and what stands in brackets other than `[h]`, `[m]`, `[s]` says nothing.
  init(code: String) {
    var letters: [Character] = []
    var elapsed = false
    var characters = code.makeIterator()
    scan: while let character = characters.next() {
      switch character {
      case ";": break scan
      case "\"": while let next = characters.next(), next != "\"" {}
      case "\\", "_", "*": _ = characters.next()
      case "[":
        var inside = ""
        while let next = characters.next(), next != "]" { inside.append(next) }
        let lower = inside.lowercased()
        if !lower.isEmpty, lower.allSatisfy({ "hms".contains($0) }), Set(lower).count == 1 {
          elapsed = true
        }
      default: letters.append(Character(character.lowercased()))
      }
    }
    let text = String(letters)
    if text.contains("general") {
      self = .general
    } else if elapsed {
      self = .duration
    } else {
      let isDate = letters.contains { "yd年月日".contains($0) } || Self.hasEra(text)
      let isTime = letters.contains { "hs时分秒".contains($0) }
      let hasMonth = letters.contains("m")
      self =
        switch (isDate || (hasMonth && !isTime), isTime) {
        case (true, true): .dateTime
        case (true, false): .date
        case (false, true): .time
        case (false, false): .general
        }
    }
  }

  /// Whether there is the year of an era (`e`), which is no exponent (`E+`) after a digit.
  private static func hasEra(_ text: String) -> Bool {
    text.contains("e") && !text.contains { "0#?".contains($0) }
  }
}
