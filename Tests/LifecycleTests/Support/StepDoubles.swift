import DataOpsCore
import DataOpsLifecycle
import Synchronization

/// A step that does all its work outside and then fails, so that nothing of it is written down.
struct FailingStep: Step {
  let name: StepName
  let failure: Failure
  private let failuresLeft: Counter

  /// - Parameter times: how often it fails before it succeeds.
  init(_ name: StepName, _ failure: Failure, times: Int = .max) {
    self.name = name
    self.failure = failure
    failuresLeft = Counter(times)
  }

  func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let result = try await real(name, work)
    if failuresLeft.take() { throw failure }
    return result
  }
}

/// A step during which something else happens, after its work and before it is written down.
struct EventfulStep: Step {
  let name: StepName
  let happening: @Sendable (StepWork) async throws(Failure) -> Void

  init(_ name: StepName, _ happening: @escaping @Sendable (StepWork) async throws(Failure) -> Void) {
    self.name = name
    self.happening = happening
  }

  func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let result = try await real(name, work)
    try await happening(work)
    return result
  }
}

/// A step that never ends by itself.
struct EndlessStep: Step {
  let name: StepName

  func run(_ work: StepWork) async throws(Failure) -> StepResult {
    for await _ in AsyncStream<Never>.makeStream().stream {}
    throw Failure(wrapping: CancellationError())
  }
}

private func real(_ name: StepName, _ work: StepWork) async throws(Failure) -> StepResult {
  guard let step = Lifecycle.allSteps.first(where: { $0.name == name }) else {
    throw Failure(.internalError, "there is no step \(name.rawValue)")
  }
  return try await step.run(work)
}

/// Counts down from a number, shared between tasks.
final class Counter: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  /// Whether there was one left to take.
  func take() -> Bool {
    left.withLock { left in
      guard left > 0 else { return false }
      left -= 1
      return true
    }
  }
}
