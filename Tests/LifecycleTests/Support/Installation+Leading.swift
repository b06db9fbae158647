import DataOpsCore
import DataOpsLifecycle
import _DataOpsTestKit

extension Installation {
  func lease(of role: String) async throws -> SharedLease? {
    try await read { try $0.sharedLeases(named: role).first }
  }

  /// Moves the clock on by `duration`, in steps that heartbeats can follow: each is taken when `paused` wait for the clock again.
  func advance(by duration: Duration, while paused: Int, until isOver: () -> Bool = { false }) async throws {
    let step = services.policy.lease / 6
    var left = duration
    while left > .zero, !isOver() {
      time.advance(by: step)
      left -= step
      try await eventually("\(paused) wait for the clock") { time.pausedCount >= paused }
    }
  }

  /// Another process takes the lead in `role`, as if its clock were a lease ahead.
  func takeLead(in role: String, as owner: String) async throws -> SharedLease? {
    let ahead = time.now() + services.policy.lease
    let until = ahead + services.policy.lease
    return try await services.storage.write { try $0.takeLease(role, owner: owner, until: until, at: ahead) }
  }
}
