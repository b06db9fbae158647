package import DataOpsCore

/// A dataset to be provisioned.
package struct ProvisionRequest: Sendable, Hashable {
  package var client: String
  package var type: DatasetType
  package var stage: Stage
  package var name: String?
  /// The template's path under the library's root; nil to choose by the client's industry and use case.
  package var template: String?
  package var useCase: String?
  package var count: Int?
  package var seed: UInt64
  package var labels: [String: String]
  package var reason: String?
  package var priority = OperationPriority.normal
  /// How long it may take, waiting included, before it is given up; nil for as long as it takes.
  package var deadline: Duration?

  package init(
    client: String, type: DatasetType, stage: Stage = .sandbox, name: String? = nil, template: String? = nil,
    useCase: String? = nil, count: Int? = nil, seed: UInt64 = 1, labels: [String: String] = [:], reason: String? = nil
  ) {
    self.client = client
    self.type = type
    self.stage = stage
    self.name = name
    self.template = template
    self.useCase = useCase
    self.count = count
    self.seed = seed
    self.labels = labels
    self.reason = reason
  }

  /// The most records that a dataset may be asked to have.
  package static let maximumCount = 100_000_000
}

/// A dataset with the operation that works on it.
package struct RequestedOperation: Sendable, Hashable {
  package let dataset: Dataset
  package let operation: Operation
  /// Whether an operation that an earlier, interrupted request left behind was found instead of making another.
  package let adopted: Bool
}

extension Requests {
  static let maximumReasonBytes = 2000

  /// Asks for a dataset. Nothing of it is left behind when it is refused; a copy of its template may be kept by its hash.
  ///
  /// The same request again, while the first one is unfinished, gives the first one's operation.
  ///
  /// - Throws: `invalid_request`, `not_found`, `template_…`, `already_exists`, `limit_reached`.
  package func provision(_ request: ProvisionRequest) async throws(Failure) -> RequestedOperation {
    let (client, template, count) = try await resolve(request)
    try await PinnedTemplate.keep(template, in: services.objects)

    let now = services.time.now()
    let id = services.identifiers.next(Dataset.self)
    let journal = journal(reason: request.reason, now: now)
    let entity = template.entity
    return try await write { registry in
      // How many there are and what they are called holds of all datasets of the client together.
      try registry.lock(client.id)
      let live = try registry.datasets(DatasetFilter(clientID: client.id, liveOnly: true, limit: .max))
      if let dataset = live.first(where: { isSame($0, request, count: count, entity: entity) }),
        let operation = try registry.operations(
          OperationFilter(datasetID: dataset.id, kind: .provision, unfinishedOnly: true, limit: 1)
        ).first
      {
        return RequestedOperation(dataset: dataset, operation: operation, adopted: true)
      }
      try requireRoom(for: client, live: live)
      let name = try freeName(for: request, of: template.connectorType, client: client, live: live)
      let dataset = Dataset(
        id: id, name: name, type: request.type, stage: request.stage, clientID: client.id, source: .mockTemplate,
        metadata: request.metadata(of: entity), template: entity.pin, seed: request.seed, expectedRecordCount: count,
        expiresAt: request.stage.teardownPolicy.automaticAfter.map { now + $0 }, labels: request.labels, createdAt: now)
      try registry.insert(dataset)
      try journal.note(
        .datasetCreated, "dataset \(dataset.id)", client: client.id, dataset: dataset.id,
        after: [
          "name": .string(name), "dataset_type": .string(dataset.type.rawValue),
          "stage": .string(dataset.stage.rawValue),
          "template": .string(entity.sourcePath), "template_hash": .string(entity.contentHash),
          "record_count": .integer(Int64(count)), "seed": .string(String(request.seed)),
        ], in: registry)
      let operation = try insert(
        .provision, on: dataset, priority: request.priority, deadline: request.deadline.map { now + $0 },
        journal: journal, in: registry)
      return RequestedOperation(dataset: dataset, operation: operation, adopted: false)
    }
  }

  /// Who it is for, what it is made from, and how many records it has.
  func resolve(
    _ request: ProvisionRequest
  ) async throws(Failure) -> (client: Client, template: LoadedTemplate, count: Int) {
    try check(request)
    let client = try await self.client(named: request.client)
    let template = try chooseTemplate(for: request, client: client)
    guard template.entity.type == request.type else {
      throw Failure(
        .invalidRequest,
        "template \(template.entity.sourcePath) makes \(template.entity.type.rawValue), not \(request.type.rawValue)",
        remedy: "Choose one of: dataops template list --type \(request.type.rawValue)")
    }
    return (client, template, request.count ?? template.entity.defaultRecordCount)
  }

