import GRDB

/// The full-text index and the queue that leads to it, as one transaction sees them.
struct DocumentIndex {
  /// The most documents that one step moves: it bounds the length of a transaction, and so how long an upload waits.
  static let batch = 1_000

  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Makes the table in which the writer connection collects a batch.
  func prepare() throws {
    try db.execute(
      sql: """
        CREATE TEMPORARY TABLE batch (
          document_id INTEGER PRIMARY KEY, old INTEGER, new INTEGER, is_deletion INTEGER NOT NULL)
        """)
  }

  /// Does one batch of what is due: first the deletions that uploads asked for, then the queue, datasource by datasource.
  ///
  /// - Returns: when something is due next, which may be now; nil when nothing is waiting.
  func step(now: Timestamp, uploadedCountAge: Duration) throws -> Timestamp? {
    if let upload = try dueDeletion(now: now) {
      if upload.kind == .documents, let datasource = try DatasourceTable(db).find(id: upload.datasourceID) {
        try UploadedCounts(db, age: uploadedCountAge).keep(of: datasource, now: now)
      }
      try sweep(upload, now: now)
    }
    if let datasourceID = try dueDatasource(now: now) { try move(datasourceID: datasourceID, now: now) }
    return try nextDue()
  }

  /// Makes everything that waits in the queue due now.
  func hasten(_ datasource: Datasource?, now: Timestamp) throws {
    try db.execute(
      sql: "UPDATE queue SET due_at = ?1 WHERE due_at > ?1 AND (?2 IS NULL OR datasource_id = ?2)",
      arguments: [now.milliseconds, datasource?.id])
  }

  func forgetTombstones(before time: Timestamp) throws {
    try db.execute(sql: "DELETE FROM tombstone WHERE deleted_at < ?", arguments: [time.milliseconds])
  }

  /// Queues up to a batch of a datasource's documents for deletion, whatever brought them.
  ///
  /// - Returns: whether there were any.
  func enqueueDeletions(of datasource: Datasource, now: Timestamp) throws -> Bool {
    try enqueueDeletions(datasourceID: datasource.id, olderThan: Int64.max, now: now)
  }

  private func nextDue() throws -> Timestamp? {
    let due = try Int64.fetchOne(
      db,
      sql: """
        SELECT min(due) FROM (
          SELECT (SELECT min(due_at) FROM queue q WHERE q.datasource_id = d.id) AS due FROM datasource d
          UNION ALL SELECT min(deletion_due_at) FROM upload WHERE deletion_due_at IS NOT NULL)
        """)
    return due.map(Timestamp.init(milliseconds:))
  }

  private func dueDatasource(now: Timestamp) throws -> Int64? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT id FROM (
          SELECT d.id, (SELECT min(due_at) FROM queue q WHERE q.datasource_id = d.id) AS due FROM datasource d
        ) WHERE due <= ? ORDER BY due LIMIT 1
        """, arguments: [now.milliseconds])
  }
}

// MARK: - Deletions that uploads ask for

extension DocumentIndex {
  private struct DueUpload {
    var id: Int64
    var datasourceID: Int64
    var kind: UploadKind
    var group: String?
  }

  private func dueDeletion(now: Timestamp) throws -> DueUpload? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT id, datasource_id, kind, group_name FROM upload
        WHERE deletion_due_at IS NOT NULL AND deletion_due_at <= ? ORDER BY deletion_due_at LIMIT 1
        """, arguments: [now.milliseconds])
    guard let row, let kind = UploadKind(rawValue: row["kind"]) else { return nil }
    return DueUpload(id: row["id"], datasourceID: row["datasource_id"], kind: kind, group: row["group_name"])
  }

  private func sweep(_ upload: DueUpload, now: Timestamp) throws {
    let isDone: Bool
    if upload.kind == .documents {
      isDone = try !enqueueDeletions(datasourceID: upload.datasourceID, olderThan: upload.id, now: now)
    } else {
      try IdentityTable.sweep(
        db, kind: upload.kind, datasourceID: upload.datasourceID, olderThan: upload.id, group: upload.group)
      try recordProcessing(upload.datasourceID, isIdentity: true, now: now)
      isDone = true
    }
    guard isDone else { return }
    try db.execute(
      sql: "UPDATE upload SET deletion_due_at = NULL, processing_state = 'UPLOAD COMPLETED' WHERE id = ?",
      arguments: [upload.id])
    try UploadTable(db).finish(upload.kind, datasourceID: upload.datasourceID)
  }

  private func enqueueDeletions(datasourceID: Int64, olderThan uploadID: Int64, now: Timestamp) throws -> Bool {
    try db.execute(
      sql: """
        INSERT INTO queue (document_id, datasource_id, due_at, is_deletion)
          SELECT id, datasource_id, ?3, 1 FROM document
          WHERE datasource_id = ?1 AND upload_id < ?2
          AND NOT EXISTS (
            SELECT 1 FROM queue q WHERE q.document_id = document.id AND q.is_deletion AND q.due_at <= ?3)
          LIMIT \(Self.batch)
        ON CONFLICT (document_id) DO UPDATE SET due_at = excluded.due_at, is_deletion = 1
        """, arguments: [datasourceID, uploadID, now.milliseconds])
    return db.changesCount > 0
  }
}

