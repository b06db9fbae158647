extension Migration {
  /// Credentials of both sides, sealed with data keys of their own; manual actions with kinds and deadlines, about clients too.
  ///
  /// Both tables are made anew, because SQLite cannot change a constraint. Programs of the versions before go on working: what
  /// they leave out has defaults.
  static let credentials = Migration(number: 4, name: "credentials", oldestProgram: 2) { dialect in
    credentials(dialect) + manualActions(dialect)
  }

  private static func credentials(_ dialect: SQLDialect) -> [String] {
    [
      "CREATE TABLE kept AS SELECT * FROM credentials",
      "DROP TABLE credentials",
      """
      CREATE TABLE credentials (
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        kind \(dialect.text) NOT NULL,
        method \(dialect.text) NOT NULL DEFAULT 'api_key',
        key_id \(dialect.text) NOT NULL,
        data_key \(dialect.text), -- null: the key itself sealed the box
        box \(dialect.text) NOT NULL,
        previous_key_id \(dialect.text),
        previous_data_key \(dialect.text),
        previous_box \(dialect.text),
        previous_until \(dialect.instant),
        stored_at \(dialect.instant) NOT NULL,
        expires_at \(dialect.instant),
        warned_days \(dialect.integer),
        \(dialect.flag("rotates_automatically")) DEFAULT FALSE,
        rotation_period_minutes \(dialect.integer),
        rotation_started_at \(dialect.instant),
        last_used_at \(dialect.instant),
        last_refused_at \(dialect.instant),
        version \(dialect.integer) NOT NULL DEFAULT 1,
        PRIMARY KEY (client_id, kind),
        CONSTRAINT credential_kind_is_known CHECK (
          kind IN ('indexing_token', 'client_token', 'confluence', 'github', 'slack', 'jira', 'gdrive', 'custom')),
        CONSTRAINT credential_method_is_known
          CHECK (method IN ('api_key', 'oauth2', 'basic_auth', 'service_account')),
        CONSTRAINT credential_for_glean_is_a_token
          CHECK (kind NOT IN ('indexing_token', 'client_token') OR method = 'api_key'),
        CONSTRAINT credential_previous_is_whole CHECK (
          (previous_box IS NULL) = (previous_key_id IS NULL) AND (previous_box IS NULL) = (previous_until IS NULL)
          AND (previous_data_key IS NULL OR previous_box IS NOT NULL)),
        CONSTRAINT credential_warning_is_known CHECK (warned_days IN (14, 3)),
        CONSTRAINT credential_warning_is_of_an_expiry CHECK (warned_days IS NULL OR expires_at IS NOT NULL),
        CONSTRAINT credential_rotation_is_of_an_indexing_token CHECK (
          kind = 'indexing_token'
          OR rotates_automatically = FALSE AND rotation_started_at IS NULL AND rotation_period_minutes IS NULL),
        CONSTRAINT credential_rotation_period_is_not_negative CHECK (rotation_period_minutes >= 0)
      )\(dialect.tableOptions)
      """,
      """
      INSERT INTO credentials (client_id, kind, key_id, box, stored_at)
      SELECT client_id, kind, key_id, box, stored_at FROM kept
      """,
      "DROP TABLE kept",
    ]
  }

  private static func manualActions(_ dialect: SQLDialect) -> [String] {
    [
      "CREATE TABLE kept AS SELECT * FROM manual_actions",
      "DROP TABLE manual_actions",
      """
      CREATE TABLE manual_actions (
        ordinal \(dialect.ordinalKey),
        id \(dialect.text) NOT NULL UNIQUE,
        kind \(dialect.text) NOT NULL DEFAULT 'remove_registration',
        client_id \(dialect.text) REFERENCES clients (id), -- null: the dataset's
        dataset_id \(dialect.text) REFERENCES datasets (id),
        connector_id \(dialect.text) REFERENCES connectors (id),
        subject \(dialect.text) NOT NULL DEFAULT '',
        owner \(dialect.text) NOT NULL,
        text \(dialect.text) NOT NULL,
        requested_at \(dialect.instant) NOT NULL,
        deadline_at \(dialect.instant),
        confirmed_at \(dialect.instant),
        confirmed_by_kind \(dialect.text),
        confirmed_by_name \(dialect.text),
        confirmation \(dialect.text),
        CONSTRAINT manual_action_kind_is_known CHECK (kind IN ('remove_registration', 'renew_credential')),
        CONSTRAINT manual_action_is_somebodys CHECK (client_id IS NOT NULL OR dataset_id IS NOT NULL),
        CONSTRAINT manual_action_confirmer_is_whole
          CHECK ((confirmed_by_kind IS NULL) = (confirmed_by_name IS NULL))
      )\(dialect.tableOptions)
      """,
      """
      INSERT INTO manual_actions (
        id, dataset_id, connector_id, owner, text, requested_at, confirmed_at, confirmed_by_kind, confirmed_by_name)
      SELECT
        id, dataset_id, connector_id, owner, text, requested_at, confirmed_at, confirmed_by_kind, confirmed_by_name
      FROM kept ORDER BY ordinal
      """,
      "DROP TABLE kept",
      "CREATE INDEX manual_actions_dataset ON manual_actions (dataset_id)",
      "CREATE INDEX manual_actions_client ON manual_actions (client_id)",
      "CREATE INDEX manual_actions_open ON manual_actions (ordinal) WHERE confirmed_at IS NULL",
    ]
  }
}
