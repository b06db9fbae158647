import DataRecords
import Testing

@testable import DataGenerating

@Suite struct `Scrambled indices` {
  @Test(arguments: [1, 2, 3, 7, 64, 1000, 4096] as [UInt64])
  func `are a permutation`(size: UInt64) {
    let scrambler = IndexScrambler(size: size, key: 42)
    let images = Set((0..<size).map { scrambler($0) })
    #expect(images.count == Int(size))
    #expect(images.allSatisfy { $0 < size })
  }

  @Test func `depend on the key`() {
    let one = IndexScrambler(size: 1000, key: 1)
    let other = IndexScrambler(size: 1000, key: 2)
    #expect((0..<10).map { one($0) } != (0..<10).map { other($0) })
  }
}

@Suite struct `Very many keys` {
  /// Channel, second and microsecond packed into one number.
  @Test func `of a million messages are unique`() {
    let keys = Fixture.world().keys.messages
    var packed = (0..<1_000_000).map { index in
      let placement = keys.placement(of: index)
      return UInt64(placement.channel) << 56 | UInt64(placement.seconds) << 20 | UInt64(placement.micros)
    }
    packed.sort()
    #expect(zip(packed, packed.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `of pages are unique`() {
    let keys = IndexScrambler(size: 900_000_000, key: 9)
    let numbers = (0..<200_000 as Range<UInt64>).map { keys($0) }.sorted()
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
  }
}

@Suite struct `Random numbers` {
  @Test func `are those of SplitMix64`() {
    var random = RandomSource(key: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test func `stay below their bound`() {
    var random = RandomSource(key: 5)
    #expect((0..<1000).allSatisfy { _ in (0..<7).contains(random.next(below: 7)) })
    #expect(random.next(below: 0) == 0)
  }
}

@Suite struct `The time line` {
  @Test(arguments: [(0, 1970, 1, 1), (20_080, 2024, 12, 23), (20_441, 2025, 12, 19), (19_782, 2024, 2, 29)])
  func `knows the calendar`(days: Int, year: Int, month: Int, day: Int) {
    let date = CivilDate(daysSince1970: days)
    #expect(date == CivilDate(year: year, month: month, day: day))
    #expect(date.daysSince1970 == days)
  }

  @Test func `runs from Monday 2024-12-23 08:00 to Friday 2025-12-19 18:00`() {
    #expect(text(TimeLine.moment(at: 0)) == "2024-12-23T08:00:00Z")
    #expect(text(TimeLine.moment(at: TimeLine.length - 1)) == "2025-12-19T17:59:59Z")
  }

  @Test func `finds the position of a moment again`() {
    for position in stride(from: 0, to: TimeLine.length, by: 99_991) {
      #expect(TimeLine.position(of: TimeLine.moment(at: position)) == position)
    }
  }

  @Test func `skips weekends`() {
    // Saturday 2024-12-28, noon, counts as Monday 2024-12-30, morning.
    #expect(TimeLine.position(of: 20_085 * 86_400 + 43_200) == 5 * TimeLine.workingSeconds)
  }

  @Test(arguments: [
    ("2025-03-14T09:26:53Z", "2025-03-14T09:26:53Z"), ("2025-03-14T09:26:53.123+02:00", "2025-03-14T07:26:53Z"),
    ("2025-03-14t09:26:53-00:30", "2025-03-14T09:56:53Z"),
  ])
  func `reads moments`(written: String, utc: String) throws {
    #expect(text(try #require(Moment.parse(written))) == utc)
  }

  @Test(arguments: ["", "yesterday", "2025-13-14T09:26:53Z", "2025/03/14T09:26:53Z"])
  func `does not read other text as a moment`(written: String) {
    #expect(Moment.parse(written) == nil)
  }

  private func text(_ moment: Int) -> String {
    var bytes: [UInt8] = []
    bytes.append(dateTime: moment)
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite struct `Text for a pattern` {
  @Test(arguments: [
    "^[A-Z]{2,5}-[0-9]+$", "^(CVE|RFC)-\\d{4}-\\d{4,7}$", "^[^a-z\\s]{3}$", "^a?b*c+$", "^(?:x|yy|zzz){2}$",
    "\\w+\\.txt",
    "^.{4}$", "[äöü]{2}",
  ])
  func `matches it`(text: String) throws {
    let pattern = try TextPattern(text)
    let judge = try RecordPattern(compiling: text)
    for index in 0..<50 {
      var bytes: [UInt8] = []
      var chooser = Chooser(random: RandomSource(key: UInt64(index)))
      pattern.append(to: &bytes, &chooser)
      #expect(judge.matches(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test(arguments: ["((((){1000}){1000}){1000}){1000}", "(([]{60000}){60000}){60000}", "(a{60000}){60000}"])
  func `ends for a pattern of any size`(text: String) throws {
    var bytes: [UInt8] = []
    var chooser = Chooser(random: RandomSource(key: 1))
    try TextPattern(text).append(to: &bytes, &chooser)
    #expect(bytes.count <= 100_000)
  }

  @Test func `is different for every rank`() throws {
    let pattern = try TextPattern("^(A|B)-[0-9]{2}$")
    #expect(pattern.distinctCount == 200)
    let texts = (0..<200 as Range<UInt64>).map { rank in
      var bytes: [UInt8] = []
      var chooser = Chooser(rank: rank, of: 200, random: RandomSource(key: 0))
      pattern.append(to: &bytes, &chooser)
      return bytes
    }
    #expect(Set(texts).count == 200)
  }

  @Test(arguments: ["[", "(", "a)", "*", "a{2", "a{3,1}", "[z-a]", "\\b", "(?=x)", "(a)\\1", "a{99999}", "^*"])
  func `is not written for what is no pattern`(text: String) {
    #expect(throws: PatternError.self) { try TextPattern(text) }
  }
}

@Suite struct `Bounds of text` {
  @Test(arguments: [
    ("a few words here", 10, "a few"), ("short", 10, "short"), ("unbreakableword", 5, "unbre"),
    ("first, second", 8, "first"), ("äöüßäöüß", 3, "äöü"), ("exactly ten", 7, "exactly"),
  ])
  func `cut at the end of a word`(text: String, most: Int, expected: String) {
    var bytes = Array(text.utf8)
    bytes.cut(toCharacters: most, from: 0)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("settlement runs", "Settlement runs"), ("pacs.008 fails", "Pacs.008 fails"), ("ci", "Ci"),
    ("ledger-core up", "ledger-core up"), ("Élan", "Élan"),
  ])
  func `begin with a capital where that is a word`(text: String, expected: String) {
    var bytes = Array(text.utf8)
    bytes.capitalizeWord(at: 0)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}

@Suite struct `The nearest name` {
  @Test func `is one edit or swap away`() {
    #expect(NearestName.of("lables", among: ["labels", "tables", "team"]) == "labels")
    #expect(NearestName.of("conponent", among: ["team", "component"]) == "component")
  }

  @Test func `is none where nothing is close`() {
    #expect(NearestName.of("xyz", among: ["component", "team"]) == nil)
    #expect(NearestName.advice(for: "xyz", among: ["component", "team"]) == "use one of: component, team")
  }
}
