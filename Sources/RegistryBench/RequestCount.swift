import Logging
import Synchronization

/// Counts the requests that Glean clients log, by second of the simulation.
final class RequestCount: Sendable {
  struct Counts: Sendable {
    /// In each second.
    var searches: [Int: Int] = [:]
    var others: [Int: Int] = [:]
    /// Answers that were not 200, by status.
    var refusals: [String: Int] = [:]
    /// How long each call of a check took by the machine's clock: microseconds.
    var took: [Double] = []
  }

  private let time: SimulatedTime
  private let state = Mutex(Counts())

  init(time: SimulatedTime) {
    self.time = time
  }

  var counts: Counts { state.withLock { $0 } }

  func reset() { state.withLock { $0 = Counts() } }

  func took(_ duration: Duration) { state.withLock { $0.took.append(duration.microseconds) } }

  var logger: Logger {
    var logger = Logger(label: "glean") { _ in Handler(count: self) }
    logger.logLevel = .debug
    return logger
  }

  fileprivate func add(path: String, status: String) {
    let second = Int(time.elapsed.components.seconds)
    state.withLock { counts in
      if path.hasSuffix("/search") {
        counts.searches[second, default: 0] += 1
      } else {
        counts.others[second, default: 0] += 1
      }
      if status != "200" { counts.refusals[status, default: 0] += 1 }
    }
  }

  private struct Handler: LogHandler {
    let count: RequestCount
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    init(count: RequestCount) {
      self.count = count
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      guard "\(event.message)" == "request", let path = event.metadata?["path"],
        let status = event.metadata?["status"]
      else { return }
      count.add(path: "\(path)", status: "\(status)")
    }
  }
}
