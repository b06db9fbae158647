import GRDB

/// How far the server's clock was moved on before the machine's, over restarts: time does not go back.
struct ClockShift {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func stored() throws -> Duration {
    .milliseconds(try Int64.fetchOne(db, sql: "SELECT milliseconds FROM clock_shift") ?? 0)
  }

  /// Keeps a shift, unless a greater one is kept already.
  func keep(_ shift: Duration) throws {
    try db.execute(
      sql: """
        INSERT INTO clock_shift (only, milliseconds) VALUES (1, ?)
        ON CONFLICT (only) DO UPDATE SET milliseconds = max(milliseconds, excluded.milliseconds)
        """, arguments: [shift.inMilliseconds])
  }
}
