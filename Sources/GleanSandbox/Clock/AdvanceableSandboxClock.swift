/// A clock that can be moved on. A server that runs with one offers `POST /__sandbox/clock/advance`.
public protocol AdvanceableSandboxClock: SandboxClock {
  /// Moves the time forward and wakes whoever waited for a moment that has come. Negative durations do nothing.
  func advance(by duration: Duration)
}
