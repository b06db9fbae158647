import DataOpsCore
import DataOpsLifecycle

extension SQLTransaction {
  /// A bucket is named by tenant and lane, with a space between.
  func rateDebts(of tenant: String, since start: Timestamp) throws -> [String: Int] {
    let prefix = tenant + " "
    let rows = try rows(
      "SELECT tenant, level FROM rate_buckets WHERE level < 0 AND filled_at >= ?", [start.sql],
      about: "the budgets of '\(tenant)'")
    var debts: [String: Int] = [:]
    for row in rows {
      let (bucket, level): (String, Double) = (try row["tenant"], try row["level"])
      guard bucket.hasPrefix(prefix) else { continue }
      debts[String(bucket.dropFirst(prefix.count))] = Int((-level).rounded(.up))
    }
    return debts
  }

  /// The level may go below zero: whoever is told to wait has its share, and the next one waits longer.
  func take(
    _ amount: Double, from tenant: String, rate: Double, capacity: Double, at now: Timestamp
  ) throws -> Duration {
    let about = "the budget of '\(tenant)'"
    try execute(
      "INSERT INTO rate_buckets (tenant, level, filled_at) VALUES (?, ?, ?) ON CONFLICT (tenant) DO NOTHING",
      [tenant.sql, capacity.sql, now.sql], about: about)
    let row = try rows(
      "SELECT level, filled_at FROM rate_buckets WHERE tenant = ?\(connection.dialect.locking)", [tenant.sql],
      about: about
    ).first
    guard let row else { throw Failure.missing(about) }
    let (level, filledAt): (Double, Timestamp) = (try row["level"], try row["filled_at"])
    let elapsed = Double(max(0, now.microseconds - filledAt.microseconds)) / 1_000_000
    let left = min(capacity, level + elapsed * rate) - amount
    try execute(
      "UPDATE rate_buckets SET level = ?, filled_at = ? WHERE tenant = ?",
      [left.sql, max(now, filledAt).sql, tenant.sql], about: about)
    return left >= 0 ? .zero : .microseconds(Int64((-left / rate * 1_000_000).rounded(.up)))
  }
}
