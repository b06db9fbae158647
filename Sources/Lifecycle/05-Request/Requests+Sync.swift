package import DataOpsCore

/// Records to be made again, and search to be brought to the same state.
package struct SyncRequest: Sendable, Hashable {
  package var dataset: Identifier<Dataset>
  /// Another template of the library, by its path; nil for the one that the dataset is made from, as the library holds it now.
  package var template: String?
  /// Nil for as many as there are.
  package var count: Int?
  /// Send every record, also those that search holds already.
  package var sendsEverything = false
  package var reason: String?

  package init(
    dataset: Identifier<Dataset>, template: String? = nil, count: Int? = nil, sendsEverything: Bool = false,
    reason: String? = nil
  ) {
    self.dataset = dataset
    self.template = template
    self.count = count
    self.sendsEverything = sendsEverything
    self.reason = reason
  }
}

extension Requests {
  /// Asks that a READY dataset be made again from its template as it is now, that search be sent what changed, and that the
  /// checks be run on it.
  ///
  /// - Returns: nil where template and number of records are those that the dataset is made of: then nothing can differ.
  /// - Throws: `transition_refused` where the dataset is not READY, `conflict` where it is worked on or paused, `template_…`,
  ///   `invalid_request` for a template of other content.
  package func sync(_ request: SyncRequest) async throws(Failure) -> RequestedOperation? {
    let wanted = try await resolve(request)
    guard request.sendsEverything || wanted.differs else { return nil }
    try await PinnedTemplate.keep(wanted.template, in: services.objects)
    let journal = journal(reason: request.reason, now: services.time.now())
    return try await write { registry in
      let dataset = try find(request.dataset, in: registry)
      try requireIdle(dataset, in: registry)
      _ = try connectorInUse(of: dataset, in: registry)
      let changed = try journal.change(dataset, .revalidate, in: registry)
      let operation = try insert(
        .update, on: changed,
        parameters: OperationParameters(
          previousStatus: .ready, template: wanted.template.entity.pin, recordCount: wanted.count,
          sendsEverything: request.sendsEverything),
        journal: journal, in: registry)
      return RequestedOperation(dataset: changed, operation: operation, adopted: false)
    }
  }

  /// What a synchronisation makes the dataset from.
  struct WantedContent: Sendable {
    let dataset: Dataset
    let client: Client
    let connector: GleanConnector
    let template: LoadedTemplate
    let count: Int

    /// Whether any record can differ from those that the dataset has.
    var differs: Bool {
      template.entity.contentHash != dataset.template?.contentHash || count != dataset.expectedRecordCount
    }

    /// The dataset as it is going to be.
    var wanted: Dataset {
      var wanted = dataset
      wanted.template = template.entity.pin
      wanted.expectedRecordCount = count
      return wanted
    }
  }

  func resolve(_ request: SyncRequest) async throws(Failure) -> WantedContent {
    if let count = request.count, count < 1 || count > ProvisionRequest.maximumCount {
      throw Failure(
        .invalidRequest, "a dataset cannot have \(count) records",
        remedy: "Ask for 1 to \(ProvisionRequest.maximumCount), or leave --count out to keep their number.")
    }
    if let reason = request.reason, reason.utf8.count > Self.maximumReasonBytes {
      throw Failure(.invalidRequest, "the reason is longer than \(Self.maximumReasonBytes) bytes")
    }
    let (dataset, client, connector) = try await read { registry in
      let dataset = try find(request.dataset, in: registry)
      let connector = try connectorInUse(of: dataset, in: registry)
      guard let client = try registry.client(dataset.clientID) else {
        throw Failure(.notFound, "the client of dataset '\(dataset.name)' is gone")
      }
      return (dataset, client, connector)
    }
    let template = try await template(for: request, dataset)
    try check(template, fits: dataset, connector)
    return WantedContent(
      dataset: dataset, client: client, connector: connector, template: template,
      count: request.count ?? dataset.expectedRecordCount)
  }

  private func connectorInUse(of dataset: Dataset, in registry: any RegistryReading) throws -> GleanConnector {
    guard dataset.status == .ready else {
      throw Failure(
        .transitionRefused, "dataset '\(dataset.name)' is \(dataset.status.display); only READY ones are synchronised",
        remedy: dataset.status == .failed
          ? "Take it up again: dataops dataset retry \(dataset.id)" : "Wait until it is READY.")
    }
    guard let connector = try dataset.connectorID.flatMap(registry.connector) else {
      throw Failure(.notFound, "dataset '\(dataset.name)' has no connector")
    }
    guard !connector.syncPaused else {
      throw Failure(
        .conflict, "connector '\(connector.name)' is paused, so nothing is sent to it",
        remedy: "See what is wrong with it: dataops connector check \(connector.name)")
    }
    return connector
  }

  /// The library's file as it is now; where the library has lost it, the copy that the dataset was made from.
  private func template(for request: SyncRequest, _ dataset: Dataset) async throws(Failure) -> LoadedTemplate {
    if let path = request.template { return try services.templates.load(path) }
    guard let pin = dataset.template else {
      throw Failure(
        .invalidRequest, "dataset '\(dataset.name)' was not made from a template, so it cannot be made again",
        remedy: "Name a template of the library: --template PATH")
    }
    do throws(Failure) { return try services.templates.load(pin.path) } catch {
      guard error.code == .templateNotFound else { throw error }
      return try await PinnedTemplate.open(for: dataset, objects: services.objects)
    }
  }

  /// Documents of another type would be other documents: those of the old one would be left for search to clear away.
  private func check(
    _ template: LoadedTemplate, fits dataset: Dataset, _ connector: GleanConnector
  ) throws(Failure) {
    let path = template.entity.sourcePath
    guard template.entity.type == dataset.type, template.connectorType == connector.type else {
      throw Failure(
        .invalidRequest,
        "template \(path) makes \(template.entity.type.rawValue) for a connector of type \(template.connectorType.rawValue); "
          + "dataset '\(dataset.name)' has \(dataset.type.rawValue) behind one of type \(connector.type.rawValue)",
        remedy: "Provision a dataset of its own for it: dataops dataset provision --template \(path)")
    }
    guard let configured = ConfiguredDatasource(connector), configured.objectType != template.mapping.objectType else {
      return
    }
    throw Failure(
      .invalidRequest,
      "template \(path) makes documents of type \(template.mapping.objectType), and search holds \(configured.objectType)",
      remedy: "Provision a dataset of its own for it: dataops dataset provision --template \(path)")
  }
}
