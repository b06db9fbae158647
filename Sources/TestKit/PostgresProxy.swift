import NIOCore
import NIOPosix
import Synchronization

/// The way to a server, over which things go wrong: it can be cut, stand still, and lose the answers to commits.
///
/// Sockets on both sides, on which libpq neither encrypts nor asks whether it could.
package final class PostgresProxy: Sendable {
  /// What became of commits.
  package struct Losses: Sendable {
    /// The server never heard of them.
    package var before = 0
    /// The server executed them, and its answer was lost.
    package var after = 0
  }

  private struct State {
    var isHanging = false
    var held = 0
    var losing: SeededGenerator?
    var losses = Losses()
    var listening: Task<Void, any Error>?
  }

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  private let state = Mutex(State())
  private let directory: TemporaryDirectory
  private let server: String
  private var socket: String { directory.path(".s.PGSQL.5432") }

  package init(to server: PrivatePostgres) async throws {
    directory = try TemporaryDirectory()
    self.server = "\(server.directory)/socket/.s.PGSQL.\(server.port ?? 5432)"
    try await comeBack()
  }

  deinit { state.withLock { $0.listening }?.cancel() }

  /// How the database `name` is reached over this, as the server's superuser.
  package func address(_ name: String) -> String { "postgres://dataops@/\(name)?host=\(directory.path)" }

  /// From now on nothing gets through, and nobody is told so.
  package func hang() { state.withLock { $0.isHanging = true } }

  /// Cuts every session, and nobody answers any more.
  package func vanish() async {
    let listening = state.withLock { state in
      defer { state.listening = nil }
      return state.listening
    }
    listening?.cancel()
    _ = await listening?.result
  }

  /// Lets everything through again.
  package func comeBack() async throws {
    state.withLock { $0.isHanging = false }
    guard state.withLock({ $0.listening == nil }) else { return }
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .bind(unixDomainSocketPath: socket, cleanupExistingSocketFile: true) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
    let listening = Task { [weak self] in
      try await withThrowingDiscardingTaskGroup { group in
        try await listener.executeThenClose { connections in
          for try await connection in connections {
            // A session that breaks is no concern of the others.
            group.addTask { [weak self] in try? await self?.serve(connection) }
          }
        }
      }
    }
    state.withLock { $0.listening = listening }
  }

  /// From now on of three commits one passes, one is lost on its way to the server, and one is executed and its answer lost, by
  /// chance.
  package func loseCommits(seed: UInt64) { state.withLock { $0.losing = SeededGenerator(seed: seed) } }

  package var losses: Losses { state.withLock { $0.losses } }
}

extension PostgresProxy {
  private enum Fate { case passes, isLostBefore, isLostAfter }

  /// What is to become of one commit.
  private func fate() -> Fate {
    state.withLock { state in
      guard var generator = state.losing else { return .passes }
      defer { state.losing = generator }
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: return .passes
      case 1:
        state.losses.before += 1
        return .isLostBefore
      default:
        state.losses.after += 1
        return .isLostAfter
      }
    }
  }

  /// Whether something does not get through.
  package var isAsked: Bool { state.withLock { $0.held > 0 } }

  private func untilPassing() async throws {
    state.withLock { $0.held += 1 }
    defer { state.withLock { $0.held -= 1 } }
    while state.withLock({ $0.isHanging }) { try await Task.sleep(for: .milliseconds(5)) }
  }

  private func serve(_ client: Connection) async throws {
    try await client.executeThenClose { [self] fromClient, toClient in
      try await untilPassing()
      let server = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connect(unixDomainSocketPath: server) { channel in
          channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
        }
      try await server.executeThenClose { [self] fromServer, toServer in
        let answer = Answer()
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { [self] in try await pass(fromClient, on: toServer, answer) }
          group.addTask { [self] in try await pass(fromServer, back: toClient, answer) }
          // Whichever side ends, ends both.
          try await group.next()
          group.cancelAll()
        }
      }
    }
  }

  /// Whether the next answer of one session is to be lost.
  private final class Answer: Sendable {
    let isLost = Atomic(false)
  }

  private typealias Incoming = NIOAsyncChannelInboundStream<ByteBuffer>
  private typealias Outgoing = NIOAsyncChannelOutboundWriter<ByteBuffer>

  private func pass(_ client: Incoming, on server: Outgoing, _ answer: Answer) async throws {
    var requests = PostgresRequests()
    for try await bytes in client {
      try await untilPassing()
      for batch in requests.take(bytes) {
        switch batch.commits ? fate() : .passes {
        case .passes: break
        case .isLostBefore: return
        case .isLostAfter: answer.isLost.store(true, ordering: .releasing)
        }
        try await server.write(batch.bytes)
      }
    }
  }

  private func pass(_ server: Incoming, back client: Outgoing, _ answer: Answer) async throws {
    for try await bytes in server {
      try await untilPassing()
      // A client that waits for the end of its commit has nothing else to hear.
      guard answer.isLost.load(ordering: .acquiring) else {
        try await client.write(bytes)
        continue
      }
      if PostgresRequests.isReady(bytes) { return }
    }
  }
}
