import DataOpsCore
import DataOpsLifecycle

/// Everything about a connector that a person wants to see at once.
struct ConnectorReport: Encodable, Sendable {
  let connector: ConnectorDetail
  let clientName: String?
  let datasetID: Identifier<Dataset>
  let datasetName: String?
  let datasetStatus: DatasetStatus?
  let health: DatasetHealth
  let watch: Watch?
  let drift: [ConnectorDrift]
  let remarks: [HealthRemark]
  let metrics: [MetricTrend]
  /// Newest first.
  let incidents: [Incident]

  struct Watch: Encodable, Sendable {
    let lastCheckAt: Timestamp?
    let nextCheckAt: Timestamp
    let failuresInARow: Int
    let successesInARow: Int
    let failingSince: Timestamp?
    let restingSince: Timestamp?
    let lastFailure: Failure?
  }

  private static let incidentLimit = 10

  init(_ connector: GleanConnector, at now: Timestamp, in registry: any RegistryReading) throws {
    self.connector = ConnectorDetail(connector)
    let dataset = try registry.dataset(connector.datasetID)
    clientName = try registry.client(connector.clientID)?.name
    datasetID = connector.datasetID
    datasetName = dataset?.name
    datasetStatus = dataset?.status
    health = dataset?.health ?? .unknown
    let watch = try registry.watch(of: connector.id)
    self.watch = watch.map { watch in
      Watch(
        lastCheckAt: watch.lastCheckAt, nextCheckAt: watch.dueAt, failuresInARow: watch.record.failures,
        successesInARow: watch.record.successes, failingSince: watch.record.failingSince,
        restingSince: watch.record.restingSince, lastFailure: watch.record.lastFailure)
    }
    drift = watch?.drift ?? []
    remarks = watch?.remarks ?? []
    metrics = try MetricTrend.all(of: connector.id, at: now, in: registry)
    incidents = try registry.incidents(ofConnector: connector.id, limit: Self.incidentLimit)
  }
}

extension ConnectorReport {
  func lines(width: Int?) -> [Line] {
    var lines: [Line] = ["\(connector.name, .bold)  \(health.line)"] + facts
    if let failure = watch?.lastFailure { lines += ["", Line("Failure", .bold)] + ErrorReport.lines(failure) }
    if !remarks.isEmpty {
      lines += ["", Line("Out of bounds", .bold)]
      lines += remarks.map { "  \($0.indicator.rawValue): \($0.message)" }
    }
    if !drift.isEmpty { lines += ["", Line("Drift", .bold)] + driftLines(width: width) }
    lines += ["", Line("Measured", .bold)] + metricLines(width: width)
    if !incidents.isEmpty { lines += ["", Line("Incidents", .bold)] + incidents.lines(width: width, indentedBy: 2) }
    return lines
  }

  private var facts: [Line] {
    var facts: [(String, Line)] = [
      ("id", "\(connector.id)"), ("client", "\(clientName ?? "unknown")"),
      ("dataset", "\(datasetName ?? datasetID.description)  \(datasetStatus?.line ?? "")"),
      ("datasource", "\(connector.datasource)  \(connector.phase.rawValue)/\(connector.status.rawValue)"),
    ]
    if let watch {
      facts.append(("last check", "\(watch.lastCheckAt.map { "\($0.short) UTC" } ?? "not yet")"))
      facts.append(("next check", "\(watch.nextCheckAt.short) UTC"))
      if let since = watch.failingSince {
        facts.append(("failing", Line("since \(since.short) UTC, \(watch.failuresInARow.of("check")) in a row", .bad)))
      }
      if let since = watch.restingSince {
        facts.append(
          ("resting", Line("since \(since.short) UTC: checked every hour, sync paused", .bad)))
      }
    } else {
      facts.append(("last check", connector.phase == .monitor ? "not yet" : "it is not in use, and not watched"))
    }
    if connector.syncPaused { facts.append(("sync", Line("paused", .notice))) }
    return facts.map { "  \(Line($0.0, .dim).padded(to: 11, alignment: .left))\($0.1)" }
  }

  private func driftLines(width: Int?) -> [Line] {
    var table = Table([.left("MEMBER"), .left("CONFIGURED"), .left("FOUND"), .left("MATTERS")])
    for item in drift {
      table.add([
        Line(item.member), Line(item.configured ?? "nothing"), Line(item.found ?? "nothing"),
        item.breaks ? Line("uploads or searches", .bad) : Line("appearance", .notice),
      ])
    }
    return table.lines(width: width, indentedBy: 2)
      + ["  Register it again as it was configured: dataops connector repair \(connector.name)"]
  }

  private func metricLines(width: Int?) -> [Line] {
    guard metrics.contains(where: { $0.day != nil || $0.month != nil }) else { return ["  nothing yet"] }
    var table = Table([
      .left("METRIC"), .right("LAST"), .right("MEAN 24 H"), .right("LEAST"), .right("MOST"), .left("24 HOURS"),
      .left("30 DAYS"),
    ])
    for trend in metrics {
      func text(_ value: Double?) -> Line { Line(value.map(trend.metric.text) ?? "") }
      table.add([
        Line(trend.metric.rawValue), text(trend.latest), text(trend.day?.mean), text(trend.day?.minimum),
        text(trend.day?.maximum), Line(trend.graphOfDay), Line(trend.graphOfMonth),
      ])
    }
    return table.lines(width: width, indentedBy: 2)
  }
}

extension [Incident] {
  func lines(width: Int?, indentedBy indent: Int = 0) -> [Line] {
    var table = Table([.left("OPENED (UTC)"), .left("CLOSED (UTC)"), .right("LASTED"), .left("CAUSE"), .left("ID")])
    for incident in self {
      table.add([
        Line(incident.openedAt.short),
        incident.closedAt.map { Line($0.short, .dim) } ?? Line("open", .bad),
        Line(incident.closedAt.map { Figures.time($0 - incident.openedAt) } ?? ""), Line(incident.cause.message),
        "\(incident.id)",
      ])
    }
    return table.lines(width: width, indentedBy: indent)
  }
}
