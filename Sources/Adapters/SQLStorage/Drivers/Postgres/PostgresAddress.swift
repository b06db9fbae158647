internal import CLibPQ
package import DataOpsCore
internal import Foundation

/// Where a PostgreSQL registry is and how to get in: a connection URL or a list of keywords, as libpq reads them.
///
/// Prints without user, password and anything else but the place.
package struct PostgresAddress: Sendable, CustomStringConvertible {
  /// By keyword; what is not said is libpq's to decide (`PG…` variables, `~/.pgpass`).
  let parameters: [String: String]

  /// The schema in which the registry lives (seed, "Registry Storage").
  package static let schema = "dataops_lifecycle"

  /// Whether `text` looks like the address of a PostgreSQL server.
  package static func fits(_ text: String) -> Bool {
    text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }

  /// - Throws: `configuration_invalid`, without any part of `text`.
  package init(_ text: String) throws(Failure) {
    guard Self.fits(text), let options = PQconninfoParse(text, nil) else { throw Self.unreadable }
    defer { PQconninfoFree(options) }
    var parameters: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    let ports = parameters["port"]?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    guard ports.allSatisfy({ Int($0).map { (1...65_535).contains($0) } ?? $0.isEmpty }) else { throw Self.unreadable }
    let places = ["host", "hostaddr"].compactMap { parameters[$0] }.flatMap { $0.split(separator: ",") }
    guard places.allSatisfy(Self.isPlace), !(parameters["dbname"] ?? "").contains(where: { "@/:".contains($0) }) else {
      // What stands there may be the rest of a password.
      throw Self.unreadable
    }
    self.parameters = parameters
  }

  /// Whether `text` can be a host's name, address or socket folder.
  private static func isPlace(_ text: Substring) -> Bool {
    if text.hasPrefix("/") { return !text.contains("@") }
    let letters = text.hasPrefix("[") || text.contains("::") ? "0123456789abcdefABCDEF:.[]%" : ".-_"
    return text.allSatisfy { letters.contains($0) || $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private static var unreadable: Failure {
    Failure(
      .configurationInvalid, "the address of the registry is not one of a PostgreSQL server",
      remedy: "It should look like postgres://user@host:5432/database?sslmode=verify-full, with special characters "
        + "as %XX; a password belongs into ~/.pgpass or PGPASSWORD.")
  }

  package var databaseName: String { parameters["dbname"] ?? "" }

  package var description: String {
    let host = parameters["host"] ?? parameters["hostaddr"] ?? "(local)"
    let port = parameters["port"].map { ":\($0)" } ?? ""
    return "postgres://\(host)\(port)/\(parameters["dbname"] ?? "")"
  }

  /// All hosts are on this machine: as libpq finds them, a numeric address before a name, what was said before `PG…` variables.
  private var isLocal: Bool {
    func said(_ keyword: String, _ variable: String) -> String? {
      parameters[keyword] ?? getenv(variable).map { String(cString: $0) }
    }
    guard let hosts = said("hostaddr", "PGHOSTADDR") ?? said("host", "PGHOST") else { return true }
    return hosts.split(separator: ",").allSatisfy { host in
      let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
      return host.hasPrefix("/") || host == "localhost" || host == "::1"
        || octets.count == 4 && octets.first == 127 && !octets.contains(nil)
    }
  }

  /// What libpq is given: what was said, and defaults that never wait for ever, never speak plainly to another machine, and
  /// find the server that can be written to.
  func complete(application: String) -> [(key: String, value: String)] {
    var defaults = [
      "connect_timeout": "5", "client_encoding": "UTF8", "application_name": application,
      "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "20000",
      "target_session_attrs": "read-write",
    ]
    if !isLocal { defaults["sslmode"] = parameters["sslrootcert"] == nil ? "require" : "verify-full" }
    return defaults.merging(parameters) { _, said in said }.map { ($0.key, $0.value) }.sorted { $0.key < $1.key }
  }
}
