import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage

/// What questions are about: who and what there is in the registry.
struct QuestionMatter: Sendable {
  private let clients: [Identifier<Client>]
  private let live: [Identifier<Dataset>]
  private let archived: [Identifier<Dataset>]
  private let labels: [String: [String]]
  /// Whole names of datasets.
  let names: [String]
  let frequentWords: [String]

  static let twoLetters = ["an", "ba", "co", "ea", "fi", "jo", "ma", "pa", "se", "us"]
  static let twoLettersOfNobody = ["zj", "qz", "vq", "wz", "xj"]
  private static let tickets = 200

  static func ticket(_ choices: inout SeedRandom) -> String {
    "ops-\(1000 + Int.random(in: 0..<tickets, using: &choices))"
  }

  func client(_ choices: inout SeedRandom) -> Identifier<Client> { choices.one(of: clients) }

  func liveDataset(_ choices: inout SeedRandom) -> Identifier<Dataset> { choices.one(of: live) }

  /// As often one that is in use as an archived one.
  func anyDataset(_ choices: inout SeedRandom) -> Identifier<Dataset> {
    choices.one(of: Bool.random(using: &choices) ? live : archived)
  }

  func label(_ name: String, _ choices: inout SeedRandom) -> [String: String] {
    [name: choices.one(of: labels[name] ?? ["none"])]
  }

  /// Looks at all datasets, and gives some of them a label that few have, where none has it yet.
  static func gather(_ storage: any Storage, _ choices: inout SeedRandom) async throws -> QuestionMatter {
    var datasets: [Dataset] = []
    while true {
      let last = datasets.last?.id
      let page = try await storage.read { try $0.datasets(DatasetFilter(after: last, limit: 5000)) }
      datasets += page
      if page.count < 5000 { break }
    }
    if !datasets.contains(where: { $0.labels["ticket"] != nil }) {
      let chosen = datasets.shuffled(using: &choices).prefix(tickets)
      try await storage.write { registry in
        for (number, dataset) in chosen.enumerated() {
          var dataset = dataset
          dataset.labels["ticket"] = "ops-\(1000 + number)"
          try registry.update(dataset)
        }
      }
    }
    return QuestionMatter(datasets, clients: try await storage.read { try $0.clients() }.map(\.id))
  }

  private init(_ datasets: [Dataset], clients: [Identifier<Client>]) {
    self.clients = clients
    live = datasets.filter { $0.status != .archived }.map(\.id)
    archived = datasets.filter { $0.status == .archived }.map(\.id)
    names = Array(Set(datasets.map(\.name)))
    frequentWords = Array(Set(datasets.flatMap { [$0.metadata.industry, $0.metadata.useCase] })).sorted()
    var labels: [String: Set<String>] = [:]
    for dataset in datasets { for (name, value) in dataset.labels { labels[name, default: []].insert(value) } }
    self.labels = labels.mapValues { $0.sorted() }
  }
}
