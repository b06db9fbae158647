extension Migration {
  static func datasets(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE dataset_templates (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        name \(dialect.text) NOT NULL,
        dataset_type \(dialect.text) NOT NULL,
        industry \(dialect.text) NOT NULL,
        use_case \(dialect.text) NOT NULL,
        description \(dialect.text) NOT NULL,
        source_path \(dialect.text) NOT NULL,
        schema_definition \(dialect.text) NOT NULL,
        default_record_count \(dialect.integer) NOT NULL,
        metadata_template \(dialect.json) NOT NULL,
        quality_rules \(dialect.json) NOT NULL,
        version \(dialect.text) NOT NULL,
        content_hash \(dialect.text) NOT NULL,
        sample_queries \(dialect.json) NOT NULL,
        relationships \(dialect.json) NOT NULL,
        CONSTRAINT template_type_is_known
          CHECK (dataset_type IN ('confluence_pages', 'github_repos', 'slack_messages', 'jira_issues', 'custom')),
        CONSTRAINT template_industry_is_known
          CHECK (industry IN ('fintech', 'healthcare', 'enterprise', 'manufacturing', 'retail')),
        CONSTRAINT template_record_count_is_not_negative CHECK (default_record_count >= 0)
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE datasets (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        name \(dialect.text) NOT NULL,
        dataset_type \(dialect.text) NOT NULL,
        stage \(dialect.text) NOT NULL,
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        journey_id \(dialect.text),
        status \(dialect.text) NOT NULL,
        created_at \(dialect.instant) NOT NULL,
        ready_at \(dialect.instant),
        last_ready_at \(dialect.instant),
        archived_at \(dialect.instant),
        cleanup_verified_at \(dialect.instant),
        expires_at \(dialect.instant),
        data_source \(dialect.text) NOT NULL,
        metadata \(dialect.json) NOT NULL,
        template \(dialect.json),
        seed \(dialect.text) NOT NULL, -- unsigned, 64 bits
        expected_record_count \(dialect.integer) NOT NULL,
        record_count \(dialect.integer),
        size_bytes \(dialect.integer),
        quality_score \(dialect.real),
        quality_details \(dialect.json),
        health \(dialect.text) NOT NULL,
        failure \(dialect.json),
        \(dialect.flag("deletion_protected")),
        connector_id \(dialect.text), -- a restored dataset takes over the connector of the archived one
        current_snapshot_id \(dialect.text), -- may outlive the snapshot
        restored_from \(dialect.text) REFERENCES datasets (id),
        labels \(dialect.json) NOT NULL,
        version \(dialect.integer) NOT NULL,
        CONSTRAINT dataset_type_is_known
          CHECK (dataset_type IN ('confluence_pages', 'github_repos', 'slack_messages', 'jira_issues', 'custom')),
        CONSTRAINT dataset_status_is_known
          CHECK (status IN ('provisioning', 'validating', 'ready', 'failed', 'teardown', 'archived')),
        CONSTRAINT dataset_source_is_allowed_in_stage CHECK (
          stage = 'sandbox' AND data_source IN ('mock_template', 'custom')
          OR stage = 'pilot' AND data_source IN ('sanitized_production', 'custom')
          OR stage = 'production' AND data_source = 'production'),
        CONSTRAINT dataset_health_is_known CHECK (health IN ('healthy', 'degraded', 'unhealthy', 'unknown')),
        CONSTRAINT dataset_quality_score_is_from_0_to_100 CHECK (quality_score BETWEEN 0.0 AND 100.0),
        CONSTRAINT dataset_counts_are_not_negative
          CHECK (expected_record_count >= 0 AND record_count >= 0 AND size_bytes >= 0)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX datasets_client_stage ON datasets (client_id, stage)",
      "CREATE INDEX datasets_status ON datasets (status)",
      "CREATE INDEX datasets_journey ON datasets (journey_id)",
    ]
  }

  static func connectors(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE connectors (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        name \(dialect.text) NOT NULL,
        datasource \(dialect.text) NOT NULL,
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        dataset_id \(dialect.text) NOT NULL REFERENCES datasets (id),
        stage \(dialect.text) NOT NULL,
        connector_type \(dialect.text) NOT NULL,
        phase \(dialect.text) NOT NULL,
        status \(dialect.text) NOT NULL,
        endpoint_url \(dialect.text) NOT NULL,
        authentication_method \(dialect.text) NOT NULL, -- the secrets themselves: credentials
        configuration_json \(dialect.json) NOT NULL,
        rate_limits \(dialect.json) NOT NULL,
        sync_schedule \(dialect.text) NOT NULL,
        health_check_interval \(dialect.integer) NOT NULL, -- microseconds
        last_health_check \(dialect.instant),
        health_status \(dialect.json) NOT NULL,
        \(dialect.flag("sync_paused")),
        created_at \(dialect.instant) NOT NULL,
        version \(dialect.integer) NOT NULL,
        CONSTRAINT connector_stage_is_known CHECK (stage IN ('sandbox', 'pilot', 'production')),
        CONSTRAINT connector_type_is_known
          CHECK (connector_type IN ('confluence', 'github', 'slack', 'jira', 'gdrive', 'custom')),
        CONSTRAINT connector_status_is_allowed_in_phase CHECK (
          phase = 'create' AND status = 'creating'
          OR phase = 'configure' AND status IN ('creating', 'unhealthy')
          OR phase = 'validate' AND status IN ('creating', 'healthy', 'unhealthy')
          OR phase = 'monitor' AND status IN ('healthy', 'unhealthy')
          OR phase = 'disconnect' AND status = 'disconnected'
          OR phase = 'delete' AND status IN ('disconnected', 'archived')),
        CONSTRAINT connector_authentication_is_known
          CHECK (authentication_method IN ('api_key', 'oauth2', 'basic_auth', 'service_account')),
        CONSTRAINT connector_health_check_interval_is_positive CHECK (health_check_interval > 0)
      )\(dialect.tableOptions)
      """,
      "CREATE UNIQUE INDEX connectors_datasource ON connectors (datasource)",
      """
      CREATE UNIQUE INDEX connectors_one_live_per_dataset ON connectors (dataset_id)
      WHERE status <> 'archived' AND phase <> 'delete'
      """,
      "CREATE INDEX connectors_client_stage_type ON connectors (client_id, stage, connector_type)",
    ]
  }
}
