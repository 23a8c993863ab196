// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A Chinese identity number as GB 11643-1999 defines it, or what somebody typed for one.
///
/// Eighteen places: six of the area, eight of the birth date, three of the sequence and a check digit by
/// ISO 7064 MOD 11-2. Numbers of fifteen places (GB 11643-1989) lack the century and the check digit; they
/// mean the twentieth century, except that the sequences 996 to 999 were given to people born before 1900,
/// whose century nobody can tell, so that these are not completed.
///
/// For comparison white space and a leading apostrophe are taken off, full-width digits become digits, and
/// `x` becomes `X`. Nothing is ever written back.
public struct IdentityNumber: Sendable, Hashable {
  /// What a text is.
  public enum Kind: Sendable, Hashable {
    /// Eighteen places with a possible birth date and the right check digit.
    case valid
    /// Fifteen places with a possible birth date, completed to eighteen.
    case completed
    /// Eighteen places of which one at least is wrong, since check digit or birth date do not fit.
    case faulty
    /// Nothing.
    case empty
    /// Anything else, such as a number that a spreadsheet has rounded.
    case unreadable
  }

  /// The eighteen places, or the text as far as it could be read.
  public let text: String
  /// What it is.
  public let kind: Kind

  /// Reads what somebody typed.
  public init(_ typed: String) {
    let places = Self.places(typed)
    if places.isEmpty {
      (text, kind) = ("", .empty)
      return
    }
    let isDigits = places.dropLast().allSatisfy(Self.isDigit)
    if places.count == 18, isDigits, Self.isDigit(places[17]) || places[17] == 0x58 {
      text = String(decoding: places, as: UTF8.self)
      kind = Self.isValid(places) ? .valid : .faulty
    } else if places.count == 15, places.allSatisfy(Self.isDigit),
      !(996...999).contains(Self.number(places[12...]))
    {
      var long = Array(places[..<6]) + Array("19".utf8) + Array(places[6...])
      long.append(Self.checkDigit(long))
      text = String(decoding: long, as: UTF8.self)
      kind = Self.isValid(long) ? .completed : .unreadable
    } else {
      text = String(decoding: places, as: UTF8.self)
      kind = .unreadable
    }
  }

  /// Whether the number can be trusted to be that of a person.
  public var isTrusted: Bool { kind == .valid || kind == .completed }

  /// The valid numbers that differ from a faulty one in one place, or in the order of two neighbours.
  /// - Complexity: about 200 check digits.
  public var neighbours: [String] {
    guard kind == .faulty else { return [] }
    let places = Array(text.utf8)
    var found: Set<[UInt8]> = []
    func consider(_ candidate: [UInt8]) {
      if Self.isValid(candidate) { found.insert(candidate) }
    }
    for position in places.indices {
      var candidate = places
      for digit in Array("0123456789X".utf8) where digit != places[position] {
        if digit == 0x58, position != 17 { continue }
        candidate[position] = digit
        consider(candidate)
      }
    }
    for position in 0..<17 where places[position] != places[position + 1] {
      var candidate = places
      candidate.swapAt(position, position + 1)
      if candidate[..<17].allSatisfy(Self.isDigit) { consider(candidate) }
    }
    return found.map { String(decoding: $0, as: UTF8.self) }.sorted { bytesCompare($0, $1) < 0 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func number(_ digits: some Sequence<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The places of a text, as far as they are characters of ASCII.
  private static func places(_ typed: String) -> [UInt8] {
    var places: [UInt8] = []
    for scalar in typed.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xff10...0xff19: places.append(UInt8(scalar.value - 0xff10 + 0x30))
      case 0x78, 0xff38, 0xff58: places.append(0x58)
      case 0x27 where places.isEmpty: continue
      case 0x21...0x7e: places.append(UInt8(scalar.value))
      default: places.append(0x3f)
      }
    }
    return places
  }

  /// ISO 7064 MOD 11-2 over seventeen digits.
  private static func checkDigit(_ digits: [UInt8]) -> UInt8 {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
    return Array("10X98765432".utf8)[sum % 11]
  }

  private static func isValid(_ places: [UInt8]) -> Bool {
    guard places[..<17].allSatisfy(isDigit), places[17] == checkDigit(places) else { return false }
    let date = String(decoding: places[6..<14], as: UTF8.self)
    let (year, month) = (date.prefix(4), date.dropFirst(4).prefix(2))
    return CivilCalendar.days(of: "\(year)-\(month)-\(date.suffix(2))") != nil
  }
}
