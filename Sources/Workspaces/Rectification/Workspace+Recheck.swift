// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Foundation
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// Draws closed items to be looked at again.
  ///
  /// - Parameters:
  ///   - size: how many of so many closed items.
  ///   - seed: a text made in public.
  /// - Returns: the sample.
  /// - Throws: ``Fault/Code/recheckSize`` if there are not so many closed items; the faults of ``Seed``.
  public func drawRecheck(size: (Int) throws -> Int, seed text: String) throws -> RecheckSample {
    let seed = try Seed(text: text)
    let closed = try ledger(asOf: .max).items.filter { $0.state == .closed }.map(\.number)
    let wanted = try size(closed.count)
    guard wanted >= 1, wanted <= closed.count else {
      throw Fault(.recheckSize, ["size": "\(wanted)", "closed": "\(closed.count)"])
    }
    let sample = RecheckSample.draw(
      wanted, of: closed, seed: seed, number: try recheckSamples().count + 1)
    try record(
      "rectify sample",
      ["sample": "\(sample.number)", "seed": text, "of": "\(closed.count)", "items": "\(wanted)"]
    ) { db in
      try db.execute(
        sql: """
          INSERT INTO rectification_sample (number, seed, population, drawn_at, drawn_by)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [sample.number, text, closed.count, session.timestamp, session.actor])
      for item in sample.items {
        try db.execute(
          sql: "INSERT INTO rectification_sampled (sample, item, ticket) VALUES (?, ?, ?)",
          arguments: [sample.number, item.number, item.ticket])
      }
    }
    return sample
  }

  /// The samples of closed items in their order, with what re-checks said since each was drawn.
  public func recheckSamples() throws -> [RecheckSample] {
    let items = try ledger(asOf: .max)
    return try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM rectification_sample ORDER BY number").map { row in
        let (number, drawn) = (row["number"] as Int, row["drawn_at"] as String)
        let drawnItems = try Row.fetchAll(
          db, sql: "SELECT * FROM rectification_sampled WHERE sample = ? ORDER BY ticket, item",
          arguments: [number])
        return RecheckSample(
          number: number, seed: row["seed"], population: row["population"],
          items: drawnItems.map { item in
            let events = items.item(item["item"])?.events ?? []
            let check = events.last { $0.action == .recheck && bytesCompare($0.at, drawn) >= 0 }
            let result = check?.changes.first { $0.name == "result" }?.after
            return RecheckSample.Item(
              number: item["item"], ticket: item["ticket"], isUpheld: result.map { $0 == "upheld" })
          })
      }
    }
  }

  /// The bulletin of a month or a quarter.
  /// - Throws: ``Fault/Code/noLedger``, ``Fault/Code/periodNotBegun``.
  public func bulletin(_ period: LedgerBulletin.Period) throws -> LedgerBulletin {
    _ = try ledgerRules()
    let names = (try offices() ?? [:]).values.map { UnitID($0) }
    let events = try database.read { try RectificationRecords.events(in: $0) }
    return try LedgerBulletin(
      events: events, period: period, today: today, townships: Set(names))
  }
}

extension Fault.Code {
  /// More closed items are to be drawn than there are, or none.
  public static let recheckSize = Fault.Code("recheck-size", .usage)
}
