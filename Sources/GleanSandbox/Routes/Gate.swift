import DataRecords
import HTTPTypes
import Hummingbird
import Logging

/// Lets requests in: the right token for the family, the rate limits; and turns refusals into answers.
struct Gate: RouterMiddleware {
  typealias Context = SandboxContext

  let sandbox: Sandbox

  @concurrent
  func handle(
    _ request: Request, context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    guard let family = Family(path: request.uri.path) else {
      return .text("Not Found", status: .notFound)
    }
    do {
      try admit(request, context, to: family)
      return try await next(request, context)
    } catch let refusal as Refusal {
      return family.response(to: refusal)
    } catch let error as any HTTPResponseError {
      return family.response(to: Refusal(error.status, error.status.reasonPhrase))
    } catch is CancellationError {
      return family.response(to: Refusal(.serviceUnavailable, "The server is stopping."))
    } catch {
      // Database errors carry data, which belongs neither into an answer nor into a log.
      sandbox.configuration.logger.error(
        "request failed", metadata: ["path": "\(request.uri.path)", "error": "\(type(of: error))"])
      return family.response(to: Refusal(.internalServerError, "Internal Server Error"))
    }
  }

  private func admit(_ request: Request, _ context: SandboxContext, to family: Family) throws(Refusal) {
    let now = sandbox.now
    let isAllowed =
      switch family {
      case .indexing: request.bearerToken.map { sandbox.tokens.accepts($0, now: now) } ?? false
      case .client, .platform:
        request.bearerToken.map { sandbox.configuration.clientToken.matches($0) } ?? false
      case .console:
        if let token = sandbox.configuration.consoleToken {
          request.bearerToken.map { token.matches($0) } ?? false
        } else {
          context.isFromLoopback
        }
      }
    guard isAllowed else { throw Refusal(.unauthorized, "Not Authorized: the token is missing or invalid.") }
    guard family != .console, let limiter = sandbox.limiter else { return }
    let address = context.remoteAddress?.ipAddress ?? ""
    try limiter.take(from: "second \(address)", .perSecond(100), now: now)
    try limiter.take(from: "minute \(address)", .perMinute(8_000), now: now)
    try limiter.take(from: request.uri.path, Self.limit(of: request.uri.path), now: now)
  }

  /// The limit of one endpoint for one token; this server has one token of a kind.
  private static func limit(of path: String) -> RateLimiter.Limit {
    switch path {
    case "/api/index/v1/indexdocument": .perSecond(10)
    case "/rest/api/v1/search", "/api/search": .perSecond(5)
    case _ where path.hasPrefix("/api/index/v1/debug/") && path.hasSuffix("/document/events"): .perMinute(1)
    default: .perSecond(30)
    }
  }
}
