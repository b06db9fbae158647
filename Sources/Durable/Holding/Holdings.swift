internal import DataOpsCore
internal import DataOpsLifecycle
internal import Logging
internal import Synchronization

/// What this process runs, and its saying so to the registry again and again.
final class Holdings: Sendable {
  private let held = Mutex<[Identifier<Operation>: HeldOperation]>([:])
  private let services: Services

  init(services: Services) {
    self.services = services
  }

  func add(_ operation: HeldOperation) { held.withLock { $0[operation.hold.id] = operation } }

  func remove(_ operation: HeldOperation) {
    held.withLock { held in
      // The same operation may have been claimed again meanwhile.
      if held[operation.hold.id] === operation { held[operation.hold.id] = nil }
    }
  }

  var all: [HeldOperation] { held.withLock { Array($0.values) } }

  /// Prolongs the leases until the task is cancelled.
  func keepAlive() async throws {
    while true {
      try await services.time.pause(for: services.policy.lease / 3)
      do { try await prolong() } catch {
        // By the clock, what is held ends by itself; the next heartbeat may come through before that.
        services.logger.warning("heartbeat failed", metadata: ["code": "\(Failure(wrapping: error).code.rawValue)"])
      }
    }
  }

  private func prolong() async throws {
    let operations = all
    guard !operations.isEmpty else { return }
    let now = services.time.now()
    let until = now + services.policy.lease
    let kept = try await services.storage.write { try $0.prolong(operations.map(\.hold), until: until, at: now) }
    for operation in operations {
      guard let isToStop = kept[operation.hold.id] else {
        operation.lose()
        continue
      }
      operation.prolong(until: until)
      if isToStop { operation.ask() }
    }
  }
}
