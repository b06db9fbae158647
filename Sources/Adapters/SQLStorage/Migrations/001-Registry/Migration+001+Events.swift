extension Migration {
  static func events(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE audit_events (
        sequence \(dialect.integer) NOT NULL PRIMARY KEY,
        at \(dialect.instant) NOT NULL,
        action \(dialect.text) NOT NULL,
        actor_kind \(dialect.text) NOT NULL,
        actor_name \(dialect.text) NOT NULL,
        reason \(dialect.text),
        request_id \(dialect.text),
        client_id \(dialect.text),
        dataset_id \(dialect.text),
        subject \(dialect.text) NOT NULL,
        before \(dialect.json),
        after \(dialect.json),
        previous_hash \(dialect.text) NOT NULL,
        hash \(dialect.text) NOT NULL,
        CONSTRAINT audit_sequence_counts_from_1 CHECK (sequence >= 1),
        CONSTRAINT audit_hashes_are_whole CHECK (length(previous_hash) = 64 AND length(hash) = 64)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX audit_events_dataset ON audit_events (dataset_id, sequence)",
      "CREATE INDEX audit_events_client ON audit_events (client_id, sequence)",
    ] + dialect.appendOnly("audit_events", "sequence") + [
      """
      CREATE TABLE outbox (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        type \(dialect.text) NOT NULL,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        sequence \(dialect.integer) NOT NULL,
        time \(dialect.instant) NOT NULL,
        data \(dialect.json) NOT NULL,
        delivered_at \(dialect.instant),
        UNIQUE (dataset_id, sequence),
        CONSTRAINT outbox_sequence_counts_from_1 CHECK (sequence >= 1)
      )\(dialect.tableOptions)
      """
    ]
  }
}
