import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle

/// The demo, act by act. Each act looks at the registry, the archive and search for what it claims.
struct DemoScript: Sendable {
  static let clientName = "Quillmere Clinic"
  static let industry = Industry.healthcare
  static let useCase = "clinical_workflows"
  static let types: [DatasetType] = [.confluencePages, .githubRepos, .slackMessages, .jiraIssues]
  static let brokenCount = 60
  private static let shownHits = 3
  private static let broadQuery = "medication chart"

  let context: CommandContext
  let application: Application
  let worker: Worker

  private var services: Services { application.services }
  private var console: Console { context.console }

  /// What was claimed, and whether it is so.
  struct Claim: Sendable {
    let text: String
    let holds: Bool
  }

  func run() async throws(Failure) -> [Claim] {
    var claims: [Claim] = []
    try heading("A client: \(Self.clientName), \(Self.industry.rawValue), \(Self.useCase)")
    let client = try await application.requests(as: context.actor).addClient(
      ClientRequest(name: Self.clientName, industry: Self.industry, useCase: Self.useCase), sealer: application.sealer)

    try heading("Its four sandbox datasets, made from templates at once, each through eleven steps")
    let datasets = try await provision(client)
    claims += datasets.map { dataset in
      let expected = dataset.type.defaultRecordCount
      return Claim(
        text: "\(dataset.name) became READY with \(dataset.type.counted(expected)), every check passed",
        holds: dataset.status == .ready && dataset.recordCount == expected
          && dataset.qualityScore?.meetsThreshold == true)
    }

    if let pages = datasets.first(where: { $0.type == .confluencePages }) {
      claims.append(try await search(pages, client))
    }
    if let messages = datasets.first(where: { $0.type == .slackMessages }) {
      claims += try await tearDown(messages, client)
    }
    claims.append(try await closeGate(client))
    return claims
  }

  private func provision(_ client: Client) async throws(Failure) -> [Dataset] {
    let requests = application.requests(as: context.actor)
    var requested: [RequestedOperation] = []
    for type in Self.types {
      requested.append(try await requests.provision(ProvisionRequest(client: client.name, type: type, reason: "demo")))
    }
    try await drain(requested.map(\.operation))
    var datasets: [Dataset] = []
    for dataset in requested.map(\.dataset) { datasets.append(try await current(dataset.id)) }
    return datasets
  }

  /// Searches as the probe does: a person of the client's solutions team.
  private func search(_ dataset: Dataset, _ client: Client) async throws(Failure) -> Claim {
    let template = try await PinnedTemplate.open(for: dataset, objects: services.objects)
    let source = try RecordSource(template: template, dataset: dataset, client: client)
    let probe = ConnectorIdentities(source: source, stage: dataset.stage).probe
    let datasource = try await connector(of: dataset).datasource
    let index = try await services.connections.index(for: client)
    guard let sample = source.answers.first else { throw Failure(.templateRefused, "the template has no sample query") }

    try heading("Search in \(dataset.name): \"\(sample.query)\"")
    let answers = try await index.search(sample.query, in: datasource, as: probe, limit: Self.shownHits)
    try show(answers)
    try heading("And more broadly: \"\(Self.broadQuery)\"")
    try show(await index.search(Self.broadQuery, in: datasource, as: probe, limit: Self.shownHits))
    let expected = DocumentMapping.documentID(ofKey: sample.expectedKey)
    return Claim(
      text: "search finds the page that answers the sample query",
      holds: answers.contains { $0.documentID == expected })
  }

  private func show(_ hits: [SearchHit]) throws(Failure) {
    let width = console.output.width ?? 110
    for hit in hits {
      try console.print("  \(hit.title ?? hit.url, .bold)")
      if let snippet = hit.snippet {
        try console.print(Line("    \(Self.oneLine(snippet))", .dim).truncated(to: width))
      }
    }
  }

