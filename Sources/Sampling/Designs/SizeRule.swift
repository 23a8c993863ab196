// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// How many units are drawn: a fraction of each stratum, a number in all, or one of the two for each
/// stratum.
public enum SizeRule: Sendable, Hashable {
  /// A fraction of each stratum.
  case fraction(Fraction)
  /// A number in all, spread over the strata in proportion to their units.
  case size(Int)
  /// For each stratum, under its record, a fraction or a number.
  case byStratum([UnitID: StratumSize])

  /// The size of one stratum.
  public enum StratumSize: Sendable, Hashable {
    /// A fraction of its units.
    case fraction(Fraction)
    /// A number of units.
    case size(Int)
  }

  /// The rule of two maps by stratum, as they are written: one of fractions, one of sizes.
  /// - Throws: ``Fault/Code/stratumSizedTwice`` for a stratum that stands in both.
  public init(fractions: [String: Fraction], sizes: [String: Int], at place: Place = Place()) throws
  {
    var rules: [UnitID: StratumSize] = [:]
    for (stratum, fraction) in fractions { rules[UnitID(stratum)] = .fraction(fraction) }
    for stratum in sizes.keys.map({ UnitID($0) }).sorted() where rules[stratum] != nil {
      throw Fault(.stratumSizedTwice, at: place, ["stratum": stratum.text])
    }
    for (stratum, size) in sizes { rules[UnitID(stratum)] = .size(size) }
    self = .byStratum(rules)
  }
}

extension SizeRule: ExpressibleByIntegerLiteral {
  /// A number in all.
  public init(integerLiteral size: Int) { self = .size(size) }
}

extension Fault.Code {
  /// A stratum has both a fraction and a size.
  public static let stratumSizedTwice = Fault.Code("stratum-sized-twice", .configuration)
}
