extension SchemaCompiler {
  /// A name that is no keyword here: an annotation, and perhaps a slip.
  mutating func passOver(_ name: String, _ value: JSONValue, _ keywords: Keywords) throws(SchemaError) {
    let place = keywords.place(name)
    if name == "x-unexpected" {
      guard value == "warn" else { throw invalid(place, "x-unexpected can only be \"warn\"") }
      return
    }
    guard !name.hasPrefix("x-"), registry.warnings.count < 100 else { return }
    let message: String
    if let keyword = SchemaKeyword.named(name) {
      let isOtherDraft = !keyword.drafts.contains(keywords.ruling.dialect)
      // What a vocabulary leaves out is left out on purpose; old and new identifiers stand side by side at times.
      guard isOtherDraft, keyword.vocabularies != .metaData, name != "id", name != "$comment", name != "$id" else {
        return
      }
      message = "\(name) is not a keyword of draft \(keywords.ruling.dialect.rawValue) and checks nothing"
    } else {
      let known = SchemaKeyword.names.filter { keywords.ruling.keyword($0) != nil }.sorted()
      let advice = NearestName.of(name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
      message = "\(name) is not a keyword and checks nothing\(advice)"
    }
    registry.warnings.append(SchemaWarning(pointer: place.pointer, message: message))
  }

  /// A format that is to be asserted and that nobody knows.
  mutating func warn(ofFormat text: String, at place: SchemaPlace) {
    guard registry.warnings.count < 100 else { return }
    let advice = NearestName.of(text, among: TextFormat.allCases.map(\.schemaName)).map { "; did you mean \"\($0)\"?" }
    registry.warnings.append(
      SchemaWarning(
        pointer: place.pointer,
        message: "\(Self.excerpt(.string(text))) is not a format of the standard and checks nothing\(advice ?? "")"))
  }

  /// Keywords that check nothing by themselves, or that are compiled together with others.
  func checkShape(_ name: String, _ value: JSONValue, at place: SchemaPlace) throws(SchemaError) {
    let isRight: Bool
    let right: String
    switch name {
    case "title", "description", "$comment", "contentEncoding", "contentMediaType":
      (isRight, right) = (value.string != nil, "a string")
    case "deprecated", "readOnly", "writeOnly", "$recursiveAnchor":
      (isRight, right) = (value.bool != nil, "true or false")
    case "examples": (isRight, right) = (value.array != nil, "an array of values")
    case "$vocabulary":
      (isRight, right) = (
        value.object?.allSatisfy { $0.value.bool != nil } ?? false, "an object of true or false by URI"
      )
    case "$defs", "definitions":
      (isRight, right) = (value.object?.allSatisfy { $0.value.isSchema } ?? false, "an object of schemas")
    case "contentSchema": (isRight, right) = (value.isSchema, "a schema")
    default: return
    }
    guard isRight else { throw invalid(place, "\(name) must be \(right)") }
  }

  /// What a schema under `not` forbids, where a short sentence can say it.
  static func negation(of schema: JSONValue) -> String {
    if let object = schema.object, object.count == 1 {
      if let names = object["required"]?.array?.compactMap(\.string), names.count == 1 { return "have \(names[0])" }
      if let value = object["const"] { return "be \(excerpt(value))" }
      if let values = object["enum"]?.array, values.count <= 8 {
        return "be one of \(values.map { excerpt($0) }.joined(separator: ", "))"
      }
      if let text = object["pattern"] { return "match the pattern \(excerpt(text))" }
      let names = object["type"].map { $0.array ?? [$0] } ?? []
      let kinds = names.compactMap { $0.string.flatMap(KindSet.init(schemaName:)) }
      if !kinds.isEmpty, kinds.count == names.count { return "be \(KindSet(kinds).sentence)" }
    }
    return "match the schema under \"not\""
  }
}

extension JSONValue {
  fileprivate var isSchema: Bool { object != nil || bool != nil }
}
