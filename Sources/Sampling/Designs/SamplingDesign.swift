// SPDX-License-Identifier: GPL-3.0-or-later

/// What will be drawn: stages from the top, each with the samples that are drawn there.
///
/// A design reads like its sentence, 20% of the villages of each group and then a tenth of the
/// county's households:
///
///     let design = SamplingDesign(
///       Stage("village", strata: ["group"], sort: ["township"], fraction: "0.20",
///         method: .systematic),
///       Stage("household", strata: ["card"], fraction: "0.10", of: .population, reserves: "0.30"))
///
/// The first stage has one sample without a name. Each unit of a later stage lies within one unit of
/// the stage above, which is its parent; it is drawn only if its parent was.
public struct SamplingDesign: Sendable {
  /// The stages from the top.
  public var stages: [Stage]

  /// A design of the given stages.
  public init(_ stages: Stage...) { self.stages = stages }

  /// A design of the given stages.
  public init(stages: [Stage]) { self.stages = stages }

  /// The sample of the first stage.
  /// - Precondition: the design has a stage with a sample.
  public var firstStage: SampleDesign { stages[0].samples[0] }

  /// All samples with their stage, counted from 1, from the top and in the order of the design.
  public var samples: [(stage: Int, sample: SampleDesign)] {
    stages.enumerated().flatMap { index, stage in stage.samples.map { (index + 1, $0) } }
  }
}

/// One stage of a design: the samples that are drawn side by side within the units of the stage above.
public struct Stage: Sendable, Equatable {
  /// The samples in the order of the design.
  public var samples: [SampleDesign]

  /// A stage with several named samples.
  public init(samples: [SampleDesign]) { self.samples = samples }

  /// A stage with one sample without a name, sized by a fraction.
  public init(
    _ register: String, strata: [String] = [], sort: [SortKey] = [], fraction: Fraction,
    of base: SampleDesign.Base = .cluster, rounding: Rounding = .up, minimum: Int = 0,
    method: SelectionMethod = .simpleRandom, reserves: Fraction = .zero
  ) {
    samples = [
      SampleDesign(
        from: register, strata: strata, sort: sort, size: .fraction(fraction), of: base,
        rounding: rounding, minimum: minimum, method: method, reserves: reserves)
    ]
  }

  /// A stage with one sample without a name, sized by a number or by stratum.
  public init(
    _ register: String, strata: [String] = [], sort: [SortKey] = [], size: SizeRule,
    of base: SampleDesign.Base = .cluster, rounding: Rounding = .up, minimum: Int = 0,
    method: SelectionMethod = .simpleRandom, reserves: Fraction = .zero
  ) {
    samples = [
      SampleDesign(
        from: register, strata: strata, sort: sort, size: size, of: base, rounding: rounding,
        minimum: minimum, method: method, reserves: reserves)
    ]
  }
}
