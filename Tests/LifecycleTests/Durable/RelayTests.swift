import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `An event` {
  /// A receiver that tells what it was sent, and by whom.
  private struct Receiver: EventSink {
    let sender: String
    let happened: Happenings
    let gate: Gate?

    func send(_ event: OutboxEvent) async throws(Failure) {
      happened.add("\(event.sequence) by the \(sender)")
      do { try await gate?.pass() } catch { throw Failure(wrapping: error) }
    }
  }

  /// An installation with a dataset of which one event has not been sent.
  private func installation() async throws -> (Installation, Identifier<Dataset>) {
    let installation = try await Installation()
    var fixtures = Fixtures(time: installation.time)
    let scene = Scene(&fixtures)
    let event = fixtures.outboxEvent(.datasetArchived, of: scene.dataset, sequence: 1)
    try await installation.services.storage.insert(scene)
    try await installation.services.storage.write { try $0.enqueue(event) }
    return (installation, scene.dataset.id)
  }

  @Test func `that takes longer to send than the lease is sent once, by the process that began it`() async throws {
    let (installation, dataset) = try await installation()
    let (gate, happened) = (Gate(), Happenings())
    let slow = Receiver(sender: "first", happened: happened, gate: gate)
    let quick = Receiver(sender: "second", happened: happened, gate: nil)
    let first = Relay(services: installation.services, sink: slow, owner: "first")
    let second = Relay(services: installation.services, sink: quick, owner: "second")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await first.run() }
      try await eventually("the event is under way") { !happened.all.isEmpty }
      group.addTask { try await second.run() }
      try await eventually("both wait") { installation.time.pausedCount == 2 }
      try await installation.advance(by: installation.services.policy.lease * 4, while: 2)
      #expect(try await installation.lease(of: "relay")?.owner == "first")
      gate.open()
      try await eventually("it is kept as sent") {
        try await installation.read { try $0.outbox(of: dataset).first?.deliveredAt } != nil
      }
      #expect(happened.all == ["1 by the first"])
      group.cancelAll()
    }
  }
}
