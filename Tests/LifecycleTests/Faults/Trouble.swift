import DataOpsCore
import GleanSandbox

/// What goes wrong with a request, one of each kind that the sandbox server can do.
enum Trouble: String, CaseIterable, Sendable {
  case slow = "slow"
  case busy = "429, again in 2 s"
  case busyForLong = "429, again in an hour"
  case errorBefore = "500 before"
  case errorAfter = "500 after"
  case gatewayAfter = "502 after"
  case resetBefore = "reset before"
  case resetAfter = "reset after"
  case silence = "silence"
  case truncation = "half an answer"
  case page = "a page of HTML"
  case partial = "half of the batch dropped"
  case lost = "the whole batch dropped"
  case expiry = "token expired"

  /// Slower than a connector (5 s) and a query (10 s) may be, faster than anybody's patience.
  static let slowness: Duration = .seconds(11)

  var fault: Fault {
    switch self {
    case .slow: .latency(Self.slowness)
    case .busy: .tooManyRequests(retryAfter: 2)
    case .busyForLong: .tooManyRequests(retryAfter: 3_600)
    case .errorBefore: .failure(status: 500, .before)
    case .errorAfter: .failure(status: 500, .after)
    case .gatewayAfter: .failure(status: 502, .after)
    case .resetBefore: .reset(.before)
    case .resetAfter: .reset(.after)
    case .silence: .silence(.seconds(3_600))
    case .truncation: .truncation
    case .page: .contentType("text/html; charset=UTF-8")
    case .partial: .partialAcceptance(dropping: 0.5)
    case .lost: .partialAcceptance(dropping: 1)
    case .expiry: .tokenExpiry
    }
  }

  /// What it is called when it ends an operation, by the meaning of the codes; nil where it never does by itself, and only
  /// the gate may say no.
  var code: FailureCode? {
    switch self {
    // The answer comes, and is judged.
    case .slow, .partial, .lost: nil
    case .busy, .busyForLong: .searchRateLimited
    case .errorBefore, .errorAfter, .gatewayAfter: .searchFailed
    // The answer never came whole, so that nobody knows what it was.
    case .resetBefore, .resetAfter, .truncation: .searchUnreachable
    case .silence: .searchTimedOut
    // Whoever answers pages does not speak this API.
    case .page: .searchRefusedRequest
    case .expiry: .searchRefusedCredential
    }
  }

  /// Whether sending the request again mends what happens once.
  var passes: Bool {
    switch self {
    case .busy, .errorBefore, .errorAfter, .gatewayAfter, .resetBefore, .resetAfter, .silence, .truncation, .page: true
    case .slow, .busyForLong, .partial, .lost, .expiry: false
    }
  }

  /// Whether the answer, though it comes in the end, comes too late for a connector in good health.
  var takesTime: Bool { self == .slow || self == .silence }

  var isPartial: Bool { self == .partial || self == .lost }
}
