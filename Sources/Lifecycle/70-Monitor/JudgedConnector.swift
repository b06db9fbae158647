internal import DataOpsCore

/// A check with what it means: the watch to keep, and what else is to be changed and told.
struct JudgedConnector: Sendable {
  let checked: CheckedConnector
  /// As it is to be kept.
  let watch: ConnectorWatch
  /// Nil while validation or teardown decide about the dataset: then only what was measured is kept.
  let decision: HealthMachine.Decision?
  let consequence: HealthMachine.Consequence?

  init(_ checked: CheckedConnector, policy: MonitorPolicy) {
    self.checked = checked
    let (subject, now) = (checked.subject, checked.at)
    let machine = HealthMachine(policy: policy)
    var watch = subject.watch
    if !checked.isAsked { watch.round += 1 }
    watch.lastCheckAt = now
    watch.remarks = checked.remarks
    watch.drift = checked.drift
    if subject.dataset.status == .ready {
      let asked = checked.isAsked ? machine.asked(watch.record) : (watch.record, nil)
      let decision = machine.checked(
        checked.outcome, after: asked.0, isUnhealthy: subject.connector.status == .unhealthy,
        hasRemarks: !checked.remarks.isEmpty, at: now)
      watch.record = decision.record
      consequence = decision.consequence ?? asked.1
      self.decision = decision
    } else {
      (decision, consequence) = (nil, nil)
    }
    watch.dueAt = Self.next(subject.connector, watch.record, checked.outcome, policy, now)
    self.watch = watch
  }

  private static func next(
    _ connector: GleanConnector, _ record: HealthRecord, _ outcome: HealthMachine.Outcome, _ policy: MonitorPolicy,
    _ now: Timestamp
  ) -> Timestamp {
    let interval = policy.interval(of: connector, isResting: record.restingSince != nil)
    let next = CheckRhythm(connector.id, every: interval).next(after: now)
    return outcome == .unanswered ? min(next, now + policy.unansweredPause) : next
  }

  private var status: ConnectorStatus { decision?.isUnhealthy == true ? .unhealthy : .healthy }

  /// Whether more follows than a row of measurements.
  var isNews: Bool {
    guard let decision else { return false }
    let subject = checked.subject
    return consequence != nil || status != subject.connector.status
      || decision.health.map { $0 != subject.dataset.health } ?? false
  }

  /// Why, for the audit trail and the log.
  var reason: String {
    switch consequence {
    case .warn(let restsAt): "it has failed for long, and is left to rest at \(restsAt): \(trouble)"
    case .rest: "it has failed for too long: checks are rare now and its sync is paused: \(trouble)"
    case .resume: "it is watched as usual again, and its sync goes on"
    case nil: trouble
    }
  }

  private var trouble: String {
    if let failure = watch.record.lastFailure { return failure.message }
    return watch.remarks.isEmpty ? "its checks pass" : watch.remarks.map(\.message).joined(separator: "; ")
  }

  /// What an incident is opened with.
  private var cause: Failure {
    var cause = watch.record.lastFailure ?? Failure(.searchFailed, trouble)
    if !watch.drift.isEmpty, cause.code != .connectorMisconfigured {
      cause.message += "; besides, the datasource is not as it was configured: \(watch.drift.sentence)"
    }
    return cause
  }

  /// Changes everything that changes, in one transaction: connector, dataset, incident, watch and measurements, with audit entries
  /// and events.
  ///
  /// - Returns: false where another process has taken the watch up, or the connector is not in use any more.
  func tell(
    through journal: Journal, incident: Identifier<Incident>, in registry: any RegistryWriting
  ) throws -> Bool {
    guard try !registry.update([watch]).isEmpty else { return false }
    try registry.record([checked.sample])
    guard let connector = try registry.connector(watch.connectorID), connector.phase == .monitor,
      var dataset = try registry.dataset(connector.datasetID), dataset.status == .ready
    else { return false }
    try change(connector, journal, in: registry)
    if status == .unhealthy, connector.status != .unhealthy, try registry.openIncident(of: connector.id) == nil {
      try registry.insert(
        Incident(
          id: incident, connectorID: connector.id, datasetID: dataset.id, openedAt: journal.now, cause: cause))
    }
    if let health = decision?.health, health != dataset.health {
      dataset = try journal.change(dataset, .observe(health), in: registry)
    }
    if case .warn(let restsAt) = consequence {
      try warn(of: connector, dataset, restsAt, journal, in: registry)
    }
    return true
  }

  private func change(_ connector: GleanConnector, _ journal: Journal, in registry: any RegistryWriting) throws {
    let pauses: Bool? =
      switch consequence {
      case .rest: true
      case .resume: false
      case .warn, nil: nil
      }
    guard connector.status != status || pauses.map({ $0 != connector.syncPaused }) ?? false else { return }
    try journal.change(connector, to: .monitor, status: status, in: registry) {
      $0.lastHealthCheck = checked.at
      if let pauses { $0.syncPaused = pauses }
    }
  }

  private func warn(
    of connector: GleanConnector, _ dataset: Dataset, _ restsAt: Timestamp, _ journal: Journal,
    in registry: any RegistryWriting
  ) throws {
    try journal.note(
      .connectorHealthChanged, "connector \(connector.id)", client: connector.clientID, dataset: dataset.id,
      after: ["status": .string(status.rawValue), "rests_at": .string(restsAt.description)], in: registry)
    try journal.send(
      .connectorHealthChanged, about: dataset,
      also: ["warning": .string(reason), "rests_at": .string(restsAt.description)], in: registry)
  }
}
