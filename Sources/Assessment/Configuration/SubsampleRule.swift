// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// How a round draws a part of the units that an earlier round drew, to visit them once more: a third party
/// that re-visits some of the households of a county's own assessment.
///
/// The sample is one of two phases (Särndal, Swensson and Wretman 1992, chapter 9). The second phase draws
/// from the main units of the first alone, cell by cell: of the n₁ of N that a cell had, n by tickets of a
/// key of its own. A unit's probability is the product over both, (n₁ / N) (n / n₁) = n / N in a simple
/// random cell; below the first stage the same holds within each unit that is visited again. As a part at
/// random of a simple random sample is a simple random sample, such a cell is then scored as one of n of N;
/// a cell of another method must be visited whole, and is scored as it was.
public struct SubsampleRule: Sendable, Equatable {
  /// The column that the earlier round's probability becomes when its units are sealed, such as `17/83`.
  public static let probabilityColumn = "earlier_probability"

  /// The earlier round.
  public let round: String
  /// Where the description names it.
  public let place: Place
  /// The size of each sample that is not visited whole, by its name.
  let parts: [Part]

  /// How many of an earlier sample's main units are visited.
  struct Part: Sendable, Equatable {
    let name: String
    let size: SizeRule
    let minimum: Int
    let maximum: Int?
    let reserves: Fraction
  }

  /// Reads `subsample`.
  ///
  /// - Parameters:
  ///   - value: the value of the key.
  ///   - rounds: the rounds that are named before.
  ///   - samples: the design's samples.
  /// - Throws: ``Tables/Fault/Code/unknownReference`` for a round that is not named before or a sample that
  ///   the design has not; the faults of sizes.
  init(_ value: YAMLValue, after rounds: [String], of samples: [DesignedSample]) throws {
    var mapping = try value.mapping()
    round = try mapping.required("of").reference(in: rounds)
    place = value.place
    parts =
      try mapping.optional("samples")?.namedEntries().map { name, value in
        guard let sample = samples.named(name, \.name) else {
          throw value.fault(
            .sampleNotInDesign,
            ["name": name, "known": samples.map(\.name).joined(separator: ", ")])
        }
        var mapping = try value.mapping()
        let part = Part(
          name: name,
          size: try SizeRule(&mapping, of: value, hasStrata: !sample.design.strata.isEmpty),
          minimum: try mapping.optional("minimum")?.integer(.count)
            ?? AssessmentDescription.leastUnits,
          maximum: try mapping.optional("maximum")?.integer(.positive),
          reserves: try mapping.optional("reserves")?.fraction() ?? .zero)
        try mapping.finish()
        return part
      } ?? []
    try mapping.finish()
  }

  /// The design of the second phase: the same cells, drawn by tickets from the earlier main units.
  ///
  /// Samples without a size are visited whole, and so are the units that the earlier round took with
  /// certainty.
  func design(of samples: SamplingDesign, names: [String]) -> SamplingDesign {
    var names = names[...]
    return SamplingDesign(
      stages: samples.stages.map { stage in
        Stage(
          samples: stage.samples.map { sample in
            let part = parts.named(names.removeFirst(), \.name)
            var second = SampleDesign(
              sample.name, from: sample.register, where: sample.condition, strata: sample.strata,
              size: part?.size ?? .fraction("1"), minimum: part?.minimum ?? 0,
              maximum: part?.maximum, reserves: part?.reserves ?? .zero)
            second.takeAll = sample.takeAll
            return second
          })
      })
  }
}

extension Fault.Code {
  /// A round draws again from a sample that the design has not.
  public static let sampleNotInDesign = Fault.Code("sample-not-in-design", .configuration)
  /// A register has the column that holds the probabilities of an earlier round.
  public static let probabilityColumnTaken = Fault.Code(
    "probability-column-taken", .configuration)
}
