// SPDX-License-Identifier: GPL-3.0-or-later

public import Estimation
import Sampling
public import Tables

/// The register totals that a profile has weights fitted to: its `weights:` section.
///
///     weights:
///       calibration: raking        # linear (unless given), raking, logit
///       bounds: [0.3, 3]           # of the factors; needed by logit
///       totals:
///         exited: ["(count)", persons, card, township*card]
///
/// Nobody types a total: they are counted in the sealed registers, over what could have been drawn.
public struct WeightTotals: Sendable {
  /// The variables of one sample.
  public struct OfSample: Sendable {
    /// The sample's name.
    public let sample: String
    /// The variables.
    public let variables: [Variable]
  }

  /// One variable, or all levels of one column or of several crossed.
  public struct Variable: Sendable {
    /// The columns of the register, or of that of the first stage; none for the number of units.
    public let columns: [String]
    /// Where the profile names it.
    public let place: Place

    /// What people call it.
    public var name: String {
      columns.isEmpty ? WeightTotals.countWord : columns.joined(separator: "*")
    }
  }

  /// The word for the number of units.
  static let countWord = "(count)"

  /// How far weights may move, and how that is measured.
  public let distance: CalibrationDistance
  /// The samples whose weights are fitted.
  public let samples: [OfSample]

  init(_ value: YAMLValue, samples known: [String]) throws {
    var mapping = try value.mapping()
    samples = try mapping.required("totals").entries().map { name, value in
      try value.reference(name, in: known)
      let variables = try value.list().map { element in
        let text = try element.text()
        return Variable(
          columns: bytesCompare(text, Self.countWord) == 0
            ? [] : try ArgumentWords.words(text, at: "*"), place: element.place)
      }
      guard !variables.isEmpty else { throw value.fault(.yamlWrongType, ["expected": "[card]"]) }
      return OfSample(sample: name, variables: variables)
    }
    let bounds = try mapping.optional("bounds").map(Self.bounds)
    switch try mapping.optional("calibration")?.choice(Calibration.self) ?? .linear {
    case .linear: distance = .linear(bounds: bounds)
    case .raking: distance = .raking(bounds: bounds)
    case .logit:
      guard let bounds else { throw value.fault(.yamlMissingKey, ["missing": "bounds"]) }
      distance = .logit(bounds: bounds)
    }
    try mapping.finish()
  }

  private enum Calibration: String, CaseIterable {
    case linear, raking, logit
  }

  /// Bounds of the factors, which must hold 1: weights that fit already stay as they are.
  private static func bounds(_ value: YAMLValue) throws -> ClosedRange<Double> {
    let ends = try value.list()
    guard ends.count == 2 else { throw value.fault(.yamlWrongType, ["expected": "[0.3, 3]"]) }
    let least = try ends[0].decimal(NumberRange(least: 0, most: 1, isBelowMost: true))
    let most = try ends[1].decimal(NumberRange(least: 1, isAboveLeast: true))
    return least.doubleValue...most.doubleValue
  }

  /// The variables of a sample; none if its weights stay as they are.
  func variables(of sample: String) -> [Variable] {
    samples.named(sample, \.sample)?.variables ?? []
  }
}
