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
  /// - Throws: ``Fault/Code/stratumSizedTwice`` for a stratum that stands in both, or twice in one.
  public init(
    fractions: [(stratum: String, fraction: Fraction)], sizes: [(stratum: String, size: Int)],
    at place: Place = Place()
  ) throws {
    var rules: [UnitID: StratumSize] = [:]
    let pairs =
      fractions.map { ($0.stratum, StratumSize.fraction($0.fraction)) }
      + sizes.map { ($0.stratum, StratumSize.size($0.size)) }
    for (stratum, rule) in pairs {
      guard rules.updateValue(rule, forKey: UnitID(stratum)) == nil else {
        throw Fault(.stratumSizedTwice, at: place, ["stratum": stratum])
      }
    }
    self = .byStratum(rules)
  }
}

extension SizeRule: ExpressibleByIntegerLiteral {
  /// A number in all.
  public init(integerLiteral size: Int) { self = .size(size) }
}

extension Fault.Code {
  /// A stratum has two sizes, such as a fraction and a number.
  public static let stratumSizedTwice = Fault.Code("stratum-sized-twice", .configuration)
}
