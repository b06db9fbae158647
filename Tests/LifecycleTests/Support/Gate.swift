import Synchronization

/// Keeps whoever comes waiting until it is opened, or its task is cancelled.
final class Gate: Sendable {
  private let (stream, continuation) = AsyncStream.makeStream(of: Never.self)

  func pass() async throws {
    for await _ in stream {}
    try Task.checkCancellation()
  }

  func open() { continuation.finish() }
}

/// What happened, in order, told by whoever did it.
final class Happenings: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }

  var all: [String] { texts.withLock(\.self) }
}
