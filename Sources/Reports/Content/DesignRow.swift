// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Sampling

/// A register as it was sealed.
public struct RegisterSummary: Sendable {
  /// Its name in `assessment.yaml`.
  public var name: String
  /// What it is called; `nil` where nobody named it, and the name stands alone.
  public var label: BilingualText?
  /// The rows that were sealed.
  public var rows: Int
  /// The persons in them, if the register counts persons.
  public var persons: Int?
  /// The root of the tree of digests.
  public var root: Digest

  /// A sealed register.
  public init(name: String, label: BilingualText? = nil, rows: Int, persons: Int?, root: Digest) {
    self.name = name
    self.label = label
    self.rows = rows
    self.persons = persons
    self.root = root
  }
}

/// How many units of one stratum of one sample were there and were drawn.
public struct DesignRow: Sendable {
  /// What the design asks for.
  public enum Request: Sendable, Equatable {
    /// A fraction as it was typed, such as `0.10`.
    case fraction(String, of: Whole)
    /// A number of units, in each cell or in all.
    case size(Int, of: Whole)
  }

  /// What a fraction or number is a part of.
  public enum Whole: String, Sendable {
    /// The units of the stratum, at the first stage.
    case stratum
    /// All units of the register, placed in the drawn first-stage units.
    case population
    /// The units within each drawn first-stage unit.
    case cluster
    /// All units of the register, drawn without regard to the first stage.
    case independent
  }

  /// The stage, counted from 1.
  public var stage: Int
  /// The sample's name in the design; empty at the first stage.
  public var sample: String
  /// What the units are called, such as "exited households".
  public var label: BilingualText
  /// The stratum's record; empty without strata.
  public var record: String
  /// What the stratum is called; `nil` without strata.
  public var stratum: BilingualText?
  /// The units of the stratum in the whole register.
  public var population: Int
  /// The main units that were drawn; `nil` before the draw.
  public var drawn: Int?
  /// The substitutes that were drawn with them; `nil` before the draw.
  public var reserves: Int?
  /// What the design asks for.
  public var request: Request
  /// The method's name as on the command line, such as `systematic`.
  public var method: String
  /// The number of units that the request came to, where fewer could be drawn.
  public var wanted: Int?

  /// A stratum of the design as it was drawn.
  public init(
    stage: Int, sample: String, label: BilingualText, record: String = "",
    stratum: BilingualText?, population: Int,
    drawn: Int?, reserves: Int?, request: Request, method: String, wanted: Int? = nil
  ) {
    self.stage = stage
    self.sample = sample
    self.label = label
    self.record = record
    self.stratum = stratum
    self.population = population
    self.drawn = drawn
    self.reserves = reserves
    self.request = request
    self.method = method
    self.wanted = wanted
  }
}
