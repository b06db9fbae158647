extension Migration {
  static func quality(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE quality_checks (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        operation_id \(dialect.text) NOT NULL REFERENCES operations (id),
        check_type \(dialect.text) NOT NULL,
        status \(dialect.text) NOT NULL,
        executed_at \(dialect.instant) NOT NULL,
        duration_milliseconds \(dialect.integer) NOT NULL,
        score \(dialect.real) NOT NULL,
        threshold \(dialect.real) NOT NULL,
        \(dialect.flag("passed")),
        result \(dialect.json) NOT NULL,
        examples \(dialect.json) NOT NULL,
        error_message \(dialect.text),
        policy_version \(dialect.integer) NOT NULL,
        CONSTRAINT check_type_is_known CHECK (
          check_type IN ('schema_validation', 'data_completeness', 'connector_health', 'sample_query_success')),
        CONSTRAINT check_status_is_known
          CHECK (status IN ('pending', 'running', 'passed', 'warned', 'failed', 'errored')),
        CONSTRAINT check_score_is_from_0_to_100 CHECK (score BETWEEN 0.0 AND 100.0),
        CONSTRAINT check_threshold_is_from_0_to_100 CHECK (threshold BETWEEN 0.0 AND 100.0)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX quality_checks_dataset_type ON quality_checks (dataset_id, check_type)",
      "CREATE INDEX quality_checks_operation ON quality_checks (operation_id)",
      """
      CREATE TABLE usage_metrics (
        ordinal \(dialect.ordinalKey),
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        metric \(dialect.text) NOT NULL,
        value \(dialect.real) NOT NULL,
        window_seconds \(dialect.integer) NOT NULL,
        recorded_at \(dialect.instant) NOT NULL,
        UNIQUE (dataset_id, metric, window_seconds, recorded_at),
        CONSTRAINT metric_is_known CHECK (
          metric IN ('queries_run', 'results_clicked', 'records_synced', 'bytes_stored', 'api_calls')),
        CONSTRAINT metric_window_is_not_negative CHECK (window_seconds >= 0)
      )\(dialect.tableOptions)
      """,
    ]
  }

  static func archives(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE snapshots (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        record_count \(dialect.integer) NOT NULL,
        byte_count \(dialect.integer) NOT NULL,
        compressed_byte_count \(dialect.integer) NOT NULL,
        chunk_count \(dialect.integer) NOT NULL,
        content_hash \(dialect.text) NOT NULL,
        manifest_hash \(dialect.text) NOT NULL,
        created_at \(dialect.instant) NOT NULL,
        CONSTRAINT snapshot_counts_are_not_negative
          CHECK (record_count >= 0 AND byte_count >= 0 AND compressed_byte_count >= 0 AND chunk_count >= 0)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX snapshots_dataset ON snapshots (dataset_id)",
      """
      CREATE TABLE archives (
        ordinal \(dialect.ordinalKey),
        dataset_id \(dialect.text) NOT NULL UNIQUE REFERENCES datasets (id),
        snapshot_id \(dialect.text), -- may outlive the snapshot's row
        object_key \(dialect.text) NOT NULL,
        hash \(dialect.text) NOT NULL,
        record_count \(dialect.integer) NOT NULL,
        byte_count \(dialect.integer) NOT NULL,
        created_at \(dialect.instant) NOT NULL,
        verified_at \(dialect.instant),
        keep_until \(dialect.instant) NOT NULL,
        CONSTRAINT archive_counts_are_not_negative CHECK (record_count >= 0 AND byte_count >= 0)
      )\(dialect.tableOptions)
      """,
    ]
  }
}
