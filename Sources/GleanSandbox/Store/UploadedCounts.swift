import DataRecords
import GRDB

/// The counts of uploaded documents as the service tells them: up to three hours old.
///
/// They are those of the last whole multiple of `age`. Who changes documents keeps the counts first, once in each
/// period; who reads takes the kept ones, and without any the present ones, because nothing has changed then since the
/// period began.
struct UploadedCounts {
  /// How the counts are to be read.
  struct Reading: Sendable {
    var age: Duration
    var now: Timestamp
  }

  private let db: Database
  private let age: Duration

  init(_ db: Database, age: Duration) {
    self.db = db
    self.age = age
  }

  /// Keeps the counts as they are, unless that was done in this period already. To be called before every change.
  func keep(of datasource: Datasource, now: Timestamp) throws {
    guard age > .zero, try kept(of: datasource, now: now) == nil else { return }
    try db.execute(
      sql: "INSERT OR REPLACE INTO uploaded_count (datasource_id, period_start, counts) VALUES (?, ?, ?)",
      arguments: [datasource.id, period(now), try StatusTable(db, datasource).counts(indexed: false).text])
  }

  func read(of datasource: Datasource, now: Timestamp) throws -> JSONValue {
    guard age > .zero, let kept = try kept(of: datasource, now: now) else {
      return try StatusTable(db, datasource).counts(indexed: false)
    }
    return try JSONValue(wire: Array(kept.utf8))
  }

  private func kept(of datasource: Datasource, now: Timestamp) throws -> String? {
    try String.fetchOne(
      db, sql: "SELECT counts FROM uploaded_count WHERE datasource_id = ? AND period_start = ?",
      arguments: [datasource.id, period(now)])
  }

  /// When the present period began.
  private func period(_ now: Timestamp) -> Int64 {
    Timestamp.floored(now.milliseconds, age.inMilliseconds) * age.inMilliseconds
  }
}
