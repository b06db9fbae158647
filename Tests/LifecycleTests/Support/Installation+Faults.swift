import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

extension Installation {
  /// Runs everything that can run, with the search system watched, steps replaced and the policy changed.
  func work(
    search watch: SearchWatch = SearchWatch(), steps: [any Step] = [], policy: Policy? = nil,
    news: @escaping @Sendable (OperationNews) -> Void = { _ in }
  ) async throws {
    let own = services
    let services = Services(
      storage: own.storage, objects: own.objects, connections: watch.connections(to: own.connections),
      templates: own.templates, time: own.time, identifiers: own.identifiers, signer: own.signer,
      policy: policy ?? own.policy,
      logger: own.logger)
    try await application.run { _ in
      let runner = OperationRunner(services: services, steps: steps + Lifecycle.allSteps, owner: "test", news: news)
      try await Worker(services: services, runner: runner).drain()
    }
  }

  /// Runs until `moment` of `step`, where the process is interrupted.
  func work(interruptedAt moment: StepMoment, of step: StepName) async throws {
    let reached = Counter(1)
    let failure = await failure {
      try await work { news in
        if moment.isMeant(by: news, of: step), reached.take() { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    #expect(!reached.take(), "the moment never came")
    // Behind the last step there is nothing left to interrupt.
    #expect(failure == nil || failure?.code == .interrupted)
  }

  /// A client with a READY dataset of issues.
  func readyDataset(count: Int = 60) async throws -> Identifier<Dataset> {
    _ = try await addClient()
    let id = try await requestIssues(count: count).dataset.id
    try await drain()
    return id
  }

  /// A client with an ARCHIVED dataset whose grace is not over.
  func archivedDataset(count: Int = 60) async throws -> Identifier<Dataset> {
    let id = try await readyDataset(count: count)
    _ = try await requests.teardown(id)
    try await drain()
    return id
  }

  func checks(of id: Identifier<Dataset>) async throws -> [DataQualityCheck] {
    try await read { try $0.checks(of: id, limit: 1000) }
  }

  func ledger(of id: Identifier<Dataset>) async throws -> [LedgerEntry] {
    try await read { try $0.ledger(of: id) }
  }

  /// What may still exist outside of the registry, by the dataset's ledger.
  func openLedger(of id: Identifier<Dataset>) async throws -> Set<ResourceKind> {
    Set(try await ledger(of: id).filter { $0.releasedAt == nil }.map(\.kind))
  }

  func audit(_ action: AuditAction) async throws -> [AuditEvent] {
    try await read { try $0.auditEvents(after: 0, filter: AuditFilter(action: action), limit: 1000) }
  }

  /// The files of all snapshots, without their folders.
  func snapshotFiles() async throws -> [String] {
    try await services.objects.list(under: .snapshots).map { $0.parts.last ?? "" }
  }

  /// How much is in the registry, to see that a refused request adds nothing.
  func rows() async throws -> [String: Int] {
    try await read { registry in
      [
        "clients": try registry.clients().count, "datasets": try registry.datasets(DatasetFilter(limit: .max)).count,
        "operations": try registry.operations(OperationFilter(limit: .max)).count,
        "audit": try registry.auditEvents(after: 0, filter: AuditFilter(), limit: .max).count,
      ]
    }
  }

  /// Changes one byte in the middle of an object's file.
  func flipByte(in key: ObjectKey) throws {
    let url = URL(fileURLWithPath: "\(application.directory.objects)/\(key)")
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count / 2] ^= 0x01
    try bytes.write(to: url)
  }

  /// The first chunk of the dataset's snapshot, by the name of its file.
  func chunk(of id: Identifier<Dataset>) async throws -> ObjectKey {
    let snapshot = try #require(try await dataset(id).currentSnapshotID)
    let keys = try await services.objects.list(under: .snapshot(snapshot))
    return try #require(keys.first { $0.parts.last?.hasSuffix(".zst") == true })
  }
}

/// A moment of a step at which a process may be interrupted.
enum StepMoment: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case beginning, end

  var testDescription: String { "at the \(rawValue)" }

  func isMeant(by news: OperationNews, of step: StepName) -> Bool {
    switch (self, news) {
    case (.beginning, .stepBegan(_, _, step, _)): true
    case (.end, .stepEnded(_, _, let row)): row.name == step
    default: false
    }
  }
}
