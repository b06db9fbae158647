extension Migration {
  static func operations(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE operations (
        ordinal \(dialect.ordinalKey),
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        dataset_id TEXT NOT NULL REFERENCES datasets (id),
        client_id TEXT NOT NULL REFERENCES clients (id),
        stage TEXT NOT NULL,
        status TEXT NOT NULL,
        step TEXT,
        requested_at \(dialect.instant) NOT NULL,
        requested_by_kind TEXT NOT NULL,
        requested_by_name TEXT NOT NULL,
        reason TEXT,
        started_at \(dialect.instant),
        finished_at \(dialect.instant),
        wake_at \(dialect.instant),
        failure \(dialect.json),
        \(dialect.flag("cancel_requested")),
        lease_owner TEXT,
        lease_expires_at \(dialect.instant),
        fence \(dialect.integer) NOT NULL,
        parameters \(dialect.json) NOT NULL,
        CONSTRAINT operation_kind_is_known
          CHECK (kind IN ('provision', 'validate', 'update', 'teardown', 'restore')),
        CONSTRAINT operation_stage_is_known CHECK (stage IN ('sandbox', 'pilot', 'production')),
        CONSTRAINT operation_status_is_known
          CHECK (status IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
        CONSTRAINT operation_lease_is_whole CHECK ((lease_owner IS NULL) = (lease_expires_at IS NULL)),
        CONSTRAINT operation_fence_is_not_negative CHECK (fence >= 0)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX operations_dataset ON operations (dataset_id)",
      "CREATE INDEX operations_status_wake ON operations (status, coalesce(wake_at, ''))",
      """
      CREATE TABLE operation_steps (
        operation_id TEXT NOT NULL REFERENCES operations (id),
        name TEXT NOT NULL,
        ordinal \(dialect.integer) NOT NULL,
        status TEXT NOT NULL,
        attempts \(dialect.integer) NOT NULL,
        failures \(dialect.integer) NOT NULL,
        started_at \(dialect.instant),
        finished_at \(dialect.instant),
        checkpoint \(dialect.json),
        detail TEXT,
        failure \(dialect.json),
        PRIMARY KEY (operation_id, name),
        CONSTRAINT step_status_is_known CHECK (status IN ('pending', 'running', 'done', 'failed', 'undone')),
        CONSTRAINT step_attempts_are_not_negative CHECK (attempts >= 0),
        CONSTRAINT step_failures_are_attempts CHECK (failures BETWEEN 0 AND attempts)
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE resource_ledger (
        ordinal \(dialect.ordinalKey),
        dataset_id TEXT NOT NULL REFERENCES datasets (id),
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        operation_id TEXT NOT NULL REFERENCES operations (id),
        planned_at \(dialect.instant) NOT NULL,
        released_at \(dialect.instant),
        UNIQUE (dataset_id, kind, name),
        CONSTRAINT resource_kind_is_known
          CHECK (kind IN ('datasource', 'documents', 'identities', 'snapshot', 'archive'))
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE manual_actions (
        ordinal \(dialect.ordinalKey),
        id TEXT NOT NULL UNIQUE,
        dataset_id TEXT NOT NULL REFERENCES datasets (id),
        connector_id TEXT REFERENCES connectors (id),
        owner TEXT NOT NULL,
        text TEXT NOT NULL,
        requested_at \(dialect.instant) NOT NULL,
        confirmed_at \(dialect.instant),
        confirmed_by_kind TEXT,
        confirmed_by_name TEXT,
        CONSTRAINT manual_action_confirmer_is_whole
          CHECK ((confirmed_by_kind IS NULL) = (confirmed_by_name IS NULL))
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX manual_actions_dataset ON manual_actions (dataset_id)",
    ]
  }
}
