import Crypto

/// A SHA-256, written as 64 lower-case hexadecimal digits.
public struct SnapshotHash: Sendable, Hashable, CustomStringConvertible {
  private let digest: [UInt8]

  /// Nil unless the text is 64 lower-case hexadecimal digits.
  public init?(_ text: String) {
    var digest: [UInt8] = []
    var high: UInt8?
    for byte in text.utf8 {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        digest.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard digest.count == 32, high == nil else { return nil }
    self.digest = digest
  }

  init(_ digest: SHA256.Digest) { self.digest = Array(digest) }

  /// The hash of the bytes.
  public init(of bytes: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    hasher.update(bufferPointer: bytes)
    self.init(hasher.finalize())
  }

  /// The hash of the bytes.
  public init(of bytes: [UInt8]) { self = bytes.withBytes { SnapshotHash(of: $0) } }

  /// 64 lower-case hexadecimal digits; reads back as the same hash.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension SnapshotHash: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let hash = SnapshotHash(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a hash is 64 lower-case hexadecimal digits")
    }
    self = hash
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
