import GRDB

/// The bulk upload sessions: one at a time per datasource and kind.
struct UploadTable {
  /// The session a page belongs to.
  struct Session {
    var id: Int64
    /// Whether the session is closed already and the page is the last one, sent again.
    var isReplay: Bool
  }

  /// A deletion of more than a fifth waits this long.
  static let pause: Duration = .seconds(7 * 86_400)

  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Finds or starts the session of a page.
  ///
  /// Sending a page again is harmless, the last one included. Conflicts (409): another upload is active and the page
  /// does not force a restart; the page's upload is closed or was superseded.
  func enter<Item>(
    _ page: UploadPage<Item>, kind: UploadKind, datasource: Datasource, now: Timestamp
  ) throws -> Session {
    let active = try Row.fetchOne(
      db,
      sql: """
        SELECT id, upload_key, group_name, processing_state FROM upload
        WHERE datasource_id = ? AND kind = ? AND status = 'ACTIVE'
        """, arguments: [datasource.id, kind.rawValue])
    if let active, active["upload_key"] == page.uploadID, !page.restarts {
      guard active["group_name"] == page.group else {
        throw Refusal.invalid("All pages of upload \(page.uploadID) must name the same group.")
      }
      let id: Int64 = active["id"]
      if !page.isFirst, active["processing_state"] != "UPLOAD IN PROGRESS" {
        try db.execute(
          sql: "UPDATE upload SET processing_state = 'UPLOAD IN PROGRESS' WHERE id = ?", arguments: [id])
      }
      return Session(id: id, isReplay: false)
    }
    let earlier = try Row.fetchOne(
      db,
      sql: """
        SELECT id, status, group_name FROM upload
        WHERE datasource_id = ? AND kind = ? AND upload_key = ? ORDER BY id DESC LIMIT 1
        """, arguments: [datasource.id, kind.rawValue, page.uploadID])
    if page.restarts || (page.isFirst && active == nil && earlier == nil) {
      return try start(page, kind: kind, datasource: datasource, now: now)
    }
    if let active {
      let key: String = active["upload_key"]
      throw Refusal.conflict(
        "Another bulk upload of \(kind.rawValue) is in progress for datasource \(datasource.config.customName): "
          + "uploadId \(key). Finish it, or set forceRestartUpload on the first page.")
    }
    guard let earlier else {
      throw Refusal.invalid("Upload \(page.uploadID) has not been started: send a page with isFirstPage=true first.")
    }
    if page.isLast, earlier["status"] == "SUCCESSFUL", earlier["group_name"] == page.group,
      try newestID(kind, of: datasource) == earlier["id"]
    {
      return Session(id: earlier["id"], isReplay: true)
    }
    throw Refusal.conflict("Upload \(page.uploadID) is already completed or was restarted; use another uploadId.")
  }

  /// The newest session of the kind, 0 when there never was one. What is uploaded outside of sessions counts as
  /// belonging to it, so that an upload in progress does not delete what came beside it.
  func newestID(_ kind: UploadKind, of datasource: Datasource) throws -> Int64 {
    let statement = try db.cachedStatement(sql: "SELECT max(id) FROM upload WHERE datasource_id = ? AND kind = ?")
    return try Int64.fetchOne(statement, arguments: [datasource.id, kind.rawValue]) ?? 0
  }

  private func start<Item>(
    _ page: UploadPage<Item>, kind: UploadKind, datasource: Datasource, now: Timestamp
  ) throws -> Session {
    try db.execute(
      sql: "UPDATE upload SET status = 'ABANDONED' WHERE datasource_id = ? AND kind = ? AND status = 'ACTIVE'",
      arguments: [datasource.id, kind.rawValue])
    let items = try Int64.fetchOne(
      db, sql: "SELECT count(*) FROM \(kind.table) WHERE datasource_id = ?", arguments: [datasource.id])
    try db.execute(
      sql: """
        INSERT INTO upload
          (datasource_id, kind, upload_key, group_name, started_at, status, processing_state, items_before)
        VALUES (?, ?, ?, ?, ?, 'ACTIVE', 'UPLOAD STARTED', ?)
        """,
      arguments: [datasource.id, kind.rawValue, page.uploadID, page.group, now.milliseconds, items ?? 0])
    return Session(id: db.lastInsertedRowID, isReplay: false)
  }

