// SPDX-License-Identifier: GPL-3.0-or-later

/// What reviewers and offices say about suspected findings.
enum ReviewRecords {
  static let schema = """
    -- What an office says about a suspected finding; the last entry counts, all are kept.
    CREATE TABLE finding_evidence (
      sequence INTEGER PRIMARY KEY,
      round TEXT NOT NULL REFERENCES round(name),
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      explanation TEXT NOT NULL,
      attachments TEXT NOT NULL,
      answered_by TEXT NOT NULL,
      recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX finding_evidence_case ON finding_evidence (round, path, kind);

    -- What each of the people who read a case independently concludes.
    CREATE TABLE finding_reading (
      round TEXT NOT NULL REFERENCES round(name),
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      position INTEGER NOT NULL,
      reader TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT NOT NULL,
      read_at TEXT NOT NULL,
      PRIMARY KEY (round, path, kind, position)
    ) STRICT, WITHOUT ROWID;
    """
}
