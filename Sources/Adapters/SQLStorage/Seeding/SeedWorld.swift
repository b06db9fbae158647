import DataOpsCore

/// Who and what the datasets of a made-up registry belong to.
struct SeedWorld: Sendable {
  let clients: [Client]
  let templates: [DatasetTemplate]
  private let templatesByKind: [Kind: [DatasetTemplate]]
  /// Before every dataset.
  let beganAt: Timestamp

  private struct Kind: Hashable {
    let industry: Industry
    let type: DatasetType
  }

  init(_ plan: SeedPlan, random: inout SeedRandom) {
    let beganAt = plan.now - .days(731)
    self.beganAt = beganAt
    clients = (0..<plan.clients).map { number in
      let (name, industry) = SeedNames.client(number)
      return Client(
        id: random.id(at: beganAt), name: name, industry: industry,
        useCase: random.one(of: [nil, SeedNames.useCase(random.number(below: 8))]), gleanURL: nil, createdAt: beganAt)
    }
    templates = (0..<plan.templates).map { Self.template($0, at: beganAt, &random) }
    templatesByKind = Dictionary(grouping: templates) { Kind(industry: $0.industry, type: $0.type) }
  }

  /// Nil where none fits.
  func template(for client: Client, _ type: DatasetType, random: inout SeedRandom) -> DatasetTemplate? {
    templatesByKind[Kind(industry: client.industry, type: type)].map { random.one(of: $0) }
  }

  private static func template(_ number: Int, at instant: Timestamp, _ random: inout SeedRandom) -> DatasetTemplate {
    let (industries, types) = (Industry.allCases, DatasetType.allCases)
    let industry = industries[number % industries.count]
    let type = types[number / industries.count % types.count]
    let useCase = SeedNames.useCase(number / (industries.count * types.count))
    let words = useCase.split(separator: "_").joined(separator: " ")
    return DatasetTemplate(
      id: random.id(at: instant), name: "\(words) \(type.plural) (\(industry.rawValue))", type: type,
      industry: industry, useCase: useCase, summary: "Made-up \(type.plural) about \(words).",
      sourcePath: "templates/\(industry.rawValue)/\(useCase)/\(type.rawValue).json",
      schemaDefinition: #"{"properties":{"id":{"type":"string"},"title":{"type":"string"}},"type":"object"}"#,
      defaultRecordCount: type.defaultRecordCount, metadataTemplate: ["tags": [.string(useCase)]], qualityRules: [],
      version: "1.\(number % 4).0", contentHash: random.digest(),
      sampleQueries: (1...10).map { "\(words) question \($0)" }, relationships: ["author"])
  }
}

extension Duration {
  static func days(_ days: Int) -> Duration { .seconds(days * 86_400) }
}
