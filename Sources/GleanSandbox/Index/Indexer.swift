import Logging
import ServiceLifecycle

/// Carries due uploads into the index and due deletions out of it.
///
/// It sleeps until something is due or somebody rings, works in batches of its own transactions, and holds nothing in
/// memory, so that a million waiting documents cost no more than one.
struct Indexer: Service {
  private let store: Store
  private let clock: any SandboxClock
  private let uploadedCountAge: Duration
  private let bell = Bell()

  init(store: Store, configuration: GleanSandboxConfiguration) {
    self.store = store
    clock = configuration.clock
    uploadedCountAge = configuration.uploadedCountAge
  }

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      do {
        while !Task.isCancelled {
          let next = try await work()
          try await sleep(until: next)
        }
      } catch is CancellationError {}
    }
  }

  /// Tells the background service that something new waits.
  func wake() {
    bell.ring()
  }

  /// Does everything that is due, at most `steps` batches of it.
  ///
  /// - Returns: when something is due next; nil when nothing is waiting.
  @discardableResult
  func work(steps: Int = .max) async throws -> Timestamp? {
    var done = 0
    while true {
      try Task.checkCancellation()
      let now = Timestamp(clock.now)
      let next = try await store.write { [uploadedCountAge] db in
        try DocumentIndex(db).step(now: now, uploadedCountAge: uploadedCountAge)
      }
      done += 1
      guard let next, next <= now, done < steps else { return next }
    }
  }

  private func sleep(until deadline: Timestamp?) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await bell.wait() }
      if let deadline {
        group.addTask { try await clock.wait(until: deadline.date) }
      }
      try await group.next()
      group.cancelAll()
    }
  }
}
