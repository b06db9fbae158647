import DataOpsCore
import DataOpsLifecycle

extension SQLTransaction {
  func claim(_ wish: ClaimWish) throws -> [Operation] {
    guard wish.slots > 0 else { return [] }
    try giveUpLost(at: wish.now)
    let free = try candidates(
      "kind NOT IN ('provision', 'restore')", wish, limit: wish.slots, ending: connection.dialect.skippingLocked)
    let provisions = try provisionCandidates(wish)
    guard !free.isEmpty || !provisions.isEmpty else { return [] }
    let chosen = Turn(wish).next(free + provisions, running: try load())
    return try take(chosen, wish)
  }

  /// Operations whose process let its lease run out wait again; what that process still writes is refused.
  private func giveUpLost(at now: Timestamp) throws {
    try execute(
      """
      UPDATE operations SET status = 'waiting', lease_owner = NULL, lease_expires_at = NULL, fence = fence + 1
      WHERE status = 'running' AND lease_expires_at <= ?
      """, [now.sql], about: "operations that were lost")
  }

  /// Provisions are limited in the whole installation, so one process at a time gives out their turns.
  ///
  /// No more of a client than may run at once in a stage: a client that asks for much keeps nobody from being seen.
  private func provisionCandidates(_ wish: ClaimWish) throws -> [Turn.Candidate] {
    let anyone = try candidates("kind IN ('provision', 'restore')", wish, limit: 1, ending: "")
    guard !anyone.isEmpty else { return [] }
    _ = try rows("SELECT name FROM turns WHERE name = 'provision'\(connection.dialect.locking)")
    let (among, values) = self.among(wish)
    return try rows(
      """
      SELECT id, kind, stage, client_id, priority, ordinal FROM (
        SELECT id, kind, stage, client_id, priority, ordinal,
          row_number() OVER (PARTITION BY stage, client_id ORDER BY priority DESC, ordinal) AS place
        FROM operations
        WHERE status = 'waiting' AND kind IN ('provision', 'restore') AND (wake_at IS NULL OR wake_at <= ?)\(among)
      ) AS queue WHERE place <= ?
      """, [wish.now.sql] + values + [wish.perClient.sql]
    ).map(Turn.Candidate.init)
  }

  private func candidates(
    _ condition: String, _ wish: ClaimWish, limit: Int, ending: String
  ) throws -> [Turn.Candidate] {
    let (among, values) = self.among(wish)
    return try rows(
      """
      SELECT id, kind, stage, client_id, priority, ordinal FROM operations
      WHERE status = 'waiting' AND \(condition) AND (wake_at IS NULL OR wake_at <= ?)\(among)
      ORDER BY priority DESC, ordinal LIMIT ?\(ending)
      """, [wish.now.sql] + values + [limit.sql]
    ).map(Turn.Candidate.init)
  }

  private func among(_ wish: ClaimWish) -> (condition: String, values: [SQLValue]) {
    guard let among = wish.among else { return ("", []) }
    let table = connection.dialect.rows([("wanted", .text)])
    return (
      " AND id IN (SELECT wanted FROM \(table) AS these)",
      [.objects(among.map { ["wanted": .string($0.description)] })]
    )
  }

  /// What runs now, counted.
  private func load() throws -> [Turn.Load] {
    try rows(
      """
      SELECT stage, client_id, CASE WHEN kind IN ('provision', 'restore') THEN 1 ELSE 0 END AS provisions,
        count(*) AS running
      FROM operations WHERE status = 'running' GROUP BY 1, 2, 3
      """
    ).map { row in
      Turn.Load(
        stage: try row["stage"], clientID: try row["client_id"], isProvision: try row["provisions"],
        count: try row["running"])
    }
  }

  private func take(_ chosen: [Identifier<Operation>], _ wish: ClaimWish) throws -> [Operation] {
    guard !chosen.isEmpty else { return [] }
    let table = connection.dialect.rows([("wanted", .text)])
    let claimed = try rows(
      """
      UPDATE operations
      SET status = 'running', lease_owner = ?, lease_expires_at = ?, fence = fence + 1, stalls = stalls + 1
      WHERE \(Self.isStill(.waiting)) AND id IN (SELECT wanted FROM \(table) AS these) RETURNING *
      """,
      [
        wish.lease.owner.sql, wish.lease.expiresAt.sql,
        .objects(chosen.map { ["wanted": .string($0.description)] }),
      ])
    let places = Dictionary(chosen.enumerated().map { ($1, $0) }) { first, _ in first }
    do {
      return try claimed.map { row throws(SQLError) in try Operation(row) }
        .sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
    } catch {
      throw error.failure(about: "an operation")
    }
  }

