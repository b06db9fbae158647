import GRDB

/// When `/processalldocuments` was called: allowed once in three hours for each datasource.
struct ProcessingCalls {
  static let interval: Duration = .seconds(3 * 3_600)

  /// Stands for all datasources; no name of one has a star.
  private static let all = "*"

  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Remembers a call. A call for all datasources blocks every one; a call for one does not block the call for all.
  ///
  /// - Throws: 429 with `Retry-After` when it comes too early.
  func take(datasource: String?, now: Timestamp) throws {
    let key = datasource?.lowercased() ?? Self.all
    let earlier = try Int64.fetchOne(
      db, sql: "SELECT max(called_at) FROM processing_call WHERE key IN (?, ?)", arguments: [Self.all, key])
    if let until = earlier.map({ Timestamp(milliseconds: $0) + Self.interval }), now < until {
      throw Refusal.tooManyRequests(wait: Double(until.milliseconds - now.milliseconds) / 1_000)
    }
    try db.execute(
      sql: "INSERT OR REPLACE INTO processing_call (key, called_at) VALUES (?, ?)", arguments: [key, now.milliseconds])
  }
}
