import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension AttemptFailure {
  /// Reads an error of the HTTP client. What cannot be proven to have happened before the request was sent counts as
  /// possibly executed.
  init(transport error: any Error, limit: Duration) {
    switch error {
    case is CancellationError: self.init(reason: .cancelled, mayHaveExecuted: true)
    case let error as HTTPClientError: self.init(client: error, limit: limit)
    case is HTTPParserError:
      if case .some(.invalidEOFState) = error as? HTTPParserError {
        self.init(lost: "the server closed the connection within its answer")
      } else {
        self.init(reason: .unexpectedAnswer("not HTTP: \(Self.brief(error))"), mayHaveExecuted: true)
      }
    default:
      if Self.isBeforeSending(error) {
        self.init(reason: .unreachable(cause: Self.brief(error)), mayHaveExecuted: false)
      } else {
        self.init(lost: Self.brief(error))
      }
    }
  }

  private init(client error: HTTPClientError, limit: Duration) {
    switch error {
    case .cancelled: self.init(reason: .cancelled, mayHaveExecuted: true)
    case .deadlineExceeded, .readTimeout, .writeTimeout:
      self.init(reason: .timedOut(after: limit), mayHaveExecuted: true)
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout,
      .socksHandshakeTimeout, .invalidProxyResponse, .proxyAuthenticationRequired:
      self.init(reason: .unreachable(cause: error.shortDescription), mayHaveExecuted: false)
    case .alreadyShutdown:
      self.init(reason: .invalidConfiguration("the client was shut down"), mayHaveExecuted: false)
    case .invalidURL, .emptyHost, .emptyScheme:
      self.init(reason: .invalidConfiguration(error.shortDescription), mayHaveExecuted: false)
    default: self.init(lost: error.shortDescription)
    }
  }

  private init(lost cause: String) {
    self.init(reason: .connectionLost(cause: cause), mayHaveExecuted: true)
  }

  private static func isBeforeSending(_ error: any Error) -> Bool {
    if let error = error as? ChannelError, case .connectTimeout = error { return true }
    // An established connection is never refused; other numbers may come late.
    if let error = error as? IOError { return error.errnoCode == ECONNREFUSED || error.errnoCode == EADDRNOTAVAIL }
    if error is NIOConnectionError { return true }
    // A failed TLS handshake, told by its type's name because nothing else here needs that module. An unclean end of a
    // TLS connection comes later.
    return String(reflecting: type(of: error)).hasPrefix("NIOSSL.") && !"\(error)".contains("uncleanShutdown")
  }

  private static func brief(_ error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as NIOConnectionError: brief(error)
    default: String("\(error)".prefix(300))
    }
  }

  /// The first of the addresses that were tried says why; a name that has none could not be resolved.
  private static func brief(_ error: NIOConnectionError) -> String {
    let place = "\(error.host):\(error.port)"
    guard let cause = error.connectionErrors.first?.error else { return "\(place) cannot be resolved" }
    return "\(place): \(brief(cause))"
  }
}
