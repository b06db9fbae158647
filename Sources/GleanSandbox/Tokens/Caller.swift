import HTTPTypes

/// Whose token a request carries, as far as handlers care.
struct Caller: Sendable {
  var tokenID: Int64
  var access: TokenGrant.Access

  /// Lets a request at a datasource.
  ///
  /// - Throws: 401 when the token is limited to other datasources, whether this one exists or not.
  func require(datasource name: String) throws(Refusal) {
    guard case .indexing(let datasources?) = access, !datasources.contains(name.lowercased()) else { return }
    throw Refusal(
      .unauthorized,
      "Token does not have necessary scopes.\n"
        + "Requires either global scope, or the following scopes: [\(name.uppercased().prefix(200))]")
  }

  /// Lets a request at all datasources.
  ///
  /// - Throws: 401 when the token is limited to some.
  func requireEveryDatasource() throws(Refusal) {
    guard case .indexing(.some) = access else { return }
    throw Refusal(.unauthorized, "Token does not have necessary scopes.\nRequires global scope.")
  }

  /// Lets a request at an endpoint that needs a scope.
  ///
  /// - Throws: 403 when the token was made without it.
  func require(_ scope: ClientScope) throws(Refusal) {
    let scopes: Set<ClientScope> =
      switch access {
      case .indexing: []
      case .clientGlobal(let scopes), .clientUser(_, let scopes): scopes
      }
    guard !scopes.contains(scope) else { return }
    throw Refusal(
      .forbidden, "Token does not have necessary scopes.\nRequires the following scopes: [\(scope.rawValue)]",
      code: "insufficient_scope")
  }
}
