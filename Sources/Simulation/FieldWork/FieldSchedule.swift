// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// Who visits which unit when, how often and with what outcome.
///
/// A team of two goes from village to village; those who were not at home are visited again when it
/// has been everywhere, up to three times in all.
struct FieldSchedule {
  /// All visits in the order in which they are planned.
  private(set) var visits: [Submission] = []

  /// 16 November 2016, 0:00 in the county.
  private static let firstDay = 1_479_225_600
  private static let householdsOfTeam = 150
  /// Thousandths of households that no visit finds at home, that have moved away, that refuse.
  private static let unavailable = 90
  private static let away = 60
  private static let refused = 5

  private let seed: Seed
  private let isFaultless: Bool
  /// The second of the day at which each team is free, and its day.
  private var clocks: [(day: Int, second: Int)]

  /// The schedule of units; villages are paths without `/`.
  init(_ paths: [UnitID], seed: Seed, isFaultless: Bool) {
    self.seed = seed
    self.isFaultless = isFaultless
    let teams = max(1, (paths.count + Self.householdsOfTeam - 1) / Self.householdsOfTeam)
    clocks = [(Int, Int)](repeating: (0, 8 * 3_600 + 1_800), count: teams)
    var teamOfVillage: [UnitID: Int] = [:]
    let sorted = paths.sorted()
    for path in sorted where teamOfVillage[path.top] == nil {
      teamOfVillage[path.top] = teamOfVillage.count % teams
    }
    let outcomes = sorted.map { self.outcomes(of: $0) }
    for attempt in 1...3 {
      for (path, outcome) in zip(sorted, outcomes) where outcome.count >= attempt {
        visit(path, attempt, outcome[attempt - 1], team: teamOfVillage[path.top]!)
      }
    }
  }

  /// The outcomes of a unit's visits.
  private func outcomes(of path: UnitID) -> [VisitOutcome] {
    guard !isFaultless, path.top != path else { return [.complete] }
    var stream = UniformStream(seed: seed, label: Label("/answers/outcome/\(path.text)"))
    var draw = stream.nextInteger(below: 1000)
    if draw < Self.unavailable { return [.nobodyHome, .nobodyHome, .nobodyHome] }
    draw -= Self.unavailable
    if draw < Self.away {
      return stream.chance(perMille: 500) ? [.away] : [.nobodyHome, .away]
    }
    draw -= Self.away
    if draw < Self.refused { return [.refused, .refused] }
    let missed = stream.choice(weights: [870, 110, 20])
    return [VisitOutcome](repeating: .nobodyHome, count: missed) + [.complete]
  }

  private mutating func visit(
    _ path: UnitID, _ attempt: Int, _ outcome: VisitOutcome, team: Int
  ) {
    var stream = UniformStream(seed: seed, label: Label("/answers/time/\(path.text)/\(attempt)"))
    let isVillage = path.top == path
    let seconds =
      isVillage
      ? stream.next(in: 2_700...4_500)
      : outcome == .complete ? stream.next(in: 1_200...2_400) : stream.next(in: 120...420)
    // The satisfaction form follows in the same visit.
    let occupied = seconds + 900 + stream.next(in: 180...900)
    if clocks[team].second + occupied > 18 * 3_600 {
      clocks[team] = (clocks[team].day + 1, 8 * 3_600 + stream.next(in: 900...2_700))
    }
    let start = Self.firstDay + clocks[team].day * 86_400 + clocks[team].second
    clocks[team].second += occupied
    visits.append(
      Submission(
        path: path, attempt: attempt, outcome: outcome, team: team, startSecond: start,
        seconds: seconds))
  }
}
