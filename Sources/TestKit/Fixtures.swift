package import DataOpsCore

/// Nouns with plausible members and fresh identities, the same in every run.
package struct Fixtures {
  package let time: ManualTime
  private var generator: SeededGenerator

  package init(seed: UInt64 = 1, time: ManualTime = ManualTime()) {
    self.time = time
    generator = SeededGenerator(seed: seed)
  }

  package mutating func id<Entity>(of type: Entity.Type = Entity.self) -> Identifier<Entity> {
    Identifier(at: time.now(), using: &generator)
  }

  package mutating func client(_ name: String = "Acme Bank", industry: Industry = .fintech) -> Client {
    Client(
      id: id(), name: name, industry: industry, useCase: "mobile_banking", gleanURL: nil, createdAt: time.now())
  }

  package mutating func dataset(
    of client: Client, name: String = "Acme pages", type: DatasetType = .confluencePages, stage: Stage = .sandbox,
    source: DataSource? = nil, restoredFrom: Identifier<Dataset>? = nil
  ) -> Dataset {
    let source = source ?? stage.allowedSources.first ?? .custom
    return Dataset(
      id: id(), name: name, type: type, stage: stage, clientID: client.id, source: source,
      metadata: DatasetMetadata(
        industry: client.industry.rawValue, useCase: client.useCase ?? "general",
        dataType: source.dataType(in: stage), stage: stage, tags: ["demo"]),
      template: source == .mockTemplate ? template(type: type, industry: client.industry).pin : nil, seed: .max,
      expectedRecordCount: type.defaultRecordCount, labels: ["team": "solutions"], restoredFrom: restoredFrom,
      createdAt: time.now())
  }

  package mutating func template(
    type: DatasetType = .confluencePages, industry: Industry = .fintech
  ) -> DatasetTemplate {
    DatasetTemplate(
      id: id(), name: "Mobile banking pages", type: type, industry: industry, useCase: "mobile_banking",
      summary: "Pages of a team that builds a banking app.",
      sourcePath: "templates/\(industry.rawValue)/mobile_banking/\(type.rawValue).json",
      schemaDefinition: #"{"type":"object"}"#, defaultRecordCount: type.defaultRecordCount,
      metadataTemplate: ["tags": ["demo"]],
      qualityRules: [
        DataQualityRule(
          name: "title is short", checkType: .schemaValidation, field: "title", rule: "max_length",
          parameters: ["value": 200], severity: .warn, threshold: 99.5)
      ],
      version: "1.0.0", contentHash: String(repeating: "a", count: 64), sampleQueries: ["release checklist"],
      relationships: ["space"])
  }

  package mutating func connector(of dataset: Dataset, client: Client, ordinal: Int = 1) -> GleanConnector {
    let id: Identifier<GleanConnector> = id()
    let type = dataset.type.connectorType
    let name = Names.connectorDisplayName(client: client.slug, stage: dataset.stage, type: type, ordinal: ordinal)
    return GleanConnector(
      id: id, name: name,
      datasource: Names.datasource(displayName: name, discriminator: String(id.description.suffix(6))),
      clientID: client.id, datasetID: dataset.id, stage: dataset.stage, type: type,
      configuration: ConnectorConfiguration(connectorType: type, endpoint: "http://127.0.0.1:8080"),
      createdAt: time.now())
  }

  package mutating func operation(
    on dataset: Dataset, kind: OperationKind = .provision, firstStep: StepName = .selectTemplate,
    parameters: OperationParameters = OperationParameters(), priority: OperationPriority = .normal
  ) -> Operation {
    Operation(
      id: id(), kind: kind, dataset: dataset, requestedAt: time.now(), requestedBy: Actor(.person, "mo"),
      reason: "demo on Monday", firstStep: firstStep, parameters: parameters,
      priority: priority)
  }

  package mutating func check(_ verdict: CheckVerdict, of dataset: Dataset, in operation: Operation) -> DataQualityCheck
  {
    DataQualityCheck(
      id: id(), datasetID: dataset.id, operationID: operation.id, executedAt: time.now(), durationMilliseconds: 12,
      verdict: verdict)
  }

  package mutating func snapshot(of dataset: Dataset) -> Snapshot {
    Snapshot(
      id: id(), datasetID: dataset.id, recordCount: 500, byteCount: 1_000_000, compressedByteCount: 200_000,
      chunkCount: 2, contentHash: String(repeating: "b", count: 64), manifestHash: String(repeating: "c", count: 64),
      createdAt: time.now())
  }

  package mutating func archive(of dataset: Dataset, snapshot: Snapshot?) -> Archive {
    Archive(
      datasetID: dataset.id, snapshotID: snapshot?.id, key: "archives/\(dataset.id)/archive.json",
      hash: String(repeating: "d", count: 64), recordCount: 500, byteCount: 1_000_000, createdAt: time.now())
  }

  package mutating func outboxEvent(
    _ type: EventType, of dataset: Dataset, sequence: Int64, data: JSON = [:]
  ) -> OutboxEvent {
    OutboxEvent(id: id(), type: type, about: .dataset(dataset.id), sequence: sequence, time: time.now(), data: data)
  }

  package mutating func outboxEvent(
    _ type: EventType, of client: Client, sequence: Int64, data: JSON = [:]
  ) -> OutboxEvent {
    OutboxEvent(id: id(), type: type, about: .client(client.id), sequence: sequence, time: time.now(), data: data)
  }

  package mutating func manualAction(on dataset: Dataset, connector: GleanConnector? = nil) -> ManualAction {
    ManualAction(
      id: id(), kind: .removeRegistration, clientID: dataset.clientID, datasetID: dataset.id,
      connectorID: connector?.id,
      subject: "acmepages", owner: "client_se", text: "Remove the empty registration.", requestedAt: time.now())
  }

  /// A credential that nothing opens.
  package func credential(_ kind: CredentialKind, of client: Client, key: String = "k") -> Credential {
    Credential(
      clientID: client.id, kind: kind, secret: SealedSecret(keyID: key, dataKey: "ZGF0YQ==", box: "Ym94"),
      storedAt: time.now())
  }

  /// The entry that follows `last`, with hashes that are not those of the real chain.
  package func auditEvent(
    after last: AuditEvent?, action: AuditAction = .datasetCreated, client: Client? = nil, dataset: Dataset? = nil
  ) -> AuditEvent {
    let sequence = (last?.sequence ?? 0) + 1
    let digits = String(sequence, radix: 16)
    return AuditEvent(
      sequence: sequence,
      entry: AuditEntry(
        at: time.now(), action: action, actor: .provisioningAgent, reason: nil, requestID: "request-\(sequence)",
        clientID: client?.id, datasetID: dataset?.id, subject: "dataset", before: nil, after: ["status": "ready"]),
      previousHash: last?.hash ?? AuditEvent.firstPreviousHash,
      hash: String(repeating: "f", count: 64 - digits.count) + digits)
  }
}
