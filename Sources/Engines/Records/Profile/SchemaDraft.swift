/// Writes the schema of a ``SchemaSuggestion``, field by field.
struct SchemaDraft {
  private let profile: RecordProfile

  /// Positions of the fields inside a field.
  private let children: [[Int]]

  /// From this share of the strings on a format is suggested.
  static let formatShare = 0.99

  /// Fewer values say nothing about what is usual.
  static let enough = 10

  init(_ profile: RecordProfile) {
    self.profile = profile
    let positions = profile.positions
    var children = [[Int]](repeating: [], count: profile.fields.count)
    for (index, field) in profile.fields.enumerated() {
      if let parent = field.path.parent, let position = positions[parent] { children[position].append(index) }
    }
    self.children = children
  }

  var document: JSONObject {
    var document: JSONObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "description": .string(
        "Suggested from \(Figure.count(profile.records, "record")). Every one of them is valid; look through it before "
          + "others are held to it."),
    ]
    for keyword in keywords(0, nil) { document[keyword.name] = keyword.value }
    return document
  }

  /// The schema of a field and of all inside it, with what was seen as a description.
  private func keywords(_ index: Int, _ description: String?) -> JSONObject {
    let field = profile.fields[index]
    var keywords = JSONObject()
    keywords["description"] = description.map(JSONValue.string)
    // What was not seen in full allows no conclusion.
    guard !field.isPartial else { return keywords }
    keywords["type"] = type(field.kinds)
    addStringKeywords(field, to: &keywords)
    if let minimum = field.numbers.minimum?.number, minimum >= 0 { keywords["minimum"] = 0 }
    if field.kinds.array > 0 { addElementKeywords(index, to: &keywords) }
    if field.kinds.object > 0 { addMemberKeywords(index, to: &keywords) }
    return keywords
  }

  private func type(_ kinds: KindCounts) -> JSONValue? {
    var names = kinds.seen.map(\.name)
    // An integer is a number.
    if names.contains("number") { names.removeAll { $0 == "integer" } }
    // A field that was null every time will hold something else one day.
    if names.isEmpty || names == ["null"] { return nil }
    return names.count == 1 ? names.first.map(JSONValue.string) : .array(names.map(JSONValue.string))
  }

  private func addElementKeywords(_ index: Int, to keywords: inout JSONObject) {
    let field = profile.fields[index]
    if let minimum = field.arrays.minimum, minimum > 0, field.arrays.count >= Self.enough { keywords["minItems"] = 1 }
    for child in children[index] {
      let element = profile.fields[child]
      guard element.path.steps.last == .element else { continue }
      keywords["items"] = .object(self.keywords(child, element.summary(of: element.present)))
    }
  }

  private func addMemberKeywords(_ index: Int, to keywords: inout JSONObject) {
    let objects = profile.fields[index].kinds.object
    var properties = JSONObject()
    var required: [JSONValue] = []
    for child in children[index] {
      let member = profile.fields[child]
      guard case .member(let name)? = member.path.steps.last,
        properties.appendIfNew(name: name, value: .object(self.keywords(child, member.summary(of: objects))))
      else { continue }
      if member.present == objects { required.append(.string(name)) }
    }
    if !properties.isEmpty { keywords["properties"] = .object(properties) }
    if !required.isEmpty { keywords["required"] = .array(required) }
  }
}
