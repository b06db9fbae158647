import DataRecords
import HTTPTypes
import Hummingbird

/// Lets requests in: the right token for the family, the rate limits.
struct Gate: RouterMiddleware {
  typealias Context = SandboxContext

  let sandbox: Sandbox

  @concurrent
  func handle(
    _ request: Request, context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    switch Family(path: request.uri.path) {
    case .console: try admitToConsole(request, context)
    case let family?:
      let now = sandbox.now
      let caller = try sandbox.tokens.caller(
        presenting: request.bearerToken, from: context.peerAddress, to: family, now: now)
      try sandbox.limiter?.admit(request, from: context.peerAddress, as: caller, now: now)
      context.caller = caller
    case nil: throw Refusal(.notFound, "Not Found")
    }
    return try await next(request, context)
  }

  private func admitToConsole(_ request: Request, _ context: SandboxContext) throws(Refusal) {
    let isAllowed =
      if let token = sandbox.configuration.consoleToken {
        request.bearerToken.map { token.matches($0) } ?? false
      } else {
        context.isFromLoopback
      }
    guard isAllowed else { throw Refusal(.unauthorized, "Not Authorized: the token is missing or invalid.") }
  }
}
