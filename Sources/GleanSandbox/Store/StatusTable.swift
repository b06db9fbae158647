import DataRecords
import GRDB

/// What the debug endpoints tell about a datasource, a document and a user.
struct StatusTable {
  private let db: Database
  private let datasource: Datasource

  init(_ db: Database, _ datasource: Datasource) {
    self.db = db
    self.datasource = datasource
  }

  // MARK: Datasource

  /// The answer of `/debug/{datasource}/status`.
  func datasourceStatus(_ counts: UploadedCounts.Reading) throws -> JSONValue {
    let uploaded = try UploadedCounts(db, age: counts.age).read(of: datasource, now: counts.now)
    return [
      "documents": [
        "bulkUploadHistory": try uploads(.documents),
        "counts": ["uploaded": uploaded, "indexed": try self.counts(indexed: true)],
        "processingHistory": try processing(isIdentity: false),
      ],
      "identity": [
        "processingHistory": try processing(isIdentity: true),
        "users": try identityStatus(.users),
        "groups": try identityStatus(.groups),
        "memberships": try identityStatus(.memberships),
      ],
      "datasourceVisibility": .string(datasource.visibility.rawValue),
    ]
  }

  private func identityStatus(_ kind: UploadKind) throws -> JSONValue {
    ["bulkUploadHistory": try uploads(kind), "counts": ["uploaded": JSONValue(try count(kind))]]
  }

  func count(_ kind: UploadKind) throws -> Int {
    let sql = "SELECT count(*) FROM \(kind.table) WHERE datasource_id = ?"
    return try Int.fetchOne(db, sql: sql, arguments: [datasource.id]) ?? 0
  }

