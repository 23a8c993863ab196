// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import GRDB
import Tables

/// The tables of the rectification ledger: events alone, which are only ever added.
enum RectificationRecords {
  static let schema = """
    -- What happened to the items of the ledger; their present state follows from it.
    CREATE TABLE rectification_event (
      sequence INTEGER PRIMARY KEY,
      item TEXT NOT NULL,
      at TEXT NOT NULL,
      day TEXT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      reason TEXT NOT NULL,
      -- A record of names, texts before and texts after.
      changes TEXT NOT NULL
    ) STRICT;
    CREATE INDEX rectification_event_by_item ON rectification_event (item);
    CREATE TRIGGER rectification_event_stays BEFORE UPDATE ON rectification_event
      BEGIN SELECT RAISE(ABORT, 'events of the ledger are never changed'); END;
    CREATE TRIGGER rectification_event_remains BEFORE DELETE ON rectification_event
      BEGIN SELECT RAISE(ABORT, 'events of the ledger are never deleted'); END;

    -- Closed items that were drawn to be looked at again.
    CREATE TABLE rectification_sample (
      number INTEGER PRIMARY KEY,
      seed TEXT NOT NULL,
      population INTEGER NOT NULL,
      drawn_at TEXT NOT NULL,
      drawn_by TEXT NOT NULL
    ) STRICT;

    CREATE TABLE rectification_sampled (
      sample INTEGER NOT NULL REFERENCES rectification_sample(number),
      item TEXT NOT NULL,
      ticket TEXT NOT NULL,
      PRIMARY KEY (sample, item)
    ) STRICT, WITHOUT ROWID;
    """

  /// The event of a row.
  static func event(_ row: Row) -> RectificationEvent {
    let fields = Record.fields(row["changes"])
    return RectificationEvent(
      sequence: row["sequence"], item: row["item"], at: row["at"],
      day: Moment(row["day"] as String)!, actor: row["actor"],
      action: RectificationEvent.Action(rawValue: row["action"])!, reason: row["reason"],
      changes: stride(from: 0, to: fields.count - 2, by: 3).map {
        RectificationEvent.Change(fields[$0], from: fields[$0 + 1], to: fields[$0 + 2])
      })
  }

  /// All events in their order.
  static func events(in db: Database) throws -> [RectificationEvent] {
    try Row.fetchAll(db, sql: "SELECT * FROM rectification_event ORDER BY sequence").map(event)
  }

  /// Appends an event.
  static func append(
    _ action: RectificationEvent.Action, to item: String, _ changes: [RectificationEvent.Change],
    by actor: String, reason: String, day: Moment, at time: String, in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO rectification_event (item, at, day, actor, action, reason, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        item, time, day.text, actor, action.rawValue, reason,
        Record.text(changes.flatMap { [$0.name, $0.before, $0.after] }),
      ])
  }
}
