import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage

/// A question that people and machines ask the registry; the table of all that are measured.
struct QueryKind: Sendable {
  typealias Question = @Sendable (any RegistryReading) throws -> Int

  let name: String
  /// Counts look at every row that they count, and are told apart.
  let isCount: Bool
  /// One question of this kind; it gives the number of rows.
  let make: @Sendable (inout SeedRandom, QuestionMatter) -> Question

  private init(
    _ name: String, isCount: Bool = false, _ make: @escaping @Sendable (inout SeedRandom, QuestionMatter) -> Question
  ) {
    (self.name, self.isCount, self.make) = (name, isCount, make)
  }

  private static func list(
    _ name: String, _ filter: @escaping @Sendable (inout SeedRandom, QuestionMatter) -> DatasetFilter
  ) -> QueryKind {
    QueryKind("list, \(name)") { choices, matter in
      var filter = filter(&choices, matter)
      filter.limit = 50
      return { [filter] in try $0.datasets(filter).count }
    }
  }

  private static func count(
    _ name: String, _ filter: @escaping @Sendable (inout SeedRandom, QuestionMatter) -> DatasetFilter
  ) -> QueryKind {
    QueryKind("count, \(name)", isCount: true) { choices, matter in
      let filter = filter(&choices, matter)
      return { try $0.datasetCounts(filter).values.reduce(0, +) }
    }
  }

  private static func of(
    _ name: String, _ ask: @escaping @Sendable (any RegistryReading, Identifier<Dataset>) throws -> Int
  ) -> QueryKind {
    QueryKind(name) { choices, matter in
      let id = matter.anyDataset(&choices)
      return { try ask($0, id) }
    }
  }

  static let all: [QueryKind] = [
    of("get, dataset") { try $0.dataset($1) == nil ? 0 : 1 },
    of("get, operation with steps") { registry, id in
      guard let operation = try registry.operations(OperationFilter(datasetID: id, limit: 1)).first else { return 0 }
      return 1 + (try registry.steps(of: operation.id).count)
    },
    of("list, checks of a dataset") { try $0.checks(of: $1, limit: 100).count },
    of("list, audit of a dataset") {
      try $0.auditEvents(after: 0, filter: AuditFilter(datasetID: $1), limit: 100).count
    },
    of("list, operations of a dataset") { try $0.operations(OperationFilter(datasetID: $1, limit: 50)).count },
    list("newest") { _, _ in DatasetFilter() },
    list("live") { _, _ in DatasetFilter(liveOnly: true) },
    list("a page somewhere") { DatasetFilter(after: $1.anyDataset(&$0)) },
    list("a page of the live ones") { DatasetFilter(liveOnly: true, after: $1.liveDataset(&$0)) },
    list("client") { DatasetFilter(clientID: $1.client(&$0)) },
    list("client, a page somewhere") { DatasetFilter(clientID: $1.client(&$0), after: $1.anyDataset(&$0)) },
    list("client, live") { DatasetFilter(clientID: $1.client(&$0), liveOnly: true) },
    list("client and type") { DatasetFilter(clientID: $1.client(&$0), type: $0.one(of: DatasetType.allCases)) },
    list("stage and status") { choices, _ in
      DatasetFilter(stage: choices.one(of: Stage.allCases), status: choices.one(of: DatasetStatus.allCases))
    },
    list("status and type") { choices, _ in
      DatasetFilter(status: choices.one(of: DatasetStatus.allCases), type: choices.one(of: DatasetType.allCases))
    },
    list("client, stage and status") {
      DatasetFilter(
        clientID: $1.client(&$0), stage: $0.one(of: Stage.allCases), status: $0.one(of: DatasetStatus.allCases))
    },
    list("name") { DatasetFilter(name: $0.one(of: $1.names)) },
    list("label") { DatasetFilter(labels: $1.label("team", &$0)) },
    list("label, client") { DatasetFilter(clientID: $1.client(&$0), labels: $1.label("team", &$0)) },
    list("three labels") {
      DatasetFilter(
        labels: $1.label("team", &$0).merging($1.label("owner", &$0)) { $1 }.merging($1.label("region", &$0)) { $1 })
    },
    list("rare label") { choices, _ in DatasetFilter(labels: ["ticket": QuestionMatter.ticket(&choices)]) },
    list("label that nobody has") { choices, _ in DatasetFilter(labels: ["team": "t\(choices.next())"]) },
    list("frequent word") { DatasetFilter(text: $0.one(of: $1.frequentWords)) },
    list("frequent word, live") { DatasetFilter(liveOnly: true, text: $0.one(of: $1.frequentWords)) },
    list("less frequent word") { DatasetFilter(text: $0.one(of: $1.names)) },
    list("rare word") { choices, _ in DatasetFilter(text: QuestionMatter.ticket(&choices)) },
    list("word that is nowhere") { choices, _ in DatasetFilter(text: "zq\(choices.next())") },
    list("two letters") { choices, _ in DatasetFilter(text: choices.one(of: QuestionMatter.twoLetters)) },
    list("two letters that are nowhere") { choices, _ in
      DatasetFilter(text: choices.one(of: QuestionMatter.twoLettersOfNobody))
    },
    count("all") { _, _ in DatasetFilter() },
    count("client") { DatasetFilter(clientID: $1.client(&$0)) },
    count("stage") { choices, _ in DatasetFilter(stage: choices.one(of: Stage.allCases)) },
    count("label, live") { DatasetFilter(liveOnly: true, labels: $1.label("team", &$0)) },
    count("frequent word") { DatasetFilter(text: $0.one(of: $1.frequentWords)) },
  ]
}
