import GRDB

/// The distinct permissions of documents. Every document points to one of them, so that a search decides once per
/// distinct set and not once per document.
struct PermissionTable {
  private let db: Database
  private let datasource: Datasource

  init(_ db: Database, _ datasource: Datasource) {
    self.db = db
    self.datasource = datasource
  }

  /// The id of these permissions, new or known.
  ///
  /// - Throws: a refusal when they name a user who was not indexed.
  func intern(_ permissions: DocumentPermissions) throws -> Int64 {
    for user in permissions.users {
      guard try isKnown(user) else {
        throw Refusal.invalid(
          "User \(user.name) not found for datasource \(datasource.config.customName), "
            + "please index the user before adding permissions")
      }
    }
    let find = "SELECT id FROM permission_set WHERE identity_id = ? AND json = ?"
    let key: StatementArguments = [datasource.identityID, permissions.json]
    if let id = try Int64.fetchOne(db.cachedStatement(sql: find), arguments: key) { return id }
    try db.execute(
      sql: "INSERT INTO permission_set (identity_id, json, anonymous, all_users) VALUES (?, ?, ?, ?)",
      arguments: [
        datasource.identityID, permissions.json, permissions.allowsAnonymous, permissions.allowsAllDatasourceUsers,
      ])
    let id = db.lastInsertedRowID
    for user in permissions.users {
      let sql = "INSERT INTO permission_user (identity_id, principal, set_id) VALUES (?, ?, ?)"
      try db.cachedStatement(sql: sql).execute(arguments: [datasource.identityID, user.principal, id])
    }
    for (clause, groups) in permissions.groups.enumerated() {
      for name in groups {
        let sql = "INSERT INTO permission_group (identity_id, name, set_id, clause, size) VALUES (?, ?, ?, ?, ?)"
        try db.cachedStatement(sql: sql)
          .execute(arguments: [datasource.identityID, name, id, clause, groups.count])
      }
    }
    return id
  }

  private func isKnown(_ user: DocumentPermissions.User) throws -> Bool {
    let column =
      switch user {
      case .email: "email"
      case .datasourceUserID: "user_id"
      }
    let sql = "SELECT EXISTS (SELECT 1 FROM user WHERE datasource_id = ? AND \(column) = ?)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [datasource.identityID, user.name]) ?? false
  }

  /// Whether every user and group that a permission set names is known now.
  func isResolved(_ setID: Int64) throws -> Bool {
    let unknown = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM permission_user p WHERE p.identity_id = ?1 AND p.set_id = ?2 AND NOT EXISTS (
            SELECT 1 FROM user u WHERE u.datasource_id = ?1
            AND p.principal IN ('e:' || u.email, 'i:' || u.user_id))
        ) OR EXISTS (
          SELECT 1 FROM permission_group g WHERE g.identity_id = ?1 AND g.set_id = ?2 AND NOT EXISTS (
            SELECT 1 FROM user_group n WHERE n.datasource_id = ?1 AND n.name = g.name))
        """, arguments: [datasource.identityID, setID])
    return unknown == false
  }
}

/// The common table expressions that say which permission sets a viewer is in.
enum Viewer {
  /// Defines `permitted (id)` for the named argument `:viewer`, an address in lower case.
  ///
  /// Starts from the viewer and walks to the sets, along indexes all the way (CROSS JOIN keeps SQLite from turning the
  /// walk around): the cost depends on what the viewer may see, not on how many sets there are. Groups are nested to
  /// any depth; a cycle ends where it began.
  static let permitted = """
    me (identity_id, email, user_id) AS (
      SELECT datasource_id, email, user_id FROM user WHERE email = :viewer AND is_active
    ),
    mine (identity_id, name) AS (
      SELECT m.datasource_id, m.group_name FROM me CROSS JOIN membership m
        ON m.datasource_id = me.identity_id AND m.kind = 0 AND m.member IN (me.email, me.user_id)
      UNION
      SELECT m.datasource_id, m.group_name FROM mine CROSS JOIN membership m
        ON m.datasource_id = mine.identity_id AND m.kind = 1 AND m.member = mine.name
    ),
    permitted (id) AS (
      SELECT id FROM permission_set WHERE anonymous
      UNION
      SELECT s.id FROM me CROSS JOIN permission_set s ON s.identity_id = me.identity_id AND s.all_users
      UNION
      SELECT u.set_id FROM me CROSS JOIN permission_user u
        ON u.identity_id = me.identity_id AND u.principal IN ('e:' || me.email, 'i:' || me.user_id)
      UNION
      SELECT set_id FROM (
        SELECT g.set_id FROM mine CROSS JOIN permission_group g
          ON g.identity_id = mine.identity_id AND g.name = mine.name
        GROUP BY g.set_id, g.clause HAVING count(*) = max(g.size))
    )
    """

  /// Defines `visible (id)`: the datasources that the viewer finds in search at all.
  static let visible = """
    visible (id) AS (
      SELECT d.id FROM datasource d WHERE d.visibility = 'ENABLED_FOR_ALL' OR EXISTS (
        SELECT 1 FROM viewer v WHERE v.datasource_id = d.id AND v.email = :viewer
        AND (NOT v.is_tester OR d.visibility = 'ENABLED_FOR_TEST_GROUP'))
    )
    """
}
