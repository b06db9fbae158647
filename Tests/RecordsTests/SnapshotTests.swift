import Testing

@testable import DataRecords

@Suite struct `A snapshot` {
  private func record(_ index: Int) -> [UInt8] {
    Array(#"{"id":"\#(index)","text":"the text of record \#(index)"}"#.utf8)
  }

  private func snapshot(
    _ records: Range<Int>, limits: SnapshotEncoder.Limits = .init(chunkBytes: 2000), tally: QualityResult? = nil
  ) throws -> (chunks: [SnapshotChunk], manifest: SnapshotManifest) {
    var encoder = try SnapshotEncoder(limits: limits)
    var chunks: [SnapshotChunk] = []
    for index in records { if let chunk = try encoder.append(record(index)) { chunks.append(chunk) } }
    let end = try encoder.finish(id: "s-1", origin: ["template": "fintech/x.json", "seed": "7"], tally: tally)
    if let chunk = end.chunk { chunks.append(chunk) }
    return (chunks, end.manifest)
  }

  @Test func `gives back every record in order`() throws {
    let (chunks, manifest) = try snapshot(0..<500)
    var stream: [UInt8] = []
    for (chunk, descriptor) in zip(chunks, manifest.chunks) {
      #expect(descriptor.bytes <= 2000)
      stream += try SnapshotChunk.decode(chunk.compressed, descriptor)
    }
    #expect(stream == (0..<500).flatMap { record($0) + [0x0A] })
    #expect(chunks.count == manifest.chunks.count && chunks.count > 10)
    #expect(manifest.records == 500)
    #expect(manifest.bytes == stream.count)
    #expect(manifest.compressedBytes == chunks.reduce(0) { $0 + $1.compressed.count })
    #expect(manifest.contentHash == SnapshotHash(of: stream))
  }

  @Test func `of the same records has the same bytes`() throws {
    let (one, other) = (try snapshot(0..<300), try snapshot(0..<300))
    #expect(one.chunks == other.chunks)
    #expect(try one.manifest.encoded() == other.manifest.encoded())
    #expect(try snapshot(0..<301).manifest != one.manifest)
  }

  @Test func `is cut the same way when records come as lines`() throws {
    var encoder = try SnapshotEncoder(limits: .init(chunkBytes: 2000))
    let lines = (0..<300).flatMap { index -> [UInt8] in record(index) + (index % 7 == 0 ? [0x0A, 0x0A] : [0x0A]) }
    var chunks = try lines.withUnsafeBytes { try encoder.append(lines: $0) }
    let end = try encoder.finish(id: "s-1")
    if let chunk = end.chunk { chunks.append(chunk) }
    #expect(chunks == (try snapshot(0..<300)).chunks)
  }

  @Test func `ends a chunk at the number of records`() throws {
    let (_, manifest) = try snapshot(0..<10, limits: .init(chunkRecords: 4))
    #expect(manifest.chunks.map(\.records) == [4, 4, 2])
  }

  @Test func `gives a long record a chunk of its own`() throws {
    let (_, manifest) = try snapshot(0..<3, limits: .init(chunkBytes: 1))
    #expect(manifest.chunks.map(\.records) == [1, 1, 1])
  }

  @Test func `of nothing has no chunks`() throws {
    let (chunks, manifest) = try snapshot(0..<0)
    #expect(chunks.isEmpty)
    #expect(manifest.records == 0)
    #expect(
      manifest.contentHash.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(try SnapshotManifest(decoding: manifest.encoded()) == manifest)
  }

  @Test func `refuses records that are not one line`() throws {
    var encoder = try SnapshotEncoder()
    #expect(throws: SnapshotError.self) { try encoder.append(Array("{}\n{}".utf8)) }
    #expect(throws: SnapshotError.self) { try encoder.append([]) }
  }

  @Test func `notices every flipped bit of a chunk and names the chunk`() throws {
    let (chunks, _) = try snapshot(0..<5)
    let chunk = try #require(chunks.first)
    for index in chunk.compressed.indices {
      var bytes = chunk.compressed
      bytes[index] ^= 0x10
      let error = #expect(throws: SnapshotError.self) { try SnapshotChunk.decode(bytes, chunk.descriptor) }
      #expect(error?.reason == .hashMismatch)
      #expect(error?.chunk == chunk.descriptor.hash)
    }
  }

  @Test func `notices a truncated and a lengthened chunk`() throws {
    let chunk = try #require(try snapshot(0..<5).chunks.first)
    for bytes in [Array(chunk.compressed.dropLast()), chunk.compressed + [0], []] {
      let error = #expect(throws: SnapshotError.self) { try SnapshotChunk.decode(bytes, chunk.descriptor) }
      #expect(error?.reason == .sizeMismatch)
    }
  }

  @Test func `does not believe a descriptor that lies`() throws {
    let chunk = try #require(try snapshot(0..<5).chunks.first)
    func reason(_ change: (inout SnapshotChunk.Descriptor) -> Void) -> SnapshotError.Reason? {
      var descriptor = chunk.descriptor
      change(&descriptor)
      return #expect(throws: SnapshotError.self) { try SnapshotChunk.decode(chunk.compressed, descriptor) }?.reason
    }
    #expect(reason { $0.bytes += 1 } == .sizeMismatch)
    #expect(reason { $0.bytes = -1 } == .tooLarge)
    #expect(reason { $0.bytes = .max } == .tooLarge)
    #expect(reason { $0.records += 1 } == .countMismatch)
    #expect(reason { $0.contentHash = $0.hash } == .hashMismatch)
  }

  @Test func `does not decompress what is no zstd frame, though its hash is right`() {
    let bytes = Array("not a frame at all".utf8)
    let descriptor = SnapshotChunk.Descriptor(
      hash: SnapshotHash(of: bytes), contentHash: SnapshotHash(of: bytes), records: 1, bytes: 18, compressedBytes: 18)
    let error = #expect(throws: SnapshotError.self) { try SnapshotChunk.decode(bytes, descriptor) }
    #expect(error?.reason == .sizeMismatch)
  }

  @Test func `does not trust the content of a frame that is damaged behind its header`() throws {
    let chunk = try #require(try snapshot(0..<50).chunks.first)
    var bytes = chunk.compressed
    bytes[bytes.count - 1] ^= 1
    var descriptor = chunk.descriptor
    descriptor.hash = SnapshotHash(of: bytes)
    let error = #expect(throws: SnapshotError.self) { try SnapshotChunk.decode(bytes, descriptor) }
    #expect(error?.reason == .corruptData)
  }
}
