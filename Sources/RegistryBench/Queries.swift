import ArgumentParser
import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage

/// How long questions take through the storage port: from the call to the values, transaction, reading and decoding included.
struct Queries: AsyncParsableCommand {
  @OptionGroup var registry: RegistryOption

  @Option(help: "Calls of each kind.")
  var calls = 2000

  @Option(help: "Another seed asks other questions in another order.")
  var seed: UInt64 = 1

  private struct Report: Encodable {
    let kinds: [Kind]
    /// All but the counts.
    let all: Latencies
    let counts: Latencies

    struct Kind: Encodable {
      let name: String
      let isCount: Bool
      let meanRows: Double
      let latencies: Latencies
    }
  }

  func run() async throws {
    let storage = try await SQLRegistry.openPostgres(PostgresAddress(registry.registry))
    defer { storage.close() }
    var choices = SeedRandom(seed: seed)
    let matter = try await QuestionMatter.gather(storage, &choices)
    let kinds = QueryKind.all
    // Statements are prepared and planned, and pages read.
    for _ in 0..<10 { for kind in kinds { _ = try await ask(kind.make(&choices, matter), storage) } }
    var times = [[Double]](repeating: [], count: kinds.count)
    var rows = [Int](repeating: 0, count: kinds.count)
    for index in kinds.indices.flatMap({ [Int](repeating: $0, count: calls) }).shuffled(using: &choices) {
      let (microseconds, count) = try await ask(kinds[index].make(&choices, matter), storage)
      times[index].append(microseconds)
      rows[index] += count
    }
    func together(_ areCounts: Bool) -> Latencies {
      Latencies(microseconds: kinds.indices.filter { kinds[$0].isCount == areCounts }.flatMap { times[$0] })
    }
    try tell(
      Report(
        kinds: kinds.indices.map { index in
          Report.Kind(
            name: kinds[index].name, isCount: kinds[index].isCount, meanRows: Double(rows[index]) / Double(calls),
            latencies: Latencies(microseconds: times[index]))
        }, all: together(false), counts: together(true)))
  }

  private func ask(
    _ question: @escaping QueryKind.Question, _ storage: any Storage
  ) async throws -> (microseconds: Double, rows: Int) {
    let began = ContinuousClock.now
    let rows = try await storage.read(question)
    return ((ContinuousClock.now - began).microseconds, rows)
  }
}
