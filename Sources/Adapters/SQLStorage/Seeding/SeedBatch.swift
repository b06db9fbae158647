import DataOpsCore
import DataOpsLifecycle

/// Rows of one transaction.
struct SeedBatch: Sendable {
  /// In the order in which they can be inserted.
  private static let tables = [
    Client.table, DatasetTemplate.table, Dataset.table, GleanConnector.table, Operation.table, OperationStep.table,
    DataQualityCheck.table, Snapshot.table, Archive.table, OutboxEvent.table, AuditEvent.table,
  ]

  private var records: [String: [SQLRecord]] = [:]
  private(set) var statements: [SQLStatement] = []
  /// How many there are of each table.
  private(set) var rows: [String: Int] = [:]
  /// Their labels are rows, too.
  private(set) var datasets: [Dataset] = []
  /// Where the audit chain ends before and after it.
  let auditBegin: AuditEnd
  var auditEnd: AuditEnd
  /// How many datasets there are after it.
  var datasetsSoFar = 0

  init(after end: AuditEnd) {
    (auditBegin, auditEnd) = (end, end)
  }

  mutating func add(_ nouns: [some SQLStored]) throws(SQLError) {
    for noun in nouns {
      let record = try noun.record()
      records[record.table, default: []].append(record)
    }
  }

  mutating func add(_ history: SeedHistory) throws(SQLError) {
    datasets.append(history.dataset)
    try add([history.dataset])
    try add([history.connector])
    try add(history.operations)
    try add(history.steps)
    try add(history.checks)
    try add([history.snapshot].compactMap(\.self))
    try add([history.archive].compactMap(\.self))
    try add(history.events)
  }

  /// Makes statements of what was added, while nobody waits for them.
  mutating func seal() {
    rows = records.mapValues(\.count)
    rows["dataset_labels"] = datasets.reduce(0) { $0 + $1.labels.count }
    statements = Self.tables.flatMap { SQLRecord.insert(records[$0] ?? []) }
    records = [:]
  }
}
