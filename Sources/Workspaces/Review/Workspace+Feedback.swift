// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
public import Tables

/// What an assessment tells one office, such as a township, about its own: where it was, what it found, and rates
/// only where enough stands behind them.
public struct OfficeFeedback: Sendable {
  /// The office.
  public let office: String
  /// Its first-stage units, such as villages.
  public let villages: Int
  /// Those of them that were drawn.
  public let drawn: Int
  /// Units of the last stage with a complete interview.
  public let interviewed: Int
  /// The confirmed findings, by unit.
  public let confirmed: [Finding]
  /// Suspected findings that nobody has decided.
  public let open: Int
  /// The indicators with the office's part; `nil` where nothing of it was visited or nothing can be said.
  public let indicators: [(indicator: Indicator, part: DomainRanking.Domain?)]

  /// All parts of a letter.
  public init(
    office: String, villages: Int, drawn: Int, interviewed: Int, confirmed: [Finding], open: Int,
    indicators: [(indicator: Indicator, part: DomainRanking.Domain?)]
  ) {
    self.office = office
    self.villages = villages
    self.drawn = drawn
    self.interviewed = interviewed
    self.confirmed = confirmed
    self.open = open
    self.indicators = indicators
  }
}

extension Workspace {
  /// The feedback to each office, by the bytes of its name; offices where nothing was visited among them.
  ///
  /// - Parameter name: the only office that is wanted, if any is.
  /// - Throws: ``Fault/Code/noOfficeColumn``; ``Fault/Code/officeWithoutProblems``; what scoring throws.
  /// - Complexity: that of a score for each indicator.
  public func feedback(
    round: String, to name: String? = nil, progress: Tables.Progress? = nil
  ) throws -> [OfficeFeedback] {
    guard let column = profile.office, let offices = try offices() else {
      throw Fault(.noOfficeColumn, ["register": description.design.firstStage.register])
    }
    func office(of unit: UnitID) -> UnitID? { offices[unit.top].map { UnitID($0) } }
    let fieldwork = try fieldwork(round: round, progress: progress)
    let interviewed = Dictionary(grouping: fieldwork.cleanUnits(findings: []), by: office)
    let findings = Dictionary(grouping: try self.findings(round: round)) { office(of: $0.unit) }
    let drawn = Dictionary(grouping: try drawnUnits(round: round).keys, by: office)
    let decisions = try findingsApart(round: round).drawn
    let rankings = try profile.indicators.compactMap {
      try parts(of: $0, by: column, fieldwork, decisions)
    }
    let villages = Dictionary(grouping: offices) { UnitID($0.value) }
    guard name.map({ villages[UnitID($0)] != nil }) ?? true else {
      throw Fault(
        .officeWithoutProblems,
        [
          "name": name ?? "",
          "known": villages.keys.map(\.text).sorted().joined(separator: ", "),
        ])
    }
    return villages.keys.sorted().filter { office in name.map { UnitID($0) == office } ?? true }
      .map { office in
        let own = findings[office] ?? []
        return OfficeFeedback(
          office: office.text, villages: villages[office]!.count,
          drawn: (drawn[office] ?? []).count { $0.stage == 1 },
          interviewed: interviewed[office]?.count ?? 0,
          confirmed: own.filter { $0.state == .confirmed },
          open: own.count { $0.state == .suspected },
          indicators: rankings.map { ranking in
            let part = ranking.domains.first { bytesCompare($0.name, office.text) == 0 }
            return (ranking.indicator, part)
          })
      }
  }

  /// The parts of an indicator of the last stage; `nil` for others, and where nothing can be estimated.
  private func parts(
    of indicator: Indicator, by column: String, _ fieldwork: Fieldwork, _ findings: [Finding]
  ) throws -> DomainRanking? {
    guard case .ratio(let ratio) = indicator.measure, indicator.isShare,
      !ratio.samples.contains(where: { bytesCompare($0, description.design.firstStage.key) == 0 })
    else { return nil }
    do {
      return try fieldwork.ranking(
        of: indicator.name, by: column, findings: findings,
        worst: indicator.threshold == nil ? .high : nil)
    } catch let fault as Fault where fault.code == .notRankable {
      return nil
    }
  }
}

extension Fault.Code {
  /// The profile names no column of offices that the first stage's register has.
  public static let noOfficeColumn = Fault.Code("no-office-column", .configuration)
}
