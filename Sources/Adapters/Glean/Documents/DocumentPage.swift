import NIOCore

/// Encoded documents that travel in one request.
public struct DocumentPage: Hashable, Sendable {
  /// The number of documents.
  public private(set) var count = 0
  /// The documents, separated by commas.
  private(set) var json = ByteBuffer()

  public init() {}

  public var isEmpty: Bool {
    count == 0
  }

  /// The size of the documents as they are sent.
  public var byteCount: Int {
    json.readableBytes
  }

  /// Adds a document whatever the size of the page; ``DocumentPages`` is what keeps pages small.
  ///
  /// - Throws: `invalidRequest` when the document is not a JSON object by its first and last byte; the page is unchanged.
  public mutating func append(_ document: EncodedDocument) throws(GleanError) {
    guard document.looksLikeObject else {
      throw GleanError(.invalidRequest("document \(count + 1) of the page is not a JSON object"))
    }
    if count > 0 { json.writeInteger(UInt8(ascii: ",")) }
    json.writeBytes(document.json)
    count += 1
  }

  /// The body of a request: the fields of `envelope`, a JSON object with at least one field, and `documents`.
  func body(completing envelope: ByteBuffer) -> ByteBuffer {
    var body = ByteBuffer()
    body.reserveCapacity(envelope.readableBytes + byteCount + 16)
    body.writeBytes(envelope.readableBytesView.dropLast())
    body.writeString(",\"documents\":[")
    body.writeImmutableBuffer(json)
    body.writeString("]}")
    return body
  }
}
