import NIOCore

/// What a client says to a server, taken apart as far as it takes to see which of it commits ("Frontend/Backend Protocol" of
/// PostgreSQL, §55.7).
struct PostgresRequests {
  /// Messages that are answered together.
  struct Batch {
    var bytes = ByteBuffer()
    var commits = false
  }

  private var unread = ByteBuffer()
  private var batch = Batch()
  private var isBeginning = true
  /// The names under which the client has prepared its COMMIT.
  private var commits: Set<String> = []

  /// - Returns: the batches that are whole with `bytes`.
  mutating func take(_ bytes: ByteBuffer) -> [Batch] {
    unread.writeImmutableBuffer(bytes)
    var whole: [Batch] = []
    while let message = next() {
      batch.bytes.writeImmutableBuffer(message.bytes)
      if look(at: message.kind, message.bytes) {
        whole.append(batch)
        batch = Batch()
      }
    }
    return whole
  }

  /// A letter and a length that counts itself; the first message has no letter.
  private mutating func next() -> (kind: UInt8?, bytes: ByteBuffer)? {
    let letters = isBeginning ? 0 : 1
    guard let length = unread.getInteger(at: unread.readerIndex + letters, as: Int32.self),
      let bytes = unread.readSlice(length: letters + Int(length))
    else { return nil }
    isBeginning = false
    return (letters == 0 ? nil : bytes.getInteger(at: bytes.readerIndex), bytes)
  }

  /// - Returns: whether the message ends a batch.
  private mutating func look(at kind: UInt8?, _ message: ByteBuffer) -> Bool {
    var content = message
    content.moveReaderIndex(forwardBy: 5)
    switch kind {
    case UInt8(ascii: "P"):
      let (name, sql) = (content.readNullTerminatedString(), content.readNullTerminatedString())
      if let name, sql == "COMMIT" { commits.insert(name) }
      return false
    case UInt8(ascii: "B"):
      let (_, name) = (content.readNullTerminatedString(), content.readNullTerminatedString())
      if let name, commits.contains(name) { batch.commits = true }
      return false
    case UInt8(ascii: "D"), UInt8(ascii: "E"), UInt8(ascii: "C"): return false
    default: return true
    }
  }

  /// Whether what a server said ends with that it is ready for more: "Z", a length of 5, a state.
  static func isReady(_ answer: ByteBuffer) -> Bool {
    let end = Array(answer.readableBytesView.suffix(6))
    return end.count == 6 && Array(end.prefix(5)) == [UInt8(ascii: "Z"), 0, 0, 0, 5]
  }
}
