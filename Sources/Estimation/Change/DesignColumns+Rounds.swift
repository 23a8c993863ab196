// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension DesignColumns {
  /// The stages with the rounds as the outermost strata.
  var stagesWithinRounds: [Stage] {
    guard let change else { return stages }
    var stages = stages
    stages[0].strata.insert(change, at: 0)
    return stages
  }

  /// A design built within rounds, with the first-stage units that these share.
  /// - Throws: ``Fault/Code/changeNeedsTwoRounds`` unless the column has two values.
  func overlapping(_ design: SurveyDesign, _ table: Table, missing: [String]) throws -> SurveyDesign
  {
    guard let change else { return design }
    let rounds = try table.codes(change, missing: missing)
    guard rounds.labels.count == 2 else {
      throw Fault(
        .changeNeedsTwoRounds,
        ["column": change, "count": "\(rounds.labels.count)"])
    }
    var strata = [UInt32](repeating: 0, count: table.rowCount)
    for name in stages[0].strata {
      strata = PairCoder.codes(strata, try table.codes(name, missing: missing).codes).codes
    }
    var design = design
    design.overlap = RoundOverlap(
      design, rounds: rounds.codes, strata: strata,
      units: try stages[0].cluster.map { try table.codes($0, missing: missing).codes })
    return design
  }
}

extension Fault.Code {
  /// A column of rounds has more or fewer than two values.
  public static let changeNeedsTwoRounds = Fault.Code("change-needs-two-rounds", .data)
  /// A change is asked of a file whose design stands in columns of a draw.
  public static let changeWithDrawn = Fault.Code("change-with-drawn", .usage)
  /// A change is asked for beside a test or another comparison.
  public static let changeAndComparison = Fault.Code("change-and-comparison", .usage)
  /// A change is asked of strata that collapse, which could join those of two rounds.
  public static let changeWithCollapse = Fault.Code("change-with-collapse", .usage)
  /// A change is asked for with replicates, which take the rounds for independent.
  public static let changeWithReplicates = Fault.Code("change-with-replicates", .usage)
}
