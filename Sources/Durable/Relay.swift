internal import DataOpsCore
package import DataOpsLifecycle
internal import Logging
internal import ServiceLifecycle

/// Sends events to where they are wanted: each at least once, those of one dataset or client in their order.
///
/// Of all processes that have this role one sends. An event that is not taken is tried again, later each time, and keeps those
/// behind it about the same subject waiting.
package struct Relay: Service {
  private let services: Services
  private let sink: any EventSink
  private let leader: Leader

  /// Datasets and clients whose events are under way at once.
  private static let atOnce = 16
  private static let longestPause: Duration = .seconds(300)

  package init(services: Services, sink: any EventSink, owner: String) {
    self.services = services
    self.sink = sink
    leader = Leader(services: services, role: "relay", owner: owner)
  }

  package func run() async throws {
    try await cancelWhenGracefulShutdown {
      try await leader.lead(pause: services.policy.poll / 4) { try await turn($0) }
    }
  }

  /// Sends the next event of each dataset and client, again while there are any.
  private func turn(_ lease: SharedLease) async throws {
    while !Task.isCancelled {
      let now = services.time.now()
      let events = try await services.storage.read { try $0.undelivered(at: now, limit: Self.atOnce) }
      guard !events.isEmpty else { return }
      let sent = try await withThrowingTaskGroup(of: OutboxEvent.self) { group in
        for event in events { group.addTask { try await send(event) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let written = services.time.now()
      try await services.storage.write { registry in
        try registry.require(lease, at: written)
        for event in sent { try registry.update(event) }
      }
    }
  }

  /// - Returns: the event as it is to be kept.
  private func send(_ event: OutboxEvent) async throws -> OutboxEvent {
    var event = event
    do {
      try await sink.send(event)
      event.deliveredAt = services.time.now()
      event.retryAt = nil
    } catch {
      try Task.checkCancellation()
      event.attempts += 1
      let pause = min(services.policy.retryDelay * (1 << min(event.attempts - 1, 16)), Self.longestPause)
      event.retryAt = services.time.now() + pause
      services.logger.warning(
        "an event was not taken",
        metadata: [
          "event": "\(event.id)", "subject": "\(event.subject)", "attempt": "\(event.attempts)",
          "failure": "\(error.message)",
        ])
    }
    return event
  }
}
