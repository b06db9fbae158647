import Foundation
import Testing

@testable import DataRecords

@Suite struct `A point in time` {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("1970-01-01", 0, 0), ("2000-02-29T12:34:56.789Z", 951_827_696, 789_000_000),
    ("2024-05-31T12:00:00+02:00", 1_717_149_600, 0), ("2024-05-31T00:00:00-09:30", 1_717_147_800, 0),
    ("1969-12-31T23:59:59.000000001Z", -1, 1), ("0000-01-01", -62_167_219_200, 0),
    ("9999-12-31T23:59:59.99999999999Z", 253_402_300_799, 999_999_999), ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
  ])
  func `is read as RFC 3339 writes it`(text: String, seconds: Int64, nanoseconds: Int32) {
    #expect(RecordInstant(text) == RecordInstant(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "2024", "2024-02-30", "2024-05-31T12:00:00", "2024-05-31 12:00:00Z", "now", "2024-05-31T25:00:00Z",
  ])
  func `is not read from anything else`(text: String) { #expect(RecordInstant(text) == nil) }

  @Test func `is written as it is read, for every day of 800 years`() {
    var formatter = Date.ISO8601FormatStyle()
    formatter.timeZone = .gmt
    for day in stride(from: -150_000 as Int64, to: 150_000, by: 7) {
      let instant = RecordInstant(seconds: day * 86_400 + day & 0xFFFF)
      #expect(RecordInstant(instant.description) == instant)
    }
    #expect(RecordInstant(seconds: 951_827_696, nanoseconds: 780_000_000).description == "2000-02-29T12:34:56.78Z")
    #expect(RecordInstant(seconds: -1).description == "1969-12-31T23:59:59Z")
  }
}
