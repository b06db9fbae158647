import Testing

@testable import DataRecords

@Suite struct `Compressed input` {
  /// `{"a":1}` and `{"a":2}`, a line each.
  static let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0xFF, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAC, 0xE5, 0xAA, 0x06, 0xD1, 0x46,
    0xB5, 0x5C, 0x00, 0x66, 0xC0, 0x5A, 0x19, 0x10, 0, 0, 0,
  ]

  /// `{"a":3}` and a line feed.
  static let gzipOfOne: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0xFF, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAE, 0xE5, 0x02, 0x00, 0x28, 0x77,
    0x6C, 0x77, 0x08, 0, 0, 0,
  ]

  /// A line of 65,535 spaces.
  static let gzipOfSpace: [UInt8] =
    [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0xFF, 0xED, 0xC1, 0x31, 0x01, 0, 0, 0, 0xC2, 0xA0, 0xDF, 0x14, 0xEB, 0x9F,
      0xD2, 0x22, 0x40, 0x01,
    ] + [UInt8](repeating: 0, count: 62) + [0x40, 0x3B, 0x42, 0xD0, 0x97, 0x6F, 0, 0, 0x01, 0]

  static func zstd(_ records: [String]) throws -> [UInt8] {
    var encoder = try SnapshotEncoder()
    for record in records { _ = try encoder.append(Array(record.utf8)) }
    return try encoder.finish(id: "s").chunk?.compressed ?? []
  }

  private func records(_ bytes: [UInt8], cutInto size: Int = .max) -> StreamedRecords {
    do {
      return StreamedRecords(try MemoryByteSource(bytes, longestRead: size).decompressed())
    } catch {
      Issue.record("\(error)")
      return StreamedRecords("")
    }
  }

  @Test(arguments: [1, 7, .max]) func `is told by content and read member by member, frame by frame`(size: Int) throws {
    let expected = [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#]
    #expect(records(Self.gzip + Self.gzipOfOne, cutInto: size).texts == expected)
    let frames = try Self.zstd([expected[0], expected[1]]) + Self.zstd([expected[2]])
    #expect(records(frames, cutInto: size).texts == expected)
    // A skippable frame of three bytes.
    #expect(records([0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9] + frames, cutInto: size).texts == expected)
    #expect(records(Array((expected.joined(separator: "\n")).utf8), cutInto: size).texts == expected)
  }

  @Test func `may end with zero bytes behind its last gzip member`() {
    let padded = records(Self.gzip + [UInt8](repeating: 0, count: 512))
    #expect(padded.texts.count == 2 && padded.failure == nil)
  }

  @Test func `is an error where it is cut off, after the records before`() throws {
    for count in 4..<Self.gzip.count {
      let failure = records(Array(Self.gzip.prefix(count))).failure
      #expect(failure?.kind == .truncatedCompression, "\(count) bytes")
      #expect(
        failure?.message == "the gzip data ends too early, after \(count) bytes of it; the file was cut off")
    }
    let cut = records(Self.gzip + Self.gzipOfOne.dropLast(5))
    #expect(cut.texts.count >= 2)
    #expect(cut.failure?.kind == .truncatedCompression)

    let frame = try Self.zstd((0..<5000).map { #"{"record":\#($0 &* 7919 % 5003)}"# })
    for count in stride(from: 4, to: frame.count, by: 997) {
      let failure = records(Array(frame.prefix(count))).failure
      #expect(failure?.kind == .truncatedCompression, "\(count) bytes")
      #expect(failure?.message.contains("after \(count) bytes") == true)
    }
  }

  @Test func `is an error where it is damaged`() throws {
    var gzip = Self.gzip
    gzip[gzip.count - 8] ^= 1
    #expect(records(gzip).failure?.kind == .corruptCompression)
    #expect(records(gzip).failure?.message.contains("the gzip data is corrupt at byte") == true)
    let trailing = records(Self.gzip + Array("garbage".utf8)).failure
    #expect(
      trailing?.message == "the gzip data is corrupt at byte 33: what follows the last member is no gzip data")

    var frame = try Self.zstd((0..<5000).map { #"{"record":\#($0)}"# })
    frame[frame.count / 2] ^= 0xFF
    #expect(records(frame).failure?.kind == .corruptCompression)
  }

  @Test func `takes the same memory however much it grows`() throws {
    let count = 200
    let bomb = (0..<count).flatMap { _ in Self.gzipOfSpace }
    let records = records(bomb + Self.gzip)
    #expect(records.failure == nil)
    #expect(records.inputBytes == count * 65536 + 16)
    #expect(records.texts.count == 2)
    #expect(records.mostHeld < 2 << 20)
  }
}
