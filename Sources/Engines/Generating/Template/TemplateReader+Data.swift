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
    checkPhrases(data, reader)
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

  /// Every slot must be known, and filling slots must come to an end.
  private mutating func checkPhrases(_ data: Data, _ reader: ObjectReader) {
    let pointer = reader.at("phrases")
    let words = data.vocabulary.map(\.name)
    let known = words + data.phrases.map(\.name) + WorldSlot.allCases.map(\.rawValue)
    var slots: [String: Set<String>] = [:]
    for list in data.phrases {
      if words.contains(list.name) {
        findings.error(
          pointer.appending(list.name), "\"\(list.name)\" is also a list of the vocabulary",
          remedy: "rename one of them")
      }
      for (index, entry) in list.entries.enumerated() {
        let here = pointer.appending(list.name).appending(index)
        do throws(Phrase.Problem) {
          for slot in try Phrase(entry).slots {
            if known.contains(slot) {
              if !words.contains(slot) { slots[list.name, default: []].insert(slot) }
            } else {
              findings.error(here, "unknown slot {\(slot)}", remedy: NearestName.advice(for: slot, among: known))
            }
          }
        } catch {
          findings.error(here, error.message, remedy: error.remedy)
        }
      }
    }
    guard !findings.hasErrors, !checkRecursion(slots, data, pointer) else { return }
    checkExpandedLength(data, pointer)
  }

  /// Whether some phrase leads back to its own list; reported.
  private mutating func checkRecursion(_ slots: [String: Set<String>], _ data: Data, _ pointer: JSONPointer) -> Bool {
    var isRecursive = false
    for list in data.phrases {
      var reached = slots[list.name] ?? []
      var open = Array(reached)
      while let name = open.popLast() {
        for next in slots[name] ?? [] where reached.insert(next).inserted { open.append(next) }
      }
      if reached.contains(list.name) {
        isRecursive = true
        findings.error(
          pointer.appending(list.name), "the slots of \"\(list.name)\" lead back to \"\(list.name)\" without end",
          remedy: "remove a slot from the circle")
      }
    }
    return isRecursive
  }

  private mutating func checkExpandedLength(_ data: Data, _ pointer: JSONPointer) {
    var lengths: [String: Int] = [:]
    for list in data.vocabulary { lengths[list.name] = list.entries.map(\.utf8.count).max() ?? 0 }
    // Lists that use others come after them sooner or later: there is no circle.
    var open = data.phrases
    while !open.isEmpty {
      let unsettled = Set(open.map(\.name))
      guard let index = open.firstIndex(where: { list in !uses(list, unsettled) }) else { return }
      let list = open.remove(at: index)
      let longest = list.entries.map { expandedLength($0, lengths) }.max() ?? 0
      lengths[list.name] = longest
      if longest > TemplateLimits.expandedBytes {
        findings.error(
          pointer.appending(list.name), "a phrase becomes \(longest) bytes long when its slots are filled",
          remedy: "keep within \(TemplateLimits.expandedBytes) bytes")
      }
    }
  }

  private func uses(_ list: WordList, _ names: Set<String>) -> Bool {
    list.entries.contains { entry in
      (try? Phrase(entry))?.slots.contains { names.contains($0) } ?? false
    }
  }

  private func expandedLength(_ entry: String, _ lengths: [String: Int]) -> Int {
    guard let phrase = try? Phrase(entry) else { return 0 }
    return phrase.slots.reduce(entry.utf8.count) { total, slot in
      min(total + (lengths[slot] ?? WorldSlot.longestText), Int(Int32.max))
    }
  }
}