  /// - Throws: `limit_reached` where the client has as many datasets as it may have.
  func requireRoom(for client: Client, live: [Dataset]) throws {
    guard live.count < Client.datasetLimit else {
      throw Failure(
        .limitReached,
        "client '\(client.name)' has \(live.count) datasets that are not archived; \(Client.datasetLimit) are allowed",
        remedy: "Tear one down first: dataops dataset teardown ID")
    }
  }

  private func check(_ request: ProvisionRequest) throws(Failure) {
    guard request.stage.allowedSources.contains(.mockTemplate) else {
      throw Failure(
        .invalidRequest,
        "stage \(request.stage.rawValue) takes its records from a client's own data, which this version cannot read",
        remedy: "Datasets from templates belong to the sandbox: --stage sandbox")
    }
    if let count = request.count, count < 1 || count > ProvisionRequest.maximumCount {
      throw Failure(
        .invalidRequest, "a dataset cannot have \(count) records",
        remedy: "Ask for 1 to \(ProvisionRequest.maximumCount), or leave --count out for the template's own number.")
    }
    if let name = request.name, let objection = Names.objection(to: name, what: "the dataset's name") {
      throw Failure(.invalidRequest, objection)
    }
    for (name, value) in request.labels {
      let hasControl = (name + value).unicodeScalars.contains { $0.properties.generalCategory == .control }
      guard !Names.slug(name).isEmpty, name.utf8.count <= 63, value.utf8.count <= 255, !hasControl else {
        throw Failure(
          .invalidRequest, "the label '\(name.prefix(63))' is too long, has no letters or holds a control character",
          remedy: "A label's name has at most 63 bytes, its value 255, both without control characters.")
      }
    }
    if let reason = request.reason, reason.utf8.count > Self.maximumReasonBytes {
      throw Failure(.invalidRequest, "the reason is longer than \(Self.maximumReasonBytes) bytes")
    }
    if let deadline = request.deadline, deadline <= .zero || deadline > .seconds(366 * 86_400) {
      throw Failure(.invalidRequest, "a deadline must be more than 0 seconds and at most one year away")
    }
    guard request.labels.count <= 32 else {
      throw Failure(.invalidRequest, "a dataset can have at most 32 labels")
    }
  }

  package func client(named name: String) async throws(Failure) -> Client {
    let client = try await read { registry -> Client? in
      if let client = try registry.client(named: name) { return client }
      return try Identifier<Client>(name).flatMap(registry.client)
    }
    guard let client else {
      throw Failure(
        .notFound, "there is no client '\(name.prefix(Names.maximumLength))'",
        remedy: "Add it first: dataops client add NAME --industry INDUSTRY, or see: dataops client list")
    }
    return client
  }

  private func chooseTemplate(for request: ProvisionRequest, client: Client) throws(Failure) -> LoadedTemplate {
    if let path = request.template { return try services.templates.load(path) }
    return try services.templates.choose(
      industry: client.industry, useCase: request.useCase ?? client.useCase, type: request.type)
  }
}

/// Whether `dataset` is what `request` asks for.
private func isSame(_ dataset: Dataset, _ request: ProvisionRequest, count: Int, entity: DatasetTemplate) -> Bool {
  dataset.type == request.type && dataset.stage == request.stage && dataset.seed == request.seed
    && dataset.expectedRecordCount == count && dataset.template == entity.pin && dataset.labels == request.labels
    && (request.name == nil || dataset.name == request.name)
}

extension ProvisionRequest {
  func metadata(of template: DatasetTemplate) -> DatasetMetadata {
    DatasetMetadata(
      industry: template.industry.rawValue, useCase: template.useCase,
      dataType: DataSource.mockTemplate.dataType(in: stage), stage: stage,
      tags: [template.industry.rawValue, template.useCase, type.rawValue])
  }
}

/// The wanted name, or `{client}-{stage}-{type}` with the first number that is free.
func freeName(
  for request: ProvisionRequest, of type: ConnectorType, client: Client, live: [Dataset]
) throws -> String {
  let taken = Set(live.map { $0.name.lowercased() })
  if let name = request.name {
    guard !taken.contains(name.lowercased()) else {
      throw Failure(
        .alreadyExists, "client '\(client.name)' already has a dataset '\(name)'",
        remedy: "Choose another name, or tear that one down.")
    }
    return name
  }
  let base = "\(client.slug)-\(request.stage.rawValue)-\(type.rawValue)"
  guard taken.contains(base) else { return base }
  var ordinal = 2
  while taken.contains("\(base)-\(ordinal)") { ordinal += 1 }
  return "\(base)-\(ordinal)"
}
