// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A method of allocation, known by the word that options, designs and proofs use.
///
/// A new method is an ``AllocationRule`` in a file of its own, and a line in ``all``.
public struct AllocationMethod: Sendable, Hashable, CustomStringConvertible {
  /// The word, such as `neyman`.
  public var name: String { rule.name }
  /// The method itself.
  public let rule: any AllocationRule

  /// In proportion to the numbers of units.
  public static let proportional = AllocationMethod(ProportionalAllocation())
  /// The same number for every stratum.
  public static let equal = AllocationMethod(EqualAllocation())
  /// In proportion to N S.
  public static let neyman = AllocationMethod(NeymanAllocation())
  /// A compromise between precise totals and precise strata.
  public static let power = AllocationMethod(PowerAllocation())
  /// In proportion to N S / √c.
  public static let optimal = AllocationMethod(OptimalAllocation())

  /// Every method, in the order of the documentation.
  public static let all: [AllocationMethod] = [.proportional, .equal, .neyman, .power, .optimal]

  /// A method that is made from a rule.
  public init(_ rule: any AllocationRule) { self.rule = rule }

  /// The method of a word.
  /// - Throws: ``Fault/Code/unknownAllocation``.
  public init(named name: String, at place: Place = Place()) throws {
    guard let method = Self.all.first(where: { bytesCompare($0.name, name) == 0 }) else {
      throw Fault(
        .unknownAllocation, at: place,
        ["allocation": name, "allocations": Self.all.map(\.name).joined(separator: ", ")])
    }
    self = method
  }

  /// The word.
  public var description: String { name }

  /// Whether both have one name.
  public static func == (left: AllocationMethod, right: AllocationMethod) -> Bool {
    left.name == right.name
  }

  /// Feeds the name to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Says what the sizes of strata are proportional to.
///
/// Its law: a stratum's share is ``factor(of:stratum:power:)``, times its number of units if
/// ``countsUnits``; factors are finite and not negative and depend on the stratum alone.
public protocol AllocationRule: Sendable {
  /// The word for the method in options, designs and proofs.
  var name: String { get }
  /// Whether the share is the factor times the number of units.
  var countsUnits: Bool { get }
  /// Whether the factor is computed from ``Allocation/deviation``.
  var deviationUse: AllocationUse { get }
  /// Whether it is computed from ``Allocation/cost``.
  var costUse: AllocationUse { get }
  /// Whether it is computed from ``Allocation/power``.
  var powerUse: AllocationUse { get }
  /// The factor of a stratum.
  /// - Throws: a ``Tables/Fault`` where the stratum has none.
  func factor(of moments: StratumMoments, stratum: String, power: Double) throws -> Double
}

extension AllocationRule {
  /// Yes.
  public var countsUnits: Bool { true }
  /// Not at all.
  public var deviationUse: AllocationUse { .never }
  /// Not at all.
  public var costUse: AllocationUse { .never }
  /// Not at all.
  public var powerUse: AllocationUse { .never }
}

/// Whether a method of allocation uses a column or number.
public enum AllocationUse: Sendable, Hashable {
  /// It does not.
  case never
  /// It does if there is one.
  case optional
  /// It cannot do without.
  case required
}

extension Fault.Code {
  /// A method of allocation that does not exist was named.
  public static let unknownAllocation = Fault.Code("unknown-allocation", .usage)
}
