#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a tenant or a sandbox answers: scheme, host, port and an optional path prefix, without a slash at the end.
public struct GleanBaseURL: Hashable, Sendable, CustomStringConvertible {
  /// The address as it is put in front of every path.
  public let description: String

  /// Reads an address such as `https://acme-be.glean.com` or `http://127.0.0.1:8099/glean`.
  ///
  /// - Parameter allowsPlainHTTP: Permits `http` to hosts other than this machine, where the token can be overheard.
  /// - Throws: `invalidConfiguration` that says what is wrong and what would be right.
  public init(_ text: String, allowsPlainHTTP: Bool = false) throws(GleanError) {
    guard text.contains("://") else {
      throw Self.refusal(text, "it has no scheme; write https://\(text.prefix(100))")
    }
    guard let parts = URLComponents(string: text) else { throw Self.refusal(text, "it is not a URL") }
    // Credentials are looked for first, so that no later message repeats them.
    guard parts.user == nil, parts.password == nil else {
      throw Self.refusal(nil, "it contains a user or a password; tokens are given apart from the address")
    }
    guard let host = parts.percentEncodedHost, !host.isEmpty else { throw Self.refusal(text, "it names no host") }
    guard parts.query == nil, parts.fragment == nil else {
      throw Self.refusal(nil, "it has a query or a fragment; expected scheme, host, port and path only")
    }
    if let port = parts.port, !(1...65535).contains(port) {
      throw Self.refusal(text, "port \(port) is not between 1 and 65535")
    }
    let scheme = parts.scheme?.lowercased() ?? ""
    switch scheme {
    case "https": break
    case "http":
      guard allowsPlainHTTP || Self.isLoopback(host) else {
        throw Self.refusal(text, "plain http would show the token to the network; use https or permit plain http")
      }
    default: throw Self.refusal(text, "scheme “\(scheme.prefix(20))” is not supported; use https")
    }
    var path = parts.percentEncodedPath[...]
    while path.last == "/" { path.removeLast() }
    let port = parts.port.map { ":\($0)" } ?? ""
    description = "\(scheme)://\(host)\(port)\(path)"
  }

  /// Whether `host` can only be this machine: `localhost`, `127.0.0.0/8` or `::1`.
  private static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    if name == "localhost" || name == "[::1]" || name == "::1" { return true }
    let octets = name.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets.first == "127"
      && octets.allSatisfy { octet in
        (1...3).contains(octet.utf8.count) && octet.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && UInt8(octet) != nil
      }
  }

  private static func refusal(_ text: String?, _ problem: String) -> GleanError {
    let named = text.map { " “\($0.prefix(200))”" } ?? ""
    return GleanError(.invalidConfiguration("base URL\(named) cannot be used: \(problem)"))
  }
}
