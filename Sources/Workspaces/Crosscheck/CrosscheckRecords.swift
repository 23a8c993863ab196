// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import GRDB
import Tables

/// The tables of the cross-check. What is personal lies apart.
enum CrosscheckRecords {
  static let schema = """
    CREATE TABLE crosscheck_flag (
      number INTEGER PRIMARY KEY,
      path TEXT NOT NULL,
      township TEXT NOT NULL,
      category TEXT NOT NULL,
      list TEXT NOT NULL,
      list_row INTEGER NOT NULL,
      strength TEXT NOT NULL,
      bearers INTEGER NOT NULL,
      names_agree INTEGER,
      UNIQUE (path, category)
    ) STRICT;

    -- The steps of a flag, which are only ever added.
    CREATE TABLE crosscheck_step (
      sequence INTEGER PRIMARY KEY,
      flag INTEGER NOT NULL REFERENCES crosscheck_flag(number),
      state TEXT NOT NULL,
      actor TEXT NOT NULL,
      at TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX crosscheck_step_by_flag ON crosscheck_step (flag);
    CREATE TRIGGER crosscheck_step_stays BEFORE UPDATE ON crosscheck_step
      BEGIN SELECT RAISE(ABORT, 'steps of the cross-check are never changed'); END;
    CREATE TRIGGER crosscheck_step_remains BEFORE DELETE ON crosscheck_step
      BEGIN SELECT RAISE(ABORT, 'steps of the cross-check are never deleted'); END;

    -- The name and number that stood on the list.
    CREATE TABLE crosscheck_personal (
      flag INTEGER PRIMARY KEY REFERENCES crosscheck_flag(number),
      name TEXT NOT NULL,
      number TEXT NOT NULL
    ) STRICT;
    """

  /// All flags with their steps, by number.
  static func flags(in db: Database) throws -> [CrosscheckFlag] {
    var steps: [Int: [CrosscheckFlag.Step]] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM crosscheck_step ORDER BY sequence") {
      steps[row["flag"], default: []].append(
        CrosscheckFlag.Step(
          state: CrosscheckFlag.State(rawValue: row["state"])!, actor: row["actor"], at: row["at"],
          reason: row["reason"]))
    }
    return try Row.fetchAll(db, sql: "SELECT * FROM crosscheck_flag ORDER BY number").map { row in
      CrosscheckFlag(
        number: row["number"], unit: UnitID(row["path"] as String), township: row["township"],
        category: row["category"], source: Place(file: row["list"], row: row["list_row"]),
        strength: Crosscheck.Strength(rawValue: row["strength"])!, bearers: row["bearers"],
        namesAgree: row["names_agree"], steps: steps[row["number"]] ?? [])
    }
  }

  static func append(
    _ step: CrosscheckFlag.Step, to flag: Int, in db: Database
  ) throws {
    try db.cachedStatement(
      sql: "INSERT INTO crosscheck_step (flag, state, actor, at, reason) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [flag, step.state.rawValue, step.actor, step.at, step.reason])
  }
}
