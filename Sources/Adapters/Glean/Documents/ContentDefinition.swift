/// Text or binary content; exactly one of the two is set.
public struct ContentDefinition: Codable, Hashable, Sendable {
  public var mimeType: String
  public var textContent: String?
  /// Base64.
  public var binaryContent: String?

  public init(mimeType: String, textContent: String? = nil, binaryContent: String? = nil) {
    self.mimeType = mimeType
    self.textContent = textContent
    self.binaryContent = binaryContent
  }
}
