// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension EstimateRequest {
  /// What is made of the estimates of the domains.
  public enum Comparison: Sendable, Hashable {
    /// Each is a figure.
    case none
    /// Each difference of two domains is a figure, the later one in the order of bytes minus the earlier one.
    case differences
    /// Each is a figure, and so is the change between the two rounds that the last column of the domains tells.
    case changes
    /// One test for each series of domains: whether all are equal.
    case wald
  }

  /// The estimates with what the request knows beside them.
  func prepared(_ estimates: [Estimate]) -> [Estimate] {
    estimates.map {
      var estimate = $0
      estimate.iccCeiling = iccCeiling
      estimate.populationLimits = populationLimits
      return estimate
    }
  }

  /// Refuses a comparison of domains where there are none, or too many.
  /// - Throws: ``Fault/Code/comparisonWithoutDomains``, ``Fault/Code/tooManyDomains``.
  func checkComparison(domains: Int) throws {
    guard comparison != .none, comparison != .changes else { return }
    guard !by.isEmpty else { throw Fault(.comparisonWithoutDomains) }
    guard domains <= 100 else { throw Fault(.tooManyDomains, ["count": "\(domains)"]) }
  }

  /// The differences of all pairs of domains as figures.
  func differences(
    _ estimates: [Estimate], _ design: SurveyDesign, _ series: FigureWork.Series,
    _ groups: DomainColumns
  ) throws -> [Figure] {
    var figures: [Figure] = []
    for second in estimates.indices {
      for first in 0..<second {
        figures.append(
          try Figure(
            design.difference(of: estimates[second], minus: estimates[first]),
            variable: series.variable, level: series.level, probability: series.probability,
            domain: groups.parts[second], reference: groups.parts[first], confidence: confidence))
      }
    }
    return figures
  }
}

extension Fault.Code {
  /// Domains are to be compared, and no column makes any.
  public static let comparisonWithoutDomains = Fault.Code("comparison-without-domains", .usage)
  /// More domains are to be compared than can be read.
  public static let tooManyDomains = Fault.Code("too-many-domains", .usage)
}
