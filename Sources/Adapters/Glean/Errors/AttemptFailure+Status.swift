extension AttemptFailure {
  /// Reads an answer whose status is not 200.
  init(status: Int, text: AnswerText, retryAfter: Duration?, limit: Duration) {
    let detail = text.detail
    let reason: GleanError.Reason
    var mayHaveExecuted = false
    switch status {
    case 400: reason = .badRequest(text: detail)
    case 401: reason = .unauthorized(detail: detail)
    case 403: reason = .forbidden(detail: detail)
    case 404: reason = .notFound(text: detail)
    case 408:
      reason = .timedOut(after: limit)
      mayHaveExecuted = true
    case 409: reason = .conflict(text: detail)
    case 410: reason = .gone(text: detail)
    case 413: reason = .payloadTooLarge(text: detail)
    case 422: reason = .unprocessable(text: detail)
    case 429: reason = .rateLimited(retryAfter: retryAfter)
    case 500...:
      reason = .serverError(status: status, text: detail)
      mayHaveExecuted = true
    case 200..<300:
      reason = .unexpectedAnswer("status \(status); only 200 means success")
      mayHaveExecuted = true
    case 300..<400: reason = .unexpectedAnswer("status \(status), a redirect; the base URL is not the one of the API")
    default: reason = .unexpectedAnswer("status \(status): \(detail)")
    }
    self.init(
      reason: reason, mayHaveExecuted: mayHaveExecuted, excerpt: text.excerpt, status: status, retryAfter: retryAfter)
  }
}
