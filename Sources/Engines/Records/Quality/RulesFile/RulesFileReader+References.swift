extension RulesFileReader {
  private static let referenceMembers = ["file", "field", "keys", "description"]

  mutating func references(_ value: JSONValue?) -> [String: RulesFile.Reference] {
    guard let value else { return [:] }
    guard let object = value.object else {
      note(["references"], "references is a \(value.kindName)", remedy: #"write {"people": {"file": …, "field": …}}"#)
      return [:]
    }
    var references: [String: RulesFile.Reference] = [:]
    for member in object {
      let place = ["references", member.name]
      if member.name == QualityPlan.itself || member.name.isEmpty {
        note(place, "\"\(member.name)\" cannot be a name of keys", remedy: "choose another name")
      }
      if let reference = reference(member.value, at: place) { references[member.name] = reference }
    }
    return references
  }

  private mutating func reference(_ value: JSONValue, at place: [String]) -> RulesFile.Reference? {
    guard let object = value.object else {
      note(place, "this is a \(value.kindName)", remedy: #"write {"file": …, "field": …} or {"keys": […]}"#)
      return nil
    }
    for name in object.names where !Self.referenceMembers.contains(name) {
      note(
        place + [name], "unknown member \"\(name)\"",
        remedy: NearestName.advice(for: name, among: Self.referenceMembers))
    }
    if let keys = object["keys"] {
      guard object["file"] == nil, object["field"] == nil else {
        note(place + ["keys"], "keys stand beside a file", remedy: "keep the one or the other")
        return nil
      }
      return self.keys(keys, at: place + ["keys"]).map(RulesFile.Reference.keys)
    }
    guard let file = object["file"]?.string, !file.isEmpty else {
      note(place + ["file"], "the file is missing", remedy: "write a path, relative to this file, or give keys")
      return nil
    }
    guard let value = object["field"] else {
      note(place + ["field"], "the field with the keys is missing", remedy: "write for example \"field\": \"id\"")
      return nil
    }
    return field(value, at: place + ["field"]).map { .file(file, field: $0) }
  }

  private mutating func keys(_ value: JSONValue, at place: [String]) -> [String]? {
    guard let values = value.array else {
      note(place, "keys is a \(value.kindName)", remedy: "write a list of strings and integers")
      return nil
    }
    var keys: [String] = []
    for (index, value) in values.enumerated() {
      switch value {
      case .string(let text): keys.append(text)
      case .integer(let number): keys.append(String(number))
      default:
        note(place + [String(index)], "a key is a string or an integer", remedy: "write one of them")
        return nil
      }
    }
    return keys
  }
}
