import DataRecords

extension TemplateReader {
  /// The phrases of the template, with `title` and `sentence` made from the hand-made records where they are missing.
  mutating func completePhrases(_ data: Data, _ metadata: TemplateDocument.Metadata) -> [WordList] {
    var phrases = data.phrases
    for name in ["title", "sentence"] where !phrases.contains(where: { $0.name == name }) {
      if !phrases.isEmpty {
        findings.warning(
          JSONPointer(tokens: ["data", "phrases"]), "the list \"\(name)\" is missing",
          remedy: "add it; until then \(name)s are taken from the records")
      }
      let entries = name == "title" ? titles(data.records, metadata) : sentences(data.records, metadata)
      phrases.append(WordList(name: name, entries: entries))
    }
    return phrases
  }

  private func titles(_ records: [JSONObject], _ metadata: TemplateDocument.Metadata) -> [String] {
    let field = metadata.datasetType.titleField.rawValue
    let titles = records.compactMap { $0[field]?.string }.filter { $0.utf8.count <= 200 }
    return usable(titles, otherwise: metadata.name)
  }

  private func sentences(_ records: [JSONObject], _ metadata: TemplateDocument.Metadata) -> [String] {
    let texts = metadata.datasetType.textFields.flatMap { field in records.compactMap { $0[field.rawValue]?.string } }
    let sentences = texts.flatMap(Self.sentences(of:)).filter { $0.utf8.count <= 600 && $0.contains(" ") }
    return usable(sentences, otherwise: metadata.description.isEmpty ? metadata.name : metadata.description)
  }

  /// Texts that hold no brace, each one once and no more than a list may have.
  private func usable(_ texts: [String], otherwise: String) -> [String] {
    var seen: Set<String> = []
    let entries = texts.filter { !$0.isEmpty && !$0.contains("{") && !$0.contains("}") && seen.insert($0).inserted }
    if !entries.isEmpty { return Array(entries.prefix(TemplateLimits.entriesPerList)) }
    return [otherwise.filter { $0 != "{" && $0 != "}" }]
  }

  /// Splits after a full stop, question mark or exclamation mark that a space or line end follows, and at line ends.
  static func sentences(of text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    var endsHere = false
    for character in text {
      if character.isNewline || (endsHere && character == " ") {
        if !current.isEmpty { sentences.append(current) }
        current = ""
      } else if !(current.isEmpty && character == " ") {
        current.append(character)
      }
      endsHere = character == "." || character == "?" || character == "!"
    }
    if !current.isEmpty { sentences.append(current) }
    return sentences
  }

  /// Ten queries of up to four words each, rare ones first, from the first records in turn.
  mutating func derivedQueries(_ records: [JSONObject], _ type: DatasetType) -> [SampleQuery] {
    let texts = records.map { record in
      type.textFields.reversed().compactMap { record[$0.rawValue]?.string }.joined(separator: " ")
    }
    var frequency: [String: Int] = [:]
    for text in texts { for word in Words.of(text) { frequency[word, default: 0] += 1 } }

    var supplies = texts.enumerated().compactMap { index, text -> (record: Int, groups: [[String]])? in
      let groups = Self.wordGroups(text, frequency)
      return groups.isEmpty ? nil : (index, groups)
    }
    supplies = Array(supplies.prefix(TemplateDocument.queryCount))
    guard !supplies.isEmpty else {
      findings.error(
        JSONPointer(tokens: ["data", "records"]), "the records hold no text to search for",
        remedy: "write \(type.textFields.map(\.rawValue).joined(separator: ", ")) of at least one record")
      return []
    }
    return (0..<TemplateDocument.queryCount).map { index in
      let supply = supplies[index % supplies.count]
      let group = supply.groups[index / supplies.count % supply.groups.count]
      return SampleQuery(query: group.joined(separator: " "), record: supply.record, minimumResults: 1)
    }
  }

  /// The words of `text` in groups of up to four, the rarest in the first one; inside a group in the order of the text.
  private static func wordGroups(_ text: String, _ frequency: [String: Int]) -> [[String]] {
    var seen: Set<String> = []
    let words = Words.inOrder(text).filter { seen.insert($0).inserted }
    let telling = words.filter { $0.count > 2 && !Words.common.contains($0) }
    let candidates = telling.isEmpty ? words : telling
    let ranked = candidates.enumerated().sorted { left, right in
      (frequency[left.element] ?? 0, left.offset) < (frequency[right.element] ?? 0, right.offset)
    }
    return stride(from: 0, to: ranked.count, by: 4).map { start in
      ranked[start..<min(start + 4, ranked.count)].sorted { $0.offset < $1.offset }.map(\.element)
    }
  }
}
