internal import Crypto
internal import DataOpsCore
internal import DataRecords

/// Sixteen bytes of a SHA-256.
struct Fingerprint: Hashable, Sendable, Comparable {
  let high: UInt64
  let low: UInt64

  init(of bytes: some Sequence<UInt8>) {
    var halves: (UInt64, UInt64) = (0, 0)
    for (index, byte) in SHA256.hash(data: Array(bytes)).prefix(16).enumerated() {
      if index < 8 { halves.0 = halves.0 << 8 | UInt64(byte) } else { halves.1 = halves.1 << 8 | UInt64(byte) }
    }
    (high, low) = halves
  }

  static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }

  /// As ``DocumentMapping/documentID(ofKey:)-swift.type.method`` writes it: 32 hexadecimal digits.
  var hexadecimal: String {
    [high, low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// One record as a comparison sees it.
struct RecordFingerprint: Hashable, Sendable {
  /// Of its key: the id of its document.
  let document: Fingerprint
  /// Of all its bytes.
  let content: Fingerprint

  /// Those of the records in `lines`; a record without a key is none, because it makes no document.
  static func all(in lines: [UInt8]) throws(Failure) -> [RecordFingerprint] {
    var all: [RecordFingerprint] = []
    do {
      try lines.withUnsafeBytes { buffer in
        let parser = JSONParser()
        for line in JSONLines(buffer) {
          let document = try parser.withDocument(line.bytes) { record in
            record.member(named: "id")?.string.map { Fingerprint(of: $0) }
          }
          if let document { all.append(.init(document: document, content: Fingerprint(of: line.bytes))) }
        }
      }
    } catch {
      throw Failure(.snapshotDamaged, "a record of the snapshot is not JSON: \(error)")
    }
    return all
  }
}
