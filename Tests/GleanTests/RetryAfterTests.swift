import Foundation
import Testing

@testable import GleanAPI

@Suite struct `The time a server asks for` {
  private let now = Date(timeIntervalSince1970: 784_111_777)

  @Test(arguments: [
    ("0", Duration.zero), ("120", .seconds(120)), (" 5 ", .seconds(5)),
    ("Sun, 06 Nov 1994 08:49:47 GMT", .seconds(10)), ("Sunday, 06-Nov-94 08:49:47 GMT", .seconds(10)),
    ("Sun Nov  6 08:49:47 1994", .seconds(10)), ("Sun, 06 Nov 1994 08:49:07 GMT", .zero),
    ("99999999999999999999999", RetryAfter.longest), ("Fri, 31 Dec 9999 23:59:59 GMT", RetryAfter.longest),
  ])
  func `is seconds or a date in any of three forms`(header: String, expected: Duration) {
    #expect(RetryAfter.duration(header, now: now) == expected)
  }

  @Test(arguments: [
    nil, "", "soon", "-5", "1.5", "5 seconds", "Sun, 06 Nov 1994 08:49:47", "Sun, 32 Nov 1994 08:49:47 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Foo 1994 08:49:47 GMT", "٣",
    "Sun, 06 Nov 1994 08:49 GMT", String(repeating: "9 ", count: 100),
  ])
  func `is nothing when it is neither`(header: String?) {
    #expect(RetryAfter.duration(header, now: now) == nil)
  }

  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
    ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Sun, 21 Sep 2026 14:13:20 GMT", 1_790_000_000), ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799),
  ])
  func `counts days as the calendar does`(text: String, seconds: Int) {
    #expect(HTTPDate.secondsSince1970(text) == seconds)
  }
}

@Suite struct `The pause before another attempt` {
  private let policy = RetryPolicy(GleanConfiguration())

  @Test func `is between half and the whole of its step, by chance`() {
    let failure = AttemptFailure(reason: .connectionLost(cause: "x"), mayHaveExecuted: true)
    let pauses = [0, 0.5, 1].map {
      policy.pause(after: failure, attempt: 2, of: .search, remaining: .seconds(100), chance: $0)
    }
    #expect(pauses == [.milliseconds(500), .milliseconds(750), .seconds(1)])
  }

  @Test func `does not grow beyond bounds with the attempts`() {
    var policy = policy
    policy.attempts = .max
    let failure = AttemptFailure(reason: .connectionLost(cause: "x"), mayHaveExecuted: true)
    let pause = policy.pause(after: failure, attempt: .max - 1, of: .search, remaining: .seconds(100), chance: 1)
    #expect(pause == .seconds(30))
  }

  @Test func `does not exist for processing refused without a time`() {
    let failure = AttemptFailure(reason: .rateLimited(retryAfter: nil), mayHaveExecuted: false)
    let processing = policy.pause(
      after: failure, attempt: 1, of: .processAllDocuments, remaining: .seconds(100), chance: 1)
    #expect(processing == nil)
    #expect(policy.pause(after: failure, attempt: 1, of: .search, remaining: .seconds(100), chance: 1) != nil)
  }
}
