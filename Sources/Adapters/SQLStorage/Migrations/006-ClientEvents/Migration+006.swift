extension Migration {
  /// Events that are about a client and not one of its datasets.
  ///
  /// A table of its own: programs of the schemas before know no event without a dataset, and go on sending the others.
  static let clientEvents = Migration(number: 6, name: "client events", oldestProgram: 2) { dialect in
    [
      """
      CREATE TABLE client_outbox (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        type \(dialect.text) NOT NULL,
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        sequence \(dialect.integer) NOT NULL,
        time \(dialect.instant) NOT NULL,
        data \(dialect.json) NOT NULL,
        delivered_at \(dialect.instant),
        attempts \(dialect.integer) NOT NULL,
        retry_at \(dialect.instant),
        UNIQUE (client_id, sequence),
        CONSTRAINT client_outbox_counts_from_1 CHECK (sequence >= 1),
        CONSTRAINT client_outbox_attempts_count_from_0 CHECK (attempts >= 0)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX client_outbox_undelivered ON client_outbox (client_id, sequence) WHERE delivered_at IS NULL",
    ]
  }
}