  /// Closes a session with its last page and schedules the deletion of everything that was not in it.
  ///
  /// When that is more than a fifth of what was there before, the deletion is paused for seven days, unless
  /// `liftsGuard`, which also makes it due at once. Memberships have no guard.
  func close(
    _ session: Session, kind: UploadKind, group: String?, liftsGuard: Bool, datasource: Datasource, now: Timestamp,
    dueAt: Timestamp
  ) throws {
    guard !session.isReplay else { return }
    try db.execute(
      sql: """
        UPDATE upload SET deletion_due_at = NULL, processing_state = 'INDEXING COMPLETED'
        WHERE datasource_id = ? AND kind = ? AND group_name IS ? AND id < ? AND deletion_due_at IS NOT NULL
        """, arguments: [datasource.id, kind.rawValue, group, session.id])
    let stale =
      try Int64.fetchOne(
        db,
        sql: "SELECT count(*) FROM \(kind.table) WHERE datasource_id = ? AND upload_id < ? AND \(kind.groupCondition)",
        arguments: [datasource.id, session.id] + kind.groupArguments(group)) ?? 0
    let before =
      try Int64.fetchOne(db, sql: "SELECT items_before FROM upload WHERE id = ?", arguments: [session.id]) ?? 0
    let isPaused = kind != .memberships && !liftsGuard && stale * 5 > before
    let deletion: Timestamp? = stale == 0 ? nil : isPaused ? now + Self.pause : liftsGuard ? now : dueAt
    try db.execute(
      sql: """
        UPDATE upload SET ended_at = ?, status = 'SUCCESSFUL', processing_state = ?, deletion_due_at = ? WHERE id = ?
        """,
      arguments: [
        now.milliseconds, stale > 0 && isPaused ? "DELETION PAUSED" : "UPLOAD COMPLETED", deletion?.milliseconds,
        session.id,
      ])
    try finish(kind, datasourceID: datasource.id)
  }

  /// Makes what is scheduled due now; what the guard paused stays paused.
  func hasten(_ kinds: [UploadKind], of datasource: Datasource?, now: Timestamp) throws {
    for kind in kinds {
      try db.execute(
        sql: """
          UPDATE upload SET deletion_due_at = ?1
          WHERE kind = ?2 AND (?3 IS NULL OR datasource_id = ?3)
          AND deletion_due_at > ?1 AND processing_state <> 'DELETION PAUSED'
          """, arguments: [now.milliseconds, kind.rawValue, datasource?.id])
    }
  }

  /// Marks the closed uploads of a datasource that have nothing left to do.
  func finish(_ kind: UploadKind, datasourceID: Int64) throws {
    if kind == .documents {
      let sql = "SELECT EXISTS (SELECT 1 FROM queue WHERE datasource_id = ?)"
      guard try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [datasourceID]) == false else { return }
    }
    try db.cachedStatement(
      sql: """
        UPDATE upload SET processing_state = 'INDEXING COMPLETED'
        WHERE datasource_id = ? AND kind = ? AND status = 'SUCCESSFUL' AND processing_state = 'UPLOAD COMPLETED'
        AND deletion_due_at IS NULL
        """
    ).execute(arguments: [datasourceID, kind.rawValue])
  }
}

extension UploadKind {
  /// The table whose rows the upload replaces.
  var table: String {
    switch self {
    case .documents: "document"
    case .users: "user"
    case .groups: "user_group"
    case .memberships: "membership"
    }
  }

  /// What restricts the rows that an upload replaces: memberships are replaced a group at a time.
  var groupCondition: String { self == .memberships ? "group_name = ?" : "1" }

  func groupArguments(_ group: String?) -> StatementArguments { self == .memberships ? [group] : [] }
}
