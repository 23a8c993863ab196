// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// Where a figure comes from: its formula, the rows behind it with their weights, and the units in error.
public struct Explanation: Sendable {
  /// A rate, which every figure is or is put together from.
  public struct Rate: Sendable {
    /// The indicator.
    public let indicator: Indicator
    /// What its rows come to, by sample in the profile's order.
    public let samples: [Sample]
    /// The estimate, Σwy/Σwx over all samples; `nil` where nothing can be estimated.
    public let estimate: Double?
    /// Whether the units listed are those that add above the line; otherwise those that do not, since most do.
    public let listsNumerators: Bool
    /// The units in error, in the order of the draw.
    public let units: [Unit]
  }

  /// The rows of one sample.
  public struct Sample: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The units with an interview that the indicator speaks about.
    public let units: Int
    /// Their sums above and below the line, as counted.
    public let numerator: Rational
    /// See ``numerator``.
    public let denominator: Rational
    /// The same weighted.
    public let weightedNumerator: Double
    /// See ``weightedNumerator``.
    public let weightedDenominator: Double
    /// The smallest and the largest weight; `nil` without a unit.
    public let weights: ClosedRange<Double>?
  }

  /// A unit in error.
  public struct Unit: Sendable, Equatable {
    /// Its path.
    public let path: UnitID
    /// Its sample.
    public let sample: String
    /// What it adds above and below the line.
    public let numerator: Double
    /// See ``numerator``.
    public let denominator: Double
    /// How many units it stands for; `nil` where nobody can be estimated.
    public let weight: Double?
    /// Its findings, with who decided them and why.
    public let findings: [Finding]
  }

  /// The figure.
  public let indicator: Indicator
  /// What it came to.
  public let result: IndicatorResult
  /// The rates behind it: itself, or those of a composite in its order.
  public let rates: [Rate]
  /// Of a composite its known terms over the total below the line, and the factor of each rate.
  public let composite: (constant: Rational, rates: [Indicator.Composite.WeightedRate])?
}
