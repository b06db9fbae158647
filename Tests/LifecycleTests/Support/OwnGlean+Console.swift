import AsyncHTTPClient
import DataRecords
import NIOCore
import NIOHTTP1

/// What an administrator does in Glean's console, done at the sandbox server's.
extension OwnGlean {
  /// - Parameter grant: the members of a token, as JSON.
  /// - Returns: its secret.
  func token(_ grant: String) async throws -> String {
    let answer = try await console("POST", "tokens", grant)
    let secret = try JSONValue(parsing: [UInt8](answer.utf8)).object?["secret"]?.string
    return secret ?? ""
  }

  func setVisibility(_ visibility: String, of datasource: String) async throws {
    _ = try await console("PUT", "datasources/\(datasource)/visibility", #"{"visibility": "\#(visibility)"}"#)
  }

  func remove(_ datasource: String) async throws { _ = try await console("DELETE", "datasources/\(datasource)") }

  private func console(_ method: String, _ path: String, _ body: String? = nil) async throws -> String {
    var request = HTTPClientRequest(url: "\(url)/__sandbox/\(path)")
    request.method = .init(rawValue: method)
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
    guard (200..<300).contains(response.status.code) else { throw ConsoleRefusal(text: text) }
    return text
  }

  struct ConsoleRefusal: Error {
    let text: String
  }
}
