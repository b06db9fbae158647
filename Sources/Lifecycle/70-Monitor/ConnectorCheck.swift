package import DataOpsCore

/// Looks at a connector through its client's search system: one request a look, each answered within five seconds or not at all.
package struct ConnectorCheck: Sendable {
  let connections: any SearchConnections
  let time: any TimeSource
  let policy: MonitorPolicy

  package init(connections: any SearchConnections, time: any TimeSource, policy: MonitorPolicy) {
    self.connections = connections
    self.time = time
    self.policy = policy
  }

  /// - Parameter looks: what to look at, in order; what comes after a failure is not looked at.
  package func run(
    _ subject: WatchedConnector, looks: [ConnectorLook], isAsked: Bool = false
  ) async -> CheckedConnector {
    let began = time.now()
    var findings = CheckFindings(subject.watch)
    do throws(Failure) {
      let index = try await connections.index(for: subject.client).askedOnce(within: policy.slowestAnswer)
      for look in looks where !findings.hasFailed {
        await self.look(look, at: subject, through: index, &findings)
      }
    } catch {
      // There is no way to its search system: no credential, or none that can be opened.
      findings.failed(looks.first ?? .status, error, isRequest: false)
    }
    let now = time.now()
    return CheckedConnector(
      subject: subject, at: now, took: now - began, outcome: findings.outcome,
      sample: ConnectorSample(connectorID: subject.connector.id, takenAt: now, values: findings.measured),
      remarks: findings.remarks, drift: findings.drift, isAsked: isAsked)
  }

  private func look(
    _ look: ConnectorLook, at subject: WatchedConnector, through index: any SearchIndex,
    _ findings: inout CheckFindings
  ) async {
    do throws(Failure) {
      switch look {
      case .status: try await lookAtStatus(subject, index, &findings)
      case .configuration: try await lookAtConfiguration(subject, index, &findings)
      case .query: try await ask(subject, index, &findings)
      }
    } catch {
      findings.failed(look, error, isRequest: true)
    }
  }

  private func lookAtStatus(
    _ subject: WatchedConnector, _ index: any SearchIndex, _ findings: inout CheckFindings
  ) async throws(Failure) {
    let status = try await index.status(of: subject.connector.datasource)
    findings.looked(at: .status)
    if let sync = status.lastSyncAt {
      findings.values[.dataFreshness] = max(0, (time.now() - sync).inSeconds)
    }
    let acknowledged = subject.connector.healthStatus["acknowledged"]?.integer ?? 0
    if acknowledged > 0 {
      let rate = Double(min(Int64(status.indexed), acknowledged)) / Double(acknowledged) * 100
      findings.values[.syncSuccessRate] = rate
      let holds = "search has \(status.indexed.grouped) of \(Int(acknowledged).grouped) acknowledged documents"
      if status.indexed == 0 {
        return findings.failed(
          .status,
          Failure(
            .connectorMisconfigured, holds,
            remedy: "Upload it again: dataops dataset teardown, then dataops dataset restore."),
          isRequest: false)
      }
      if rate < policy.lowestSyncSuccessRate { findings.remark(.syncSuccessRate, holds) }
    }
    if let expected = subject.configured?.visibility, expected != .unknown, status.visibility != .unknown,
      status.visibility != expected
    {
      findings.remark(
        .visibility,
        "visibility is \(status.visibility.rawValue) and was \(expected.rawValue) when the connector was validated")
    }
    findings.passed()
  }

  private func lookAtConfiguration(
    _ subject: WatchedConnector, _ index: any SearchIndex, _ findings: inout CheckFindings
  ) async throws(Failure) {
    let connector = subject.connector
    let registered = try await index.registration(of: connector.datasource)
    findings.looked(at: .configuration)
    guard let registered else {
      return findings.failed(
        .configuration,
        Failure(
          .connectorMisconfigured, "search no longer knows datasource \(connector.datasource)",
          remedy: "Register it again: dataops connector repair \(connector.name)"), isRequest: false)
    }
    findings.drift = subject.configured?.drift(from: registered, of: connector) ?? []
    let breaking = findings.drift.filter(\.breaks)
    guard breaking.isEmpty else {
      return findings.failed(
        .configuration,
        Failure(
          .connectorMisconfigured,
          "datasource \(connector.datasource) is not as it was configured: \(findings.drift.sentence)",
          remedy: "Register it again: dataops connector repair \(connector.name)"), isRequest: false)
    }
    if !findings.drift.isEmpty { findings.remark(.drift, findings.drift.sentence) }
    findings.passed()
  }

  /// A query that fails is out of bounds, and no failure of the connector: status and configuration say whether it is there.
  private func ask(
    _ subject: WatchedConnector, _ index: any SearchIndex, _ findings: inout CheckFindings
  ) async throws(Failure) {
    guard let configured = subject.configured, let probe = configured.probe, !configured.queries.isEmpty else { return }
    let number = subject.watch.round / CheckPlan.cycle % configured.queries.count
    let began = time.now()
    let hits = try await index.search(
      configured.queries[number], in: subject.connector.datasource, as: probe, limit: 1)
    let took = time.now() - began
    findings.looked(at: .query)
    findings.values[.queryResponseTime] = took.inSeconds * 1000
    if hits.isEmpty { findings.remark(.sampleQuery, "sample query \(number + 1) finds nothing") }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(wholeMicroseconds) / 1_000_000 }
}
