// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
public import Tables

/// A month or a quarter of the ledger: what each unit opened, closed and left, and how they rank.
///
/// All of it is a census of the ledger, so that ranks are exact; units that are equal share a rank, and
/// nobody is last where all are equal or all is done, or whose items are all within their deadlines. Townships and departments are ranked apart.
public struct LedgerBulletin: Sendable {
  /// A month or a quarter of the calendar.
  public struct Period: Sendable, Equatable {
    /// As it was named: `2017-06` or `2017-Q2`.
    public let name: String
    /// Its first day.
    public let first: Moment
    /// Its last day.
    public let last: Moment
    /// Whether it is a quarter.
    public let isQuarter: Bool

    /// A period from its name.
    /// - Throws: ``Tables/Fault/Code/noPeriod``.
    public init(_ name: String) throws {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      let quarters = ["Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10"]
      guard parts.count == 2, let month = quarters[parts[1]] ?? parts.last,
        let first = Moment("\(parts[0])-\(month)-01")
      else { throw Fault(.noPeriod, ["value": name]) }
      self.name = name
      self.first = first
      isQuarter = quarters[parts[1]] != nil
      last = Moment(days: first.adding(months: isQuarter ? 3 : 1).days - 1)
    }
  }

  /// What a unit did.
  public struct Row: Sendable, Equatable {
    /// The unit; empty for items of which none answers.
    public let unit: String
    /// Whether it is a township.
    public let isTownship: Bool
    /// Items that were opened in the period.
    public internal(set) var opened = 0
    /// Items that were closed in the period and are still closed.
    public internal(set) var closed = 0
    /// Times that an item came back in the period.
    public internal(set) var returned = 0
    /// Items that are overdue at the end.
    public internal(set) var overdue = 0
    /// All items so far.
    public internal(set) var all = 0
    /// All items closed so far.
    public internal(set) var done = 0
    /// The place among units of its kind, counted from 1; equal ones share it. `nil` without a unit.
    public internal(set) var rank: Int?
    /// Whether another unit has the same place.
    public internal(set) var isTied = false
    /// Whether it is last, alone or with others, and has something overdue.
    public internal(set) var isLast = false

    /// The share of all items so far that is closed, exact.
    public var completion: Rational { Rational(done, all) }
  }

  /// The period.
  public let period: Period
  /// The day that the figures speak of: the last of the period, or the present day within it.
  public let asOf: Moment
  /// The units: townships, then departments, each by rank and name.
  public let rows: [Row]
  /// The overdue items, the longest overdue first.
  public let overdue: [RectificationItem]
  /// The ledger on that day.
  public let ledger: RectificationLedger

  /// The bulletin of a period.
  ///
  /// - Parameters:
  ///   - events: all events of the ledger.
  ///   - today: beyond which nothing is known.
  ///   - townships: the names of townships; where an item's unit is its township, that is one, too.
  /// - Throws: ``Tables/Fault/Code/periodNotBegun``.
  public init(
    events: [RectificationEvent], period: Period, today: Moment, townships: Set<UnitID>
  ) throws {
    guard period.first.days <= today.days else {
      throw Fault(.periodNotBegun, ["value": period.name])
    }
    self.period = period
    asOf = today.days < period.last.days ? today : period.last
    ledger = RectificationLedger(events: events, asOf: asOf)
    let known = townships.union(
      ledger.items.map { UnitID($0[.township]) }.filter { !$0.text.isEmpty })
    var rows: [UnitID: Row] = [:]
    for item in ledger.items {
      let unit = UnitID(item[.unit])
      rows[unit, default: Row(unit: unit.text, isTownship: known.contains(unit))]
        .count(item, in: period, asOf: asOf)
    }
    self.rows = [true, false].flatMap { isTownship in
      Self.ranked(rows.values.filter { $0.isTownship == isTownship })
    }
    let day = asOf
    overdue = ledger.items.filter { $0.overdueDays(asOf: day) != nil }
      .sorted { ($1.deadline!.days, UnitID($0.number)) > ($0.deadline!.days, UnitID($1.number)) }
  }

  /// Units by completion; those without a name come last and have no rank.
  private static func ranked(_ rows: [Row]) -> [Row] {
    var named = rows.filter { !$0.unit.isEmpty }.sorted {
      $0.completion == $1.completion
        ? UnitID($0.unit) < UnitID($1.unit) : $0.completion > $1.completion
    }
    for index in named.indices {
      let isSame = index > 0 && named[index].completion == named[index - 1].completion
      named[index].rank = isSame ? named[index - 1].rank : index + 1
      if isSame { (named[index].isTied, named[index - 1].isTied) = (true, true) }
    }
    if let last = named.last, let first = named.first, last.completion < first.completion {
      // What is not yet due is no reason to be named.
      for index in named.indices {
        named[index].isLast = named[index].rank == last.rank && named[index].overdue > 0
      }
    }
    return named + rows.filter { $0.unit.isEmpty }
  }
}

extension LedgerBulletin.Row {
  fileprivate mutating func count(
    _ item: RectificationItem, in period: LedgerBulletin.Period, asOf day: Moment
  ) {
    func isWithin(_ moment: Moment?) -> Bool {
      moment.map { (period.first.days...period.last.days).contains($0.days) } ?? false
    }
    all += 1
    if isWithin(item.opened) { opened += 1 }
    if item.state == .closed {
      done += 1
      if isWithin(item.closedOn) { closed += 1 }
    }
    returned += item.events.count { event in
      isWithin(event.day) && event.changes.contains { $0.name == "state" && $0.after == "returned" }
    }
    if item.overdueDays(asOf: day) != nil { overdue += 1 }
  }
}

extension Fault.Code {
  /// A period is neither a month nor a quarter.
  public static let noPeriod = Fault.Code("no-period", .usage)
  /// A period lies in the future.
  public static let periodNotBegun = Fault.Code("period-not-begun", .usage)
}
