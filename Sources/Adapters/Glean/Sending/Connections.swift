import AsyncHTTPClient
import NIOCore

/// The HTTP client in use: the caller's, or an own one that closes when nothing uses it any more.
final class Connections: Sendable {
  let client: HTTPClient
  private let isOwn: Bool

  init(shared client: HTTPClient) {
    self.client = client
    isOwn = false
  }

  init(_ configuration: GleanConfiguration) {
    var settings = HTTPClient.Configuration()
    // A redirect would carry the documents elsewhere; the API has none.
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = TimeAmount(configuration.connectTimeout)
    // Attempts are counted and spaced in one place only.
    settings.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: settings)
    isOwn = true
  }

  deinit {
    // Harmless after `shutdown()`: the second one is only told that there was a first.
    if isOwn { client.shutdown { _ in } }
  }

  func shutdown() async {
    guard isOwn else { return }
    // Fails only for a client that was shut down before.
    try? await client.shutdown()
  }
}
