internal import DataOpsCore

/// Whether an address can be that of a Glean's API, as far as its text says.
package enum AddressExamination {
  /// What is wrong with it; nil where nothing is, or where only asking there will tell.
  package static func objection(to address: String) -> Misconfiguration? {
    guard let scheme = address.firstRange(of: "://") else { return .addressWithoutScheme }
    switch address[..<scheme.lowerBound].lowercased() {
    case "https": break
    case "http":
      guard WebAddress.objection(to: address.lowercased(), what: "") == nil else { return .addressPlainHTTP }
    default: return .addressMalformed
    }
    if pathsOfAPIs.contains(where: address.lowercased().contains) { return .addressWithPath }
    let host = host(of: address)
    guard host == String(domain.dropFirst()) || host.hasSuffix(domain) else { return nil }
    let name = host.dropLast(domain.count)
    if !name.hasSuffix("-be") { return .addressOfWebApp }
    if name == "-be" { return .addressMalformed }
    return nil
  }

  /// Host, without port, in lower case; empty where there is none.
  static func host(of address: String) -> String {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return place.hasPrefix("[") ? place.prefix { $0 != "]" } + "]" : place.prefix { $0 != ":" }.lowercased()
  }

  /// Host and port.
  static func place(of address: String) -> String {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = host(of: address)
    let hasPort = authority.split(separator: "]").last?.contains(":") ?? false
    return hasPort ? String(authority) : "\(host):443"
  }

  /// Whether something stands behind the host.
  static func hasPath(_ address: String) -> Bool {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    return rest.drop { $0 != "/" }.contains { $0 != "/" }
  }

  private static let domain = ".glean.com"
  /// They are added to the address; an address that has one is that of a single call.
  private static let pathsOfAPIs = ["/api/index", "/rest/api"]
}
