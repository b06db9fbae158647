internal import DataOpsCore
internal import DataOpsLifecycle
internal import GleanAPI

/// A tenant's rates, kept in the registry for all processes of the installation together.
struct RegistryBudget: SharedGleanBudget {
  let storage: any Storage
  let time: any TimeSource
  /// The address of the tenant's Glean.
  let tenant: String

  func take(_ amount: Double, from lane: String, rate: GleanBudget.Rate) async throws -> Duration {
    let (now, bucket) = (time.now(), "\(tenant) \(lane)")
    let perSecond = rate.amount / (Double(rate.period.wholeMicroseconds) / 1_000_000)
    return try await storage.write(.relaxed) { registry in
      try registry.take(amount, from: bucket, rate: perSecond, capacity: rate.amount, at: now)
    }
  }
}
