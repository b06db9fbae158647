import GRDB
import HTTPTypes

/// The uploaded documents of one datasource, as one transaction sees them.
///
/// Writing here makes nothing searchable: it leaves the new content in the slot that is not live and an entry in the
/// queue, from which ``DocumentIndex`` takes it when it is due.
struct DocumentTable {
  private let db: Database
  private let datasource: Datasource
  private let now: Timestamp
  private let dueAt: Timestamp
  /// What this transaction looked up already: a page names few types and few permissions, many times.
  private var objectTypes: [String: Int64] = [:]
  private var permissionSets: [String: Int64] = [:]

  init(_ db: Database, _ datasource: Datasource, now: Timestamp, dueAt: Timestamp) {
    self.db = db
    self.datasource = datasource
    self.now = now
    self.dueAt = dueAt
  }

  /// Adds or replaces a document.
  ///
  /// - Throws: a refusal when its permissions name a user nobody indexed, or its version is older than the stored one.
  mutating func put(_ document: UploadedDocument, uploadID: Int64, version: Int64 = 0) throws {
    guard let permissions = document.permissions else { throw Refusal.invalid("Permissions are not specified") }
    let permissionSet = try permissionSet(permissions)
    let objectType = try objectType(document.objectType)
    try check(version: version, objectType: objectType, key: document.key)
    let slot = try contentSlot([
      datasource.id, objectType, document.key, document.id, now.milliseconds, uploadID, version,
      " U\(now.milliseconds)",
    ])
    let updatedAt = document.updatedAt ?? document.createdAt ?? now.seconds
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO content
          (id, title, body, keywords, url, permission_set_id, created_at, updated_at, author_name, author_email,
           properties, metadata)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        slot, document.title, document.body, document.keywords, document.viewURL, permissionSet, document.createdAt,
        updatedAt, document.author?.name, document.author?.email, document.properties, document.metadata,
      ])
    try enqueue(documentID: slot / 2, isDeletion: false)
  }

  /// Asks for the deletion of a document. Succeeds when there is none.
  mutating func delete(objectType: String, id: String, version: Int64) throws {
    let objectType = try self.objectType(objectType)
    let key = UploadedDocument.key(id)
    try check(version: version, objectType: objectType, key: key)
    guard let documentID = try find(objectType: objectType, key: key) else { return }
    try db.execute(
      sql: "UPDATE document SET history = substr(history || ?, -1600) WHERE id = ?",
      arguments: [" R\(now.milliseconds)", documentID])
    try enqueue(documentID: documentID, isDeletion: true)
  }

  /// Gives a document other permissions, its content staying as it was uploaded last.
  ///
  /// - Throws: a refusal when there is no such document.
  mutating func setPermissions(
    _ permissions: DocumentPermissions, objectType: String?, id: String?, viewURL: String?, uploadID: Int64
  ) throws {
    let permissionSet = try permissionSet(permissions)
    var found: Int64?
    if let id, let objectType {
      found = try find(objectType: try self.objectType(objectType), key: UploadedDocument.key(id))
    } else if let viewURL {
      found = try Int64.fetchOne(
        db,
        sql: """
          SELECT content.id / 2 FROM content JOIN document ON document.id = content.id / 2
          WHERE content.url = ? AND document.datasource_id = ? LIMIT 1
          """, arguments: [viewURL, datasource.id])
    } else {
      throw Refusal.invalid("Either objectType and id, or viewURL must be specified.")
    }
    guard let documentID = found else {
      throw Refusal.invalid("Document not found: \(id ?? viewURL ?? "")")
    }
    let row = try Row.fetchOne(db, sql: "SELECT live FROM document WHERE id = ?", arguments: [documentID])
    let live: Int64? = row?["live"]
    let waiting = documentID * 2 + (1 - (live ?? 1))
    if let live {
      // A waiting upload is the newer content; without one the live content goes into the free slot.
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO content
            SELECT ?, title, body, keywords, url, permission_set_id, created_at, updated_at, author_name, author_email,
              properties, metadata
            FROM content WHERE id = ?
          """, arguments: [waiting, documentID * 2 + live])
    }
    try db.execute(
      sql: "UPDATE content SET permission_set_id = ? WHERE id = ?", arguments: [permissionSet, waiting])
    try db.execute(
      sql: """
        UPDATE document SET uploaded_at = ?, upload_id = ?, history = substr(history || ?, -1600) WHERE id = ?
        """, arguments: [now.milliseconds, uploadID, " U\(now.milliseconds)", documentID])
    try enqueue(documentID: documentID, isDeletion: false)
  }

  /// Adds or updates the document's row and returns the id of the content slot that is not live.
  private func contentSlot(_ arguments: StatementArguments) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO document (datasource_id, object_type_id, key, doc_id, uploaded_at, upload_id, version, history)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (datasource_id, object_type_id, key) DO UPDATE SET
          doc_id = excluded.doc_id, uploaded_at = excluded.uploaded_at, upload_id = excluded.upload_id,
          version = excluded.version, history = substr(document.history || excluded.history, -1600)
        RETURNING id * 2 + 1 - ifnull(live, 1)
        """)
    guard let slot = try Int64.fetchOne(statement, arguments: arguments) else {
      throw Refusal(.internalServerError, "The document was not stored.")
    }
    return slot
  }

  private func enqueue(documentID: Int64, isDeletion: Bool) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO queue (document_id, datasource_id, due_at, is_deletion) VALUES (?, ?, ?, ?)
        ON CONFLICT (document_id) DO UPDATE SET due_at = excluded.due_at, is_deletion = excluded.is_deletion
        """
    ).execute(arguments: [documentID, datasource.id, dueAt.milliseconds, isDeletion])
  }

  private func find(objectType: Int64, key: String) throws -> Int64? {
    let sql = "SELECT id FROM document WHERE datasource_id = ? AND object_type_id = ? AND key = ?"
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [datasource.id, objectType, key])
  }

  /// Versions only go up; 0 asks for no check, and the same version again is accepted, so that a retry succeeds.
  private func check(version: Int64, objectType: Int64, key: String) throws {
    guard version != 0 else { return }
    let sql = "SELECT version FROM document WHERE datasource_id = ? AND object_type_id = ? AND key = ?"
    guard let stored = try Int64.fetchOne(db, sql: sql, arguments: [datasource.id, objectType, key]) else { return }
    guard version >= stored else {
      throw Refusal.conflict("Version \(version) is older than the stored version \(stored).")
    }
  }

  private mutating func objectType(_ name: String) throws -> Int64 {
    if let known = objectTypes[name] { return known }
    try db.execute(
      sql: "INSERT OR IGNORE INTO object_type (datasource_id, name) VALUES (?, ?)", arguments: [datasource.id, name])
    let sql = "SELECT id FROM object_type WHERE datasource_id = ? AND name = ?"
    let id = try Int64.fetchOne(db, sql: sql, arguments: [datasource.id, name]) ?? 0
    objectTypes[name] = id
    return id
  }

  private mutating func permissionSet(_ permissions: DocumentPermissions) throws -> Int64 {
    if let known = permissionSets[permissions.json] { return known }
    let id = try PermissionTable(db, datasource).intern(permissions)
    permissionSets[permissions.json] = id
    return id
  }
}
