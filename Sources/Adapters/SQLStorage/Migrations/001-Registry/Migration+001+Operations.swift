extension Migration {
  static func operations(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE operations (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        kind \(dialect.text) NOT NULL,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        stage \(dialect.text) NOT NULL,
        status \(dialect.text) NOT NULL,
        step \(dialect.text),
        requested_at \(dialect.instant) NOT NULL,
        requested_by_kind \(dialect.text) NOT NULL,
        requested_by_name \(dialect.text) NOT NULL,
        reason \(dialect.text),
        started_at \(dialect.instant),
        finished_at \(dialect.instant),
        wake_at \(dialect.instant),
        failure \(dialect.json),
        \(dialect.flag("cancel_requested")),
        lease_owner \(dialect.text),
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
      "CREATE INDEX operations_status_wake ON operations (status, coalesce(wake_at, \(dialect.beginning)))",
      """
      CREATE TABLE operation_steps (
        operation_id \(dialect.text) NOT NULL REFERENCES operations (id),
        name \(dialect.text) NOT NULL,
        ordinal \(dialect.integer) NOT NULL,
        status \(dialect.text) NOT NULL,
        attempts \(dialect.integer) NOT NULL,
        failures \(dialect.integer) NOT NULL,
        started_at \(dialect.instant),
        finished_at \(dialect.instant),
        checkpoint \(dialect.json),
        detail \(dialect.text),
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
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        kind \(dialect.text) NOT NULL,
        name \(dialect.text) NOT NULL,
        operation_id \(dialect.text) NOT NULL REFERENCES operations (id),
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
        id \(dialect.text) NOT NULL UNIQUE,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        connector_id \(dialect.text) REFERENCES connectors (id),
        owner \(dialect.text) NOT NULL,
        text \(dialect.text) NOT NULL,
        requested_at \(dialect.instant) NOT NULL,
        confirmed_at \(dialect.instant),
        confirmed_by_kind \(dialect.text),
        confirmed_by_name \(dialect.text),
        CONSTRAINT manual_action_confirmer_is_whole
          CHECK ((confirmed_by_kind IS NULL) = (confirmed_by_name IS NULL))
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX manual_actions_dataset ON manual_actions (dataset_id)",
    ]
  }
}
