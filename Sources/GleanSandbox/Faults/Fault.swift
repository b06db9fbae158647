/// What can go wrong with one request.
///
/// A request is executed wholly or not at all, whatever the fault: the store never holds half of one.
public enum Fault: Sendable, Equatable {
  /// On which side of the execution a fault strikes.
  public enum Moment: String, Sendable, CaseIterable {
    /// The request is not executed.
    case before

    /// The request is executed; only its answer suffers.
    case after
  }

  /// The request waits for this time, on the server's clock, and is executed then.
  case latency(Duration)

  /// 429 with `Retry-After` in whole seconds; not executed.
  case tooManyRequests(retryAfter: Int)

  /// A status from 500 to 599.
  case failure(status: Int, Moment)

  /// The connection is reset.
  case reset(Moment)

  /// Executed; then nothing comes for this time, on the server's clock, and then the connection is closed.
  case silence(Duration)

  /// Executed; the answer ends in its middle, and the connection is closed.
  case truncation

  /// Executed; the answer has this content type instead of its own.
  case contentType(String)

  /// A batch of documents is accepted with 200, but this share of it, at least one document, is dropped.
  case partialAcceptance(dropping: Double)

  /// The token of the request expires: this request and all later ones with it get 401. The console gives it another
  /// expiry, or the server a new life to the tokens of its configuration when it starts again.
  case tokenExpiry
}
