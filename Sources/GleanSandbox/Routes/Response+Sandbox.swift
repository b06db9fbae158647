import DataRecords
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// Success without a body: the real service answers exactly 200 and nothing.
  static var empty: Response { Response(status: .ok) }

  /// A JSON answer. The official client 0.13 compares this content type byte for byte.
  static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=UTF-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes())))
  }

  static func text(_ text: String, status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=UTF-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Request {
  /// The largest body that is read: pages of documents may have 5 MiB, and a little around them.
  static let bodyLimit = 6 << 20

  /// The body.
  ///
  /// - Throws: 413 when it is too large.
  func bytes() async throws -> [UInt8] {
    let announced = headers[.contentLength].flatMap { Int($0) } ?? 0
    guard announced <= Self.bodyLimit else { throw Self.tooLarge }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced)
    for try await chunk in body {
      guard bytes.count + chunk.readableBytes <= Self.bodyLimit else { throw Self.tooLarge }
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    return bytes
  }

  /// The body as JSON; nil when there is none.
  ///
  /// - Throws: 413 when it is too large, 400 when it is not JSON.
  func jsonIfAny() async throws -> JSONValue? {
    let bytes = try await bytes()
    guard !bytes.isEmpty else { return nil }
    do {
      return try JSONValue(wire: bytes)
    } catch {
      throw Refusal.invalid("The request body is not valid JSON: \(error)")
    }
  }

  /// The body as JSON.
  ///
  /// - Throws: 413 when it is too large, 400 when it is missing or not JSON.
  func json() async throws -> JSONValue {
    guard let value = try await jsonIfAny() else { throw Refusal.invalid("The request body is missing.") }
    return value
  }

  private static var tooLarge: Refusal {
    Refusal(.contentTooLarge, "The request body is larger than \(bodyLimit) bytes.")
  }

  /// The value of a header that has no constant, by its name in lower case.
  func header(_ name: String) -> String? {
    headers.first { $0.name.canonicalName == name }?.value
  }

  /// The bearer token of the request.
  var bearerToken: Substring? {
    guard let value = headers[.authorization], value.prefix(7).lowercased() == "bearer " else { return nil }
    return value.dropFirst(7)
  }
}
