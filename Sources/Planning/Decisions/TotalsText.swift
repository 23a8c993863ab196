// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
public import Tables

/// Totals of a county as a person types them, with the villages to be drawn.
///
///     exited: villages=83, households=12444, draw=20%; other: villages=221, households=2133, draw=12
///
/// Strata stand between semicolons; each has a name, a colon, and `villages`, `households`, optionally
/// `persons` and `draw`, a number of villages or a percentage rounded up (20% without it). Full-width
/// punctuation is read as well.
public struct TotalsText: Sendable {
  /// The strata.
  public let strata: [CountyTotals.Stratum]
  /// The villages drawn of each.
  public let villages: [Int]

  /// Reads totals.
  /// - Throws: ``Tables/Fault/Code/totalsUnreadable`` with the part that cannot be read.
  public init(_ text: String) throws {
    var strata: [CountyTotals.Stratum] = []
    var villages: [Int] = []
    let plain = Self.plain(text)
    for part in plain.split(separator: ";") where !part.trimmed().isEmpty {
      let halves = part.split(separator: ":", maxSplits: 1)
      guard halves.count == 2, !halves[0].trimmed().isEmpty else { throw Self.fault(part) }
      var values: [String: String] = [:]
      for entry in halves[1].split(separator: ",") {
        let pair = entry.split(separator: "=", maxSplits: 1)
        guard pair.count == 2 else { throw Self.fault(entry) }
        let key = pair[0].trimmed()
        guard ["villages", "households", "persons", "draw"].contains(key), values[key] == nil
        else { throw Self.fault(entry) }
        values[key] = pair[1].trimmed()
      }
      guard let all = values["villages"].flatMap({ Self.count($0) }),
        let households = values["households"].flatMap({ Self.count($0) }),
        let drawn = Self.drawn(values["draw"] ?? "20%", of: all)
      else { throw Self.fault(part) }
      let persons = values["persons"].flatMap { Self.count($0) }
      if values["persons"] != nil && persons == nil { throw Self.fault(part) }
      strata.append(
        CountyTotals.Stratum(
          name: halves[0].trimmed(), villages: all, households: households, persons: persons))
      villages.append(drawn)
    }
    guard !strata.isEmpty else { throw Self.fault(text[...]) }
    self.strata = strata
    self.villages = villages
  }

  /// How many households are asked, as a person types it: `12` in each village, `10%` of all the county's,
  /// `10% of village`.
  /// - Throws: ``Tables/Fault/Code/takeUnreadable``.
  public static func households(_ text: String) throws -> StagedDraw.Households {
    let words = plain(text).split(separator: " ").map(String.init)
    if words.count == 1, let count = count(words[0]), count > 0 { return .each(count) }
    if let share = words.first.flatMap({ share($0) }), share > .zero, share <= .one {
      if words.count == 1 || words.dropFirst() == ["of", "county"] {
        return .shareOfCounty(share.doubleValue)
      }
      if words.dropFirst() == ["of", "village"] { return .shareOfVillage(share.doubleValue) }
    }
    throw Fault(.takeUnreadable, ["text": text])
  }

  private static func fault(_ part: Substring) -> Fault {
    Fault(.totalsUnreadable, ["text": part.trimmed()])
  }

  private static func plain(_ text: String) -> String {
    let signs: [Character: Character] = [
      "；": ";", "：": ":", "，": ",", "＝": "=", "％": "%", "\n": ";", "　": " ",
    ]
    return String(text.map { signs[$0] ?? $0 })
  }

  /// A number without sign, below a thousand million.
  private static func count(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return Int(text)
  }

  private static func share(_ text: String) -> Rational? {
    guard text.hasSuffix("%"), text.utf8.count <= 9 else { return nil }
    return Rational(decimal: String(text.dropLast()))
      .map { Rational($0.numerator, $0.denominator * 100) }
  }

  private static func drawn(_ text: String, of all: Int) -> Int? {
    if let count = count(text) { return count }
    guard let share = share(text), share >= .zero, share <= .one else { return nil }
    return try? share.multiplied(by: all).ceiling
  }
}

extension Fault.Code {
  /// Totals of a county cannot be read.
  public static let totalsUnreadable = Fault.Code("totals-unreadable", .usage)
  /// What is to be taken of each village cannot be read.
  public static let takeUnreadable = Fault.Code("take-unreadable", .usage)
  /// An option of plans from totals is given without totals.
  public static let totalsNeeded = Fault.Code("totals-needed", .usage)
  /// A plan from totals has no requirement.
  public static let requirementNeeded = Fault.Code("requirement-needed", .usage)
}
