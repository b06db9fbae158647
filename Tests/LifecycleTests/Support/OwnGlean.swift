import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanSandbox
import Logging
import ServiceLifecycle
import _DataOpsTestKit

/// A Glean of a client's own: the sandbox server with a clock that stands still.
struct OwnGlean: Sendable {
  static let indexingToken = "indexing+token/1="
  static let clientToken = "client~token&2"

  let url: String
  let clock: ManualSandboxClock
  let server: GleanSandboxServer

  static func run(
    uploadedCountAge: Duration = .zero, _ body: (OwnGlean) async throws -> Void
  ) async throws {
    let directory = try TemporaryDirectory()
    var configuration = GleanSandboxConfiguration(
      dataDirectory: directory.path("glean"), indexingToken: SandboxToken(indexingToken),
      clientToken: SandboxToken(clientToken))
    let clock = ManualSandboxClock(now: Date(timeIntervalSince1970: 1_768_728_600))
    configuration.clock = clock
    configuration.uploadedCountAge = uploadedCountAge
    configuration.logger.logLevel = .error
    let server = GleanSandboxServer(configuration: configuration)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [server], logger: configuration.logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      do { try await body(OwnGlean(url: try await server.baseURL(), clock: clock, server: server)) } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    _ = directory
  }
}

extension Installation {
  /// A client with a Glean of its own, whose address need not exist.
  func addClient(
    _ name: String = "Acme Bank", at url: String = "http://127.0.0.1:1", indexingToken: String = OwnGlean.indexingToken
  ) async throws -> Client {
    try await requests.addClient(
      ClientRequest(
        name: name, industry: .fintech, gleanURL: url, indexingToken: Secret(indexingToken),
        clientToken: Secret(OwnGlean.clientToken)), sealer: application.sealer)
  }

  func credential(_ kind: CredentialKind = .indexingToken, of client: Client) async throws -> Credential? {
    try await read { try $0.credential(kind, of: client.id) }
  }

  /// The token that is stored, opened.
  func token(of client: Client) async throws -> String? {
    guard let credential = try await credential(of: client),
      case .token(let token) = try await application.sealer.open(credential)
    else { return nil }
    return token.reveal()
  }

  func storeToken(_ token: String, of client: Client, expiresIn days: Int? = nil) async throws -> Credential {
    try await requests.store(
      CredentialRequest(
        client: client.name, kind: .indexingToken, value: .token(Secret(token)),
        expiresAt: days.map { time.now() + .seconds(Int64($0) * 86_400) }), sealer: application.sealer)
  }

  func actions(of client: Client, openOnly: Bool = true) async throws -> [ManualAction] {
    try await read { try $0.manualActions(ManualActionFilter(clientID: client.id, openOnly: openOnly)) }
  }

  func audited(_ action: AuditAction) async throws -> Int {
    try await read { try $0.auditEvents(after: 0, filter: AuditFilter(action: action), limit: 1000) }.count
  }
}

/// What Glean answers when it is asked for another token.
struct ScriptedIssuer: TokenIssuer {
  let answer: @Sendable () async throws(TokenIssueError) -> IssuedToken

  init(_ answer: @escaping @Sendable () async throws(TokenIssueError) -> IssuedToken) {
    self.answer = answer
  }

  func replace(_ token: Secret<String>, at gleanURL: String) async throws(TokenIssueError) -> IssuedToken {
    try await answer()
  }
}