  private func uploads(_ kind: UploadKind) throws -> JSONValue {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT upload_key, started_at, ended_at, status, processing_state FROM upload
        WHERE datasource_id = ? AND kind = ? AND status IN ('ACTIVE', 'SUCCESSFUL') ORDER BY id DESC LIMIT 20
        """, arguments: [datasource.id, kind.rawValue])
    return .array(
      rows.map { row -> JSONValue in
        let endedAt: Int64? = row["ended_at"]
        return [
          "uploadId": .string(row["upload_key"]), "startTime": .string(Self.time(row["started_at"])),
          "endTime": .string(endedAt.map(Self.time) ?? "NA"), "status": .string(row["status"]),
          "processingState": .string(row["processing_state"]),
        ]
      })
  }

  private func processing(isIdentity: Bool) throws -> JSONValue {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT started_at, ended_at FROM processing WHERE datasource_id = ? AND is_identity = ? ORDER BY id DESC LIMIT 20
        """, arguments: [datasource.id, isIdentity])
    return .array(
      rows.map { row -> JSONValue in
        [
          "startTime": .string(Self.time(row["started_at"])), "endTime": .string(Self.time(row["ended_at"])),
        ]
      })
  }

  /// The documents by object type. Uploaded are all but those that wait for deletion; indexed are those that search
  /// finds. Exact, unlike ``UploadedCounts``.
  func documentCounts(indexed: Bool) throws -> [(objectType: String, count: Int)] {
    let exception =
      indexed
      ? "d.live IS NULL"
      : "q.is_deletion"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT t.name, n.total - ifnull(x.missing, 0) AS count FROM (
          SELECT object_type_id, count(*) AS total FROM document WHERE datasource_id = ?1 GROUP BY object_type_id
        ) n JOIN object_type t ON t.id = n.object_type_id LEFT JOIN (
          SELECT d.object_type_id, count(*) AS missing FROM queue q JOIN document d ON d.id = q.document_id
          WHERE q.datasource_id = ?1 AND \(exception) GROUP BY d.object_type_id
        ) x ON x.object_type_id = n.object_type_id ORDER BY t.name
        """, arguments: [datasource.id])
    return rows.map { row in (row["name"], row["count"]) }.filter { $0.1 > 0 }
  }

  /// The documents by object type, as the status tells them.
  func counts(indexed: Bool) throws -> JSONValue {
    .array(
      try documentCounts(indexed: indexed).map { entry in
        ["objectType": .string(entry.objectType), "count": JSONValue(entry.count)]
      })
  }

  // MARK: Document

  /// The id of the object type `?2` of the datasource `?1`.
  private static let objectTypeID = "(SELECT id FROM object_type WHERE datasource_id = ?1 AND name = ?2)"

  /// How one document stands.
  struct DocumentStatus {
    var isUploaded = false
    var isIndexed = false
    var uploadedAt: Timestamp?
    var indexedAt: Timestamp?
    var permissionSet: (id: Int64, json: String)?
  }

  func document(objectType: String, id: String) throws -> DocumentStatus {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT d.id, d.live, d.uploaded_at, d.indexed_at, ifnull(q.is_deletion, 0) AS is_deleted,
            p.id AS set_id, p.json
          FROM document d LEFT JOIN queue q ON q.document_id = d.id
          LEFT JOIN content c ON c.id = d.id * 2 + iif(q.document_id IS NULL, d.live, 1 - ifnull(d.live, 1))
          LEFT JOIN permission_set p ON p.id = c.permission_set_id
          WHERE d.datasource_id = ?1 AND d.object_type_id = \(Self.objectTypeID) AND d.key = ?3
          """), arguments: [datasource.id, objectType, UploadedDocument.key(id)])
    guard let row else { return DocumentStatus() }
    let isDeleted: Bool = row["is_deleted"]
    let live: Int64? = row["live"]
    let indexedAt: Int64? = row["indexed_at"]
    var status = DocumentStatus()
    status.isUploaded = !isDeleted
    status.isIndexed = live != nil
    status.uploadedAt = Timestamp(milliseconds: row["uploaded_at"])
    status.indexedAt = indexedAt.map(Timestamp.init(milliseconds:))
    if let id: Int64 = row["set_id"], let json: String = row["json"] { status.permissionSet = (id, json) }
    return status
  }

  /// The answer of `/debug/{datasource}/document`.
  func documentStatus(objectType: String, id: String) throws -> JSONValue {
    let document = try document(objectType: objectType, id: id)
    var permissionStatus = "STATUS_UNKNOWN"
    if let set = document.permissionSet {
      permissionStatus = try PermissionTable(db, datasource).isResolved(set.id) ? "UPLOADED" : "NOT_UPLOADED"
    }
    return .compact([
      "status": .compact([
        "uploadStatus": document.isUploaded ? "UPLOADED" : "NOT_UPLOADED",
        "lastUploadedAt": document.uploadedAt.map { .string($0.text) },
        "indexingStatus": document.isIndexed ? "INDEXED" : "NOT_INDEXED",
        "lastIndexedAt": document.indexedAt.map { .string($0.text) },
        "permissionIdentityStatus": .string(permissionStatus),
      ]),
      "uploadedPermissions": try document.permissionSet.map { try JSONValue(wire: Array($0.json.utf8)) },
    ])
  }

  /// The answer of `/debug/{datasource}/document/events`: newest first.
  func events(objectType: String, id: String, since start: Timestamp, limit: Int) throws -> JSONValue {
    let histories = try String.fetchAll(
      db,
      sql: """
        SELECT history FROM tombstone
        WHERE datasource_id = ?1 AND object_type_id = \(Self.objectTypeID) AND key = ?3
        UNION ALL
        SELECT history FROM document
        WHERE datasource_id = ?1 AND object_type_id = \(Self.objectTypeID) AND key = ?3
        """, arguments: [datasource.id, objectType, UploadedDocument.key(id)])
    let names = ["U": "UPLOADED", "I": "INDEXED", "R": "DELETION_REQUESTED", "D": "DELETED"]
    // A history is a list such as ` U1700000000000 I1700000000500`; the oldest entry may be cut off.
    let events = histories.joined().split(separator: " ").compactMap { entry -> (Timestamp, String)? in
      guard let name = names[String(entry.prefix(1))], let time = Int64(entry.dropFirst()) else { return nil }
      return (Timestamp(milliseconds: time), name)
    }
    let recent = events.filter { $0.0 >= start }.suffix(limit).reversed()
    return [
      "lifeCycleEvents": .array(recent.map { ["event": .string($0.1), "timestamp": .string($0.0.text)] })
    ]
  }

  /// Whether search would show the document to the user, its permissions alone considered.
  func hasAccess(objectType: String, id: String, email: String) throws -> Bool {
    let live = try Int64.fetchOne(
      db,
      sql: """
        SELECT id * 2 + live FROM document
        WHERE datasource_id = ?1 AND object_type_id = \(Self.objectTypeID) AND key = ?3
        """, arguments: [datasource.id, objectType, UploadedDocument.key(id)])
    guard let live else { return false }
    return try Bool.fetchOne(
      db,
      sql: """
        WITH RECURSIVE \(Viewer.permitted)
        SELECT EXISTS (SELECT 1 FROM live WHERE id = :id AND permission_set_id IN (SELECT id FROM permitted))
        """, arguments: ["viewer": email.lowercased(), "id": live]) ?? false
  }

  // MARK: User

  /// The answer of `/debug/{datasource}/user`.
  func userStatus(email: String) throws -> JSONValue {
    let row = try Row.fetchOne(
      db, sql: "SELECT is_active, user_id, uploaded_at FROM user WHERE datasource_id = ? AND email = ?",
      arguments: [datasource.id, email.lowercased()])
    guard let row else { return ["status": ["isActiveUser": false, "uploadStatus": "NOT_UPLOADED"]] }
    let userID: String? = row["user_id"]
    let groups = try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT group_name FROM membership
        WHERE datasource_id = ? AND kind = 0 AND member IN (?, ?) ORDER BY group_name
        """, arguments: [datasource.id, email.lowercased(), userID])
    return [
      "status": [
        "isActiveUser": .bool(row["is_active"]), "uploadStatus": "UPLOADED",
        "lastUploadedAt": .string(Self.time(row["uploaded_at"])),
      ],
      "uploadedGroups": .array(groups.map { ["name": .string($0)] }),
    ]
  }

  private static func time(_ milliseconds: Int64) -> String { Timestamp(milliseconds: milliseconds).text }
}
