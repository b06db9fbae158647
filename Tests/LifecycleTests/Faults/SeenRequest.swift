import DataOpsCore
import GleanAPI
import Logging
import Synchronization

/// A request of a provision, as the server saw it.
struct SeenRequest: Sendable, Hashable {
  /// From 1, over all requests of the provision.
  let number: Int
  let endpoint: GleanEndpoint
  let step: StepName
  /// Whether it is the step's first.
  let isFirst: Bool

  /// Whether it brings documents.
  var bringsDocuments: Bool { endpoint == .indexDocuments || endpoint == .bulkIndexDocuments }
  /// Whether it only looks at tokens and name before anything is made.
  var isPreflight: Bool { step == .createConnector && endpoint != .addDatasource }
  /// Whether its answer says more than that it was accepted.
  var isQuestion: Bool { endpoint.repetition == .readsOnly }
}

/// Notes the line that the client logs for each request, and the step that it belongs to.
final class RequestLog: Sendable {
  private struct State {
    var step = StepName.selectTemplate
    var seen: [SeenRequest] = []
    var unknown: [String] = []
  }

  private let state = Mutex(State())

  var requests: [SeenRequest] { state.withLock { $0.seen } }
  /// Paths of no endpoint.
  var unknown: [String] { state.withLock { $0.unknown } }
  var handler: any LogHandler { Handler(log: self) }

  func begin(_ step: StepName) { state.withLock { $0.step = step } }

  private func note(_ path: String) {
    state.withLock { state in
      guard let endpoint = GleanEndpoint(path: path) else { return state.unknown.append(path) }
      state.seen.append(
        SeenRequest(
          number: state.seen.count + 1, endpoint: endpoint, step: state.step,
          isFirst: state.seen.last?.step != state.step))
    }
  }

  private struct Handler: LogHandler {
    let log: RequestLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(log: RequestLog) { self.log = log }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      guard event.message == "request", let path = event.metadata?["path"] else { return }
      log.note("\(path)")
    }
  }
}

extension GleanEndpoint {
  /// The endpoint at a path.
  fileprivate init?(path: String) {
    var parts = path.split(separator: "/").dropFirst(3).map(String.init)
    if parts.count == 3 { parts[1] = "{datasource}" }
    self.init(rawValue: parts.joined(separator: "/"))
  }
}
