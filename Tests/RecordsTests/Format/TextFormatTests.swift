import Testing

@testable import DataRecords

@Suite struct `Formats` {
  private func check(_ format: TextFormat, _ text: String) -> Bool {
    // A copy of exactly this size, so that reading too far is found by a sanitizer.
    Array(text.utf8).withUnsafeBufferPointer { $0.baseAddress.map { format.matches($0, text.utf8.count) } ?? false }
  }

  @Test(arguments: [
    (TextFormat.dateTime, "2024-05-31T12:00:00Z"), (.dateTime, "2024-02-29t23:59:59.123456z"),
    (.dateTime, "2024-05-31T12:00:00.5+05:30"), (.dateTime, "1998-12-31T23:59:60Z"),
    (.dateTime, "1998-12-31T15:59:60.1-08:00"), (.date, "2024-02-29"), (.date, "2000-02-29"),
    (.email, "a@b"), (.email, "first.last+tag@mail.example.org"), (.uri, "https://example.org/a?b=%20c#d"),
    (.uri, "urn:isbn:0451450523"), (.uri, "mailto:a@b"), (.uri, "http://[::1]:80/"),
    (.uuid, "123e4567-E89B-12d3-a456-426614174000"),
  ])
  func `accept what they describe`(format: TextFormat, text: String) {
    #expect(check(format, text))
  }

  @Test(arguments: [
    (TextFormat.dateTime, "2024-05-31"), (.dateTime, "2024-05-31 12:00:00Z"), (.dateTime, "2024-05-31T12:00:00"),
    (.dateTime, "2024-05-31T24:00:00Z"), (.dateTime, "2024-05-31T12:60:00Z"), (.dateTime, "2024-05-31T12:00:61Z"),
    (.dateTime, "2024-05-31T12:00:60Z"), (.dateTime, "2024-05-31T12:00:00.Z"), (.dateTime, "2024-05-31T12:00:00.1"),
    (.dateTime, "2024-05-31T12:00:00+0530"), (.dateTime, "2024-05-31T12:00:00+24:00"),
    (.dateTime, "2024-05-31T12:00:00Zx"), (.dateTime, "2024-13-31T12:00:00Z"), (.dateTime, "x024-05-31T12:00:00Z"),
    (.date, "2023-02-29"), (.date, "1900-02-29"), (.date, "2024-04-31"), (.date, "2024-00-01"), (.date, "2024-1-01"),
    (.date, "2024-05-31T"), (.email, "a"), (.email, "@b"), (.email, "a@"), (.email, "a@b@c"), (.email, ".a@b"),
    (.email, "a.@b"), (.email, "a..b@c"), (.email, "a b@c"), (.email, "a@-b"), (.email, "a@b-.c"), (.email, "a@b..c"),
    (.email, "é@b"), (.uri, "example.org"), (.uri, "/a"), (.uri, "1a:b"), (.uri, "http://a b"), (.uri, "a:%zz"),
    (.uri, "a:%2"), (.uri, "a:#b#c"), (.uri, "a:é"), (.uri, ":a"), (.uri, "a:\0"),
    (.uuid, "123e4567e89b12d3a456426614174000"), (.uuid, "123e4567-e89b-12d3-a456-42661417400g"),
    (.uuid, "123e4567-e89b-12d3-a456_426614174000"),
  ])
  func `refuse what they do not`(format: TextFormat, text: String) {
    #expect(!check(format, text))
  }
}
