import DataRecords
import HTTPTypes
import Hummingbird

/// Search of the Client API, `/rest/api/v1`.
struct SearchRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("search") { request, _ in
      let viewer = try await sandbox.actingUser(of: request)
      return try await search(request.json(), viewer: viewer)
    }
    router.post("adminsearch") { request, _ in
      _ = try await sandbox.actingUser(of: request)
      return try await search(request.json(), viewer: nil)
    }
  }

  private func search(_ body: JSONValue, viewer: String?) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let query = try SearchQuery(body, viewer: viewer)
    let now = sandbox.now
    let outcome = try await sandbox.store.read { db in try Search(db, query, now: now).run() }
    let answer = SearchAnswer(
      query: query, outcome: outcome, cursor: SearchCursor(offset: query.offset + query.pageSize, of: body).text,
      duration: clock.now - start)
    return .json(answer.json)
  }
}

extension Sandbox {
  /// The user in whose name a global token asks, in lower case.
  ///
  /// - Throws: 400 without the header, 401 for somebody nobody knows.
  func actingUser(of request: Request) async throws -> String {
    guard let email = request.header("x-glean-actas"), !email.isEmpty else {
      throw Refusal(.badRequest, "Required header missing: X-Glean-ActAs", code: "missing_required_field")
    }
    guard try await store.read({ db in try DatasourceTable(db).knowsIdentity(email) }) else {
      throw Refusal(.unauthorized, "Invalid identity")
    }
    return email.lowercased()
  }
}
