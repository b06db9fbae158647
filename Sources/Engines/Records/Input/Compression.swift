/// How the bytes of an input are compressed, as told by their first bytes.
public enum Compression: String, Sendable, Hashable, CaseIterable {
  /// RFC 1952.
  case gzip
  /// RFC 8878.
  case zstd

  /// How many bytes tell.
  static let magicCount = 4

  /// Nil for bytes that are no compressed data that is known.
  public init?(magic bytes: some Sequence<UInt8>) {
    let first = Array(bytes.prefix(Self.magicCount))
    if first.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if first == [0x28, 0xB5, 0x2F, 0xFD]
      || first.count == 4 && first[0] & 0xF0 == 0x50 && first[1...] == [0x2A, 0x4D, 0x18]
    {
      // A skippable frame may come first (RFC 8878, section 3.1.2).
      self = .zstd
    } else {
      return nil
    }
  }
}

extension ByteSource {
  /// What the source holds, decompressed if its first bytes say that it is compressed; memory does not depend on how much
  /// it grows.
  public func decompressed() throws(InputError) -> any ByteSource {
    let buffered = BufferedByteSource(self)
    try buffered.fill(Compression.magicCount)
    switch Compression(magic: buffered.available) {
    case .gzip: return try GzipByteSource(buffered)
    case .zstd: return try ZstdByteSource(buffered)
    case nil: return buffered
    }
  }
}
