import DataOpsCore
import DataOpsLifecycle
import Synchronization
import Testing

@Suite struct `A datasource name that somebody has` {
  @Test func `is neither taken nor written into the ledger`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 12).dataset.id
    let names = TakenNames(first: 1)
    let watch = SearchWatch(examining: { names.examiner($0) })
    try await installation.work(search: watch)
    let connector = try await installation.connector(of: id)
    #expect(try await installation.dataset(id).status == .ready)
    #expect(names.asked.count == 2)
    #expect(names.asked.last == connector.datasource)
    #expect(
      try await installation.ledger(of: id).filter { $0.kind == .datasource }.map(\.name) == [connector.datasource])
  }

  @Test func `three times in a row ends the provision before anything is planned`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 12).dataset.id
    let names = TakenNames(first: .max)
    try await installation.work(search: SearchWatch(examining: { names.examiner($0) }))
    let dataset = try await installation.dataset(id)
    #expect(dataset.failure?.code == .connectorMisconfigured)
    #expect(names.asked.count == 3)
    #expect(try await installation.ledger(of: id).isEmpty)
  }
}

/// A search system in which somebody has the first names that are asked for.
private final class TakenNames: Sendable {
  private let first: Int
  private let names = Mutex<[String]>([])

  init(first: Int) { self.first = first }

  var asked: [String] { names.withLock { $0 } }

  func examiner(_ real: any TenantExaminer) -> any TenantExaminer { Examiner(real: real, names: self) }

  private func isTaken(_ name: String) -> Bool {
    names.withLock { names in
      names.append(name)
      return names.count <= first
    }
  }

  private struct Examiner: TenantExaminer {
    let real: any TenantExaminer
    let names: TakenNames

    func askIndexing(of datasource: String, presenting token: CredentialKind) async -> TenantAnswer {
      guard datasource.hasPrefix("acmebank"), names.isTaken(datasource) else {
        return await real.askIndexing(of: datasource, presenting: token)
      }
      return TenantAnswer(.accepted, serverTime: nil, took: .zero)
    }

    func askSearch(as email: String?, presenting token: CredentialKind) async -> TenantAnswer {
      await real.askSearch(as: email, presenting: token)
    }

    func close() async { await real.close() }
  }
}