  private func tearDown(_ dataset: Dataset, _ client: Client) async throws(Failure) -> [Claim] {
    try heading("Teardown of \(dataset.name), with no grace")
    let connector = try await connector(of: dataset)
    let requested = try await application.requests(as: context.actor).teardown(dataset.id, grace: .zero, reason: "demo")
    try await drain([requested.operation])
    let (after, archive) = try await services.reading { registry in
      (try registry.dataset(dataset.id), try registry.archive(of: dataset.id))
    }
    guard let archive else { throw Failure(.archiveDamaged, "the teardown left no archive") }
    let verified = try await ArchiveVerification(of: archive, objects: services.objects)
    let status = try await services.connections.index(for: client).status(of: connector.datasource)
    let left = [status.uploaded, status.indexed, status.users, status.groups, status.memberships].reduce(0, +)
    try console.print([
      "  archive    \(Figures.count(verified.recordCount, "record")) in \(Figures.count(verified.chunkCount, "chunk")), every hash agrees",
      "  datasource \(connector.datasource): \(status.indexed) documents, \(status.users) people, \(status.groups) groups",
    ])
    return [
      Claim(
        text: "the archive of \(dataset.name) holds all of its records, read back and verified",
        holds: after?.status == .archived && verified.recordCount == dataset.recordCount),
      Claim(
        text: "nothing of it is left in search, and the registry says so",
        holds: left == 0 && after?.cleanupVerifiedAt != nil),
    ]
  }

  /// A dataset from a spoilt template: the gate has to close.
  private func closeGate(_ client: Client) async throws(Failure) -> Claim {
    let broken = try BrokenTemplate(
      of: "\(Self.industry.rawValue)/\(Self.useCase)/\(DatasetType.jiraIssues.rawValue)", in: services.templates,
      root: application.directory.path + "/broken-templates")
    try heading("A template spoilt on purpose: \(broken.spoilt) of its records have a priority that its schema forbids")
    let requested = try await Requests(services: services.with(templates: broken.root), actor: context.actor).provision(
      ProvisionRequest(
        client: client.name, type: .jiraIssues, name: "issues-from-a-spoilt-template", template: broken.path,
        count: Self.brokenCount, reason: "demo"))
    try await drain([requested.operation])
    let id = requested.dataset.id
    let detail = try await services.reading { registry in
      guard let dataset = try registry.dataset(id) else { throw Failure(.notFound, "dataset \(id) is gone") }
      return try DatasetDetail(dataset, in: registry)
    }
    let width = console.output.width
    try console.print(detail.qualityLines(width: width))
    try console.print(Array(detail.exampleLines(width: width).prefix(4)))
    let schema = detail.checks.last { $0.type == .schemaValidation }
    return Claim(
      text: "the gate closed on the spoilt template: \(detail.dataset.name) is FAILED, with reasons and examples",
      holds: detail.dataset.status == .failed && detail.dataset.failure?.code == .gateClosed
        && schema?.passed == false && schema?.examples.isEmpty == false)
  }
}

extension DemoScript {
  private func drain(_ operations: [Operation]) async throws(Failure) {
    do { try await worker.drain(Set(operations.map(\.id))) } catch { throw Failure(wrapping: error) }
  }

  private func current(_ id: Identifier<Dataset>) async throws(Failure) -> Dataset {
    let dataset = try await services.reading { try $0.dataset(id) }
    guard let dataset else { throw Failure(.notFound, "dataset \(id) is gone") }
    return dataset
  }

  private func connector(of dataset: Dataset) async throws(Failure) -> GleanConnector {
    let connector = try await services.reading { try dataset.connectorID.flatMap($0.connector) }
    guard let connector else { throw Failure(.notFound, "dataset '\(dataset.name)' has no connector") }
    return connector
  }

  private func heading(_ text: String) throws(Failure) {
    try console.print(["", Line(text, .bold)])
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Services {
  /// The same services with another template library.
  fileprivate func with(templates root: String) -> Services {
    Services(
      storage: storage, objects: objects, connections: connections, templates: TemplateLibrary(root: root), time: time,
      identifiers: identifiers, signer: signer, policy: policy, logger: logger)
  }
}
