internal import Dispatch
internal import Synchronization

/// The sessions of one process with its server: at most so many, each lent to one transaction at a time, in the order asked.
final class PostgresPool: Sendable {
  private struct State {
    var idle: [PostgresSession] = []
    var all: [PostgresSession] = []
    var waiting: [(number: Int, continuation: CheckedContinuation<PostgresSession, any Error>)] = []
    var number = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let address: PostgresAddress
  private let options: PostgresOptions

  init(_ address: PostgresAddress, options: PostgresOptions) {
    self.address = address
    self.options = options
  }

  /// Runs `body` with an open session, on the session's own thread.
  ///
  /// - Parameter grace: how long a task that is cancelled still waits for it; nil for as long as it takes. When nobody waits
  ///   any more, a transaction goes no further.
  /// - Throws: what `body` throws; `poolExhausted`; `timedOut` when the grace is over; why no session could be opened.
  func withSession<Result: Sendable>(
    cancelled grace: Duration? = nil, _ body: @escaping @Sendable (PostgresPipeline) throws -> Result
  ) async throws -> Result {
    let answer = PostgresAnswer<Result>()
    return try await answer.get(cancelled: grace) { [self] in
      let session = try await take()
      defer { giveBack(session) }
      return try await session.run(
        opening: { [address, options] in
          try PostgresPipeline(address, application: options.application, limits: options.limits)
        },
        { session in
          session.isAwaited = { answer.isAwaited }
          defer { session.isAwaited = { true } }
          return try body(session)
        })
    }
  }

  /// Interrupts what runs; every later use fails.
  func close() {
    let (all, waiting) = state.withLock { state in
      state.isClosed = true
      defer { (state.idle, state.all, state.waiting) = ([], [], []) }
      return (state.all, state.waiting)
    }
    for waiter in waiting { waiter.continuation.resume(throwing: SQLError.closed) }
    for session in all { session.end() }
  }

  private func take() async throws -> PostgresSession {
    try await withCheckedThrowingContinuation { continuation in
      let taken: Result<PostgresSession, any Error>? = state.withLock { state in
        if state.isClosed { return .failure(SQLError.closed) }
        if let session = state.idle.popLast() { return .success(session) }
        guard state.all.count >= options.sessions else {
          let session = PostgresSession()
          state.all.append(session)
          return .success(session)
        }
        state.number += 1
        state.waiting.append((state.number, continuation))
        expire(state.number)
        return nil
      }
      if let taken { continuation.resume(with: taken) }
    }
  }

  /// Lets the waiter with this number go when its patience is over.
  private func expire(_ number: Int) {
    let patience = options.patienceForSession.components
    let deadline = DispatchTime.now() + Double(patience.seconds) + Double(patience.attoseconds) * 1e-18
    DispatchQueue.global().asyncAfter(deadline: deadline) { [self] in
      let waiter = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
      }
      waiter?.continuation.resume(throwing: SQLError.poolExhausted(options.sessions))
    }
  }

  private func giveBack(_ session: PostgresSession) {
    let waiter: CheckedContinuation<PostgresSession, any Error>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
      state.idle.append(session)
      return nil
    }
    waiter?.resume(returning: session)
  }
}

/// One place of the pool: a thread, and the session that is open there, if one is.
private final class PostgresSession: Sendable {
  private let queue = DispatchQueue(label: "dataops.registry")
  private let confined = Confined()
  /// The way to interrupt what runs here; nil when nothing does.
  private let running = Mutex<PostgresCancellation?>(nil)

  /// Only touched on `queue`, one block after the other: that is what makes it safe to share.
  private final class Confined: @unchecked Sendable {
    var pipeline: PostgresPipeline?

    /// The one that is open, or a new one where there is none or it is broken.
    func pipeline(opening open: () throws -> PostgresPipeline) throws -> PostgresPipeline {
      if let pipeline, pipeline.isUsable { return pipeline }
      pipeline = nil
      let opened = try open()
      pipeline = opened
      return opened
    }
  }

  /// Runs `body` with the session that is open here, or a new one where there is none or it is broken.
  func run<Result: Sendable>(
    opening open: @escaping @Sendable () throws -> PostgresPipeline,
    _ body: @escaping @Sendable (PostgresPipeline) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        continuation.resume(
          with: Swift.Result {
            let pipeline = try confined.pipeline(opening: open)
            running.withLock { $0 = pipeline.cancellation }
            defer { running.withLock { $0 = nil } }
            return try body(pipeline)
          })
      }
    }
  }

  /// Interrupts what runs here, and closes the session after it.
  func end() {
    // That takes a connection of its own, and as long as the server likes.
    if let running = running.withLock(\.self) { DispatchQueue.global().async { running.cancel() } }
    queue.async { [self] in confined.pipeline = nil }
  }
}
