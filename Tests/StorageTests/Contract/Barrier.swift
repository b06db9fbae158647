import Foundation

/// Holds a thread of the database back until it is opened.
final class Barrier: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() { semaphore.wait() }
  func open() { semaphore.signal() }
}
