// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A way to estimate variance by repeating the estimate with other weights (Wolter 2007).
public enum ReplicateMethod: Sendable, Hashable {
  /// The delete-one jackknife: each first-stage unit is left out in turn (JK1 without strata, JKn with).
  case jackknife
  /// Balanced repeated replication with Fay's factor ρ in [0, 1), 0 for half-samples; each stratum has
  /// two first-stage units.
  case balancedRepeated(fay: Double)
  /// The bootstrap of Rao and Wu (1988), in several stages as Beaumont and Émond (2022) have it.
  case bootstrap(replicates: Int, seed: String)
}

extension ReplicateMethod {
  /// The method of a name: jackknife, bootstrap, brr, fay; `nil` for taylor, which is linearization.
  ///
  /// - Throws: ``Fault/Code/unknownVariance``, ``Fault/Code/replicatesOutOfRange``,
  ///   ``Fault/Code/fayOutOfRange``; ``Fault/Code/optionWithoutOther`` for an option of another method.
  public static func named(
    _ name: String, replicates: Int? = nil, seed: String? = nil, fay: Double? = nil
  ) throws -> ReplicateMethod? {
    for (option, isGiven, other) in [
      ("--replicates", replicates != nil, "bootstrap"), ("--seed", seed != nil, "bootstrap"),
      ("--fay-rho", fay != nil, "fay"),
    ] where isGiven && name != other {
      throw Fault(.optionWithoutOther, ["option": option, "other": "--variance \(other)"])
    }
    switch name {
    case "taylor": return nil
    case "jackknife": return .jackknife
    case "brr": return .balancedRepeated(fay: 0)
    case "fay":
      guard let fay = Optional(fay ?? 0.3), fay >= 0, fay < 1 else {
        throw Fault(.fayOutOfRange, ["value": "\(fay ?? 0)"])
      }
      return .balancedRepeated(fay: fay)
    case "bootstrap":
      guard let replicates = Optional(replicates ?? 1_000), replicates > 1 else {
        throw Fault(.replicatesOutOfRange, ["value": "\(replicates ?? 0)"])
      }
      return .bootstrap(replicates: replicates, seed: seed ?? "1")
    default:
      throw Fault(
        .unknownVariance, ["name": name, "available": "taylor, jackknife, bootstrap, brr, fay"])
    }
  }
}

/// How each replicate multiplies the weights of its units.
protocol ReplicateScheme: Sendable {
  /// The number of replicates.
  var count: Int { get }
  /// What multiplies the squared deviation of a replicate's estimate from the mean of all.
  func scale(_ replicate: Int) -> Double
  /// Delivers, for each replicate, the sums of the entries with its multipliers.
  func forEachReplicate(_ entries: ReplicateEntries, _ body: (Int, [Double]) throws -> Void)
    rethrows
}

/// Weighted totals that replicates multiply: values of units, each in one of several sums.
struct ReplicateEntries {
  /// The unit of each entry, ascending.
  private(set) var units: [UInt32] = []
  /// The sum that each entry belongs to.
  private(set) var sums: [UInt32] = []
  private(set) var values: [Double] = []
  /// The number of sums.
  let sumCount: Int
  private var buffer: [Double]
  private var isTouched: [Bool]
  private var touched: [UInt32] = []
  private var unit: UInt32?

  init(sumCount: Int) {
    self.sumCount = sumCount
    buffer = [Double](repeating: 0, count: sumCount)
    isTouched = [Bool](repeating: false, count: sumCount)
  }

  /// Adds a value to a sum of a unit.
  /// - Precondition: units come in ascending order; ``finish()`` follows the last.
  mutating func add(_ value: Double, unit next: UInt32, sum: Int) {
    if unit != next { finish() }
    unit = next
    if !isTouched[sum] {
      isTouched[sum] = true
      touched.append(UInt32(sum))
    }
    buffer[sum] += value
  }

  /// Ends the unit that is being added to.
  mutating func finish() {
    guard let unit else { return }
    for sum in touched {
      units.append(unit)
      sums.append(sum)
      values.append(buffer[Int(sum)])
      buffer[Int(sum)] = 0
      isTouched[Int(sum)] = false
    }
    touched.removeAll(keepingCapacity: true)
    self.unit = nil
  }

  /// The sums without any multiplier.
  var totals: [Double] {
    var totals = [Double](repeating: 0, count: sumCount)
    for (sum, value) in zip(sums, values) { totals[Int(sum)] += value }
    return totals
  }
}

extension Fault.Code {
  /// A method of variance that does not exist was named.
  public static let unknownVariance = Fault.Code("unknown-variance", .usage)
  /// Fewer than two replicates are wanted.
  public static let replicatesOutOfRange = Fault.Code("replicates-out-of-range", .usage)
  /// Fay's factor is not in [0, 1).
  public static let fayOutOfRange = Fault.Code("fay-out-of-range", .usage)
  /// Replicates cannot be made because a cell of a stage that counts has one unit.
  public static let replicatesOfLonelyUnit = Fault.Code("replicates-of-lonely-unit", .data)
  /// A stratum of a balanced design has not two first-stage units.
  public static let stratumIsNoPair = Fault.Code("stratum-is-no-pair", .data)
  /// The replicates would need more memory than is reasonable.
  public static let tooManyReplicates = Fault.Code("too-many-replicates", .usage)
  /// Replicates are made of simple random or with-replacement samples only.
  public static let replicatesOfUnequalProbabilities =
    Fault.Code("replicates-of-unequal-probabilities", .usage)
}
