// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// How the first stage spreads over the values of a column, such as villages over townships: as the design
/// is, and as it would with two other methods of the same sizes.
///
/// Where townships have three to six villages and a fifth is wanted, strata would get one village each or
/// none, and no variance. Sorting and balancing spread the sample without strata; this shows how well.
public struct PlannedSpread: Sendable {
  /// A way to draw the first stage.
  public enum Variant: String, Sendable, CaseIterable {
    /// As the design says.
    case design
    /// Systematic, sorted by the column first.
    case sorted
    /// The cube, balanced on the numbers of units with each value.
    case balanced
  }

  /// How many values get how many units, in the mean of the trial draws.
  public struct Outcome: Sendable {
    /// The way to draw.
    public let variant: Variant
    /// The values from which nothing is drawn.
    public let none: Double
    /// The values from which one unit is drawn.
    public let one: Double
    /// The values from which two or more are drawn.
    public let more: Double
    /// The most units that one value gave in any trial draw.
    public let most: Int
  }

  /// The column.
  public let column: String
  /// The number of its values.
  public let values: Int
  /// The ways to draw.
  public let outcomes: [Outcome]
  /// The number of trial draws.
  public let trialDraws: Int

  /// The spread of a design's first stage over the first column that it sorts by.
  ///
  /// - Parameters:
  ///   - design: the design.
  ///   - register: the register of its first stage, with the mask of its condition.
  ///   - trialDraws: the number of trial draws, with the seeds `plan/1`, `plan/2`, …
  ///   - progress: hears the draws.
  /// - Returns: `nil` if the first stage sorts by no column, by a number, or by one that is the same for
  ///   all units or never the same.
  /// - Throws: the faults of registers and design; what `progress` throws.
  /// - Complexity: trial draws times N q³ for q values.
  public init?(
    of design: SamplingDesign, register: TableRegister, trialDraws: Int = 100,
    progress: Progress? = nil
  ) throws {
    precondition(trialDraws > 0)
    guard let key = design.firstStage.sort.first, !key.isNumeric else { return nil }
    let codes = try register.table.text(key.column).encoded()
    var isPresent = [Bool](repeating: false, count: codes.labels.count)
    for (row, code) in codes.codes.enumerated()
    where code != CodedColumn.missing && register.mask?[row] ?? true {
      isPresent[Int(code)] = true
    }
    values = isPresent.count { $0 }
    guard values > 1, values < register.count else { return nil }
    column = key.column
    self.trialDraws = trialDraws
    var outcomes: [Outcome] = []
    let isSorted = design.firstStage.method == .systematic
    for (position, variant) in Variant.allCases.enumerated() {
      if variant == .sorted, isSorted, let same = outcomes.first {
        outcomes.append(
          Outcome(
            variant: .sorted, none: same.none, one: same.one, more: same.more, most: same.most))
        continue
      }
      let frame = try SamplingFrame(
        SamplingDesign(Stage(samples: [Self.sample(variant, of: design.firstStage)])),
        registers: [design.firstStage.key: register])
      outcomes.append(
        try Self.outcome(variant, frame, codes, isPresent, trialDraws) { number in
          try progress?(position * trialDraws + number, trialDraws * Variant.allCases.count)
        })
    }
    self.outcomes = outcomes
  }

  /// The first stage drawn in another way, with the same strata and sizes.
  private static func sample(_ variant: Variant, of sample: SampleDesign) -> SampleDesign {
    var other = sample
    switch variant {
    case .design: return sample
    case .sorted:
      other.method = sample.sizeMeasure == nil ? .systematic : .proportionalSystematic
      (other.balance, other.coordinates) = ([], [])
    case .balanced:
      other.method = .cube
      (other.sort, other.coordinates) = ([], [])
      other.balance = [sample.sort[0].column + BalanceTerm.levelsSuffix]
    }
    return other
  }

  private static func outcome(
    _ variant: Variant, _ frame: SamplingFrame, _ codes: CodedColumn, _ isPresent: [Bool],
    _ draws: Int, _ progress: (Int) throws -> Void
  ) throws -> Outcome {
    var (none, one, more, most) = (0, 0, 0, 0)
    for number in 1...draws {
      var counts = [Int](repeating: 0, count: isPresent.count)
      for unit in try frame.draw(seed: TrialDraws.seed(number)).units where unit.role == .main {
        let code = codes.codes[unit.row]
        if code != CodedColumn.missing { counts[Int(code)] += 1 }
      }
      for (count, isPresent) in zip(counts, isPresent) where isPresent {
        switch count {
        case 0: none += 1
        case 1: one += 1
        default: more += 1
        }
        most = max(most, count)
      }
      try progress(number)
    }
    return Outcome(
      variant: variant, none: Double(none) / Double(draws), one: Double(one) / Double(draws),
      more: Double(more) / Double(draws), most: most)
  }
}
