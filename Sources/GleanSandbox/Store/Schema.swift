import GRDB

/// The tables of the sandbox database, as numbered steps that are only ever appended to.
///
/// A document has at most two contents: slot 0 and slot 1, one of them live (indexed, found by search), the other one
/// uploaded and waiting. A content's id is `document.id * 2 + slot`, and it is also the row id in the full-text index,
/// so that making an upload searchable moves no text.
enum Schema {
  /// The format that this version writes.
  static let version = steps.count

  /// `GSBX`: marks the file as a sandbox's.
  static let applicationID = 0x4753_4258

  static let steps: [String] = [
    """
    CREATE TABLE token_rotation (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      configured TEXT NOT NULL, current TEXT NOT NULL, previous TEXT NOT NULL, previous_until INTEGER NOT NULL
    );

    CREATE TABLE datasource (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      config TEXT NOT NULL,
      visibility TEXT NOT NULL
    );
    CREATE TABLE viewer (
      datasource_id INTEGER NOT NULL, email TEXT NOT NULL, is_tester INTEGER NOT NULL,
      PRIMARY KEY (datasource_id, email, is_tester)
    ) WITHOUT ROWID;
    CREATE INDEX viewer_by_email ON viewer (email);

    CREATE TABLE user (
      datasource_id INTEGER NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, user_id TEXT,
      is_active INTEGER NOT NULL, version INTEGER NOT NULL, uploaded_at INTEGER NOT NULL, upload_id INTEGER NOT NULL,
      PRIMARY KEY (datasource_id, email)
    ) WITHOUT ROWID;
    CREATE INDEX user_by_email ON user (email);
    CREATE INDEX user_by_user_id ON user (datasource_id, user_id) WHERE user_id IS NOT NULL;
    CREATE TABLE user_group (
      datasource_id INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, upload_id INTEGER NOT NULL,
      PRIMARY KEY (datasource_id, name)
    ) WITHOUT ROWID;
    CREATE TABLE membership (
      datasource_id INTEGER NOT NULL, group_name TEXT NOT NULL, kind INTEGER NOT NULL, member TEXT NOT NULL,
      version INTEGER NOT NULL, upload_id INTEGER NOT NULL,
      PRIMARY KEY (datasource_id, group_name, kind, member)
    ) WITHOUT ROWID;
    CREATE INDEX membership_by_member ON membership (datasource_id, kind, member);

    CREATE TABLE upload (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasource_id INTEGER NOT NULL, kind TEXT NOT NULL, upload_key TEXT NOT NULL, group_name TEXT,
      started_at INTEGER NOT NULL, ended_at INTEGER,
      status TEXT NOT NULL, processing_state TEXT NOT NULL,
      items_before INTEGER NOT NULL, deletion_due_at INTEGER
    );
    CREATE INDEX upload_by_datasource ON upload (datasource_id, kind, id);
    CREATE INDEX upload_by_deletion ON upload (deletion_due_at) WHERE deletion_due_at IS NOT NULL;
    CREATE TABLE processing (
      id INTEGER PRIMARY KEY,
      datasource_id INTEGER NOT NULL, is_identity INTEGER NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL
    );
    CREATE INDEX processing_by_datasource ON processing (datasource_id, is_identity, id);

    CREATE TABLE object_type (
      id INTEGER PRIMARY KEY, datasource_id INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (datasource_id, name)
    );
    CREATE TABLE permission_set (
      id INTEGER PRIMARY KEY,
      identity_id INTEGER NOT NULL, json TEXT NOT NULL, anonymous INTEGER NOT NULL, all_users INTEGER NOT NULL,
      UNIQUE (identity_id, json)
    );
    CREATE INDEX permission_set_anonymous ON permission_set (id) WHERE anonymous;
    CREATE INDEX permission_set_all_users ON permission_set (identity_id) WHERE all_users;
    CREATE TABLE permission_user (
      identity_id INTEGER NOT NULL, principal TEXT NOT NULL, set_id INTEGER NOT NULL,
      PRIMARY KEY (identity_id, principal, set_id)
    ) WITHOUT ROWID;
    CREATE TABLE permission_group (
      identity_id INTEGER NOT NULL, name TEXT NOT NULL, set_id INTEGER NOT NULL, clause INTEGER NOT NULL,
      size INTEGER NOT NULL,
      PRIMARY KEY (identity_id, name, set_id, clause)
    ) WITHOUT ROWID;

    CREATE TABLE document (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasource_id INTEGER NOT NULL, object_type_id INTEGER NOT NULL,
      key TEXT NOT NULL, doc_id TEXT NOT NULL,
      uploaded_at INTEGER NOT NULL, upload_id INTEGER NOT NULL, version INTEGER NOT NULL,
      live INTEGER, indexed_at INTEGER, history TEXT NOT NULL,
      UNIQUE (datasource_id, object_type_id, key)
    );
    CREATE INDEX document_by_upload ON document (datasource_id, upload_id);
    CREATE TABLE tombstone (
      datasource_id INTEGER NOT NULL, object_type_id INTEGER NOT NULL, key TEXT NOT NULL,
      history TEXT NOT NULL, deleted_at INTEGER NOT NULL,
      PRIMARY KEY (datasource_id, object_type_id, key)
    ) WITHOUT ROWID;

    CREATE TABLE content (
      id INTEGER PRIMARY KEY,
      title TEXT NOT NULL, body TEXT NOT NULL, keywords TEXT NOT NULL,
      url TEXT NOT NULL, permission_set_id INTEGER NOT NULL, created_at INTEGER, updated_at INTEGER,
      author_name TEXT, author_email TEXT, properties TEXT, metadata TEXT NOT NULL
    );
    CREATE TABLE live (
      id INTEGER PRIMARY KEY,
      document_id INTEGER NOT NULL, datasource_id INTEGER NOT NULL, object_type_id INTEGER NOT NULL,
      permission_set_id INTEGER NOT NULL, updated_at INTEGER NOT NULL,
      author_name TEXT, author_email TEXT, properties TEXT
    );
    CREATE VIRTUAL TABLE words USING fts5 (
      title, body, keywords,
      content = 'content', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
    );
    INSERT INTO words (words, rank) VALUES ('automerge', 8);
    CREATE TABLE queue (
      document_id INTEGER PRIMARY KEY,
      datasource_id INTEGER NOT NULL, due_at INTEGER NOT NULL, is_deletion INTEGER NOT NULL
    );
    CREATE INDEX queue_by_datasource ON queue (datasource_id, due_at);
    """,
    """
    CREATE TABLE token (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('INDEXING', 'CLIENT_GLOBAL', 'CLIENT_USER')),
      grant_json TEXT NOT NULL,
      created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER,
      configured_digest TEXT
    );
    CREATE UNIQUE INDEX token_configured ON token (kind) WHERE configured_digest IS NOT NULL;
    CREATE TABLE token_secret (
      digest TEXT PRIMARY KEY, token_id INTEGER NOT NULL REFERENCES token (id),
      created_at INTEGER NOT NULL, valid_until INTEGER
    ) WITHOUT ROWID;
    CREATE INDEX token_secret_by_token ON token_secret (token_id);

    CREATE TABLE processing_call (key TEXT PRIMARY KEY, called_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE uploaded_count (
      datasource_id INTEGER PRIMARY KEY, period_start INTEGER NOT NULL, counts TEXT NOT NULL
    );
    CREATE TABLE clock_shift (
      only INTEGER PRIMARY KEY CHECK (only = 1), milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0)
    );
    """,
  ]

  /// Brings a database up to this version's format.
  ///
  /// - Throws: ``GleanSandboxError/directoryFromNewerVersion(path:found:supported:)`` and
  ///   ``GleanSandboxError/directoryUnusable(path:reason:)``.
  static func migrate(_ db: Database, path: String) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    guard isEmpty || application == applicationID else {
      throw GleanSandboxError.directoryUnusable(path: path, reason: "its sandbox.sqlite belongs to another program")
    }
    guard found <= version else {
      throw GleanSandboxError.directoryFromNewerVersion(path: path, found: found, supported: version)
    }
    for step in steps[found...] { try db.execute(sql: step) }
    try db.execute(sql: "PRAGMA user_version = \(version)")
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
  }
}
