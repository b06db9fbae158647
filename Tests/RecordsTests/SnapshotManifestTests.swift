import Testing

@testable import DataRecords

@Suite struct `A snapshot manifest` {
  private func manifest(tally: QualityResult? = nil) throws -> SnapshotManifest {
    var encoder = try SnapshotEncoder(limits: .init(chunkRecords: 2))
    for index in 0..<5 { _ = try encoder.append(Array("{\"n\":\(index)}".utf8)) }
    return try encoder.finish(id: "s", origin: ["seed": "7", "count": "5", "path": "a/b"], tally: tally).manifest
  }

  @Test func `survives being encoded, with and without a tally`() throws {
    let plain = try manifest()
    #expect(try SnapshotManifest(decoding: plain.encoded()) == plain)
    let counted = try manifest(tally: try `A quality pass`.tally("{\"id\":\"a\",\"title\":\"x\",\"new\":1}\n{"))
    #expect(try SnapshotManifest(decoding: counted.encoded()) == counted)
  }

  @Test func `is written with sorted names and without white space`() throws {
    let text = String(decoding: try manifest().encoded(), as: UTF8.self)
    #expect(text.hasPrefix(#"{"bytes":40,"chunks":[{"bytes":16,"compressedBytes":"#))
    #expect(text.contains(#""formatVersion":1,"id":"s","origin":{"count":"5","path":"a/b","seed":"7"},"records":5}"#))
  }

  private func error(_ change: (inout JSONObject) -> Void) throws -> SnapshotError? {
    var object = try #require(try JSONValue(parsing: manifest().encoded()).object)
    change(&object)
    return #expect(throws: SnapshotError.self) { try SnapshotManifest(decoding: JSONValue.object(object).bytes()) }
  }

  @Test func `of a newer format is refused as such`() throws {
    let error = try error {
      $0["formatVersion"] = 2
      $0["chunks"] = "something new"
    }
    #expect(error?.reason == .newerFormat)
    #expect(error?.message == "the manifest has format 2; this version reads up to 1")
  }

  @Test func `whose counts do not add up is refused`() throws {
    for name in ["records", "bytes", "compressedBytes"] {
      #expect(try error { $0[name] = 6 }?.reason == .countMismatch)
    }
    #expect(try error { $0["chunks"] = [] }?.reason == .countMismatch)
  }

  @Test func `with impossible chunks is refused`() throws {
    for (name, value) in [("records", -1), ("records", 1000), ("bytes", Int64.max), ("compressedBytes", 0)]
      as [(String, Int64)]
    {
      let error = try error { object in
        guard case .array(var chunks)? = object["chunks"], case .object(var chunk) = chunks[0] else { return }
        chunk[name] = .integer(value)
        chunks[0] = .object(chunk)
        object["chunks"] = .array(chunks)
      }
      #expect(error?.reason == .countMismatch)
      #expect(error?.chunk != nil)
    }
  }

  @Test func `with something missing, wrong or unknown is refused and says what`() throws {
    #expect(try error { $0["id"] = nil }?.message == "the manifest is not of format 1: id is missing")
    #expect(
      try error { $0["id"] = 5 }?.message == "the manifest is not of format 1: /id: the value is of the wrong type")
    let hash = try error { $0["contentHash"] = "ABC" }
    #expect(
      hash?.message == "the manifest is not of format 1: /contentHash: a hash is 64 lower-case hexadecimal digits")
    #expect(try error { $0["surprise"] = 1 }?.message == "the manifest has members that format 1 does not have")
    #expect(try error { $0["formatVersion"] = nil }?.reason == .invalidManifest)
    #expect(try error { $0["formatVersion"] = 0 }?.reason == .invalidManifest)
  }

  @Test func `that is no JSON is refused`() {
    let error = #expect(throws: SnapshotError.self) { try SnapshotManifest(decoding: Array("{".utf8)) }
    #expect(error?.reason == .invalidManifest)
  }
}
