/// The rule for addresses that secrets are sent to.
package enum WebAddress {
  /// Why nothing secret may be sent to `text`, or nil if it may: `https://host[:port][/path]`, without user, query and fragment;
  /// `http://` to this machine only.
  package static func objection(to text: String, what: String) -> String? {
    let isSecure = text.hasPrefix("https://")
    guard isSecure || text.hasPrefix("http://"), text.utf8.count <= 2048,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return "\(what) must be an address such as https://auth.example/token" }
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if authority.contains("@") || rest.contains("?") || rest.contains("#") {
      return "\(what) must have neither user, query nor fragment"
    }
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let port = authority.dropFirst(host.count)
    let hasPort = port.isEmpty || port.first == ":" && UInt16(port.dropFirst()) != nil
    if host.isEmpty || host == "[]" || !hasPort { return "\(what) has no host, or a port that is none" }
    if !isSecure, !["localhost", "127.0.0.1", "[::1]"].contains(host) { return "\(what) must begin with https://" }
    return nil
  }
}
