import DataRecords
import HTTPTypes
import Hummingbird

/// A family of endpoints: they share a token kind and the shape of their errors.
enum Family {
  case indexing, client, platform, console

  init?(path: String) {
    if path.hasPrefix("/api/index/v1/") {
      self = .indexing
    } else if path.hasPrefix("/rest/api/") {
      self = .client
    } else if path.hasPrefix("/api/") {
      self = .platform
    } else if path.hasPrefix("/__sandbox/") {
      self = .console
    } else {
      return nil
    }
  }

  /// The answer to a request that was refused.
  func response(to refusal: Refusal) -> Response {
    var response: Response
    if self == .platform {
      response = .json(Self.problem(refusal), status: refusal.status)
      response.headers[.contentType] = "application/problem+json"
    } else if let json = refusal.json {
      response = .json(json, status: refusal.status)
    } else {
      response = .text(refusal.text, status: refusal.status)
    }
    if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
    if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }

  /// The problem details of the Platform API (RFC 9457).
  private static func problem(_ refusal: Refusal) -> JSONValue {
    let code = refusal.code ?? problemCode(refusal.status)
    return [
      "type": .string("https://developers.glean.com/errors/\(code)"),
      "title": .string(refusal.status.reasonPhrase), "status": JSONValue(refusal.status.code),
      "detail": .string(refusal.text), "code": .string(code), "request_id": .string(RequestIdentifier.fresh()),
    ]
  }
}

extension Family {
  private static func problemCode(_ status: HTTPResponse.Status) -> String {
    switch status {
    case .unauthorized: "authentication_required"
    case .forbidden: "insufficient_permissions"
    case .notFound: "resource_not_found"
    case .methodNotAllowed: "method_not_allowed"
    case .contentTooLarge: "request_too_large"
    case .unprocessableContent: "unprocessable_query"
    case .tooManyRequests: "rate_limit_exceeded"
    case .internalServerError: "internal_error"
    case .serviceUnavailable: "service_unavailable"
    default: "invalid_request"
    }
  }
}

/// The id of one request in its answer.
enum RequestIdentifier {
  static func fresh() -> String {
    String(UInt64.random(in: .min ... .max), radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
  }
}
