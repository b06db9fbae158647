import DataOpsCore
import DataOpsLifecycle
import Foundation
import Synchronization
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

@Suite(.needsPostgres) struct `A commit whose answer is lost` {
  /// A table that takes the same again, so that doing it twice would be seen.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `is done once, whether the server had heard of it or not`(seed: UInt64) async throws {
    let database = try await PostgresDatabase()
    let direct = try await database.migrate()
    let proxy = try await PostgresProxy(to: .shared())
    let registry = try await SQLRegistry.openPostgres(try PostgresAddress(proxy.address(database.name)))
    var fixtures = Fixtures(time: database.time)
    let clients = (1...50).map { fixtures.client("Client \($0)") }
    proxy.loseCommits(seed: seed)
    for client in clients {
      try await registry.write { [fixtures] registry in
        _ = try registry.auditEnd()
        try registry.append(fixtures.auditEvent(after: try registry.lastAuditEvent(), client: client))
      }
    }
    let events = try await direct.read { try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 1000) }
    #expect(events.compactMap(\.entry.clientID) == clients.map(\.id))
    #expect(proxy.losses.before >= 10, "\(proxy.losses)")
    #expect(proxy.losses.after >= 10, "\(proxy.losses)")
  }
}

@Suite(.needsPostgres) struct `A PostgreSQL server that hangs` {
  private enum Access: CaseIterable { case read, write }

  /// It would be waited for until it is sure to have ended the statement by itself, which is a minute and more.
  @Test(arguments: Access.allCases) private func `keeps nobody who was cancelled`(access: Access) async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().close()
    let proxy = try await PostgresProxy(to: .shared())
    let registry = try await SQLRegistry.openPostgres(try PostgresAddress(proxy.address(database.name)))
    _ = try await registry.read { try $0.clients() }
    proxy.hang()
    let task = Task {
      switch access {
      case .read: _ = try await registry.read { try $0.clients() }
      case .write: _ = try await registry.write { try $0.auditEnd() }
      }
    }
    try await eventually("the server was asked") { proxy.isAsked }
    let cancelled = ContinuousClock.now
    task.cancel()
    await #expect(throws: SQLError.timedOut.failure()) { try await task.value }
    #expect(ContinuousClock.now - cancelled < .seconds(20))
    try await proxy.comeBack()
    #expect(try await registry.read { try $0.clients() } == [], "and its sessions are used again")
  }

  @Test(arguments: [false, true]) func `is left without a farewell`(isAsked: Bool) async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().close()
    let proxy = try await PostgresProxy(to: .shared())
    let registry = try await SQLRegistry.openPostgres(try PostgresAddress(proxy.address(database.name)))
    _ = try await registry.read { try $0.clients() }
    proxy.hang()
    let asking = isAsked ? Task { try await registry.read { try $0.clients() } } : nil
    if isAsked { try await eventually("the server was asked") { proxy.isAsked } }
    let isLeft = Flag()
    // Not on a thread that others need, should it be kept there.
    Thread.detachNewThread {
      registry.close()
      isLeft.raise()
    }
    try await eventually("it is left") { isLeft.isRaised }
    asking?.cancel()
  }
}

private final class Flag: Sendable {
  private let raised = Atomic(false)

  var isRaised: Bool { raised.load(ordering: .acquiring) }
  func raise() { raised.store(true, ordering: .releasing) }
}
