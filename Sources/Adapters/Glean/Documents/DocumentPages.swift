/// Cuts a stream of documents into pages; at most one page is in memory.
///
/// The last page, and only that, comes from ``finish()``, so that a bulk upload can mark it as the last one.
public struct DocumentPages: Sendable {
  /// The most documents on a page.
  public static let maximumDocuments = 1_000
  /// The most bytes in a request: 5 MiB.
  public static let maximumBytes = 5 << 20
  /// What the fields around the documents may take of these bytes.
  static let envelopeBytes = 4 << 10

  private let documents: Int
  private let bytes: Int
  private var page = DocumentPage()

  /// - Parameters:
  ///   - documents: From 1 to ``maximumDocuments``; other numbers are brought into that range.
  ///   - bytes: At most ``maximumBytes``, the fields around the documents included.
  public init(documents: Int = maximumDocuments, bytes: Int = maximumBytes) {
    self.documents = min(max(documents, 1), Self.maximumDocuments)
    self.bytes = max(min(bytes, Self.maximumBytes) - Self.envelopeBytes, 0)
  }

  /// Adds a document and returns the page that it no longer fitted on; `nil` while there is room.
  ///
  /// - Throws: `payloadTooLarge` for a document that fits on no page, `invalidRequest` for one that is not a JSON object;
  ///   nothing is lost, the next document may follow.
  public mutating func add(_ document: EncodedDocument) throws(GleanError) -> DocumentPage? {
    guard document.json.count <= bytes else {
      throw GleanError(
        .payloadTooLarge(text: "a document has \(document.json.count) bytes; at most \(bytes) fit on a page"))
    }
    guard page.count < documents, page.isEmpty || page.byteCount + 1 + document.json.count <= bytes else {
      var next = DocumentPage()
      try next.append(document)
      defer { page = next }
      return page
    }
    try page.append(document)
    return nil
  }

  /// Returns what is left, empty when nothing was added, and begins anew.
  public mutating func finish() -> DocumentPage {
    defer { page = DocumentPage() }
    return page
  }
}
