import DataRecords
import HTTPTypes
import Hummingbird

/// Search of the Client API, `/rest/api/v1`.
struct SearchRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("search") { request, context in
      let viewer = try await sandbox.actingUser(of: request, context, for: .search)
      return try await search(request.json(), viewer: viewer)
    }
    router.post("adminsearch") { request, context in
      _ = try await sandbox.actingUser(of: request, context, for: .search)
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
