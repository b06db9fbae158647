import DataRecords

/// One document as it was uploaded (`DocumentDefinition`), in the shape in which it is stored and searched.
struct UploadedDocument: Sendable {
  struct Person: Sendable, Equatable {
    var email: String?
    var datasourceUserID: String?
    var name: String?
  }

  var datasource: String
  var objectType: String
  var id: String
  var viewURL: String
  var title: String
  /// The plain text of the body.
  var body: String
  /// Everything else that is searched: summary, tags, comments, container, people, custom properties.
  var keywords: String
  var permissions: DocumentPermissions?
  /// Seconds since 1970.
  var createdAt: Int64?
  var updatedAt: Int64?
  var author: Person?
  /// Custom properties as a JSON object of string lists, or nil.
  var properties: String?
  /// What search results show beside the text, as a JSON object.
  var metadata: String

  /// What makes two ids the same: ids are case-insensitive.
  var key: String { Self.key(id) }

  static func key(_ id: String) -> String { id.lowercased() }

  /// The document's id in answers of the Client API.
  static func clientID(datasource: String, objectType: String, id: String) -> String {
    "\(DatasourceConfig.customName(datasource))_\(objectType)_\(id)"
  }
}

extension UploadedDocument {
  init(_ fields: JSONFields) throws(Refusal) {
    datasource = try fields.requiredString("datasource")
    objectType = try fields.string("objectType") ?? ""
    id = try fields.string("id") ?? ""
    viewURL = try fields.string("viewURL") ?? ""
    permissions = try fields.object("permissions").map { (value) throws(Refusal) in try DocumentPermissions(value) }
    createdAt = try fields.integer("createdAt")
    updatedAt = try fields.integer("updatedAt")

    let filename = try fields.string("filename")
    title = try fields.string("title") ?? filename ?? id
    let content = try fields.object("body").map { (body) throws(Refusal) in try DocumentContent(body) }
    body = content?.text ?? ""

    var words = KeywordText()
    if let summary = try fields.object("summary") { words.add(try DocumentContent(summary).text) }
    words.add(filename)
    let container = try fields.string("container")
    words.add(container)
    let tags = try fields.strings("tags") ?? []
    for tag in tags { words.add(tag) }
    let status = try fields.string("status")
    words.add(status)

    author = try fields.object("author").map { (value) throws(Refusal) in try Person(value) }
    let owner = try fields.object("owner").map { (value) throws(Refusal) in try Person(value) }
    let updatedBy = try fields.object("updatedBy").map { (value) throws(Refusal) in try Person(value) }
    for person in [author, owner] { words.add(person?.name) }
    for comment in try fields.each("comments", { (comment) throws(Refusal) in try Self.comment(comment) }) ?? [] {
      words.add(comment)
    }
    properties = try Self.properties(fields, words: &words)
    keywords = words.text

    _ = try fields.strings("additionalUrls")
    _ = try fields.string("containerDatasourceId")
    _ = try fields.string("containerObjectType")
    if let interactions = try fields.object("interactions") {
      for name in ["numViews", "numLikes", "numComments"] { _ = try interactions.integer(name) }
    }
    metadata =
      JSONValue.compact([
        "mimeType": content.map { .string($0.mimeType) },
        "container": container.map { .string($0) },
        "owner": owner?.json, "updatedBy": updatedBy?.json, "author": author?.json,
        "status": status.map { .string($0) },
        "labels": tags.isEmpty ? nil : .array(tags.map { .string($0) }),
        "nativeAppUrl": try fields.string("nativeAppUrl").map { .string($0) },
      ]).text
  }

  /// Names that the service keeps for itself; a live tenant was seen to refuse this one.
  private static let reservedProperties: Set<String> = ["department"]

  private static func comment(_ fields: JSONFields) throws(Refusal) -> String? {
    _ = try fields.requiredString("id")
    return try fields.object("content").map { (content) throws(Refusal) in try DocumentContent(content).text }
  }

  /// Reads `customProperties` into an object of string lists, so that filters and facets need one shape only.
  private static func properties(_ fields: JSONFields, words: inout KeywordText) throws(Refusal) -> String? {
    let properties = try fields.each("customProperties") { (property) throws(Refusal) -> JSONObject.Member? in
      guard let name = try property.string("name"), let value = property["value"] else { return nil }
      guard !Self.reservedProperties.contains(name.lowercased()) else {
        throw .invalid("Custom property name \(name) is reserved.")
      }
      let values: [JSONValue] =
        switch value {
        case .string: [value]
        case .integer(let number): [.string(String(number))]
        case .number(let number): [.string(String(number))]
        case .array: try property.strings("value")?.map { .string($0) } ?? []
        default: throw .invalid("value: expected a string, a number or an array of strings, found \(value.kind)")
        }
      return JSONObject.Member(name: name, value: .array(values))
    }
    let members = (properties ?? []).compactMap(\.self)
    guard !members.isEmpty else { return nil }
    for case .array(let values) in members.map(\.value) {
      for case .string(let text) in values { words.add(text) }
    }
    return JSONValue.object(JSONObject(members)).text
  }
}

extension UploadedDocument.Person {
  init(_ fields: JSONFields) throws(Refusal) {
    email = try fields.string("email")
    datasourceUserID = try fields.string("datasourceUserId")
    name = try fields.string("name")
  }

  /// The name to show: never empty.
  var displayName: String {
    [name, email, datasourceUserID].lazy.compactMap(\.self).first { !$0.isEmpty } ?? "Unknown"
  }

  /// The person as the Client API shows one.
  var json: JSONValue {
    .compact([
      "name": .string(displayName),
      "obfuscatedId": .string(Self.obfuscatedID(email ?? datasourceUserID ?? displayName)),
      "metadata": email.map { ["email": .string($0)] },
    ])
  }

  /// A stable id that does not show the address (FNV-1a).
  private static func obfuscatedID(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.lowercased().utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}

/// Words collected from several fields, a line each.
private struct KeywordText {
  private(set) var text = ""

  mutating func add(_ words: String?) {
    guard let words, !words.isEmpty else { return }
    if !text.isEmpty { text += "\n" }
    text += words
  }
}