  /// A condition on rows that are found by their identities, in words that no index is made for: databases believe that
  /// few operations wait or run, and would look at all of those for each identity.
  private static func isStill(_ status: OperationStatus) -> String { "coalesce(status, '') = '\(status.rawValue)'" }

  func prolong(
    _ held: [OperationHold], until: Timestamp, at now: Timestamp
  ) throws -> [Identifier<Operation>: Bool] {
    let kept = try changeHeld(
      held, "SET lease_expires_at = ?", [until.sql],
      returning: "CASE WHEN cancel_requested = TRUE OR deadline_at <= ? THEN 1 ELSE 0 END AS stops", [now.sql])
    return Dictionary(try kept.map { (try $0["id"], try $0["stops"]) }) { $1 }
  }

  func overdueOperations(at now: Timestamp, limit: Int) throws -> [Operation] {
    try all(
      """
      WHERE status = 'waiting' AND deadline_at <= ? AND cancel_requested = FALSE ORDER BY deadline_at
      LIMIT ?\(connection.dialect.skippingLocked)
      """, [now.sql, max(0, limit).sql])
  }

  func release(_ held: [OperationHold]) throws {
    let released = try changeHeld(
      held,
      """
      SET status = 'waiting', lease_owner = NULL, lease_expires_at = NULL, fence = fence + 1,
        stalls = CASE WHEN stalls > 0 THEN stalls - 1 ELSE 0 END
      """, [])
    if !released.isEmpty { connection.announceWork() }
  }

  /// - Returns: a row with the id of each that was changed, and what else is asked for.
  private func changeHeld(
    _ held: [OperationHold], _ change: String, _ values: [SQLValue], returning more: String? = nil,
    _ moreValues: [SQLValue] = []
  ) throws -> [SQLRow] {
    guard !held.isEmpty else { return [] }
    let table = connection.dialect.rows([("held_id", .text), ("held_fence", .integer)])
    return try rows(
      """
      UPDATE operations \(change) FROM \(table) AS held
      WHERE operations.id = held_id AND fence = held_fence AND \(Self.isStill(.running))
      RETURNING id\(more.map { ", \($0)" } ?? "")
      """,
      values + [
        .objects(held.map { ["held_id": .string($0.id.description), "held_fence": .integer(Int64($0.fence))] })
      ] + moreValues)
  }

  func lock(_ held: OperationHold) throws {
    let rows = try rows(
      "SELECT id FROM operations WHERE id = ? AND fence = ? AND status = 'running'\(connection.dialect.locking)",
      [held.id.sql, held.fence.sql])
    guard rows.isEmpty else { return }
    throw Failure(
      .conflict, "operation \(held.id) was taken over by another process", remedy: "Leave it to whoever has it now.")
  }

  func advance(_ moves: [OperationMove]) throws -> Set<Identifier<Operation>> {
    guard !moves.isEmpty else { return [] }
    let table = connection.dialect.rows([
      ("held_id", .text), ("held_fence", .integer), ("next_step", .text), ("next_status", .text),
      ("ended_at", .instant), ("moved_at", .instant),
    ])
    let changed = try rows(
      """
      UPDATE operations SET step = next_step, status = next_status, started_at = coalesce(started_at, moved_at),
        finished_at = ended_at, wake_at = NULL, failure = NULL, stalls = 0,
        lease_owner = CASE WHEN ended_at IS NULL THEN lease_owner END,
        lease_expires_at = CASE WHEN ended_at IS NULL THEN lease_expires_at END
      FROM \(table) AS moves
      WHERE operations.id = held_id AND fence = held_fence AND \(Self.isStill(.running)) AND NOT cancel_requested
      RETURNING id
      """, [.text("[\(moves.map(\.json).joined(separator: ","))]")])
    let moved = Set(try changed.map { row throws in try row["id"] as Identifier<Operation> })
    try storeRows(moves.filter { moved.contains($0.hold.id) }.flatMap(\.steps))
    return moved
  }
}

extension OperationMove {
  /// Written here and not by an encoder, because this is what the engine writes most often; nothing in it has to be
  /// escaped.
  fileprivate var json: String {
    let at = "\"\(self.at)\""
    let step = next.map { "\"\($0.rawValue)\"" } ?? "null"
    let status = (next == nil ? OperationStatus.succeeded : .running).rawValue
    return """
      {"held_id":"\(hold.id)","held_fence":\(hold.fence),"next_step":\(step),"next_status":"\(status)",\
      "ended_at":\(next == nil ? at : "null"),"moved_at":\(at)}
      """
  }
}

extension Turn.Candidate {
  fileprivate init(_ row: SQLRow) throws {
    self.init(
      id: try row["id"], kind: try row["kind"], stage: try row["stage"], clientID: try row["client_id"],
      priority: try row["priority"], ordinal: try row["ordinal"])
  }
}
