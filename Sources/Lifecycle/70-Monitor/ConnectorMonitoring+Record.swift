internal import DataOpsCore
internal import Logging

extension ConnectorMonitoring {
  /// Keeps what checks found: together where nothing follows from it, each in a transaction of its own where something does.
  package func record(_ checked: [CheckedConnector]) async throws {
    let judged = checked.map { JudgedConnector($0, policy: policy) }
    let quiet = judged.filter { !$0.isNews }
    if !quiet.isEmpty {
      try await services.storage.write { registry in
        let held = try registry.update(quiet.map(\.watch))
        try registry.record(quiet.map(\.checked.sample).filter { held.contains($0.connectorID) })
      }
    }
    for news in judged where news.isNews { try await tell(news) }
  }

  /// Tries again where somebody changed connector or dataset at the same time; every attempt reads them anew.
  private func tell(_ news: JudgedConnector) async throws {
    let journal = Journal(
      actor: actor, reason: news.reason, now: services.time.now(), identifiers: services.identifiers)
    let incident = services.identifiers.next(Incident.self)
    for attempt in 1... {
      do {
        let isTold = try await services.storage.write { try news.tell(through: journal, incident: incident, in: $0) }
        if isTold { log(news) }
        return
      } catch let failure as Failure where failure.code == .conflict && attempt < 3 {}
    }
  }

  private func log(_ news: JudgedConnector) {
    let metadata: Logger.Metadata = [
      "connector": "\(news.checked.subject.connector.name)", "health": "\(news.decision?.health?.rawValue ?? "-")",
      "reason": "\(news.reason)",
    ]
    switch news.consequence {
    case .warn(let restsAt):
      services.logger.warning(
        "a connector will be left to rest at \(restsAt) if it goes on failing", metadata: metadata)
    case .rest: services.logger.warning("a connector is left to rest", metadata: metadata)
    case .resume: services.logger.notice("a connector is watched as usual again", metadata: metadata)
    case nil where news.decision?.isUnhealthy == true:
      services.logger.warning("a connector is unhealthy", metadata: metadata)
    case nil: services.logger.notice("the health of a connector has changed", metadata: metadata)
    }
  }
}
