/// What a datasource demands of its documents. A batch with one bad document is refused as a whole.
struct DocumentRules {
  static let idLimit = 200
  static let urlLimit = 8_192

  private let config: DatasourceConfig

  init(_ datasource: Datasource) {
    config = datasource.config
  }

  /// - Throws: the refusal of the first document that breaks a rule; the texts are those of the real service where
  ///   they are known.
  func check(_ documents: [UploadedDocument]) throws(Refusal) {
    try checkObjectTypes(documents)
    let pattern = try config.urlRegex.flatMap { (regex) throws(Refusal) in regex.isEmpty ? nil : try URLPattern(regex) }
    for document in documents {
      guard document.datasource.lowercased() == config.key else {
        throw .invalid("Document \(document.id) names datasource \(document.datasource), not \(config.name).")
      }
      guard !document.id.isEmpty else { throw .invalid("Document id cannot be empty.") }
      guard document.id.count <= Self.idLimit else {
        throw .invalid("Document id is longer than \(Self.idLimit) characters: \(document.id.prefix(Self.idLimit))")
      }
      guard document.permissions != nil else { throw .invalid("Permissions are not specified") }
      try check(url: document.viewURL, pattern)
    }
  }

  private func checkObjectTypes(_ documents: [UploadedDocument]) throws(Refusal) {
    guard !config.acceptsAnyType else { return }
    var missing: [String: Int] = [:]
    for document in documents where !config.objectTypes.contains(document.objectType) {
      missing[document.objectType, default: 0] += 1
    }
    guard !missing.isEmpty else { return }
    let list = missing.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
    throw .invalid("Object definitions not found for object types: \(list)")
  }

  private func check(url: String, _ pattern: URLPattern?) throws(Refusal) {
    guard !url.isEmpty else {
      if config.isEntityDatasource { return }
      throw .invalid("viewUrl cannot be empty.")
    }
    guard url.utf8.count <= Self.urlLimit else { throw .invalid("viewUrl is longer than \(Self.urlLimit) bytes.") }
    // The characters that RFC 2396 forbids everywhere, which the real service's parser stumbles over.
    if let index = url.utf8.enumerated().first(where: { Self.isIllegal($0.element) })?.offset {
      throw .invalid("Error parsing view URL \(url): Illegal character in path at index \(index)")
    }
    if let pattern, !pattern.matches(url) {
      throw .invalid(
        "View URL \(url) does not match the URL Regex pattern \(pattern.source) for the datasource.")
    }
  }

  private static func isIllegal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"):
      true
    default: false
    }
  }
}
