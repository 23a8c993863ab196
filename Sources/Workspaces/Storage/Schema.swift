// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB
public import Tables

extension Workspace {
  /// Opens the database and brings it to this version's schema.
  ///
  /// A rollback journal instead of a write-ahead log: county folders lie on network shares, where
  /// shared memory does not work.
  /// - Throws: ``Fault/Code/newerWorkspace``.
  static func openDatabase(at file: URL) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
    }
    let queue = try DatabaseQueue(path: file.path, configuration: configuration)
    if try queue.read({ try Schema.migrator.hasBeenSuperseded($0) }) {
      throw Fault(.newerWorkspace, at: Place(file: file.path))
    }
    if try queue.read({ try !Schema.migrator.hasCompletedMigrations($0) }) {
      try Schema.migrator.migrate(queue)
    }
    return queue
  }
}

/// The tables of `assessment.db`, version by version. A migration that was released never changes.
enum Schema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: version1)
    }
    migrator.registerMigration("2") { db in
      try db.execute(sql: version2)
    }
    migrator.registerMigration("3") { db in
      try db.execute(sql: version3)
    }
    migrator.registerMigration("4") { db in
      try db.execute(sql: version4)
    }
    migrator.registerMigration("5") { db in
      try db.execute(sql: version5)
    }
    migrator.registerMigration("6") { db in
      try AnswerRecords.migrate(db)
    }
    migrator.registerMigration("7") { db in
      try db.execute(sql: QualityRecords.schema)
    }
    migrator.registerMigration("8") { db in
      try db.execute(sql: version8)
    }
    migrator.registerMigration("9") { db in
      try db.execute(sql: RectificationRecords.schema)
    }
    migrator.registerMigration("10") { db in
      try db.execute(sql: CrosscheckRecords.schema)
    }
    migrator.registerMigration("11") { db in
      try db.execute(sql: RegisterVersions.schema)
    }
    migrator.registerMigration("12") { db in
      try db.execute(sql: PendingFile.schema)
    }
    migrator.registerMigration("13") { db in
      try db.execute(sql: version13)
    }
    migrator.registerMigration("14") { db in
      try db.execute(sql: ReviewRecords.schema)
    }
    migrator.registerMigration("problem-history") { db in
      try db.execute(sql: ProblemHistory.schema)
    }
    migrator.registerMigration("problem-traces") { db in
      try db.execute(sql: ProblemHistory.traces)
    }
    return migrator
  }()

  private static let version1 = """
    CREATE TABLE log (
      sequence INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      command TEXT NOT NULL,
      details TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE register (
      name TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      source_digest TEXT NOT NULL,
      rows INTEGER NOT NULL,
      digest TEXT NOT NULL,
      imported_at TEXT NOT NULL
    ) STRICT;

    -- Columns of a register that are not sealed, as one record for each unit; personal ones apart.
    CREATE TABLE register_extra_column (
      register TEXT NOT NULL REFERENCES register(name) ON DELETE CASCADE,
      is_personal INTEGER NOT NULL,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (register, is_personal, position)
    ) STRICT;

    CREATE TABLE register_extra (
      register TEXT NOT NULL REFERENCES register(name) ON DELETE CASCADE,
      path TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (register, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE register_personal (
      register TEXT NOT NULL REFERENCES register(name) ON DELETE CASCADE,
      path TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (register, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE round (
      name TEXT PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE,
      opened_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE seal (
      round TEXT NOT NULL REFERENCES round(name),
      number INTEGER NOT NULL,
      commitment TEXT NOT NULL,
      json TEXT NOT NULL,
      key_digest TEXT,
      is_demonstration INTEGER NOT NULL,
      reason TEXT,
      sealed_at TEXT NOT NULL,
      sealed_by TEXT NOT NULL,
      PRIMARY KEY (round, number)
    ) STRICT;

    CREATE TABLE draw (
      round TEXT NOT NULL,
      number INTEGER NOT NULL,
      seal INTEGER NOT NULL,
      seed TEXT NOT NULL,
      is_short INTEGER NOT NULL,
      reason TEXT,
      sample_digest TEXT NOT NULL,
      drawn_at TEXT NOT NULL,
      drawn_by TEXT NOT NULL,
      revealed_at TEXT,
      PRIMARY KEY (round, number),
      FOREIGN KEY (round, seal) REFERENCES seal(round, number)
    ) STRICT;

    CREATE TABLE unit (
      round TEXT NOT NULL,
      draw INTEGER NOT NULL,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      stage INTEGER NOT NULL,
      sample TEXT NOT NULL,
      stratum TEXT NOT NULL,
      role TEXT NOT NULL,
      place INTEGER NOT NULL,
      ticket TEXT NOT NULL,
      PRIMARY KEY (round, draw, position),
      UNIQUE (round, draw, path),
      FOREIGN KEY (round, draw) REFERENCES draw(round, number)
    ) STRICT;

    -- One row for each submission that was accepted; the same key with other content is a new version.
    CREATE TABLE submission (
      id INTEGER PRIMARY KEY,
      round TEXT NOT NULL REFERENCES round(name),
      form TEXT NOT NULL,
      key TEXT NOT NULL,
      version INTEGER NOT NULL,
      path TEXT NOT NULL,
      outcome TEXT,
      submitted_at TEXT NOT NULL,
      source TEXT NOT NULL,
      source_row INTEGER NOT NULL,
      content_digest TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      UNIQUE (round, form, key, version)
    ) STRICT;
    CREATE INDEX submission_by_unit ON submission (round, path, form);

    CREATE TABLE answer (
      submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
      question TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (submission, question)
    ) STRICT, WITHOUT ROWID;

    -- Values of questions and columns tagged personal, kept apart from the first version on.
    CREATE TABLE personal_answer (
      submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
      question TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (submission, question)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rejection (
      id INTEGER PRIMARY KEY,
      round TEXT NOT NULL REFERENCES round(name),
      form TEXT NOT NULL,
      source TEXT NOT NULL,
      source_row INTEGER NOT NULL,
      column_name TEXT,
      code TEXT NOT NULL,
      detail TEXT NOT NULL,
      row_digest TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      UNIQUE (round, form, row_digest, code, column_name)
    ) STRICT;

    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      round TEXT NOT NULL REFERENCES round(name),
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      rules TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('suspected', 'confirmed', 'cleared')),
      raised_at TEXT NOT NULL,
      reason TEXT,
      reviewer TEXT,
      decided_at TEXT,
      UNIQUE (round, path, kind)
    ) STRICT;

    CREATE TABLE revisit (
      round TEXT NOT NULL REFERENCES round(name),
      path TEXT NOT NULL,
      result TEXT,
      reviewer TEXT,
      decided_at TEXT,
      PRIMARY KEY (round, path)
    ) STRICT, WITHOUT ROWID;
    """

  private static let version2 = """
    -- Reserves that were opened, in their order.
    CREATE TABLE replacement (
      round TEXT NOT NULL,
      draw INTEGER NOT NULL,
      number INTEGER NOT NULL,
      original TEXT NOT NULL,
      substitute TEXT NOT NULL,
      reason TEXT NOT NULL,
      visits INTEGER NOT NULL,
      was_early INTEGER NOT NULL,
      released_at TEXT NOT NULL,
      released_by TEXT NOT NULL,
      PRIMARY KEY (round, draw, number),
      UNIQUE (round, draw, original),
      UNIQUE (round, draw, substitute),
      FOREIGN KEY (round, draw) REFERENCES draw(round, number)
    ) STRICT;
    """

  private static let version3 = """
    -- How the seed came about, in the words of whoever drew.
    ALTER TABLE draw ADD COLUMN seed_source TEXT;
    """

  private static let version8 = """
    -- The digest of the file whose rejected rows a file holds, and when it was imported again.
    ALTER TABLE written_file ADD COLUMN source TEXT;
    ALTER TABLE written_file ADD COLUMN imported_at TEXT;
    -- By which the last rejection of a fault is found.
    CREATE INDEX rejection_by_fault ON rejection (round, form, submission_key, code, column_name);
    """

  private static let version13 = """
    -- Few submissions have several versions; these tell at once whether one is the latest.
    CREATE INDEX later_version ON submission (round, form, key, version) WHERE version > 1;
    """

  private static let version5 = """
    -- Units that were not drawn and are visited because somebody pointed at them.
    CREATE TABLE lead (
      round TEXT NOT NULL REFERENCES round(name),
      path TEXT NOT NULL,
      sample TEXT NOT NULL,
      note TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      PRIMARY KEY (round, path)
    ) STRICT;
    """

  private static let version4 = """
    -- Registers of drawn first-stage units that came after the seal.
    CREATE TABLE late_seal (
      round TEXT NOT NULL,
      draw INTEGER NOT NULL,
      number INTEGER NOT NULL,
      path TEXT NOT NULL,
      commitment TEXT NOT NULL,
      json TEXT NOT NULL,
      reason TEXT,
      sealed_at TEXT NOT NULL,
      sealed_by TEXT NOT NULL,
      drawn_at TEXT,
      sample_digest TEXT,
      PRIMARY KEY (round, draw, number),
      FOREIGN KEY (round, draw) REFERENCES draw(round, number)
    ) STRICT;

    CREATE TABLE late_register (
      round TEXT NOT NULL,
      draw INTEGER NOT NULL,
      number INTEGER NOT NULL,
      register TEXT NOT NULL,
      rows INTEGER NOT NULL,
      expected INTEGER NOT NULL,
      PRIMARY KEY (round, draw, number, register),
      FOREIGN KEY (round, draw, number) REFERENCES late_seal(round, draw, number)
    ) STRICT;
    """
}

extension Fault.Code {
  /// The workspace's database was written by a newer version.
  public static let newerWorkspace = Fault.Code("newer-workspace", .data)
}
