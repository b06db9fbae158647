import CSimdJSON
import Foundation
import Testing

@testable import DataRecords

@Suite struct `A key fingerprint` {
  /// `openssl mac -macopt hexkey:000102…0f -macopt size:16 SIPHASH` over the bytes 0, 1, 2 …
  @Test(arguments: [
    (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
    (7, "a1f1ebbed8dbc153c0b84aa61ff08239"), (8, "3b62a9ba6258f5610f83e264f31497b4"),
    (15, "5493e99933b0a8117e08ec0f97cfc3d9"), (36, "3dc47d1f29c448461e9e76ed904f6711"),
    (63, "5150d1772f50834a503e069a973fbd7c"),
  ])
  func `is the SipHash of its inventors`(count: Int, hash: String) {
    let bytes = (0..<count).map { UInt8($0) }
    let print = bytes_siphash128(bytes, count, 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
    let found = [print.first, print.second].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    #expect(found.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == hash)
  }

  @Test func `tells apart keys of every length, empty and NUL bytes included`() {
    var seen: Set<KeyFingerprint> = []
    for length in 0..<100 {
      #expect(seen.insert(KeyFingerprint(String(repeating: "\0", count: length))).inserted)
      #expect(seen.insert(KeyFingerprint(String(repeating: "x", count: length) + "y")).inserted)
    }
  }

  @Test func `is the same for a string and an integer of the same text, however the integer is written`() throws {
    let parser = JSONParser()
    func print(_ text: String) throws -> KeyFingerprint? {
      try parser.withDocument(Array(text.utf8)) { $0.keyFingerprint }
    }
    #expect(try print("-12") == KeyFingerprint("-12"))
    #expect(try print("18446744073709551615") == KeyFingerprint("18446744073709551615"))
    #expect(try print("-9223372036854775808") == KeyFingerprint("-9223372036854775808"))
    #expect(try print("1e2") == KeyFingerprint("100"))
    #expect(try print("0") == KeyFingerprint("0"))
    for text in ["1.5", "true", "null", "[1]", "{}"] { #expect(try print(text) == nil) }
  }
}

@Suite struct `Sorted keys` {
  /// Entries that are all alike in many bytes, too.
  private func entries(_ count: Int, _ random: inout SeededRandom) -> [KeyEntry] {
    (0..<count).map { _ in
      let isSame = random.next() % 4 == 0
      let print = KeyFingerprint(high: isSame ? 7 : random.next(), low: isSame ? random.next() % 3 : random.next())
      return KeyEntry(print, record: Int(random.next() % 1000) + 1, mark: random.next() % 2 == 0)
    }
  }

  @Test(arguments: [0, 1, 2, 31, 32, 33, 300, 20_000])
  func `are in order`(count: Int) {
    var random = SeededRandom(UInt64(count))
    var entries = entries(count, &random)
    let expected = entries.sorted()
    entries.withUnsafeMutableBufferPointer { $0.sortEntries() }
    #expect(entries == expected)
  }

  @Test func `come out of many runs in order, in memory, on disk and in both`() throws {
    var random = SeededRandom(3)
    for spillEvery in [1, 3, 1000] {
      let file = try SpillFile(in: NSTemporaryDirectory())
      var runs = KeyRuns()
      var expected: [KeyEntry] = []
      for part in 0..<60 {
        let entries = entries(part * 7 % 50, &random)
        let bag = KeyBag()
        for entry in entries { bag.append(entry) }
        try runs.add(bag.finish(), after: part)
        expected += entries.map { $0.shifted(by: part) }
        if part % spillEvery == 0 { try runs.spill(to: file) }
      }
      #expect(runs.count == expected.count)
      var merged = try runs.merged()
      for entry in expected.sorted() {
        let next = try merged.next()
        #expect(next == entry)
      }
      let end = try merged.next()
      #expect(end == nil)
      #expect(runs.runs.count < 60)
    }
  }

  @Test func `are found in a set, and no others`() throws {
    let bag = KeyBag()
    for index in 0..<20_000 { bag.append(KeyEntry(KeyFingerprint("key-\(index)"), record: 1, mark: false)) }
    let runs = bag.finish()
    let keys = KeySet(runs)
    #expect(keys.isInMemory)
    #expect(keys.count == 20_000)
    #expect((0..<20_000).allSatisfy { keys.contains("key-\($0)") })
    #expect(!(20_000..<40_000).contains { keys.contains("key-\($0)") })
    #expect(!KeySet(KeyRuns()).contains("key-1"))
  }
}

@Suite struct `Keys on disk` {
  @Test func `leave no file behind, not even while they are there`() throws {
    let folder = NSTemporaryDirectory() + "dataops-keys-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try SpillFile(in: folder)
    try Array("something".utf8).withUnsafeBytes { try file.write($0, at: file.reserve($0.count)) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func `need a folder that is there`() {
    #expect {
      try SpillFile(in: "/nowhere/at/all")
    } throws: {
      "\($0)"
        == "no temporary file can be made in /nowhere/at/all (No such file or directory); name a folder that can be "
        + "written to"
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `say that the disk is full`() throws {
    let file = SpillFile(descriptor: open("/dev/full", O_RDWR), folder: "/data")
    #expect {
      try [1].withUnsafeBytes { try file.write($0, at: 0) }
    } throws: {
      ($0 as? SpillError)?.kind == .diskFull && "\($0)".hasPrefix("the disk of /data is full")
    }
  }

  @Test func `are missed when the file is cut short`() throws {
    let file = try SpillFile(in: NSTemporaryDirectory())
    let run = KeyRun(file, at: 0, count: 3)
    #expect {
      _ = try KeyCursor(run, windowCount: 64)
    } throws: {
      ($0 as? SpillError)?.kind == .notRead
    }
  }
}

@Suite struct `Texts of keys` {
  @Test func `are found by record, in memory and on disk`() throws {
    var texts = KeyTexts()
    for record in stride(from: 2, through: 40_000, by: 2) {
      Array("key-\(record)".utf8).withUnsafeBufferPointer { texts.append($0, record: record) }
      if record == 20_000 { try texts.spill(to: SpillFile(in: NSTemporaryDirectory())) }
    }
    texts.close()
    #expect(texts.blocks.count > 2)
    let found = try texts.texts(of: [1, 2, 7, 8, 19_998, 20_002, 40_000, 40_002])
    #expect(
      found == [2: "key-2", 8: "key-8", 19_998: "key-19998", 20_002: "key-20002", 40_000: "key-40000"])
  }

  @Test(arguments: [[0x80], [0, 1, 65], [1, 5, 65], [1], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0]])
  func `are refused when they are none`(bytes: [UInt8]) {
    var texts = KeyTexts()
    let accepted = [
      texts.append(bytes, first: 1, last: 1), texts.append([1, 1, 65], first: 4, last: 4),
      texts.append([1, 1, 65], first: 4, last: 4),
    ]
    #expect(accepted == [false, true, false])
  }
}

@Suite struct `Base 64` {
  @Test func `is what Foundation makes of it`() {
    var random = SeededRandom(1)
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let text = bytes.withUnsafeBytes { Base64.text(of: $0) }
      #expect(text == Data(bytes).base64EncodedString())
      #expect(Base64.bytes(of: text) == bytes)
    }
  }

  @Test(arguments: ["A", "AB", "AB=", "A===", "AB=C", "A!==", "AB==AB==", "AR=="])
  func `is refused when it is none`(text: String) { #expect(Base64.bytes(of: text) == nil) }
}

/// Numbers that look random and are the same every time.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
