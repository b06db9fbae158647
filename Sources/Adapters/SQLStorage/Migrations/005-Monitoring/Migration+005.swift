extension Migration {
  /// How connectors in use are watched, and what was measured of them.
  static let monitoring = Migration(number: 5, name: "monitoring", oldestProgram: 2) { dialect in
    watches(dialect) + measurements(dialect)
  }

  private static func watches(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE connector_watches (
        connector_id \(dialect.text) NOT NULL PRIMARY KEY REFERENCES connectors (id),
        due_at \(dialect.instant) NOT NULL, -- put off by whoever takes it up
        fence \(dialect.integer) NOT NULL,
        round \(dialect.integer) NOT NULL,
        last_check_at \(dialect.instant),
        failures \(dialect.integer) NOT NULL,
        successes \(dialect.integer) NOT NULL,
        unanswered \(dialect.integer) NOT NULL,
        failing_since \(dialect.instant),
        warned_at \(dialect.instant),
        resting_since \(dialect.instant),
        failed_look \(dialect.text),
        last_failure \(dialect.json),
        remarks \(dialect.json) NOT NULL,
        drift \(dialect.json) NOT NULL,
        CONSTRAINT watch_counts_from_0
          CHECK (fence >= 0 AND round >= 0 AND failures >= 0 AND successes >= 0 AND unanswered >= 0),
        CONSTRAINT watch_fails_or_passes CHECK (failures = 0 OR successes = 0),
        CONSTRAINT watch_fails_since_its_first_failure CHECK ((failures = 0) = (failing_since IS NULL)),
        CONSTRAINT watch_rests_after_failing CHECK (resting_since IS NULL OR failures > 0),
        CONSTRAINT watch_look_is_known CHECK (failed_look IN ('status', 'configuration', 'query'))
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX connector_watches_due ON connector_watches (due_at)",
      "CREATE INDEX connectors_in_use ON connectors (id) WHERE phase = 'monitor'",
      "CREATE INDEX incidents_connector ON incidents (connector_id, ordinal)",
    ]
  }

  private static func measurements(_ dialect: SQLDialect) -> [String] {
    let metrics = ["sync_success_rate", "query_response_time", "error_count", "data_freshness", "connector_uptime"]
    let values = metrics.map { "\($0) \(dialect.real)" }
    let figures = metrics.map { metric in
      """
      \(metric)_count \(dialect.integer) NOT NULL, \(metric)_min \(dialect.real), \(metric)_max \(dialect.real), \
      \(metric)_sum \(dialect.real)
      """
    }
    let whole = metrics.map { metric in
      """
      CONSTRAINT \(metric)_is_whole CHECK (
          (\(metric)_count = 0) = (\(metric)_min IS NULL) AND (\(metric)_count = 0) = (\(metric)_max IS NULL)
          AND (\(metric)_count = 0) = (\(metric)_sum IS NULL))
      """
    }
    return [
      """
      CREATE TABLE connector_samples (
        connector_id \(dialect.text) NOT NULL REFERENCES connectors (id),
        taken_at \(dialect.instant) NOT NULL,
        \(values.joined(separator: ",\n  ")),
        PRIMARY KEY (connector_id, taken_at)
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX connector_samples_taken ON connector_samples (taken_at)",
      """
      CREATE TABLE connector_summaries (
        connector_id \(dialect.text) NOT NULL REFERENCES connectors (id),
        span \(dialect.text) NOT NULL,
        starts_at \(dialect.instant) NOT NULL,
        \(figures.joined(separator: ",\n  ")),
        PRIMARY KEY (connector_id, span, starts_at),
        CONSTRAINT summary_span_is_known CHECK (span IN ('hour', 'day')),
        \(whole.joined(separator: ",\n  "))
      )\(dialect.tableOptions)
      """,
      "CREATE INDEX connector_summaries_span ON connector_summaries (span, starts_at)",
    ]
  }
}
