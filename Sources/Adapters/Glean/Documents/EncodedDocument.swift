import NIOCore

/// A document that is already JSON: the bytes of one `DocumentDefinition` object.
///
/// The bytes go onto the wire as they are. Only that they begin and end like an object is checked, when they are put
/// onto a page; whoever makes them answers for the rest.
public struct EncodedDocument: Hashable, Sendable {
  public let json: [UInt8]

  public init(json: [UInt8]) {
    self.json = json
  }

  /// - Throws: `invalidRequest` when a value has no JSON form.
  public init(_ document: DocumentDefinition) throws(GleanError) {
    json = Array(try WireCall.json(document, for: .indexDocuments).readableBytesView)
  }

  var looksLikeObject: Bool {
    func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
    return json.first { !isSpace($0) } == UInt8(ascii: "{") && json.last { !isSpace($0) } == UInt8(ascii: "}")
  }
}
