// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Tables

extension Workspace {
  /// The profile's scorecards over the tables that were imported.
  ///
  /// - Parameters:
  ///   - name: the only card that is wanted.
  ///   - day: the day that `today()` means.
  /// - Throws: ``Fault/Code/noScorecards``; ``Fault/Code/unknownScorecard``; the faults of tables and expressions;
  ///   ``Tables/Faults`` with those of all cards' values.
  public func scorecards(named name: String? = nil, asOf day: String? = nil) throws
    -> [ScorecardResult]
  {
    let cards = profile.scorecards.filter { card in
      name.map { bytesCompare($0, card.name) == 0 } ?? true
    }
    guard !cards.isEmpty else {
      guard let name, !profile.scorecards.isEmpty else {
        throw Fault(.noScorecards, ["profile": description.profile])
      }
      throw Fault(
        .unknownScorecard,
        [
          "name": name, "profile": description.profile,
          "known": profile.scorecards.map(\.name).joined(separator: ", "),
        ])
    }
    let tables = try recordTables(asOf: day)
    // All cards are looked at, so that their values are mended in one go; what two of them refuse is told once.
    var (faults, told): (Faults, Set<Fault>) = (Faults(), [])
    let results = try cards.compactMap { card in
      do {
        return try card.evaluate(in: tables)
      } catch let found as Faults {
        for fault in found.list where told.insert(fault).inserted { faults.append(fault) }
        return nil
      }
    }
    try faults.throwIfAny()
    return results
  }

  /// The profile's duties and procedures, compared with what was done by a day.
  /// - Throws: the faults of tables.
  public func calendar(asOf day: String? = nil) throws -> WorkCalendar {
    try WorkCalendar(profile, recordTables(asOf: day))
  }
}

extension Fault.Code {
  /// The profile has no scorecard of that name.
  public static let unknownScorecard = Fault.Code("unknown-scorecard", .usage)
  /// The profile has no scorecard.
  public static let noScorecards = Fault.Code("no-scorecards", .usage)
}