// MARK: - The queue

extension DocumentIndex {
  /// Takes a batch of one datasource from the queue: contents become live, their predecessors and the deleted go.
  private func move(datasourceID: Int64, now: Timestamp) throws {
    try run("DELETE FROM batch")
    try run(
      """
      INSERT INTO batch
        SELECT d.id, d.id * 2 + d.live, d.id * 2 + 1 - ifnull(d.live, 1), q.is_deletion
        FROM queue q JOIN document d ON d.id = q.document_id
        WHERE q.datasource_id = ? AND q.due_at <= ? ORDER BY q.due_at, q.document_id LIMIT \(Self.batch)
      """, [datasourceID, now.milliseconds])
    try removeOld()
    try addNew(now: now)
    try removeDeleted(now: now)
    try run("DELETE FROM queue WHERE document_id IN (SELECT document_id FROM batch)")
    try recordProcessing(datasourceID, isIdentity: false, now: now)
    try UploadTable(db).finish(.documents, datasourceID: datasourceID)
  }

  private func removeOld() throws {
    guard
      try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM batch WHERE old IS NOT NULL)")) == true
    else { return }
    // The index keeps no text of its own: it has to be told what to forget.
    try run(
      """
      INSERT INTO words (words, rowid, title, body, keywords)
        SELECT 'delete', c.id, c.title, c.body, c.keywords FROM batch b JOIN content c ON c.id = b.old
      """)
    try run("DELETE FROM live WHERE id IN (SELECT old FROM batch)")
    try run("DELETE FROM content WHERE id IN (SELECT old FROM batch)")
  }

  private func addNew(now: Timestamp) throws {
    try run(
      """
      INSERT INTO words (rowid, title, body, keywords)
        SELECT c.id, c.title, c.body, c.keywords FROM batch b JOIN content c ON c.id = b.new WHERE NOT b.is_deletion
      """)
    try run(
      """
      INSERT INTO live
        SELECT c.id, d.id, d.datasource_id, d.object_type_id, c.permission_set_id, c.updated_at,
          c.author_name, c.author_email, c.properties
        FROM batch b JOIN content c ON c.id = b.new JOIN document d ON d.id = b.document_id WHERE NOT b.is_deletion
      """)
    try run(
      """
      UPDATE document SET live = 1 - ifnull(live, 1), indexed_at = ?, history = substr(history || ?, -1600)
      WHERE id IN (SELECT document_id FROM batch WHERE NOT is_deletion)
      """, [now.milliseconds, " I\(now.milliseconds)"])
  }

  private func removeDeleted(now: Timestamp) throws {
    guard try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM batch WHERE is_deletion)")) == true
    else { return }
    try run("DELETE FROM content WHERE id IN (SELECT new FROM batch WHERE is_deletion)")
    try run(
      """
      INSERT INTO tombstone (datasource_id, object_type_id, key, history, deleted_at)
        SELECT d.datasource_id, d.object_type_id, d.key,
          d.history || iif(d.history GLOB '* R[0-9]*' AND d.history NOT GLOB '* R[0-9]* [UI]*', '', ?1) || ?2, ?3
        FROM batch b JOIN document d ON d.id = b.document_id WHERE b.is_deletion
      ON CONFLICT (datasource_id, object_type_id, key) DO UPDATE SET
        history = substr(tombstone.history || excluded.history, -1600), deleted_at = excluded.deleted_at
      """, [" R\(now.milliseconds)", " D\(now.milliseconds)", now.milliseconds])
    try run("DELETE FROM document WHERE id IN (SELECT document_id FROM batch WHERE is_deletion)")
  }

  /// Remembers when a datasource was processed; what follows within a minute is the same run.
  private func recordProcessing(_ datasourceID: Int64, isIdentity: Bool, now: Timestamp) throws {
    let newest = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT id, ended_at FROM processing WHERE datasource_id = ? AND is_identity = ? ORDER BY id DESC LIMIT 1
          """), arguments: [datasourceID, isIdentity])
    if let newest, now.milliseconds - newest["ended_at"] < 60_000 {
      try run("UPDATE processing SET ended_at = ? WHERE id = ?", [now.milliseconds, newest["id"]])
      return
    }
    try run(
      "INSERT INTO processing (datasource_id, is_identity, started_at, ended_at) VALUES (?1, ?2, ?3, ?3)",
      [datasourceID, isIdentity, now.milliseconds])
    try run(
      """
      DELETE FROM processing WHERE datasource_id = ?1 AND is_identity = ?2 AND id <= (
        SELECT id FROM processing WHERE datasource_id = ?1 AND is_identity = ?2 ORDER BY id DESC LIMIT 1 OFFSET 20)
      """, [datasourceID, isIdentity])
  }

  private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
