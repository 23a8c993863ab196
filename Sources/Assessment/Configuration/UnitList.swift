// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// A list of units that a sample takes whole within the drawn units of the first stage, such as the
/// recipients of a benefit who are not registered as poor.
///
/// The list divides the sample into two strata: units on it, all of which are drawn in a drawn village,
/// and the others, drawn as the design says. Each has its own probability, that of its village and that
/// within it, so that estimates over both are unbiased whatever the list was chosen for. Who is on it is
/// sealed with the register, as a column.
public struct UnitList: Sendable, Equatable {
  /// The value of the column for units on the list; it is empty for the others.
  public static let listed = "listed"

  /// The column of the register that tells who is on the list.
  public let column: String
  /// The file, beside that of the register: a CSV with the register's columns of id and parent.
  public let file: String

  /// The list of a sample.
  init(sample: String, file: String) {
    column = "list_\(sample)"
    self.file = file
  }

  /// The sizes of the two strata.
  /// - Parameter rest: the size of a sample without strata.
  /// - Returns: `nil` if the size is given by stratum.
  func sizes(rest: SizeRule) -> SizeRule? {
    let all = SizeRule.StratumSize.fraction("1")
    switch rest {
    case .fraction(let fraction):
      return .byStratum([UnitID(""): .fraction(fraction), UnitID(Self.listed): all])
    case .size(let size):
      return .byStratum([UnitID(""): .size(size), UnitID(Self.listed): all])
    case .byStratum: return nil
    }
  }
}

extension AssessmentDescription {
  /// Whether a unit was drawn because it is on a sample's list.
  public func isTargeted(_ unit: DrawnUnit) -> Bool {
    unit.role == .main && unit.stage > 1
      && bytesCompare(unit.stratum, UnitList.listed) == 0
      && samples.contains { $0.list != nil && bytesCompare($0.design.name, unit.sample) == 0 }
  }

  /// The role of a unit as lists name it: `main`, `reserve`, or `targeted` for a main that is on its
  /// sample's list.
  public func roleName(of unit: DrawnUnit) -> String {
    isTargeted(unit) ? "targeted" : unit.role.rawValue
  }
}

extension Fault.Code {
  /// A sample with a list has strata of its own, too.
  public static let listWithStrata = Fault.Code("list-with-strata", .configuration)
  /// A sample with a list takes its size from the whole register.
  public static let listOfPopulation = Fault.Code("list-of-population", .configuration)
  /// The first stage draws from a list.
  public static let listAtFirstStage = Fault.Code("list-at-first-stage", .configuration)
}
