#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Why a call of the service failed, after all the attempts that were allowed.
///
/// No part of it holds a token: texts of the service are searched for the tokens in use before they are kept.
public struct GleanError: Error, Hashable, Sendable {
  public let reason: Reason
  /// The call that failed; `nil` when a client could not be made.
  public let endpoint: GleanEndpoint?
  /// How many requests were sent, or were about to be.
  public let attempts: Int
  /// The beginning of the last answer, at most 500 characters. It may repeat content: show it to operators only.
  public let excerpt: String?
  /// Whether one of the attempts may have been executed although no success was reported.
  ///
  /// Always false for calls that change nothing. See ``GleanEndpoint/Repetition`` for what a repetition then does.
  public let isOutcomeUnknown: Bool

  init(
    _ reason: Reason, endpoint: GleanEndpoint? = nil, attempts: Int = 0, excerpt: String? = nil,
    isOutcomeUnknown: Bool = false
  ) {
    self.reason = reason
    self.endpoint = endpoint
    self.attempts = attempts
    self.excerpt = excerpt
    self.isOutcomeUnknown = isOutcomeUnknown
  }

  /// The closed set of what can go wrong.
  public enum Reason: Hashable, Sendable {
    /// The client cannot be made or lacks the token that the call needs. Nothing was sent.
    case invalidConfiguration(String)
    /// The call cannot be put onto the wire as it is. Nothing was sent.
    case invalidRequest(String)
    /// No connection came about, so nothing was executed.
    case unreachable(cause: String)
    /// The connection broke after the request was on its way.
    case connectionLost(cause: String)
    /// No complete answer came in time.
    case timedOut(after: Duration)
    /// 401: the token is wrong, expired or lacks a scope.
    case unauthorized(detail: String)
    /// 403: the address of this machine is not allowed, or the right is missing.
    case forbidden(detail: String)
    /// 400: the request was refused.
    case badRequest(text: String)
    /// 404: there is no such thing, or no such API below the base URL.
    case notFound(text: String)
    /// 409: a newer version exists, or another upload is open.
    case conflict(text: String)
    /// 410: the endpoint was removed.
    case gone(text: String)
    /// 413: the page is too large.
    case payloadTooLarge(text: String)
    /// 422: a value of a filter was not understood.
    case unprocessable(text: String)
    /// 429, or the own budget would not allow the call within its deadline.
    case rateLimited(retryAfter: Duration?)
    /// Processing was started less than the service's interval ago. Nothing was sent.
    case notYetAllowed(until: Date)
    /// Any answer from 500 on.
    case serverError(status: Int, text: String)
    /// An answer that is not one of this API.
    case unexpectedAnswer(String)
    /// The task was cancelled.
    case cancelled
  }
}

extension GleanError {
  /// Whether the same call, unchanged and later, may succeed and is safe to be made.
  ///
  /// A call that does something else the second time is never retryable while its outcome is unknown.
  public var isRetryable: Bool {
    if isOutcomeUnknown, endpoint?.repetition == .different { return false }
    return switch reason {
    case .unreachable, .connectionLost, .timedOut, .rateLimited, .notYetAllowed: true
    case .serverError(let status, _): Self.isPassing(status: status)
    default: false
    }
  }

  /// Whether a server that answers `status` is expected to recover: 500, 502, 503 and 504.
  static func isPassing(status: Int) -> Bool {
    status == 500 || (502...504).contains(status)
  }
}

extension GleanError: CustomStringConvertible {
  /// One line for operators: the call, what happened, how often it was tried.
  public var description: String {
    var text = endpoint.map { "\($0.rawValue): \(reason)" } ?? "\(reason)"
    if attempts > 1 { text += " (after \(attempts) attempts)" }
    if isOutcomeUnknown { text += "; it may have been executed" }
    return text
  }
}

extension GleanError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidConfiguration(let problem): "invalid configuration: \(problem)"
    case .invalidRequest(let problem): "invalid request: \(problem)"
    case .unreachable(let cause): "the server cannot be reached: \(cause)"
    case .connectionLost(let cause): "the connection was lost: \(cause)"
    case .timedOut(let time): "no complete answer within \(time)"
    case .unauthorized(let detail): "not authorized (401): \(detail)"
    case .forbidden(let detail): "forbidden (403): \(detail)"
    case .badRequest(let text): "refused (400): \(text)"
    case .notFound(let text): "not found (404): \(text)"
    case .conflict(let text): "conflict (409): \(text)"
    case .gone(let text): "endpoint removed (410): \(text)"
    case .payloadTooLarge(let text): "request too large (413): \(text)"
    case .unprocessable(let text): "not understood (422): \(text)"
    case .rateLimited(let retryAfter):
      retryAfter.map { "rate limited, allowed again in \($0)" } ?? "rate limited"
    case .notYetAllowed(let date): "processing was started recently; allowed again at \(date.ISO8601Format())"
    case .serverError(let status, let text): "server error \(status): \(text)"
    case .unexpectedAnswer(let what): "unexpected answer: \(what)"
    case .cancelled: "cancelled"
    }
  }

  /// The reason in one word, for logs.
  var name: String {
    switch self {
    case .invalidConfiguration: "invalidConfiguration"
    case .invalidRequest: "invalidRequest"
    case .unreachable: "unreachable"
    case .connectionLost: "connectionLost"
    case .timedOut: "timedOut"
    case .unauthorized: "unauthorized"
    case .forbidden: "forbidden"
    case .badRequest: "badRequest"
    case .notFound: "notFound"
    case .conflict: "conflict"
    case .gone: "gone"
    case .payloadTooLarge: "payloadTooLarge"
    case .unprocessable: "unprocessable"
    case .rateLimited: "rateLimited"
    case .notYetAllowed: "notYetAllowed"
    case .serverError: "serverError"
    case .unexpectedAnswer: "unexpectedAnswer"
    case .cancelled: "cancelled"
    }
  }
}
