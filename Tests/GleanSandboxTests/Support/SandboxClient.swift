import DataRecords
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import GleanSandbox

/// Talks to a sandbox as a client would, without a Glean client library.
struct SandboxClient: Sendable {
  struct Answer: Sendable {
    var status: Int
    var contentType: String?
    var headers: [String: String]
    var text: String

    var json: JSONValue { (try? JSONValue(wire: Array(text.utf8))) ?? .null }
  }

  let baseURL: String
  let clock: ManualSandboxClock

  func send(
    _ method: String, _ path: String, body: [UInt8]? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: baseURL + path)
    request.method = .init(rawValue: method)
    for (name, value) in headers where !value.isEmpty { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let buffer = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code), contentType: response.headers.first(name: "Content-Type"),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first },
      text: String(buffer: buffer))
  }

  /// Calls the Indexing API with its token.
  @discardableResult
  func index(_ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]) async throws -> Answer {
    let all = headers.merging(["Authorization": "Bearer the indexing token"]) { given, _ in given }
    return try await send("POST", "/api/index/v1/" + path, body: body?.bytes(), headers: all)
  }

  /// Calls the Client or Platform API with its token, in the name of `user`.
  func ask(_ path: String, as user: String?, _ body: JSONValue) async throws -> Answer {
    var headers = ["Authorization": "Bearer the client token"]
    headers["X-Glean-ActAs"] = user
    return try await send("POST", path, body: body.bytes(), headers: headers)
  }

  /// Searches and returns the answer.
  func search(_ query: String, as user: String, _ options: JSONValue? = nil) async throws -> Answer {
    try await ask(
      "/rest/api/v1/search", as: user,
      .compact(["query": .string(query), "pageSize": JSONValue(100), "requestOptions": options]))
  }

  /// The titles that a search finds, sorted.
  func titles(_ query: String, as user: String, _ options: JSONValue? = nil) async throws -> [String] {
    let answer = try await search(query, as: user, options)
    return answer.json["results"].elements.compactMap { $0["title"].string }.sorted()
  }

  /// Moves the clock, and lets the server do what became due.
  func advance(seconds: Int) async throws {
    let answer = try await send(
      "POST", "/__sandbox/clock/advance", body: Array(#"{"seconds":\#(seconds)}"#.utf8))
    guard answer.status == 200 else { throw Unexpected(text: answer.text) }
  }

  /// Waits until the server has done everything that is due.
  func settle() async throws {
    let answer = try await send("POST", "/__sandbox/settle")
    guard answer.status == 200 else { throw Unexpected(text: answer.text) }
  }

  /// The ids of all documents of a datasource, sorted.
  func documentIDs(of datasource: String) async throws -> [String] {
    let answer = try await send("GET", "/__sandbox/datasources/\(datasource)/documents")
    return try answer.text.split(separator: "\n").map { line in
      try JSONValue(wire: Array(line.utf8))["id"].string ?? ""
    }.sorted()
  }

  func status(of datasource: String) async throws -> JSONValue {
    try await index("debug/\(datasource)/status").json
  }
}

struct Unexpected: Error {
  var text: String
}

extension JSONValue? {
  subscript(key: String) -> JSONValue? { self.flatMap { $0[key] } }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var strings: [String] { elements.compactMap { Optional($0).string } }
}
