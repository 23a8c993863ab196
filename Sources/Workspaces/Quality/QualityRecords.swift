// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of checks, callbacks and corrections.
enum QualityRecords {
  static let schema = """
    -- By whom and of which unit a rejected row was, so that they can be called back.
    ALTER TABLE rejection ADD COLUMN path TEXT NOT NULL DEFAULT '';
    ALTER TABLE rejection ADD COLUMN interviewer TEXT NOT NULL DEFAULT '';

    CREATE TABLE callback (
      round TEXT NOT NULL REFERENCES round(name),
      number INTEGER NOT NULL,
      identity TEXT NOT NULL,
      form TEXT NOT NULL,
      key TEXT NOT NULL,
      path TEXT NOT NULL,
      interviewer TEXT NOT NULL,
      question TEXT NOT NULL,
      answer TEXT NOT NULL,
      listed_at TEXT NOT NULL,
      closed_at TEXT,
      PRIMARY KEY (round, number),
      UNIQUE (round, identity)
    ) STRICT;

    -- Issues that somebody looked into and found right as they are.
    CREATE TABLE kept_issue (
      round TEXT NOT NULL REFERENCES round(name),
      identity TEXT NOT NULL,
      reason TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_at TEXT NOT NULL,
      PRIMARY KEY (round, identity)
    ) STRICT, WITHOUT ROWID;
    """
}
