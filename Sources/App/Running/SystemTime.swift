package import DataOpsCore
internal import DataOpsLifecycle
internal import Foundation

/// The clock of this machine.
package struct SystemTime: TimeSource {
  package init() {}

  package func now() -> Timestamp {
    Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
  }

  package func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: duration)
  }

  package func pause(for duration: Duration) async throws {
    try await Task.sleep(for: duration)
  }

  package func expire(after limit: Duration) async throws {
    try await Task.sleep(for: limit)
  }
}

/// Version 7 UUIDs of this machine's time and randomness.
package struct SystemIdentifiers: IdentifierSource {
  package init() {}

  package func next<Entity>(_ type: Entity.Type) -> Identifier<Entity> {
    var generator = SystemRandomNumberGenerator()
    return Identifier(at: SystemTime().now(), using: &generator)
  }
}
