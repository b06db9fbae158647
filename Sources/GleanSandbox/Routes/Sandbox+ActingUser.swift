import HTTPTypes
import Hummingbird

extension Sandbox {
  /// The user in whose name a request of the Client or Platform API asks, in lower case.
  ///
  /// - Throws: 403 when the token lacks the scope, or names another user than its own; 400 when a global token names
  ///   nobody, 401 when it names somebody nobody knows.
  func actingUser(
    of request: Request, _ context: SandboxContext, for scope: ClientScope
  ) async throws -> String {
    let caller = try context.signedIn()
    let named = request.header("x-glean-actas").flatMap { $0.isEmpty ? nil : $0.lowercased() }
    if case .clientUser(let user, _) = caller.access {
      try caller.require(scope)
      guard named == nil || named == user else {
        throw Refusal(.forbidden, "Not allowed", code: "insufficient_permissions")
      }
      return user
    }
    guard let named else {
      throw Refusal(
        .badRequest, "Required header missing: X-Glean-ActAs\nNot allowed", code: "missing_required_field")
    }
    try caller.require(scope)
    guard try await store.read({ db in try DatasourceTable(db).knowsIdentity(named) }) else {
      throw Refusal(.unauthorized, "Invalid identity")
    }
    return named
  }
}
