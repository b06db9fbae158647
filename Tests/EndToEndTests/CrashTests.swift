import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing

/// `kill -9` at any moment, then start again: the operation ends as if nothing had happened.
@Suite(.serialized) struct `Killed and started again` {
  static let count = 60
  static let provision = [
    "dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "\(count)",
  ]

  /// Enough for four pages of an upload.
  static let messageCount = 3500
  static let provisionMessages = [
    "dataset", "provision", "--client", "Quillmere Clinic", "--type", "slack_messages", "--count", "\(messageCount)",
  ]

  /// How many random moments are tried; more with `DATAOPS_CRASH_ROUNDS`.
  static let rounds = ProcessInfo.processInfo.environment["DATAOPS_CRASH_ROUNDS"].flatMap { Int($0) } ?? 4

  @Test(arguments: Lifecycle.steps(of: .provision))
  func `a provision killed behind a step becomes READY, and nothing is doubled`(step: StepName) async throws {
    let program = try Program()
    try await program.addClient()
    _ = try await program.run(Self.provision, until: "✓ \(step.rawValue)") { $0.killAtOnce() }
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    try await expectReady(program)
  }

  @Test(arguments: Lifecycle.steps(of: .teardown))
  func `a teardown killed behind a step is finished, and nothing is left over`(step: StepName) async throws {
    let program = try await readyDataset()
    let teardown = ["dataset", "teardown", "quillmere-clinic-sandbox-jira", "--grace", "0"]
    _ = try await program.run(teardown, until: "✓ \(step.rawValue)") { $0.killAtOnce() }
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    try await expectRemoved(program)
  }

  @Test(arguments: 0..<rounds)
  func `a provision killed at random moments, again and again, becomes READY`(round: Int) async throws {
    let program = try Program()
    try await program.addClient()
    // The first line of a run is the earliest moment at which the request is known to be in the registry.
    _ = try await program.run(Self.provision, until: "✓ select_template") { try await Self.killSoon($0) }
    for _ in 0..<2 {
      _ = try await program.run(["operation", "resume"], until: "✓") { try await Self.killSoon($0) }
    }
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    try await expectReady(program)
  }

  @Test(arguments: 0..<rounds)
  func `a provision killed between the pages of its upload becomes READY with every message once`(
    round: Int
  ) async throws {
    let program = try Program()
    try await program.addClient()
    _ = try await program.run(Self.provisionMessages, until: "✓ write_snapshot") { try await Self.killSoon($0) }
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    try await expectReady(program, count: Self.messageCount)
  }

  @Test(arguments: 0..<rounds)
  func `a teardown killed at random moments is finished`(round: Int) async throws {
    let program = try await readyDataset()
    let teardown = ["dataset", "teardown", "quillmere-clinic-sandbox-jira", "--grace", "0"]
    _ = try await program.run(teardown, until: "✓ pause_sync") { try await Self.killSoon($0) }
    let resumed = try await program.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    try await expectRemoved(program)
  }

  @Test func `the same request again takes up the one that was killed`() async throws {
    let program = try Program()
    try await program.addClient()
    _ = try await program.run(Self.provision, until: "✓ configure_connector") { $0.killAtOnce() }
    let again = try await program.run(Self.provision)
    #expect(again.exitCode == 0, "\(again)")
    try await expectReady(program)
  }

  @Test func `a provision that was killed is undone by a cancellation, and made again by a retry`() async throws {
    var program = try Program()
    // The sample queries wait for indexing, so that the provision cannot end before it is killed.
    program.environment["DATAOPS_SANDBOX_INDEXING_DELAY"] = "3s"
    try await program.addClient()
    _ = try await program.run(Self.provision, until: "✓ upload") { $0.killAtOnce() }
    let cancelled = try await program.run("operation", "cancel", try await unfinishedOperation(program))
    #expect(cancelled.exitCode == 0, "\(cancelled)")
    #expect(cancelled.output.contains("cancelled"), "\(cancelled)")
    try await expectUndone(program)

    let retried = try await program.run("dataset", "retry", "quillmere-clinic-sandbox-jira")
    #expect(retried.exitCode == 0, "\(retried)")
    try await expectReady(program, operations: [.succeeded, .cancelled], connectors: [.delete, .monitor])
  }

  /// The id of the only operation under way.
  private func unfinishedOperation(_ program: Program) async throws -> String {
    struct Row: Decodable { let id: String }
    let outcome = try await program.run("operation", "list", "--output", "json")
    let rows = try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
    try #require(rows.count == 1, "\(outcome)")
    return rows[0].id
  }

  /// The fault itself: somewhere within the second in which the operation runs.
  private static func killSoon(_ running: Program.Running) async throws {
    try await Task.sleep(for: .milliseconds(Int.random(in: 0...900)))
    running.killAtOnce()
  }

  private func readyDataset() async throws -> Program {
    let program = try Program()
    try await program.addClient()
    let outcome = try await program.run(Self.provision)
    try #require(outcome.exitCode == 0, "\(outcome)")
    return program
  }

  /// - Parameter operations: how each ended, newest first.
  private func expectReady(
    _ program: Program, count: Int = Self.count, operations: [OperationStatus] = [.succeeded],
    connectors: [ConnectorPhase] = [.monitor]
  ) async throws {
    let aftermath = try await Aftermath.read(program)
    #expect(aftermath.dataset.status == .ready)
    #expect(aftermath.dataset.recordCount == count)
    #expect(aftermath.operations.map(\.status) == operations)
    #expect(aftermath.connectors.map(\.phase) == connectors)
    #expect(aftermath.status?.uploaded == count)
    #expect(aftermath.status?.indexed == count)
    let snapshot = try #require(aftermath.snapshot)
    #expect(aftermath.snapshotFiles == snapshot.chunkCount + 1, "the chunks and their manifest")
    #expect(aftermath.auditIsWhole)
  }

  private func expectUndone(_ program: Program) async throws {
    let aftermath = try await Aftermath.read(program)
    #expect(aftermath.dataset.status == .failed)
    #expect(aftermath.dataset.failure?.code == .cancelled)
    #expect(aftermath.operations.map(\.status) == [.cancelled])
    #expect(aftermath.connectors.map(\.phase) == [.delete])
    let status = try #require(aftermath.status)
    #expect(status.countsNothing)
    #expect(aftermath.snapshotFiles == 0)
    #expect(aftermath.auditIsWhole)
  }

  private func expectRemoved(_ program: Program) async throws {
    let aftermath = try await Aftermath.read(program)
    #expect(aftermath.dataset.status == .archived)
    #expect(aftermath.dataset.cleanupVerifiedAt != nil)
    #expect(aftermath.operations.map(\.status) == [.succeeded, .succeeded])
    let status = try #require(aftermath.status)
    #expect(status.countsNothing)
    #expect(aftermath.auditIsWhole)
  }
}
