/// One open transaction. Its beginning travels with its first statement, its mark with its end.
final class PostgresTransaction: SQLConnection {
  private let session: PostgresPipeline
  private var opening: [SQLStatement]
  /// The first error that the whole transaction can be tried again after; whatever became of it on its way up.
  private(set) var trouble: SQLError?
  private(set) var announcesWork = false
  /// Whether anything was sent; a transaction of which nothing was is over without the server.
  private var isOpen = false

  var dialect: SQLDialect { .postgres }

  /// - Parameter opening: `BEGIN` and what else comes before the first statement.
  init(_ session: PostgresPipeline, opening: [SQLStatement]) {
    self.session = session
    self.opening = opening
  }

  func query(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> [SQLRow] {
    try send([SQLStatement(sql, values)]).last?.rows ?? []
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws(SQLError) -> Int {
    try send([SQLStatement(sql, values)]).last?.changed ?? 0
  }

  func execute(_ statements: [SQLStatement]) throws(SQLError) -> [Int] {
    guard !statements.isEmpty else { return [] }
    return try send(statements).suffix(statements.count).map(\.changed)
  }

  func announceWork() { announcesWork = true }

  /// - Parameter closing: statements that belong to the transaction and come with its end.
  func commit(_ closing: [SQLStatement]) throws(SQLError) {
    guard isOpen else { return }
    _ = try send(closing + [SQLStatement("COMMIT")])
  }

  func rollBack() {
    guard isOpen else { return }
    // A session that cannot even do this is found unusable, and is not given out again.
    _ = try? session.run([SQLStatement("ROLLBACK")])
  }

  private func send(_ statements: [SQLStatement]) throws(SQLError) -> [PostgresPipeline.Outcome] {
    // What nobody waits for must not go on, and least of all commit.
    guard session.isAwaited() else { throw .timedOut }
    let all = opening + statements
    opening = []
    isOpen = true
    do {
      return try session.run(all)
    } catch {
      if error.passes { trouble = trouble ?? error }
      throw error
    }
  }
}
