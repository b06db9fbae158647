internal import CLibPQ

/// How sessions begin.
enum PostgresConnecting {
  /// - Throws: why the server was not reached or did not let this user in.
  static func open(_ address: PostgresAddress, application: String) throws(SQLError) -> OpaquePointer {
    let parameters = address.complete(application: application)
    let keys: [String?] = parameters.map(\.key)
    let values: [String?] = parameters.map(\.value)
    let opened = keys.withCStrings { keys in
      values.withCStrings { values in PQconnectdbParams(keys + [nil], values + [nil], 0) }
    }
    guard let connection = opened else { throw .unreachable(String(describing: address)) }
    // What a server says beside its answers would go to standard error.
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
    guard PQstatus(connection) == CONNECTION_OK else {
      defer { PQfinish(connection) }
      throw refusal(of: connection, at: address)
    }
    return connection
  }

  /// libpq tells why only in words, which are looked through and not passed on: they may hold more than is anyone's business.
  private static func refusal(of connection: OpaquePointer, at address: PostgresAddress) -> SQLError {
    let words = String(cString: PQerrorMessage(connection)).lowercased()
    let place = String(describing: address)
    if PQconnectionNeedsPassword(connection) == 1 || PQconnectionUsedPassword(connection) == 1 {
      if words.contains("password") { return .credentialRefused }
    }
    if words.contains("does not support ssl") || words.contains("certificate") || words.contains("ssl error")
      || words.contains("no encryption") || words.contains("root.crt")
    {
      return .encryptionRefused
    }
    if words.contains("too many clients") || words.contains("remaining connection slots") { return .tooManyConnections }
    if words.contains("authentication failed") || words.contains("no pg_hba.conf entry") || words.contains("role \"") {
      return .credentialRefused
    }
    if words.contains("database \""), words.contains("does not exist") { return .noDatabase }
    if words.contains("not accept read-write") || words.contains("read-only") { return .standby }
    if words.contains("invalid") && words.contains("value") || words.contains("unrecognized configuration parameter") {
      return .addressRefused
    }
    return .unreachable(place)
  }

  /// What every session is set to; one statement.
  static func settings(_ limits: PostgresLimits) -> SQLStatement {
    let settings = [
      ("search_path", "\(PostgresAddress.schema), public"), ("timezone", "UTC"), ("datestyle", "ISO"),
      ("extra_float_digits", "1"), ("standard_conforming_strings", "on"),
      ("statement_timeout", limits.statement.postgres), ("lock_timeout", limits.lock.postgres),
      ("idle_in_transaction_session_timeout", limits.idleInTransaction.postgres),
    ]
    let calls = settings.map { _ in "set_config(?, ?, false)" }
    return SQLStatement(
      "SELECT \(calls.joined(separator: ", "))", settings.flatMap { [SQLValue.text($0.0), .text($0.1)] })
  }
}

extension Duration {
  fileprivate var postgres: String { "\(components.seconds * 1000)ms" }
}
