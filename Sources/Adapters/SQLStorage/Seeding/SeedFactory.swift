import DataOpsCore
import DataOpsLifecycle

/// Makes the rows of a plan, some thousand at a time, while those before are being written.
actor SeedFactory {
  private let plan: SeedPlan
  private let world: SeedWorld
  private var random: SeedRandom
  private var made = 0
  private var hasBegun = false
  /// How many datasets of a name there are.
  private var names: [String: Int] = [:]
  private var chain = AuditEnd(nil)
  /// What happened later than the newest dataset began, in order: it comes later in the trail, too.
  private var later: [AuditEntry] = []

  private static let datasetsABatch = 250

  init(_ plan: SeedPlan) {
    self.plan = plan
    random = SeedRandom(seed: plan.seed)
    world = SeedWorld(plan, random: &random)
  }

  /// Nil after the last.
  func next() throws -> SeedBatch? {
    guard hasBegun else { return try first() }
    guard made < plan.datasets || !later.isEmpty else { return nil }
    var batch = SeedBatch(after: chain)
    var entries: [AuditEntry] = []
    for number in made..<min(plan.datasets, made + Self.datasetsABatch) {
      let history = try history(number)
      entries += history.entries
      try batch.add(history)
      made += 1
    }
    let horizon = made < plan.datasets ? createdAt(made) : .distantFuture
    try append(entries, until: horizon, to: &batch)
    batch.datasetsSoFar = made
    batch.seal()
    return batch
  }

  /// Who and what the datasets belong to.
  private func first() throws -> SeedBatch {
    hasBegun = true
    var batch = SeedBatch(after: chain)
    try batch.add(world.clients)
    try batch.add(world.templates)
    let entries = world.clients.map { client in
      AuditEntry(
        at: client.createdAt, action: .clientAdded, actor: Actor(.person, "mo"), clientID: client.id,
        subject: "client \(client.id)", after: ["name": .string(client.name)])
    }
    try append(entries, until: .distantFuture, to: &batch)
    batch.seal()
    return batch
  }

  /// Links what happened before `horizon` into the chain, and keeps the rest for later.
  private func append(_ entries: [AuditEntry], until horizon: Timestamp, to batch: inout SeedBatch) throws {
    let inOrder = entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    let all = Self.merged(later, inOrder.map(\.element))
    let due = all.prefix { $0.at < horizon }.prefix(20_000)
    later = Array(all[due.endIndex...])
    let events = try AuditChain.link(Array(due), after: chain)
    try batch.add(events)
    if let last = events.last { chain = AuditEnd(last) }
    batch.auditEnd = chain
  }

  /// Both in order; of the same instant, those of `left` first.
  private static func merged(_ left: [AuditEntry], _ right: [AuditEntry]) -> [AuditEntry] {
    var result: [AuditEntry] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if right[j].at < left[i].at {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }
}

extension SeedFactory {
  /// The archived ones first: the newest datasets are those in use.
  private func history(_ number: Int) throws -> SeedHistory {
    let isArchived = number < plan.archived
    let client = isArchived ? random.one(of: world.clients) : world.clients[number % world.clients.count]
    let type: DatasetType = random.one(weighted: [
      (.confluencePages, 30), (.jiraIssues, 25), (.slackMessages, 20), (.githubRepos, 15), (.custom, 10),
    ])
    let stage: Stage = random.one(weighted: [(.sandbox, 60), (.pilot, 25), (.production, 15)])
    let fate = isArchived ? .archived : SeedFate.active(&random)
    let dataset = dataset(of: client, type, stage, createdAt: createdAt(number), isArchived: isArchived)
    return try SeedHistory(dataset, client: client, fate: fate, random: SeedRandom(seed: random.next()))
  }

  private func dataset(
    of client: Client, _ type: DatasetType, _ stage: Stage, createdAt: Timestamp, isArchived: Bool
  ) -> Dataset {
    let template = stage == .sandbox ? world.template(for: client, type, random: &random) : nil
    let source: DataSource = stage == .sandbox && template == nil ? .custom : stage.allowedSources[0]
    let useCase = template?.useCase ?? SeedNames.useCase(random.number(below: 20))
    let base = "\(client.slug)-\(stage.rawValue)-\(type.connectorType.rawValue)"
    let ordinal = names[base, default: 0] + 1
    names[base] = ordinal
    return Dataset(
      id: random.id(at: createdAt), name: ordinal == 1 ? base : "\(base)-\(ordinal)", type: type, stage: stage,
      clientID: client.id, source: source,
      metadata: DatasetMetadata(
        industry: client.industry.rawValue, useCase: useCase, dataType: source.dataType(in: stage), stage: stage,
        tags: [client.industry.rawValue, useCase, type.rawValue]),
      template: template?.pin, seed: random.next(),
      expectedRecordCount: max(1, type.defaultRecordCount * random.number(in: 50...300) / 100),
      expiresAt: isArchived ? createdAt + .days(7) : plan.now + .days(random.number(in: 1...90)),
      labels: [
        "team": random.one(of: SeedNames.teams), "owner": random.one(of: SeedNames.owners),
        "region": random.one(of: SeedNames.regions),
      ], createdAt: createdAt)
  }

  /// Two years of archived datasets, then six weeks of those in use; each a little later than the one before.
  private func createdAt(_ number: Int) -> Timestamp {
    let (begin, end, place, count) =
      number < plan.archived
      ? (plan.now - .days(730), plan.now - .days(45), number, plan.archived)
      : (plan.now - .days(44), plan.now - .days(30), number - plan.archived, plan.active)
    return begin + .microseconds((end - begin).wholeMicroseconds / Int64(max(1, count)) * Int64(place))
  }
}
