// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// What is truly wrong with a household's entry in the register, or with its absence.
public enum RegisterError: String, CaseIterable, Sendable {
  /// Exited and still poor.
  case wrongfulExit = "wrongful_exit"
  /// Poor and never registered.
  case omitted
  /// Registered and never eligible.
  case wrongInclusion = "wrong_inclusion"
  /// Registered as poor and no longer poor.
  case missedExit = "missed_exit"

  /// Why, with weights: what the household lacks, or what makes it ineligible.
  var reasons: [(code: String, weight: Int)] {
    switch self {
    case .wrongfulExit:
      [("income", 45), ("housing", 30), ("water", 10), ("medical", 8), ("schooling", 7)]
    case .omitted: [("income", 55), ("housing", 25), ("water", 10), ("medical", 10)]
    case .wrongInclusion:
      [("car", 35), ("flat", 30), ("business", 20), ("cadre", 8), ("public_job", 7)]
    case .missedExit: [("recovered", 1)]
    }
  }
}

/// The errors of a scenario and who approves, by the rows of ``Residents``.
struct TrueErrors {
  var errors: [RegisterError?]
  var reasons: [String]
  var approves: [Bool]

  /// How alike the households of a village are, as intra-village correlation.
  private static let correlation = 0.035
  private static let correlationOfDisapproval = 0.02

  /// The errors of a scenario; what it has in common with the others is the same in each.
  /// - Throws: ``Fault/Code/unreachableMargin``.
  init(_ scenario: Scenario, among residents: Residents, streams: Streams) throws {
    errors = [RegisterError?](repeating: nil, count: residents.count)
    reasons = [String](repeating: "", count: residents.count)
    approves = [Bool](repeating: true, count: residents.count)
    try err(
      .wrongInclusion, residents, streams, rows: residents.rows { $0 != nil },
      persons: scenario.wronglyIncludedPersons)
    try err(
      .missedExit, residents, streams, rows: residents.rows { $0 == .remaining },
      households: scenario.missedExitHouseholds)
    try err(
      .wrongfulExit, residents, streams, rows: residents.rows { $0 != nil && $0 != .remaining },
      persons: scenario.wronglyExitedPersons)
    try err(
      .omitted, residents, streams, rows: residents.rows { $0 == nil },
      persons: scenario.omittedPersons)
    var stream = streams["errors/disapproval"]
    let disapproving = try clusteredChoice(
      of: Array(0..<residents.count), in: residents,
      households: residents.count - scenario.approvingHouseholds,
      correlation: Self.correlationOfDisapproval, stream: &stream)
    for row in disapproving { approves[row] = false }
  }

  private mutating func err(
    _ error: RegisterError, _ residents: Residents, _ streams: Streams, rows: [Int],
    households: Int? = nil, persons: Int? = nil
  ) throws {
    var stream = streams["errors/\(error.rawValue)"]
    let free = rows.filter { errors[$0] == nil }
    let all = free.reduce(0) { $0 + residents.persons[$1] }
    // As many households as persons of usual household size need, to the nearest integer.
    let number = households ?? (2 * persons! * free.count + all) / (2 * all)
    let chosen = try clusteredChoice(
      of: free, in: residents, households: number, persons: persons,
      correlation: Self.correlation, stream: &stream)
    for row in chosen.sorted() {
      errors[row] = error
      let code = error.reasons[stream.choice(weights: error.reasons.map(\.weight))].code
      // No child, none out of school; a new or repaired house is safe.
      let cannotBe =
        code == "schooling" && residents.children[row] == 0
        || code == "housing" && residents.housing[row] != .safe
      reasons[row] = cannotBe ? "income" : code
    }
  }
}

/// Chooses households that are alike within villages: `households` of them, with `persons` together.
///
/// A village's share of them follows its number of households times a lognormal factor, whose spread
/// grows until the counts reach the intra-village correlation.
/// - Throws: ``Fault/Code/unreachableMargin``.
private func clusteredChoice(
  of rows: [Int], in residents: Residents, households: Int, persons: Int? = nil,
  correlation: Double, stream: inout UniformStream
) throws -> [Int] {
  let villageCount = residents.villages.last! + 1
  var members = [[Int]](repeating: [], count: villageCount)
  for row in rows { members[residents.villages[row]].append(row) }
  let counts = clusteredCounts(
    households, sizes: members.map(\.count), correlation: correlation,
    scores: stream.normalScores(villageCount))
  var groups = zip(members, counts).map { rows, count in
    let order = stream.shuffled(rows)
    return Choice(chosen: Array(order.prefix(count)), others: Array(order.dropFirst(count)))
  }
  if let persons {
    try exchange(in: &groups, until: persons, stream: &stream) { residents.persons[$0] }
  }
  return groups.flatMap(\.chosen)
}

/// Shares `total` among clusters by lognormal factors, of that spread from 0 upwards which comes closest
/// to the correlation; no cluster gives more than half of its units.
private func clusteredCounts(
  _ total: Int, sizes: [Int], correlation: Double, scores: [Double]
) -> [Int] {
  var closest = (distance: Double.infinity, counts: [Int]())
  for step in 0...200 {
    let spread = Double(step) / 50
    let weights = zip(sizes, scores).map { size, score in
      size * thousandths(spread * score)
    }
    let counts = apportion(total, weights: weights, limits: sizes.map { $0 / 2 })
    guard let reached = intraclusterCorrelation(counts: counts, sizes: sizes) else { continue }
    if abs(reached - correlation) < closest.distance {
      closest = (abs(reached - correlation), counts)
    }
    if reached > 1.5 * correlation { break }
  }
  return closest.counts
}
