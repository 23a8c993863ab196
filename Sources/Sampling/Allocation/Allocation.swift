// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// How a number of units is spread over strata: the method and what it is computed from.
///
/// Once a design is bound to its registers, the method's factors are integers that stand in the design, and
/// from there everything is integer arithmetic: the share of a cell is its stratum's factor, times the
/// cell's number of units if the method counts units, and shares become sizes by largest remainders.
/// A seal therefore holds what the allocation came to, and nobody must compute a deviation or a power to
/// check a draw.
public struct Allocation: Sendable, Hashable {
  /// The method.
  public var method: AllocationMethod
  /// The column of the strata's standard deviations, or of a variable whose standard deviations are taken:
  /// a column that is constant within every stratum holds S_h, any other one is the variable.
  public var deviation: String?
  /// The column of the cost of one unit, constant within each stratum and above 0.
  public var cost: String?
  /// The exponent of the power allocation, from 0 to 1.
  public var power: Fraction?
  /// The factors of the strata under their records, the largest being ``scale``; `nil` before the
  /// design is bound to its register.
  public internal(set) var factors: [UnitID: Int]?

  /// The factor of the stratum whose factor is largest: eight digits decide sizes.
  public static let scale = 100_000_000

  /// A way to spread a number over strata.
  public init(
    _ method: AllocationMethod, deviation: String? = nil, cost: String? = nil,
    power: Fraction? = nil
  ) {
    self.method = method
    self.deviation = deviation
    self.cost = cost
    self.power = power
  }

  /// Columns that the method needs and that are missing, or that it does not use.
  func faults(sample: String) -> Faults {
    var faults = Faults()
    let rule = method.rule
    for (option, use, isGiven) in [
      ("deviation", rule.deviationUse, deviation != nil), ("cost", rule.costUse, cost != nil),
      ("power", rule.powerUse, power != nil),
    ] {
      let values = ["sample": sample, "allocation": method.name, "option": option]
      if use == .required && !isGiven { faults.append(Fault(.allocationNeedsOption, values)) }
      if use == .never && isGiven { faults.append(Fault(.allocationOptionWithoutUse, values)) }
    }
    return faults
  }

  /// The shares of the strata of one population.
  /// - Throws: ``Fault/Code/stratumWithoutSize`` for a stratum that the seal has no factor for.
  func shares(populations: [Int], strata: [String], sample: String) throws -> [Int] {
    try zip(populations, strata).map { population, stratum in
      if population == 0 { return 0 }
      guard let factor = factors?[UnitID(stratum)] else {
        throw Fault(.stratumWithoutSize, ["sample": sample, "stratum": stratum])
      }
      return method.rule.countsUnits ? factor * population : factor
    }
  }

  /// The factors of strata, the largest being ``scale``.
  ///
  /// - Parameter strata: what is known of each stratum, under its record.
  /// - Throws: ``Fault/Code/allocationWithoutFactor`` if no stratum has a share;
  ///   what the rule throws.
  func factors(of strata: [UnitID: StratumMoments], sample: String) throws -> [UnitID: Int] {
    var exact: [UnitID: Double] = [:]
    for stratum in strata.keys.sorted() {
      exact[stratum] = try method.rule.factor(
        of: strata[stratum]!, stratum: stratum.text, power: power?.value.doubleValue ?? 0)
    }
    let largest = exact.values.max() ?? 0
    guard largest > 0 else {
      throw Fault(
        .allocationWithoutFactor,
        ["sample": sample, "allocation": method.name, "column": deviation ?? ""])
    }
    return exact.mapValues { factor in
      // A stratum with a share keeps one, however small.
      factor == 0 ? 0 : max(1, Int((factor / largest * Double(Self.scale)).rounded()))
    }
  }
}

extension Fault.Code {
  /// An allocation lacks a column or number that its method is computed from.
  public static let allocationNeedsOption = Fault.Code("allocation-needs-option", .usage)
  /// An allocation is given a column or number that its method does not use.
  public static let allocationOptionWithoutUse = Fault.Code(
    "allocation-option-without-use", .usage)
  /// An allocation is named where no number of units is spread, or over no strata.
  public static let allocationWithoutSpread = Fault.Code("allocation-without-spread", .usage)
  /// By its method no stratum would get anything.
  public static let allocationWithoutFactor = Fault.Code("allocation-without-factor", .data)
}
