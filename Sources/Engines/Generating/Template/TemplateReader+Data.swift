import DataRecords

extension TemplateReader {
  struct Data {
    var records: [JSONObject] = []
    var vocabulary: [WordList] = []
    var phrases: [WordList] = []
  }

  private static let pointer = JSONPointer(tokens: ["data"])

  mutating func readData(_ value: JSONValue) -> Data {
    let known = ["records", "vocabulary", "phrases"]
    guard let reader = ObjectReader(value, Self.pointer, known: known, &findings) else { return Data() }
    var data = Data()
    data.records = readRecords(reader)
    data.vocabulary = readLists(reader, "vocabulary")
    data.phrases = readLists(reader, "phrases")
    checkPhrases(data)
    return data
  }

  private mutating func readRecords(_ reader: ObjectReader) -> [JSONObject] {
    guard reader.required("records", "array of objects", &findings) != nil else { return [] }
    let elements = reader.array("records", limit: TemplateLimits.records, &findings) ?? []
    if elements.isEmpty {
      findings.error(reader.at("records"), "there is no record", remedy: "write at least one record by hand")
    }
    return elements.enumerated().compactMap { index, element in
      if element.object == nil {
        findings.error(
          reader.at("records").appending(index), "is \(element.articledKind)", remedy: "write an object of fields")
      }
      return element.object
    }
  }

  private mutating func readLists(_ reader: ObjectReader, _ name: String) -> [WordList] {
    guard let value = reader.object[name] else {
      let consequence = name == "phrases" ? "text is put together from the records" : "text cannot be varied"
      findings.warning(Self.pointer, "\"\(name)\" is missing", remedy: "add it; without it \(consequence)")
      return []
    }
    guard let object = value.object else {
      findings.error(reader.at(name), "is \(value.articledKind)", remedy: "write an object of named lists")
      return []
    }
    guard object.count <= TemplateLimits.lists,
      let lists = ObjectReader(value, reader.at(name), known: object.names, &findings)
    else {
      findings.error(reader.at(name), "has \(object.count) lists", remedy: "keep at most \(TemplateLimits.lists)")
      return []
    }
    return object.compactMap { member in readList(lists, member.name) }
  }

  private mutating func readList(_ reader: ObjectReader, _ name: String) -> WordList? {
    let here = reader.at(name)
    if !name.isSnakeCase {
      findings.error(
        here, "\"\(name)\" is not snake_case",
        remedy: "use lower-case letters, digits and underscores, beginning with a letter")
    }
    guard let entries = reader.strings(name, limit: TemplateLimits.entriesPerList, &findings) else { return nil }
    if entries.isEmpty {
      findings.error(here, "the list is empty", remedy: "add an entry or remove the list")
      return nil
    }
    for (index, entry) in entries.enumerated() where entry.utf8.count > TemplateLimits.bytesPerEntry {
      findings.error(
        here.appending(index), "has \(entry.utf8.count) bytes",
        remedy: "keep within \(TemplateLimits.bytesPerEntry) bytes")
    }
    if Set(entries).count < entries.count {
      findings.warning(here, "an entry is listed twice", remedy: "keep one of them")
    }
    return WordList(name: name, entries: entries)
  }
}
