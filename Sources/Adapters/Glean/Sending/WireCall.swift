import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One call as it goes onto the wire.
struct WireCall: Sendable {
  let endpoint: GleanEndpoint
  let path: String
  /// JSON; `nil` sends no body and no content type.
  var body: ByteBuffer?
  /// The documents in the body, for the budget that counts them.
  var documents = 1
  /// The user in whose name a search runs.
  private(set) var actAs: String?

  /// - Throws: `invalidRequest` when `datasource` cannot be a part of a path.
  init(_ endpoint: GleanEndpoint, datasource: String? = nil) throws(GleanError) {
    if let datasource, datasource.isEmpty || datasource == "." || datasource == ".." {
      throw GleanError(
        .invalidRequest("“\(datasource)” is not the name of a datasource; expected letters and digits"),
        endpoint: endpoint)
    }
    self.endpoint = endpoint
    path = endpoint.path(datasource: datasource)
  }

  /// - Throws: `invalidRequest` when `user` cannot stand in a header.
  mutating func act(as user: String?) throws(GleanError) {
    if let user, user.isEmpty || !user.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      throw GleanError(
        .invalidRequest("the user to act as is not an e-mail address in visible ASCII"), endpoint: endpoint)
    }
    actAs = user
  }

  /// - Throws: `invalidRequest` when a value has no JSON form, as a number that is not finite.
  static func json(_ value: any Encodable, for endpoint: GleanEndpoint) throws(GleanError) -> ByteBuffer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    do {
      return ByteBuffer(bytes: try encoder.encode(value))
    } catch {
      throw GleanError(.invalidRequest("a value of the request has no JSON form"), endpoint: endpoint)
    }
  }
}
