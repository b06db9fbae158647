internal import DataOpsCore
internal import DataOpsLifecycle
internal import DataRecords
internal import GleanAPI

extension SearchDocument {
  /// The document as Glean's `DocumentDefinition`, written directly: an upload of a million spends its time here.
  func encoded(for datasource: String) -> EncodedDocument {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("datasource", datasource)
    writer.member("objectType", reference.objectType)
    writer.member("id", reference.id)
    writer.member("title", title)
    writer.member("viewURL", url)
    if let container { writer.member("container", container) }
    writer.key("body")
    writer.beginObject()
    writer.member("mimeType", "text/plain")
    writer.member("textContent", body)
    writer.endObject()
    if let authorEmail {
      writer.key("author")
      writer.beginObject()
      writer.member("email", authorEmail)
      if let authorName { writer.member("name", authorName) }
      writer.endObject()
    }
    writer.key("permissions")
    writer.beginObject()
    writer.member("allowedGroups", allowedGroups)
    if !allowedUsers.isEmpty {
      writer.key("allowedUsers")
      writer.beginArray()
      for email in allowedUsers {
        writer.beginObject()
        writer.member("email", email)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    if let createdAt { writer.member("createdAt", createdAt.seconds) }
    if let updatedAt { writer.member("updatedAt", updatedAt.seconds) }
    if let status { writer.member("status", status) }
    if !tags.isEmpty { writer.member("tags", tags) }
    writer.key("customProperties")
    writer.beginArray()
    for property in properties {
      writer.beginObject()
      writer.member("name", property.name)
      switch property.value {
      case .text(let text): writer.member("value", text)
      case .list(let texts): writer.member("value", texts)
      case .integer(let integer): writer.member("value", integer)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return EncodedDocument(json: writer.bytes)
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func member(_ name: String, _ value: Int64) {
    key(name)
    integer(value)
  }

  fileprivate mutating func member(_ name: String, _ values: [String]) {
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }
}
