import DataRecords
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Lets requests meet the faults that the script has for them.
struct FaultInjection: RouterMiddleware {
  typealias Context = SandboxContext

  let sandbox: Sandbox

  @concurrent
  func handle(
    _ request: Request, context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    var request = request
    guard let caller = context.caller, let injection = try await injection(for: &request) else {
      return try await next(request, context)
    }
    switch injection.fault {
    case .latency(let time):
      try await wait(until: injection.at + time)
      return try await next(request, context)
    case .tooManyRequests(let seconds):
      throw Refusal(.tooManyRequests, "Rate limit exceeded.", retryAfter: seconds)
    case .failure(let status, let moment):
      if moment == .after { _ = try await next(request, context) }
      let status = HTTPResponse.Status(code: status)
      throw Refusal(status, status.reasonPhrase.isEmpty ? "Server error" : status.reasonPhrase)
    case .reset(let moment):
      if moment == .after { _ = try await next(request, context) }
      await context.resetConnection()
      return .empty
    case .silence(let time):
      _ = try await next(request, context)
      try? await wait(until: injection.at + time)
      await context.closeConnection()
      return .empty
    case .truncation: return .endingEarly(try await next(request, context))
    case .contentType(let text):
      var response = try await next(request, context)
      response.headers[.contentType] = text
      return response
    case .partialAcceptance(let share):
      var context = context
      context.dropping = PartialAcceptance(share: share, draw: injection.draw)
      return try await next(request, context)
    case .tokenExpiry:
      _ = try await sandbox.tokens.setExpiry(injection.at, of: caller.tokenID)
      throw Refusal(.unauthorized, "Not Authorized: the token is missing or invalid.")
    }
  }

  /// The fault that the script has for a request. Looks into the body, which the handler reads again, only when a rule
  /// asks for the datasource in it.
  private func injection(for request: inout Request) async throws -> FaultBoard.Injection? {
    let method = request.method.rawValue
    let path = request.uri.path
    var datasource: String?
    if sandbox.faults.asksForDatasource(method: method, path: path) {
      let bytes = try await request.bytes()
      request.body = RequestBody(buffer: ByteBuffer(bytes: bytes))
      datasource = Self.datasource(path: path, body: bytes)
    }
    return sandbox.faults.injection(method: method, path: path, datasource: datasource, now: sandbox.now)
  }

  /// The datasource that a request names, in lower case.
  private static func datasource(path: String, body: [UInt8]) -> String? {
    let debug = "/api/index/v1/debug/"
    if path.hasPrefix(debug) {
      let name = path.dropFirst(debug.count).prefix { $0 != "/" }
      return (name.removingPercentEncoding ?? String(name)).lowercased()
    }
    guard let json = try? JSONValue(wire: body) else { return nil }
    let name = path.hasSuffix("/adddatasource") ? json["name"] : json["datasource"] ?? json["document"]?["datasource"]
    return name?.string?.lowercased()
  }

  /// - Throws: `CancellationError` when the server stops first.
  private func wait(until deadline: Timestamp) async throws {
    let clock = sandbox.configuration.clock
    try await cancelWhenGracefulShutdown { try await clock.wait(until: deadline.date) }
  }
}

/// Which documents of a batch are dropped although the batch is accepted.
struct PartialAcceptance: Sendable {
  var share: Double
  var draw: Draw

  /// What is left of a batch, its order kept.
  func rest<Element>(of batch: [Element]) -> [Element] {
    var draw = draw
    let dropped = draw.choose(share, of: batch.count)
    return batch.indices.filter { !dropped.contains($0) }.map { batch[$0] }
  }
}
