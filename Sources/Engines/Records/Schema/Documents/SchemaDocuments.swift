/// Schemas that others refer to by URI: values given beforehand, and folders whose files stand for the URIs under a
/// prefix. The network is never asked.
///
/// The metaschemas of all versions that ``SchemaDialect`` names are always known.
public struct SchemaDocuments: Sendable {
  /// A file is read only when a schema refers to it, and never from outside its folder.
  struct Folder: Sendable {
    let prefix: String
    let path: String
  }

  /// How large and how deep a document may be.
  public var limits = JSONLimits(maximumBytes: 16 << 20, maximumDepth: 256)

  private var values: [String: JSONValue] = [:]
  private var folders: [Folder] = []

  /// No documents but the metaschemas.
  public init() {}

  /// - Parameter documents: schemas by their absolute URI.
  public init(_ documents: [String: JSONValue]) {
    for (uri, document) in documents { add(document, at: uri) }
  }

  /// Makes a schema known under a URI; a fragment does not count.
  public mutating func add(_ document: JSONValue, at uri: String) {
    values[SchemaURI(uri).withoutFragment] = document
  }

  /// Makes the files of a folder known: `PREFIX` followed by `a/b.json` is the file `a/b.json` in it.
  ///
  /// Of several prefixes the longest one that fits counts. Nothing is read yet.
  public mutating func map(prefix: String, toFolder path: String) {
    folders.append(Folder(prefix: SchemaURI(prefix).withoutFragment, path: path))
    folders.sort { $0.prefix.utf8.count > $1.prefix.utf8.count }
  }

  /// The document of a URI without fragment; nil if none is known.
  ///
  /// - Throws: a sentence about a file that is there but cannot be used.
  func document(at uri: String) throws(SchemaFileError) -> JSONValue? {
    if let value = values[uri] { return value }
    if let value = Metaschemas.document(at: uri) { return value }
    for folder in folders where uri.hasPrefix(folder.prefix) {
      guard let value = try folder.document(at: uri, limits: limits) else { continue }
      return value
    }
    return nil
  }
}

/// A file that a schema refers to cannot be used.
struct SchemaFileError: Error {
  let message: String
}
