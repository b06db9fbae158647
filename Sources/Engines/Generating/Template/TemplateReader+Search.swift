import DataRecords

extension TemplateReader {
  private static let searchMembers = [
    "object_type", "label", "title", "body", "author", "container", "labels", "status", "created", "updated",
    "properties",
  ]

  /// Reads `schema.search`, which only a client's own kind of record has; nil for every other one.
  mutating func readSearch(
    _ schema: JSONValue?, _ fields: [FieldDefinition], _ metadata: TemplateDocument.Metadata
  ) -> SearchContract? {
    let value = schema?["search"]
    let pointer = JSONPointer(tokens: ["schema", "search"])
    guard metadata.connector == .custom else {
      if value != nil {
        findings.error(
          pointer,
          "the documents of \(metadata.connector?.rawValue ?? metadata.datasetType.rawValue) are made by the product",
          remedy: "remove it; only templates of connector_type \"custom\" say how search shows their records")
      }
      return nil
    }
    var contract = SearchContract()
    // A member that is left out goes by the names that records usually have.
    contract.author = ["author", "owner"].first { name in fields.contains { $0.name == name + "_email" } }
    contract.labels = fields.contains { $0.name == "labels" && $0.kind == .array } ? "labels" : nil
    contract.status = fields.contains { $0.name == "status" && $0.kind == .string } ? "status" : nil
    var wanted: [String]?
    if let value, let reader = ObjectReader(value, pointer, known: Self.searchMembers, &findings) {
      readNames(reader, &contract)
      readRoles(reader, fields, &contract)
      wanted = reader.strings("properties", limit: SearchContract.propertyLimit, &findings)
    }
    contract.properties = properties(wanted, fields, contract, pointer.appending("properties"))
    return contract
  }

  private mutating func readNames(_ reader: ObjectReader, _ contract: inout SearchContract) {
    if let type = reader.string("object_type", &findings) {
      if type.isObjectType {
        contract.objectType = type
        contract.label = type.spacedWords
      } else {
        findings.error(
          reader.at("object_type"), "\"\(type.prefix(80))\" cannot name a type of document",
          remedy: "use at most 60 letters and digits, beginning with a letter, such as \"WorkOrder\"")
      }
    }
    if let label = reader.string("label", &findings) {
      if label.isEmpty || label.unicodeScalars.count > 60 {
        findings.error(reader.at("label"), "has \(label.unicodeScalars.count) characters", remedy: "write 1 to 60")
      }
      contract.label = label
    }
  }

  private mutating func readRoles(_ reader: ObjectReader, _ fields: [FieldDefinition], _ contract: inout SearchContract)
  {
    if let name = role("title", reader, fields, "a required string", { $0.kind == .string && $0.isRequired }) {
      contract.title = name
    }
    if let names = reader.strings("body", limit: 10, &findings) {
      contract.body = names
      for (index, name) in names.enumerated() {
        check(name, reader.at("body").appending(index), fields, "a string", { $0.kind == .string })
      }
    }
    if let author = reader.string("author", &findings) {
      contract.author = author
      check(author + "_email", reader.at("author"), fields, "a string", { $0.kind == .string })
    }
    let text: (FieldDefinition) -> Bool = { $0.kind == .string }
    let time: (FieldDefinition) -> Bool = { $0.kind == .string && $0.format == .dateTime }
    let list: (FieldDefinition) -> Bool = { $0.kind == .array && ($0.items?.kind ?? .string) == .string }
    contract.container = role("container", reader, fields, "a string", text) ?? contract.container
    contract.status = role("status", reader, fields, "a string", text) ?? contract.status
    contract.labels = role("labels", reader, fields, "an array of strings", list) ?? contract.labels
    contract.created = role("created", reader, fields, "a string of format date-time", time) ?? contract.created
    contract.updated = role("updated", reader, fields, "a string of format date-time", time) ?? contract.updated
  }

  /// The field that is named for a role.
  private mutating func role(
    _ role: String, _ reader: ObjectReader, _ fields: [FieldDefinition], _ kind: String,
    _ fits: (FieldDefinition) -> Bool
  ) -> String? {
    guard let name = reader.string(role, &findings) else { return nil }
    check(name, reader.at(role), fields, kind, fits)
    return name
  }

  private mutating func check(
    _ name: String, _ pointer: JSONPointer, _ fields: [FieldDefinition], _ kind: String,
    _ fits: (FieldDefinition) -> Bool
  ) {
    guard let field = fields.first(where: { $0.name == name }) else {
      findings.error(
        pointer, "there is no field \"\(name)\"", remedy: NearestName.advice(for: name, among: fields.map(\.name)))
      return
    }
    guard !fits(field) else { return }
    findings.error(pointer, "the field \"\(name)\" is not \(kind)", remedy: "name a field that is \(kind)")
  }

  /// The wanted properties, or those of every field that has no other part in the document.
  private mutating func properties(
    _ wanted: [String]?, _ fields: [FieldDefinition], _ contract: SearchContract, _ pointer: JSONPointer
  ) -> [SearchContract.Property] {
    let isChosen = wanted != nil
    let names = wanted ?? fields.map(\.name).filter { !contract.roles.contains($0) }
    var properties: [SearchContract.Property] = []
    for (index, name) in names.enumerated() {
      let here = isChosen ? pointer.appending(index) : pointer
      guard let field = fields.first(where: { $0.name == name }) else {
        check(name, here, fields, "") { _ in true }
        continue
      }
      guard let property = field.searchProperty else {
        if isChosen {
          findings.error(
            here, "the field \"\(name)\" cannot be a property of documents",
            remedy: "name strings of at most 200 characters, whole numbers, booleans, dates or lists of strings")
        }
        continue
      }
      if let other = properties.first(where: { $0.name == property.name }) {
        let problem = "the fields \"\(other.field)\" and \"\(name)\" would both be the property \"\(property.name)\""
        if isChosen {
          findings.error(here, problem, remedy: "name one of them")
        } else {
          findings.warning(here, problem, remedy: "list the wanted one in schema.search.properties")
        }
        continue
      }
      properties.append(property)
    }
    return Array(properties.prefix(SearchContract.propertyLimit))
  }
}

extension SearchContract {
  /// The fields that have a part of their own in the document; what people filter by may be one more.
  fileprivate var roles: Set<String> {
    let named = [title, created, updated, labels, status].compactMap(\.self)
    let people = author.map { [$0 + "_id", $0 + "_name", $0 + "_email"] } ?? []
    return Set(["id", "url"] + named + body + people)
  }
}

extension String {
  fileprivate var isObjectType: Bool {
    guard let first = utf8.first, utf8.count <= 60 else { return false }
    let letters = (UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"))
    func isLetter(_ byte: UInt8) -> Bool { letters.0.contains(byte) || letters.1.contains(byte) }
    return isLetter(first)
      && utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// `WorkOrder` as a person reads it: `Work order`.
  fileprivate var spacedWords: String {
    var words = ""
    var before: Character?
    for character in self {
      let startsWord = character.isUppercase && before?.isLowercase == true
      words += startsWord ? " " + character.lowercased() : String(character)
      before = character
    }
    return words
  }
}
