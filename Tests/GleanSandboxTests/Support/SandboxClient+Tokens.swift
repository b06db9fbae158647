import DataRecords

@testable import GleanSandbox

extension SandboxClient {
  /// Does a console act.
  @discardableResult
  func console(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Answer {
    try await send(method, "/__sandbox/" + path, body: body?.bytes())
  }

  /// Has the console make a token.
  func issue(_ grant: JSONValue) async throws -> NewToken {
    let answer = try await console("POST", "tokens", grant)
    guard answer.status == 200, let secret = answer.json["secret"]?.string, let id = answer.json["id"]?.integer else {
      throw Unexpected(text: "\(answer.status): \(answer.text)")
    }
    return NewToken(id: id, secret: secret, client: self)
  }

  /// The tokens that the console lists, by id.
  func tokens() async throws -> [Int64: JSONValue] {
    let list = try await console("GET", "tokens").json["tokens"].elements
    return Dictionary(uniqueKeysWithValues: list.compactMap { token in token["id"]?.integer.map { ($0, token) } })
  }
}

/// A token that a test had made.
struct NewToken: Sendable {
  var id: Int64
  var secret: String
  var client: SandboxClient

  /// Calls the Indexing API with the token.
  func index(_ path: String, _ body: JSONValue? = nil) async throws -> SandboxClient.Answer {
    try await client.index(path, body, headers: ["Authorization": "Bearer \(secret)"])
  }

  /// Searches with the token.
  func search(_ query: String, as user: String? = nil) async throws -> SandboxClient.Answer {
    try await client.send(
      "POST", "/rest/api/v1/search", body: (["query": .string(query)] as JSONValue).bytes(),
      headers: ["Authorization": "Bearer \(secret)", "X-Glean-ActAs": user ?? ""])
  }
}
