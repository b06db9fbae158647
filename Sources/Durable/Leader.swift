internal import DataOpsCore
internal import DataOpsLifecycle
internal import Logging

/// Work that one process does for the whole installation at a time: whoever has the lease does it, the others wait for theirs.
struct Leader: Sendable {
  let services: Services
  /// What the lease is called, and the role.
  let role: String
  let owner: String

  /// Takes turns until the task is cancelled: while this process leads, `turn` again and again.
  ///
  /// - Parameters:
  ///   - pause: between two turns, and between two attempts to lead.
  ///   - turn: gets the lease, which it has to require in each transaction.
  func lead(
    pause: Duration, _ turn: @escaping @Sendable (SharedLease) async throws -> Void
  ) async throws {
    var led: SharedLease?
    defer { if led != nil { services.logger.notice("no longer \(role)") } }
    while !Task.isCancelled {
      do {
        let lease = try await take()
        if lease != nil, led == nil { services.logger.notice("now \(role)") }
        if lease == nil, led != nil { services.logger.notice("no longer \(role)") }
        led = lease
        if let lease { try await keeping(lease) { try await turn(lease) } }
      } catch is CancellationError {
        break
      } catch {
        services.logger.warning(
          "a turn as \(role) failed", metadata: ["failure": "\(Failure(wrapping: error).message)"])
      }
      do { try await services.time.pause(for: pause) } catch { break }
    }
    // Whoever comes next need not wait for the lease to run out.
    if let led { try? await services.storage.write { try $0.giveBack(led) } }
  }

  /// Runs a turn, which may take longer than the lease: it is prolonged meanwhile, and the turn is given up where that fails.
  private func keeping(_ lease: SharedLease, _ turn: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await turn()
        return true
      }
      group.addTask {
        while true {
          try await services.time.pause(for: services.policy.lease / 3)
          guard try await take()?.fence == lease.fence else {
            throw Failure(.conflict, "lease '\(role)' has passed to another process")
          }
        }
      }
      defer { group.cancelAll() }
      _ = try await group.next()
    }
  }

  private func take() async throws -> SharedLease? {
    let now = services.time.now()
    let until = now + services.policy.lease
    return try await services.storage.write { [role, owner] registry in
      try registry.takeLease(role, owner: owner, until: until, at: now)
    }
  }
}
