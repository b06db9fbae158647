internal import Foundation
internal import Synchronization

/// Hears that there may be work, on a session of its own that is opened when somebody wants to know.
///
/// A hint over polling: what is said while the session is away is lost, so its return counts as a hint too.
final class PostgresListener: Sendable {
  private let announcer = WorkAnnouncer()
  private let isRunning = Atomic(false)
  private let isClosed = Atomic(false)
  private let address: PostgresAddress
  private let options: PostgresOptions

  /// Announcements within this time of one another are one.
  static let burst = Duration.milliseconds(5)
  static let announcement = SQLStatement("SELECT pg_notify(?, '')", [.text("dataops_work")])

  init(_ address: PostgresAddress, options: PostgresOptions) {
    self.address = address
    self.options = options
  }

  func announcements() -> AsyncStream<Void> {
    if !isRunning.exchange(true, ordering: .relaxed) { Thread.detachNewThread { [self] in listen() } }
    return announcer.announcements()
  }

  func close() {
    isClosed.store(true, ordering: .relaxed)
    announcer.close()
  }

  /// Runs on a thread of its own until the listener is closed; a broken session is opened anew.
  private func listen() {
    while !isClosed.load(ordering: .relaxed) {
      do {
        let session = try PostgresPipeline(
          address, application: options.application + " (listener)", limits: options.limits)
        _ = try session.run([SQLStatement("LISTEN dataops_work")])
        announcer.announce()
        while !isClosed.load(ordering: .relaxed) {
          guard try session.notifications(timeout: .seconds(1)) > 0 else { continue }
          announcer.announce()
          // What was said within the burst was not sent again.
          Thread.sleep(forTimeInterval: 0.006)
          announcer.announce()
        }
      } catch {
        Thread.sleep(forTimeInterval: 0.5)
      }
    }
  }
}
