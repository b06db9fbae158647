import DataOpsCore
import Foundation
import Testing

@Suite struct `Timestamps` {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000000Z"), (1_768_737_600_123_456, "2026-01-18T12:00:00.123456Z"),
    (-1, "1969-12-31T23:59:59.999999Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
  ])
  func `are written as RFC 3339 with six digits`(microseconds: Int64, text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
    #expect(Timestamp(text) == Timestamp(microseconds: microseconds))
  }

  @Test func `are read with an offset`() {
    #expect(Timestamp("2026-01-18T13:30:00+01:30") == Timestamp("2026-01-18T12:00:00Z"))
  }

  @Test(arguments: [
    "2026-02-30T00:00:00Z", "2026-01-18", "2026-01-18T24:00:00Z", "2026-01-18T12:00:00", "2026-01-18T12:00:00.Z",
    "2026-01-18T12:00:00Zx", "２０26-01-18T12:00:00Z",
  ])
  func `are not read from anything else`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `sort as their texts do`() {
    let instants = (0..<200).map { Timestamp(microseconds: 1_768_737_600_000_000 + $0 * 86_400_123_457) }
    #expect(instants.map(\.description) == instants.map(\.description).sorted())
  }
}

@Suite struct `Identifiers` {
  @Test func `are version 7 UUIDs that sort by time`() {
    var generator = CountingGenerator(from: .max / 2)
    let earlier = Identifier<Dataset>(at: noon, using: &generator)
    let later = Identifier<Dataset>(at: noon + .milliseconds(1), using: &generator)
    #expect(earlier < later)
    #expect(earlier.description.dropFirst(14).first == "7")
    #expect("89ab".contains(earlier.description.dropFirst(19).first ?? "x"))
  }

  @Test func `are read back from their text and from nothing else`() {
    let id = someID(Dataset.self)
    #expect(Identifier<Dataset>(id.description) == id)
    #expect(Identifier<Dataset>("not-an-id") == nil)
  }
}

@Suite struct `Secrets` {
  @Test func `are not printed, interpolated, dumped or mirrored`() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(!text.contains("hunter2"))
    }
    #expect(secret.reveal() == "hunter2")
  }
}

@Suite struct `Durations as text` {
  @Test(arguments: [
    ("0", Duration.zero), ("500ms", .milliseconds(500)), ("90s", .seconds(90)), ("15m", .seconds(900)),
    ("24h", .seconds(86_400)), ("7d", .seconds(604_800)),
  ])
  func `are read with their unit`(text: String, duration: Duration) {
    #expect(Duration(text: text) == duration)
  }

  @Test(arguments: ["", "5", "-1s", "1.5h", "h", "1w", "99999999999999999999s"])
  func `are not read from anything else`(text: String) {
    #expect(Duration(text: text) == nil)
  }

  @Test(arguments: ["500ms", "90s", "15m", "24h", "7d"])
  func `are written as they are read`(text: String) throws {
    #expect(try #require(Duration(text: text)).text == text)
  }
}

@Suite struct `JSON values` {
  @Test func `survive coding`() throws {
    let value: JSON = ["a": [1, true, "x"], "b": ["c": .null, "d": .number(1.5)]]
    let bytes = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSON.self, from: bytes) == value)
  }
}
