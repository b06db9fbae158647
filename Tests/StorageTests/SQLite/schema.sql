CREATE TABLE schema_migrations (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL
, oldest_program INTEGER) STRICT;
CREATE TABLE registry (
  id TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE clients (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  slug TEXT NOT NULL,
  industry TEXT NOT NULL,
  use_case TEXT,
  glean_url TEXT,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT client_industry_is_known
    CHECK (industry IN ('fintech', 'healthcare', 'enterprise', 'manufacturing', 'retail')),
  CONSTRAINT client_slug_is_folded CHECK (slug <> '' AND slug = lower(slug))
) STRICT;
CREATE UNIQUE INDEX clients_name ON clients (name_folded);
CREATE UNIQUE INDEX clients_slug ON clients (slug);
CREATE TABLE dataset_templates (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  dataset_type TEXT NOT NULL,
  industry TEXT NOT NULL,
  use_case TEXT NOT NULL,
  description TEXT NOT NULL,
  source_path TEXT NOT NULL,
  schema_definition TEXT NOT NULL,
  default_record_count INTEGER NOT NULL,
  metadata_template TEXT NOT NULL,
  quality_rules TEXT NOT NULL,
  version TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  sample_queries TEXT NOT NULL,
  relationships TEXT NOT NULL,
  CONSTRAINT template_type_is_known
    CHECK (dataset_type IN ('confluence_pages', 'github_repos', 'slack_messages', 'jira_issues', 'custom')),
  CONSTRAINT template_industry_is_known
    CHECK (industry IN ('fintech', 'healthcare', 'enterprise', 'manufacturing', 'retail')),
  CONSTRAINT template_record_count_is_not_negative CHECK (default_record_count >= 0)
) STRICT;
CREATE TABLE datasets (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  dataset_type TEXT NOT NULL,
  stage TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES clients (id),
  journey_id TEXT,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  ready_at TEXT,
  last_ready_at TEXT,
  archived_at TEXT,
  cleanup_verified_at TEXT,
  expires_at TEXT,
  data_source TEXT NOT NULL,
  metadata TEXT NOT NULL,
  template TEXT,
  seed TEXT NOT NULL, -- unsigned, 64 bits
  expected_record_count INTEGER NOT NULL,
  record_count INTEGER,
  size_bytes INTEGER,
  quality_score REAL,
  quality_details TEXT,
  health TEXT NOT NULL,
  failure TEXT,
  deletion_protected INTEGER NOT NULL CHECK (deletion_protected IN (0, 1)),
  connector_id TEXT, -- a restored dataset takes over the connector of the archived one
  current_snapshot_id TEXT, -- may outlive the snapshot
  restored_from TEXT REFERENCES datasets (id),
  labels TEXT NOT NULL,
  version INTEGER NOT NULL, search_text TEXT NOT NULL DEFAULT '',
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
) STRICT;
CREATE INDEX datasets_client_stage ON datasets (client_id, stage);
CREATE INDEX datasets_status ON datasets (status);
CREATE INDEX datasets_journey ON datasets (journey_id);
CREATE TABLE connectors (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  datasource TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES clients (id),
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  stage TEXT NOT NULL,
  connector_type TEXT NOT NULL,
  phase TEXT NOT NULL,
  status TEXT NOT NULL,
  endpoint_url TEXT NOT NULL,
  authentication_method TEXT NOT NULL, -- the secrets themselves: credentials
  configuration_json TEXT NOT NULL,
  rate_limits TEXT NOT NULL,
  sync_schedule TEXT NOT NULL,
  health_check_interval INTEGER NOT NULL, -- microseconds
  last_health_check TEXT,
  health_status TEXT NOT NULL,
  sync_paused INTEGER NOT NULL CHECK (sync_paused IN (0, 1)),
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL,
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
) STRICT;
CREATE UNIQUE INDEX connectors_datasource ON connectors (datasource);
CREATE UNIQUE INDEX connectors_one_live_per_dataset ON connectors (dataset_id)
WHERE status <> 'archived' AND phase <> 'delete';
CREATE INDEX connectors_client_stage_type ON connectors (client_id, stage, connector_type);
CREATE TABLE operations (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  client_id TEXT NOT NULL REFERENCES clients (id),
  stage TEXT NOT NULL,
  status TEXT NOT NULL,
  step TEXT,
  requested_at TEXT NOT NULL,
  requested_by_kind TEXT NOT NULL,
  requested_by_name TEXT NOT NULL,
  reason TEXT,
  started_at TEXT,
  finished_at TEXT,
  wake_at TEXT,
  failure TEXT,
  cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)),
  lease_owner TEXT,
  lease_expires_at TEXT,
  fence INTEGER NOT NULL,
  parameters TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0, deadline_at TEXT, stalls INTEGER NOT NULL DEFAULT 0, replayed_by TEXT,
  CONSTRAINT operation_kind_is_known
    CHECK (kind IN ('provision', 'validate', 'update', 'teardown', 'restore')),
  CONSTRAINT operation_stage_is_known CHECK (stage IN ('sandbox', 'pilot', 'production')),
  CONSTRAINT operation_status_is_known
    CHECK (status IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  CONSTRAINT operation_lease_is_whole CHECK ((lease_owner IS NULL) = (lease_expires_at IS NULL)),
  CONSTRAINT operation_fence_is_not_negative CHECK (fence >= 0)
) STRICT;
CREATE INDEX operations_dataset ON operations (dataset_id);
CREATE TABLE operation_steps (
  operation_id TEXT NOT NULL REFERENCES operations (id),
  name TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  checkpoint TEXT,
  detail TEXT,
  failure TEXT,
  PRIMARY KEY (operation_id, name),
  CONSTRAINT step_status_is_known CHECK (status IN ('pending', 'running', 'done', 'failed', 'undone')),
  CONSTRAINT step_attempts_are_not_negative CHECK (attempts >= 0),
  CONSTRAINT step_failures_are_attempts CHECK (failures BETWEEN 0 AND attempts)
) STRICT;
CREATE TABLE resource_ledger (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  operation_id TEXT NOT NULL REFERENCES operations (id),
  planned_at TEXT NOT NULL,
  released_at TEXT,
  UNIQUE (dataset_id, kind, name),
  CONSTRAINT resource_kind_is_known
    CHECK (kind IN ('datasource', 'documents', 'identities', 'snapshot', 'archive'))
) STRICT;
CREATE TABLE quality_checks (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  operation_id TEXT NOT NULL REFERENCES operations (id),
  check_type TEXT NOT NULL,
  status TEXT NOT NULL,
  executed_at TEXT NOT NULL,
  duration_milliseconds INTEGER NOT NULL,
  score REAL NOT NULL,
  threshold REAL NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  result TEXT NOT NULL,
  examples TEXT NOT NULL,
  error_message TEXT,
  policy_version INTEGER NOT NULL,
  CONSTRAINT check_type_is_known CHECK (
    check_type IN ('schema_validation', 'data_completeness', 'connector_health', 'sample_query_success')),
  CONSTRAINT check_status_is_known
    CHECK (status IN ('pending', 'running', 'passed', 'warned', 'failed', 'errored')),
  CONSTRAINT check_score_is_from_0_to_100 CHECK (score BETWEEN 0.0 AND 100.0),
  CONSTRAINT check_threshold_is_from_0_to_100 CHECK (threshold BETWEEN 0.0 AND 100.0)
) STRICT;
CREATE INDEX quality_checks_dataset_type ON quality_checks (dataset_id, check_type);
CREATE INDEX quality_checks_operation ON quality_checks (operation_id);
CREATE TABLE usage_metrics (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  metric TEXT NOT NULL,
  value REAL NOT NULL,
  window_seconds INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (dataset_id, metric, window_seconds, recorded_at),
  CONSTRAINT metric_is_known CHECK (
    metric IN ('queries_run', 'results_clicked', 'records_synced', 'bytes_stored', 'api_calls')),
  CONSTRAINT metric_window_is_not_negative CHECK (window_seconds >= 0)
) STRICT;
CREATE TABLE snapshots (
  id TEXT NOT NULL PRIMARY KEY,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  record_count INTEGER NOT NULL,
  byte_count INTEGER NOT NULL,
  compressed_byte_count INTEGER NOT NULL,
  chunk_count INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  manifest_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CONSTRAINT snapshot_counts_are_not_negative
    CHECK (record_count >= 0 AND byte_count >= 0 AND compressed_byte_count >= 0 AND chunk_count >= 0)
) STRICT;
CREATE INDEX snapshots_dataset ON snapshots (dataset_id);
CREATE TABLE archives (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL UNIQUE REFERENCES datasets (id),
  snapshot_id TEXT, -- may outlive the snapshot's row
  object_key TEXT NOT NULL,
  hash TEXT NOT NULL,
  record_count INTEGER NOT NULL,
  byte_count INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  verified_at TEXT,
  keep_until TEXT NOT NULL,
  CONSTRAINT archive_counts_are_not_negative CHECK (record_count >= 0 AND byte_count >= 0)
) STRICT;
CREATE TABLE audit_events (
  sequence INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  reason TEXT,
  request_id TEXT,
  client_id TEXT,
  dataset_id TEXT,
  subject TEXT NOT NULL,
  before TEXT,
  after TEXT,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT audit_sequence_counts_from_1 CHECK (sequence >= 1),
  CONSTRAINT audit_hashes_are_whole CHECK (length(previous_hash) = 64 AND length(hash) = 64)
) STRICT;
CREATE INDEX audit_events_dataset ON audit_events (dataset_id, sequence);
CREATE INDEX audit_events_client ON audit_events (client_id, sequence);
CREATE TRIGGER audit_events_refuse_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_events_refuse_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_events_refuse_replace BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  sequence INTEGER NOT NULL,
  time TEXT NOT NULL,
  data TEXT NOT NULL,
  delivered_at TEXT, attempts INTEGER NOT NULL DEFAULT 0, retry_at TEXT,
  UNIQUE (dataset_id, sequence),
  CONSTRAINT outbox_sequence_counts_from_1 CHECK (sequence >= 1)
) STRICT;
CREATE INDEX operations_due ON operations (priority DESC, ordinal) WHERE status = 'waiting';
CREATE INDEX operations_provisions_due ON operations (priority DESC, ordinal)
WHERE status = 'waiting' AND kind IN ('provision', 'restore');
CREATE INDEX operations_running ON operations (lease_expires_at) WHERE status = 'running';
CREATE INDEX operations_dead ON operations (ordinal) WHERE status = 'failed' AND replayed_by IS NULL;
CREATE UNIQUE INDEX operations_one_unfinished_per_dataset ON operations (dataset_id)
WHERE status IN ('waiting', 'running');
CREATE TABLE turns (name TEXT NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  fence INTEGER NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT lease_fence_counts_from_1 CHECK (fence >= 1)
) STRICT;
CREATE TABLE schedules (
  name TEXT NOT NULL PRIMARY KEY,
  cron TEXT NOT NULL,
  next_at TEXT NOT NULL,
  last_at TEXT,
  last_outcome TEXT
) STRICT;
CREATE TABLE rate_buckets (
  tenant TEXT NOT NULL PRIMARY KEY,
  level REAL NOT NULL, -- may be owed
  filled_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_undelivered ON outbox (dataset_id, sequence) WHERE delivered_at IS NULL;
CREATE TABLE audit_head (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE dataset_labels (
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (dataset_id, name)
) STRICT;
CREATE INDEX dataset_labels_value ON dataset_labels (name, value, dataset_id);
CREATE INDEX datasets_client_newest ON datasets (client_id, ordinal);
CREATE INDEX datasets_status_newest ON datasets (status, dataset_type, ordinal);
CREATE INDEX datasets_stage_newest ON datasets (stage, status, ordinal);
CREATE INDEX datasets_expiry ON datasets (expires_at) WHERE status IN ('ready', 'failed');
CREATE INDEX datasets_name ON datasets (name, ordinal);
CREATE INDEX datasets_live_newest ON datasets (ordinal)
WHERE status IN ('provisioning', 'validating', 'ready', 'failed', 'teardown');
CREATE INDEX datasets_type_newest ON datasets (dataset_type, ordinal);
CREATE TABLE incidents (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  connector_id TEXT NOT NULL REFERENCES connectors (id),
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  opened_at TEXT NOT NULL,
  cause TEXT NOT NULL,
  closed_at TEXT,
  CONSTRAINT incident_closes_after_it_opens CHECK (closed_at >= opened_at)
) STRICT;
CREATE UNIQUE INDEX incidents_one_open_per_connector ON incidents (connector_id) WHERE closed_at IS NULL;
CREATE INDEX incidents_dataset ON incidents (dataset_id, ordinal);
CREATE TABLE holds (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  reason TEXT NOT NULL,
  placed_by_kind TEXT NOT NULL,
  placed_by_name TEXT NOT NULL,
  placed_at TEXT NOT NULL,
  released_at TEXT,
  CONSTRAINT hold_is_released_after_it_is_placed CHECK (released_at >= placed_at)
) STRICT;
CREATE INDEX holds_dataset ON holds (dataset_id, ordinal);
CREATE INDEX holds_active ON holds (ordinal) WHERE released_at IS NULL;
CREATE TABLE approvals (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  approver_kind TEXT NOT NULL,
  approver_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  given_at TEXT NOT NULL,
  UNIQUE (dataset_id, approver_kind, approver_name),
  CONSTRAINT approval_is_given_by_a_person CHECK (approver_kind = 'person')
) STRICT;
CREATE TABLE grants (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  grantee_kind TEXT NOT NULL,
  grantee_name TEXT NOT NULL,
  approver_kind TEXT NOT NULL,
  approver_name TEXT NOT NULL,
  granted_at TEXT NOT NULL -- how long it lasts is the model's to say
) STRICT;
CREATE INDEX grants_dataset ON grants (dataset_id, granted_at);
CREATE TABLE tokens (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner_kind TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  role TEXT NOT NULL,
  clients TEXT, -- null: all
  hash TEXT NOT NULL, -- the token itself is nowhere
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  CONSTRAINT token_role_is_known CHECK (
    role IN ('client_se', 'internal_testing', 'internal_support', 'pilot_user', 'production_user', 'client_admin',
      'dataset_provisioning_agent', 'data_validation_agent', 'data_teardown_agent')),
  CONSTRAINT token_hash_is_whole CHECK (length(hash) = 64)
) STRICT;
CREATE UNIQUE INDEX tokens_hash ON tokens (hash);
CREATE TABLE webhooks (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  types TEXT NOT NULL, -- empty: all
  disabled_at TEXT
) STRICT;
CREATE TABLE inbox (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  time TEXT NOT NULL,
  data TEXT NOT NULL,
  received_at TEXT NOT NULL,
  UNIQUE (source, id),
  CONSTRAINT inbox_type_is_known
    CHECK (type IN ('JourneyStageChanged', 'DatasetProvisionRequested', 'JourneyCompleted'))
) STRICT;
CREATE TABLE reports (
  kind TEXT NOT NULL,
  period_start TEXT NOT NULL,
  made_at TEXT NOT NULL,
  object_key TEXT NOT NULL,
  PRIMARY KEY (kind, period_start),
  CONSTRAINT report_kind_is_known CHECK (
    kind IN ('datasets_by_stage_by_client', 'data_quality_trends', 'connector_health_summary',
      'orphaned_datasets_check')),
  CONSTRAINT report_is_made_after_its_period_begins CHECK (made_at >= period_start)
) STRICT;
CREATE INDEX reports_newest ON reports (period_start DESC, kind);
CREATE TABLE quality_rules (
  name TEXT NOT NULL PRIMARY KEY,
  check_type TEXT NOT NULL,
  field TEXT,
  rule TEXT NOT NULL,
  parameters TEXT NOT NULL,
  severity TEXT NOT NULL,
  threshold REAL,
  CONSTRAINT quality_rule_check_type_is_known CHECK (
    check_type IN ('schema_validation', 'data_completeness', 'connector_health', 'sample_query_success')),
  CONSTRAINT quality_rule_severity_is_known CHECK (severity IN ('warn', 'fail')),
  CONSTRAINT quality_rule_threshold_is_from_0_to_100 CHECK (threshold BETWEEN 0.0 AND 100.0)
) STRICT;
CREATE TABLE credentials (
  client_id TEXT NOT NULL REFERENCES clients (id),
  kind TEXT NOT NULL,
  method TEXT NOT NULL DEFAULT 'api_key',
  key_id TEXT NOT NULL,
  data_key TEXT, -- null: the key itself sealed the box
  box TEXT NOT NULL,
  previous_key_id TEXT,
  previous_data_key TEXT,
  previous_box TEXT,
  previous_until TEXT,
  stored_at TEXT NOT NULL,
  expires_at TEXT,
  warned_days INTEGER,
  rotates_automatically INTEGER NOT NULL CHECK (rotates_automatically IN (0, 1)) DEFAULT FALSE,
  rotation_period_minutes INTEGER,
  rotation_started_at TEXT,
  last_used_at TEXT,
  last_refused_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
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
) STRICT;
CREATE TABLE manual_actions (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'remove_registration',
  client_id TEXT REFERENCES clients (id), -- null: the dataset's
  dataset_id TEXT REFERENCES datasets (id),
  connector_id TEXT REFERENCES connectors (id),
  subject TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL,
  text TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  deadline_at TEXT,
  confirmed_at TEXT,
  confirmed_by_kind TEXT,
  confirmed_by_name TEXT,
  confirmation TEXT,
  CONSTRAINT manual_action_kind_is_known CHECK (kind IN ('remove_registration', 'renew_credential')),
  CONSTRAINT manual_action_is_somebodys CHECK (client_id IS NOT NULL OR dataset_id IS NOT NULL),
  CONSTRAINT manual_action_confirmer_is_whole
    CHECK ((confirmed_by_kind IS NULL) = (confirmed_by_name IS NULL))
) STRICT;
CREATE INDEX manual_actions_dataset ON manual_actions (dataset_id);
CREATE INDEX manual_actions_client ON manual_actions (client_id);
CREATE INDEX manual_actions_open ON manual_actions (ordinal) WHERE confirmed_at IS NULL;
CREATE TABLE connector_watches (
  connector_id TEXT NOT NULL PRIMARY KEY REFERENCES connectors (id),
  due_at TEXT NOT NULL, -- put off by whoever takes it up
  fence INTEGER NOT NULL,
  round INTEGER NOT NULL,
  last_check_at TEXT,
  failures INTEGER NOT NULL,
  successes INTEGER NOT NULL,
  unanswered INTEGER NOT NULL,
  failing_since TEXT,
  warned_at TEXT,
  resting_since TEXT,
  failed_look TEXT,
  last_failure TEXT,
  remarks TEXT NOT NULL,
  drift TEXT NOT NULL,
  CONSTRAINT watch_counts_from_0
    CHECK (fence >= 0 AND round >= 0 AND failures >= 0 AND successes >= 0 AND unanswered >= 0),
  CONSTRAINT watch_fails_or_passes CHECK (failures = 0 OR successes = 0),
  CONSTRAINT watch_fails_since_its_first_failure CHECK ((failures = 0) = (failing_since IS NULL)),
  CONSTRAINT watch_rests_after_failing CHECK (resting_since IS NULL OR failures > 0),
  CONSTRAINT watch_look_is_known CHECK (failed_look IN ('status', 'configuration', 'query'))
) STRICT;
CREATE INDEX connector_watches_due ON connector_watches (due_at);
CREATE INDEX connectors_in_use ON connectors (id) WHERE phase = 'monitor';
CREATE INDEX incidents_connector ON incidents (connector_id, ordinal);
CREATE TABLE connector_samples (
  connector_id TEXT NOT NULL REFERENCES connectors (id),
  taken_at TEXT NOT NULL,
  sync_success_rate REAL,
  query_response_time REAL,
  error_count REAL,
  data_freshness REAL,
  connector_uptime REAL,
  PRIMARY KEY (connector_id, taken_at)
) STRICT;
CREATE INDEX connector_samples_taken ON connector_samples (taken_at);
CREATE TABLE connector_summaries (
  connector_id TEXT NOT NULL REFERENCES connectors (id),
  span TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  sync_success_rate_count INTEGER NOT NULL, sync_success_rate_min REAL, sync_success_rate_max REAL, sync_success_rate_sum REAL,
  query_response_time_count INTEGER NOT NULL, query_response_time_min REAL, query_response_time_max REAL, query_response_time_sum REAL,
  error_count_count INTEGER NOT NULL, error_count_min REAL, error_count_max REAL, error_count_sum REAL,
  data_freshness_count INTEGER NOT NULL, data_freshness_min REAL, data_freshness_max REAL, data_freshness_sum REAL,
  connector_uptime_count INTEGER NOT NULL, connector_uptime_min REAL, connector_uptime_max REAL, connector_uptime_sum REAL,
  PRIMARY KEY (connector_id, span, starts_at),
  CONSTRAINT summary_span_is_known CHECK (span IN ('hour', 'day')),
  CONSTRAINT sync_success_rate_is_whole CHECK (
    (sync_success_rate_count = 0) = (sync_success_rate_min IS NULL) AND (sync_success_rate_count = 0) = (sync_success_rate_max IS NULL)
    AND (sync_success_rate_count = 0) = (sync_success_rate_sum IS NULL)),
  CONSTRAINT query_response_time_is_whole CHECK (
    (query_response_time_count = 0) = (query_response_time_min IS NULL) AND (query_response_time_count = 0) = (query_response_time_max IS NULL)
    AND (query_response_time_count = 0) = (query_response_time_sum IS NULL)),
  CONSTRAINT error_count_is_whole CHECK (
    (error_count_count = 0) = (error_count_min IS NULL) AND (error_count_count = 0) = (error_count_max IS NULL)
    AND (error_count_count = 0) = (error_count_sum IS NULL)),
  CONSTRAINT data_freshness_is_whole CHECK (
    (data_freshness_count = 0) = (data_freshness_min IS NULL) AND (data_freshness_count = 0) = (data_freshness_max IS NULL)
    AND (data_freshness_count = 0) = (data_freshness_sum IS NULL)),
  CONSTRAINT connector_uptime_is_whole CHECK (
    (connector_uptime_count = 0) = (connector_uptime_min IS NULL) AND (connector_uptime_count = 0) = (connector_uptime_max IS NULL)
    AND (connector_uptime_count = 0) = (connector_uptime_sum IS NULL))
) STRICT;
CREATE INDEX connector_summaries_span ON connector_summaries (span, starts_at);
CREATE TABLE client_outbox (
  id TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  client_id TEXT NOT NULL REFERENCES clients (id),
  sequence INTEGER NOT NULL,
  time TEXT NOT NULL,
  data TEXT NOT NULL,
  delivered_at TEXT,
  attempts INTEGER NOT NULL,
  retry_at TEXT,
  UNIQUE (client_id, sequence),
  CONSTRAINT client_outbox_counts_from_1 CHECK (sequence >= 1),
  CONSTRAINT client_outbox_attempts_count_from_0 CHECK (attempts >= 0)
) STRICT;
CREATE INDEX client_outbox_undelivered ON client_outbox (client_id, sequence) WHERE delivered_at IS NULL;
