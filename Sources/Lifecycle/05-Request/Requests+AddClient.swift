package import DataOpsCore

/// A client to be added.
package struct ClientRequest: Sendable {
  package var name: String
  package var industry: Industry
  package var useCase: String?
  package var gleanURL: String?
  package var indexingToken: Secret<String>?
  package var clientToken: Secret<String>?

  package init(
    name: String, industry: Industry, useCase: String? = nil, gleanURL: String? = nil,
    indexingToken: Secret<String>? = nil, clientToken: Secret<String>? = nil
  ) {
    self.name = name
    self.industry = industry
    self.useCase = useCase
    self.gleanURL = gleanURL
    self.indexingToken = indexingToken
    self.clientToken = clientToken
  }
}

extension Requests {
  /// Adds a client and seals its credentials.
  ///
  /// - Throws: `invalid_request` for a bad name or half a set of credentials, `already_exists` for a name or slug that is taken.
  package func addClient(_ request: ClientRequest, sealer: CredentialSealer) async throws(Failure) -> Client {
    if let objection = Names.objection(to: request.name, what: "the client's name") {
      throw Failure(
        .invalidRequest, objection, remedy: "For example: dataops client add \"Acme Health\" --industry healthcare")
    }
    let hasTokens = request.indexingToken != nil && request.clientToken != nil
    let hasNoTokens = request.indexingToken == nil && request.clientToken == nil
    guard request.gleanURL == nil ? hasNoTokens : hasTokens else {
      throw Failure(
        .invalidRequest, "a client with a Glean of its own needs its address, an indexing token and a client token",
        remedy: "Give all three, or none to use the embedded sandbox server.")
    }
    if let useCase = request.useCase {
      let known = try Set(
        services.templates.entries().filter { $0.industry == request.industry.rawValue }.map(\.useCase))
      guard known.contains(useCase) else {
        throw Failure(
          .invalidRequest, "the template library has no use case '\(useCase)' for \(request.industry.rawValue)",
          remedy: "It has: \(known.sorted().joined(separator: ", ")).")
      }
    }
    let now = services.time.now()
    let client = Client(
      id: services.identifiers.next(Client.self), name: request.name, industry: request.industry,
      useCase: request.useCase, gleanURL: request.gleanURL, createdAt: now)
    var credentials: [Credential] = []
    for (kind, token) in [(CredentialKind.indexingToken, request.indexingToken), (.clientToken, request.clientToken)] {
      guard let token else { continue }
      let value = CredentialValue.token(token)
      if let objection = value.objection(for: kind) {
        throw Failure(
          .invalidRequest, "\(kind.rawValue): \(objection)", remedy: Misconfiguration.tokenMalformed.entry.remedy)
      }
      let secret = try await sealer.seal(value, at: SecretPlace(client.id, kind, .current))
      credentials.append(Credential(clientID: client.id, kind: kind, secret: secret, storedAt: now))
    }
    let journal = journal(reason: nil, now: now)
    return try await write { [credentials] registry in
      if let known = try registry.client(named: client.name) ?? registry.client(named: client.slug) {
        throw Failure(
          .alreadyExists, "there is a client '\(known.name)' already",
          remedy: "Names that differ only in case or punctuation count as the same; choose another one.")
      }
      try registry.insert(client)
      try journal.note(
        .clientAdded, "client \(client.id)", client: client.id,
        after: ["name": .string(client.name), "industry": .string(client.industry.rawValue)], in: registry)
      for credential in credentials { try journal.store(credential, replacing: nil, in: registry) }
      return client
    }
  }
}
