import DataRecords
import Foundation
import Testing

@testable import GleanSandbox

@Suite struct TimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_790_000_000_123, "2026-09-21T14:13:20.123Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `writes times in ISO 8601 and reads them back`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).text == text)
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test func `reads offsets`() {
    #expect(Timestamp("2026-09-21T16:13:20+02:00")?.milliseconds == 1_790_000_000_000)
    #expect(Timestamp("2026-09-21T13:43:20.5-00:30")?.milliseconds == 1_790_000_000_500)
  }

  @Test(
    arguments: [
      "", "2026-09-21", "2026-02-30T00:00:00Z", "2026-09-21T25:00:00Z", "2026-09-21T16:13:20", "2026-09-21T16:13:20.Z",
      "2026-09-21T16:13:20+2:00",
    ])
  func `refuses other texts`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `wakes whoever waits for a moment when it has come`() async throws {
    let clock = ManualSandboxClock(now: Date(timeIntervalSince1970: 0))
    async let waiting: Void = clock.wait(until: Date(timeIntervalSince1970: 10))
    clock.advance(by: .seconds(10))
    try await waiting
    #expect(clock.now == Date(timeIntervalSince1970: 10))
  }

  @Test func `ends a wait that is cancelled`() async throws {
    let clock = ManualSandboxClock(now: Date(timeIntervalSince1970: 0))
    let task = Task { try await clock.wait(until: .distantFuture) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
