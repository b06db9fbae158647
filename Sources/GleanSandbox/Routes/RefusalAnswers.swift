import DataRecords
import HTTPTypes
import Hummingbird
import Logging

/// Turns what handlers throw into answers. It stands on both sides of the faults: those strike refused requests, too,
/// and refuse some themselves.
struct RefusalAnswers: RouterMiddleware {
  typealias Context = SandboxContext

  let logger: Logger

  @concurrent
  func handle(
    _ request: Request, context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    guard let family = Family(path: request.uri.path) else {
      return .text("Not Found", status: .notFound)
    }
    do {
      return try await next(request, context)
    } catch let refusal as Refusal {
      return family.response(to: refusal)
    } catch let error as any HTTPResponseError {
      return family.response(to: Refusal(error.status, error.status.reasonPhrase))
    } catch is CancellationError {
      return family.response(to: Refusal(.serviceUnavailable, "The server is stopping."))
    } catch {
      // Database errors carry data, which belongs neither into an answer nor into a log.
      logger.error(
        "request failed", metadata: ["path": "\(request.uri.path)", "error": "\(type(of: error))"])
      return family.response(to: Refusal(.internalServerError, "Internal Server Error"))
    }
  }
}
