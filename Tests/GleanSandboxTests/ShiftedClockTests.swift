import DataRecords
import Foundation
import Testing

@testable import GleanSandbox

@Suite(.timeLimit(.minutes(1))) struct ShiftedClockTests {
  @Test func `goes with the machine's time until it is moved`() {
    let clock = ShiftedSandboxClock()
    #expect(abs(clock.now.timeIntervalSinceNow) < 5)
    clock.advance(by: .seconds(900))
    #expect(abs(clock.now.timeIntervalSinceNow - 900) < 5)
    #expect(clock.shift == .seconds(900))
    clock.advance(by: .seconds(-60))
    #expect(clock.shift == .seconds(900))
  }

  @Test func `wakes whoever waits when it is moved past the moment`() async throws {
    let clock = ShiftedSandboxClock()
    let deadline = clock.now.addingTimeInterval(10_000)
    async let waiting: Void = clock.wait(until: deadline)
    clock.advance(by: .seconds(5_000))
    clock.advance(by: .seconds(5_000))
    try await waiting
    #expect(clock.now >= deadline)
  }

  @Test func `ends a wait that is cancelled`() async throws {
    let clock = ShiftedSandboxClock()
    let task = Task { try await clock.wait(until: .distantFuture) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `lets 15 minutes of indexing pass at once`() async throws {
    try await withSandbox({
      $0.clock = ShiftedSandboxClock()
      $0.indexingDelay = .seconds(900)
    }) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      #expect(try await client.titles("nothing", as: Wiki.ada).isEmpty)
      try await client.advance(seconds: 900)
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
    }
  }

  @Test func `does not go back when the server starts again`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory, { $0.clock = ShiftedSandboxClock() }) { client in
      try await client.advance(seconds: 86_400)
    }
    let clock = ShiftedSandboxClock()
    try await withSandbox(directory: directory, { $0.clock = clock }) { client in
      let answer = try await client.console("GET", "clock")
      #expect(answer.json["canAdvance"] == true)
      #expect(clock.shift == .seconds(86_400))
    }
  }
}
