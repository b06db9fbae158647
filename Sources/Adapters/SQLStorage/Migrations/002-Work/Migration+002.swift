extension Migration {
  /// What several processes need to share the work: turns, leases, schedules, budgets, and ways to find datasets among many.
  static let work = Migration(number: 2, name: "work", oldestProgram: 2) { dialect in
    ["ALTER TABLE schema_migrations ADD COLUMN oldest_program \(dialect.integer)"]
      + queue(dialect) + sharing(dialect) + chain(dialect) + finding(dialect)
  }

  private static func queue(_ dialect: SQLDialect) -> [String] {
    [
      "ALTER TABLE operations ADD COLUMN priority \(dialect.integer) NOT NULL DEFAULT 0",
      "ALTER TABLE operations ADD COLUMN deadline_at \(dialect.instant)",
      // Claims since the last step that ended; an operation that every process dies of is given up.
      "ALTER TABLE operations ADD COLUMN stalls \(dialect.integer) NOT NULL DEFAULT 0",
      "ALTER TABLE operations ADD COLUMN replayed_by \(dialect.text)",
      "DROP INDEX operations_status_wake",
      "CREATE INDEX operations_due ON operations (priority DESC, ordinal) WHERE status = 'waiting'",
      """
      CREATE INDEX operations_provisions_due ON operations (priority DESC, ordinal)
      WHERE status = 'waiting' AND kind IN ('provision', 'restore')
      """,
      "CREATE INDEX operations_running ON operations (lease_expires_at) WHERE status = 'running'",
      "CREATE INDEX operations_dead ON operations (ordinal) WHERE status = 'failed' AND replayed_by IS NULL",
      """
      CREATE UNIQUE INDEX operations_one_unfinished_per_dataset ON operations (dataset_id)
      WHERE status IN ('waiting', 'running')
      """,
      // Whoever gives out turns that are limited in the whole installation has this row meanwhile.
      "CREATE TABLE turns (name \(dialect.text) NOT NULL PRIMARY KEY)\(dialect.tableOptions)",
      "INSERT INTO turns (name) VALUES ('provision')",
    ]
  }

  private static func sharing(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE leases (
        name \(dialect.text) NOT NULL PRIMARY KEY,
        owner \(dialect.text) NOT NULL,
        fence \(dialect.integer) NOT NULL,
        expires_at \(dialect.instant) NOT NULL,
        CONSTRAINT lease_fence_counts_from_1 CHECK (fence >= 1)
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE schedules (
        name \(dialect.text) NOT NULL PRIMARY KEY,
        cron \(dialect.text) NOT NULL,
        next_at \(dialect.instant) NOT NULL,
        last_at \(dialect.instant),
        last_outcome \(dialect.text)
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE rate_buckets (
        tenant \(dialect.text) NOT NULL PRIMARY KEY,
        level \(dialect.real) NOT NULL, -- may be owed
        filled_at \(dialect.instant) NOT NULL
      )\(dialect.tableOptions)
      """,
      "ALTER TABLE outbox ADD COLUMN attempts \(dialect.integer) NOT NULL DEFAULT 0",
      "ALTER TABLE outbox ADD COLUMN retry_at \(dialect.instant)",
      "CREATE INDEX outbox_undelivered ON outbox (dataset_id, sequence) WHERE delivered_at IS NULL",
    ] + dialect.commitMarks
  }

  /// The end of the audit chain as a row, so that appending can wait for its turn.
  private static func chain(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE audit_head (
        one \(dialect.integer) NOT NULL PRIMARY KEY CHECK (one = 1),
        sequence \(dialect.integer) NOT NULL,
        hash \(dialect.text) NOT NULL
      )\(dialect.tableOptions)
      """,
      """
      INSERT INTO audit_head (one, sequence, hash)
      SELECT 1, coalesce(max(sequence), 0), coalesce(
        (SELECT hash FROM audit_events ORDER BY sequence DESC LIMIT 1),
        '0000000000000000000000000000000000000000000000000000000000000000')
      FROM audit_events
      """,
    ]
  }

  private static func finding(_ dialect: SQLDialect) -> [String] {
    [
      "ALTER TABLE datasets ADD COLUMN search_text \(dialect.text) NOT NULL DEFAULT ''",
      "UPDATE datasets SET search_text = lower(name)",
      """
      CREATE TABLE dataset_labels (
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        name \(dialect.text) NOT NULL,
        value \(dialect.text) NOT NULL,
        PRIMARY KEY (dataset_id, name)
      )\(dialect.tableOptions)
      """,
      """
      INSERT INTO dataset_labels (dataset_id, name, value)
      SELECT datasets.id, label.key, label.value FROM datasets, \(dialect.eachMember)(datasets.labels) AS label
      """,
      "CREATE INDEX dataset_labels_value ON dataset_labels (name, value, dataset_id)",
      "CREATE INDEX datasets_client_newest ON datasets (client_id, ordinal)",
      "CREATE INDEX datasets_status_newest ON datasets (status, dataset_type, ordinal)",
      "CREATE INDEX datasets_stage_newest ON datasets (stage, status, ordinal)",
      "CREATE INDEX datasets_expiry ON datasets (expires_at) WHERE status IN ('ready', 'failed')",
      "CREATE INDEX datasets_name ON datasets (name, ordinal)",
      """
      CREATE INDEX datasets_live_newest ON datasets (ordinal)
      WHERE status IN ('provisioning', 'validating', 'ready', 'failed', 'teardown')
      """,
      "CREATE INDEX datasets_type_newest ON datasets (dataset_type, ordinal)",
    ] + dialect.partsOfText("datasets", "search_text")
  }
}
