package import DataOpsCore
package import GleanAPI

extension Failure {
  /// What a Glean error means for the lifecycle. The message carries Glean's own words, never a token.
  package init(_ error: GleanError) {
    let message = "Glean: \(error)"
    switch error.reason {
    case .unreachable, .connectionLost:
      self.init(
        .searchUnreachable, message, remedy: "Check the address and the network, then retry.",
        retryable: error.isRetryable)
    case .timedOut:
      self.init(.searchTimedOut, message, remedy: "Retry later.", retryable: error.isRetryable)
    case .unauthorized, .forbidden:
      self.init(
        .searchRefusedCredential, message,
        remedy: "Check kind, scope and expiry of the client's tokens in Glean's admin console.")
    case .rateLimited(let wait):
      self.init(
        .searchRateLimited, message, remedy: "Retry when Glean allows it again.",
        retryAfterSeconds: wait.map { Int($0.components.seconds) + 1 })
    case .notYetAllowed:
      self.init(.searchRateLimited, message, remedy: "Retry later.")
    case .serverError:
      self.init(.searchFailed, message, remedy: "Retry later.", retryable: error.isRetryable)
    case .conflict:
      self.init(.conflict, message, remedy: "Another upload into this datasource may be under way.", retryable: true)
    case .notFound:
      self.init(
        .searchRefusedRequest, message,
        remedy: "Check that the client's address is that of a Glean instance: https://NAME-be.glean.com")
    case .badRequest, .gone, .payloadTooLarge, .unprocessable, .invalidRequest:
      self.init(.searchRefusedRequest, message, remedy: "The connector's configuration or a document is not accepted.")
    case .unexpectedAnswer:
      // Something in between may have answered, such as a proxy with its page of errors, and may be gone the next time.
      self.init(
        .searchRefusedRequest, message,
        remedy: "Check that the address is that of a Glean instance: https://NAME-be.glean.com",
        retryable: error.endpoint?.repetition != .different)
    case .invalidConfiguration:
      self.init(.configurationInvalid, message)
    case .cancelled:
      self.init(.interrupted, "the call to Glean was interrupted", remedy: "Start it again: dataops operation resume")
    }
  }
}
