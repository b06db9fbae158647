extension Migration {
  /// Who may do what, what went wrong, what must be kept, what came in, and what was reported.
  static let governance = Migration(number: 3, name: "governance", oldestProgram: 2) { dialect in
    trouble(dialect) + consent(dialect) + access(dialect) + exchange(dialect) + compliance(dialect)
  }

  private static func trouble(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE incidents (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        connector_id \(dialect.text) NOT NULL REFERENCES connectors (id),
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        opened_at \(dialect.instant) NOT NULL,
        cause \(dialect.json) NOT NULL,
        closed_at \(dialect.instant),
        CONSTRAINT incident_closes_after_it_opens CHECK (closed_at >= opened_at)
      )\(dialect.tableOptions)
      """,
      "CREATE UNIQUE INDEX incidents_one_open_per_connector ON incidents (connector_id) WHERE closed_at IS NULL",
      "CREATE INDEX incidents_dataset ON incidents (dataset_id, ordinal)",
    ]
  }

  private static func consent(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE holds (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        reason \(dialect.text) NOT NULL,
        placed_by_kind \(dialect.text) NOT NULL,
        placed_by_name \(dialect.text) NOT NULL,
        placed_at \(dialect.instant) NOT NULL,
        released_at \(dialect.instant),
        CONSTRAINT hold_is_released_after_it_is_placed CHECK (released_at >= placed_at)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX holds_dataset ON holds (dataset_id, ordinal)",
      "CREATE INDEX holds_active ON holds (ordinal) WHERE released_at IS NULL",
      """
      CREATE TABLE approvals (
        ordinal \(dialect.ordinalKey),
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        approver_kind \(dialect.text) NOT NULL,
        approver_name \(dialect.text) NOT NULL,
        reason \(dialect.text) NOT NULL,
        given_at \(dialect.instant) NOT NULL,
        UNIQUE (dataset_id, approver_kind, approver_name),
        CONSTRAINT approval_is_given_by_a_person CHECK (approver_kind = 'person')
      )\(dialect.tableOptions)
      """,
    ]
  }

  private static func access(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE grants (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        grantee_kind \(dialect.text) NOT NULL,
        grantee_name \(dialect.text) NOT NULL,
        approver_kind \(dialect.text) NOT NULL,
        approver_name \(dialect.text) NOT NULL,
        granted_at \(dialect.instant) NOT NULL -- how long it lasts is the model's to say
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX grants_dataset ON grants (dataset_id, granted_at)",
      """
      CREATE TABLE tokens (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        owner_kind \(dialect.text) NOT NULL,
        owner_name \(dialect.text) NOT NULL,
        role \(dialect.text) NOT NULL,
        clients \(dialect.json), -- null: all
        hash \(dialect.text) NOT NULL, -- the token itself is nowhere
        expires_at \(dialect.instant) NOT NULL,
        revoked_at \(dialect.instant),
        CONSTRAINT token_role_is_known CHECK (
          role IN ('client_se', 'internal_testing', 'internal_support', 'pilot_user', 'production_user', 'client_admin',
            'dataset_provisioning_agent', 'data_validation_agent', 'data_teardown_agent')),
        CONSTRAINT token_hash_is_whole CHECK (length(hash) = 64)
      )\(dialect.tableOptions)
      """,
      "CREATE UNIQUE INDEX tokens_hash ON tokens (hash)",
    ]
  }

  private static func exchange(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE webhooks (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        url \(dialect.text) NOT NULL,
        types \(dialect.json) NOT NULL, -- empty: all
        disabled_at \(dialect.instant)
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE inbox (
        ordinal \(dialect.ordinalKey),
        source \(dialect.text) NOT NULL,
        id \(dialect.text) NOT NULL,
        type \(dialect.text) NOT NULL,
        time \(dialect.instant) NOT NULL,
        data \(dialect.json) NOT NULL,
        received_at \(dialect.instant) NOT NULL,
        UNIQUE (source, id),
        CONSTRAINT inbox_type_is_known
          CHECK (type IN ('JourneyStageChanged', 'DatasetProvisionRequested', 'JourneyCompleted'))
      )\(dialect.tableOptions)
      """,
    ]
  }

  private static func compliance(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE reports (
        kind \(dialect.text) NOT NULL,
        period_start \(dialect.instant) NOT NULL,
        made_at \(dialect.instant) NOT NULL,
        object_key \(dialect.text) NOT NULL,
        PRIMARY KEY (kind, period_start),
        CONSTRAINT report_kind_is_known CHECK (
          kind IN ('datasets_by_stage_by_client', 'data_quality_trends', 'connector_health_summary',
            'orphaned_datasets_check')),
        CONSTRAINT report_is_made_after_its_period_begins CHECK (made_at >= period_start)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX reports_newest ON reports (period_start DESC, kind)",
      // Those of a template are in its row.
      """
      CREATE TABLE quality_rules (
        name \(dialect.text) NOT NULL PRIMARY KEY,
        check_type \(dialect.text) NOT NULL,
        field \(dialect.text),
        rule \(dialect.text) NOT NULL,
        parameters \(dialect.json) NOT NULL,
        severity \(dialect.text) NOT NULL,
        threshold \(dialect.real),
        CONSTRAINT quality_rule_check_type_is_known CHECK (
          check_type IN ('schema_validation', 'data_completeness', 'connector_health', 'sample_query_success')),
        CONSTRAINT quality_rule_severity_is_known CHECK (severity IN ('warn', 'fail')),
        CONSTRAINT quality_rule_threshold_is_from_0_to_100 CHECK (threshold BETWEEN 0.0 AND 100.0)
      )\(dialect.tableOptions)
      """,
    ]
  }
}
