package import DataOpsCore

/// Finds out what is set up wrongly: a client's address, its two tokens, its connectors.
///
/// It asks and changes nothing, but for one document that it deletes again; see ``Canary``.
package struct Doctor: Sendable {
  /// What is to be looked at.
  package struct Scope: Sendable {
    /// Nil for all clients.
    package var client: Identifier<Client>?
    /// The only connector to be looked at; nil for all of the client's.
    package var connector: Identifier<GleanConnector>?
    package var sendsCanary = true
    /// How long a canary's being indexed is waited for.
    package var patience: Duration = .seconds(60)
    /// Answers that take longer are slow.
    package var slowestAnswer: Duration = .seconds(5)

    package init(client: Identifier<Client>? = nil) {
      self.client = client
    }
  }

  /// Connectors of one client that are looked at, the newest ones; monitoring looks at all.
  static let connectorsAtMost = 100
  /// Clients that are looked at side by side.
  private static let clientsAtOnce = 4

  let services: Services
  let actor: Actor

  package init(services: Services, actor: Actor) {
    self.services = services
    self.actor = actor
  }

  /// - Throws: `not_found` where there is no such client, `storage_…`; never for what it finds.
  package func examine(_ scope: Scope) async throws(Failure) -> Diagnosis {
    let began = services.time.now()
    let clients: [Client]
    do {
      clients = try await services.storage.read { registry in
        guard let id = scope.client else { return try registry.clients() }
        guard let client = try registry.client(id) else { throw Failure(.notFound, "there is no client \(id)") }
        return [client]
      }
    } catch { throw Failure(wrapping: error) }
    let diagnoses = try await clients.map(atOnce: Self.clientsAtOnce) { try await diagnosis(of: $0, scope) }
    // What is found by a doctor that was told to stop is no verdict.
    if Task.isCancelled { throw Failure(.interrupted, "interrupted", remedy: "Look again: dataops doctor") }
    return Diagnosis(startedAt: began, finishedAt: services.time.now(), clients: diagnoses)
  }

  private func diagnosis(of client: Client, _ scope: Scope) async throws(Failure) -> ClientDiagnosis {
    let matter = try await ClientMatter(client, scope, services)
    guard let tenant = try await services.connections.tenant(of: client) else {
      return ClientDiagnosis(
        clientID: client.id, client: client.name, gleanURL: client.gleanURL,
        checks: [.skipped(.address, because: "this process has no way to the client's search")], connectors: [],
        connectorsLeftOut: matter.leftOut)
    }
    let checks = await TenantExamination(
      client: client, tenant: tenant, credentials: matter.credentials, probe: matter.probe,
      newest: matter.connectors.first, waiting: matter.waiting,
      time: services.time, slowestAnswer: scope.slowestAnswer
    ).run()
    let isUsable = checks.flatMap(\.findings).allSatisfy {
      $0.severity == .warning
        || [.clockSkew, .probeUnknown, .tokenExpired, .indexingTokenScoped, .searchScopeMissing].contains($0.code)
    }
    var connectors: [ConnectorDiagnosis] = []
    if isUsable, !matter.connectors.isEmpty {
      let index = try await services.connections.index(for: client).askedOnce(
        within: services.policy.monitor.slowestAnswer)
      for known in matter.connectors {
        connectors.append(try await diagnosis(of: known, client, index, scope, isFirst: connectors.isEmpty))
      }
    }
    return ClientDiagnosis(
      clientID: client.id, client: client.name, gleanURL: client.gleanURL, checks: checks, connectors: connectors,
      connectorsLeftOut: isUsable ? matter.leftOut : matter.leftOut + matter.connectors.count)
  }

  private func diagnosis(
    of known: KnownConnector, _ client: Client, _ index: any SearchIndex, _ scope: Scope, isFirst: Bool
  ) async throws(Failure) -> ConnectorDiagnosis {
    let connector = known.connector
    let subject = DoctorSubject(client: client.name, connector: connector.name, dataset: known.dataset.name)
    var checks = await ConnectorExamination(
      connector: connector, dataset: known.dataset, configured: known.configured,
      ownOperations: known.operations, isAtWork: known.isAtWork, index: index, now: services.time.now(),
      subject: subject
    ).run()
    checks.append(try await canaryCheck(known, index, subject, scope, isFirst: isFirst, after: checks))
    return ConnectorDiagnosis(
      connectorID: connector.id, connector: connector.name, datasource: connector.datasource, stage: connector.stage,
      checks: checks)
  }

  private func canaryCheck(
    _ known: KnownConnector, _ index: any SearchIndex, _ subject: DoctorSubject, _ scope: Scope, isFirst: Bool,
    after checks: [DoctorCheck]
  ) async throws(Failure) -> DoctorCheck {
    guard scope.sendsCanary || known.hasCanary else { return .skipped(.canary, because: "not asked for") }
    guard isFirst || known.hasCanary else {
      return .skipped(.canary, because: "one a client is enough; --connector NAME sends one here")
    }
    guard !known.isAtWork else {
      return .skipped(.canary, because: "an operation is at work on the dataset")
    }
    guard checks.first?.outcome != .failed, checks.first?.outcome != .skipped, let probe = known.configured.probe else {
      return .skipped(.canary, because: "the registration is wrong or was not seen")
    }
    let lease = CanaryLease(known.connector, actor, services)
    guard try await lease.take(for: scope.patience) else {
      return .skipped(.canary, because: "another doctor is looking at this connector")
    }
    let canary = Canary(
      connector: known.connector, configured: known.configured, probe: probe, index: index, services: services,
      subject: subject, patience: scope.patience)
    // One that a killed doctor left behind has the same id as this one.
    let flight = scope.sendsCanary ? await canary.fly() : await canary.end()
    let wasDisturbed = try await lease.giveBack(isGone: flight.isGone)
    guard flight.check.outcome == .failed, wasDisturbed, flight.isGone else { return flight.check }
    return .skipped(.canary, because: "an operation began meanwhile")
  }
}
