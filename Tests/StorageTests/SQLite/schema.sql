CREATE TABLE schema_migrations (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;
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
CREATE TABLE credentials (
  client_id TEXT NOT NULL REFERENCES clients (id),
  kind TEXT NOT NULL,
  key_id TEXT NOT NULL,
  box TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (client_id, kind),
  CONSTRAINT credential_kind_is_known CHECK (kind IN ('indexing_token', 'client_token'))
) STRICT;
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
  version INTEGER NOT NULL,
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
  parameters TEXT NOT NULL,
  CONSTRAINT operation_kind_is_known
    CHECK (kind IN ('provision', 'validate', 'update', 'teardown', 'restore')),
  CONSTRAINT operation_stage_is_known CHECK (stage IN ('sandbox', 'pilot', 'production')),
  CONSTRAINT operation_status_is_known
    CHECK (status IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  CONSTRAINT operation_lease_is_whole CHECK ((lease_owner IS NULL) = (lease_expires_at IS NULL)),
  CONSTRAINT operation_fence_is_not_negative CHECK (fence >= 0)
) STRICT;
CREATE INDEX operations_dataset ON operations (dataset_id);
CREATE INDEX operations_status_wake ON operations (status, coalesce(wake_at, ''));
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
CREATE TABLE manual_actions (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  connector_id TEXT REFERENCES connectors (id),
  owner TEXT NOT NULL,
  text TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  confirmed_at TEXT,
  confirmed_by_kind TEXT,
  confirmed_by_name TEXT,
  CONSTRAINT manual_action_confirmer_is_whole
    CHECK ((confirmed_by_kind IS NULL) = (confirmed_by_name IS NULL))
) STRICT;
CREATE INDEX manual_actions_dataset ON manual_actions (dataset_id);
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
  delivered_at TEXT,
  UNIQUE (dataset_id, sequence),
  CONSTRAINT outbox_sequence_counts_from_1 CHECK (sequence >= 1)
) STRICT;
