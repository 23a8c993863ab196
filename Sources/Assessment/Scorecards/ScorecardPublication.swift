// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Which results of scorecards may be made public.
///
/// Nothing is unless the profile says `publish: true`, which also says that the objects' names are no persons';
/// and even then no example, no table with personal columns, and no table whose units samples are drawn from.
public struct ScorecardPublication: Sendable {
  /// Why a card stays unpublished.
  public enum Reason: Sendable, CaseIterable {
    /// The profile does not say `publish: true`.
    case notMarked
    /// It is an example and no published rule.
    case example
    /// Samples are drawn from the units of its table, such as villages or households.
    case sampledUnits
    /// Its table has personal columns.
    case personalColumns
    /// It was not evaluated.
    case lacking
  }

  /// The results that may be published.
  public let published: [ScorecardResult]
  /// The cards that may not, and why.
  public let withheld: [(card: Scorecard, reason: Reason)]

  /// Sorts results.
  /// - Parameters:
  ///   - registers: the registers that samples are drawn from.
  ///   - records: the other tables.
  public init(
    _ results: [ScorecardResult], registers: [RegisterDescription], records: [RegisterDescription]
  ) {
    var published: [ScorecardResult] = []
    var withheld: [(card: Scorecard, reason: Reason)] = []
    for result in results {
      let card = result.card
      let isRegister = registers.contains { bytesCompare($0.name, card.over) == 0 }
      let table = records.first { bytesCompare($0.name, card.over) == 0 }
      let reason: Reason? =
        if !card.isPublic { .notMarked } else if card.isExample { .example } else if isRegister {
          .sampledUnits
        } else if table?.columns.contains(where: \.isPersonal) ?? true {
          .personalColumns
        } else if result.lack != nil { .lacking } else { nil }
      if let reason { withheld.append((card, reason)) } else { published.append(result) }
    }
    self.published = published
    self.withheld = withheld
  }
}
