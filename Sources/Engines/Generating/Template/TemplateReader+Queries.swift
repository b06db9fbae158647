import DataRecords

extension TemplateReader {
  private static let name = "sample_queries"

  mutating func readQueries(_ root: ObjectReader, _ records: [JSONObject], _ type: DatasetType) -> [SampleQuery] {
    guard root.object[Self.name] != nil else {
      findings.warning(
        JSONPointer(), "\"\(Self.name)\" is missing",
        remedy: "add ten; until then they are made from rare words of the first records")
      return derivedQueries(records, type)
    }
    guard let elements = root.array(Self.name, limit: TemplateLimits.entriesPerList, &findings) else { return [] }
    if elements.count != TemplateDocument.queryCount {
      findings.error(
        root.at(Self.name), "there \(elements.count == 1 ? "is 1 query" : "are \(elements.count) queries")",
        remedy: "write exactly \(TemplateDocument.queryCount)")
    }
    let vocabularies = records.map { Words.of($0) }
    return elements.prefix(TemplateDocument.queryCount).enumerated().compactMap { index, element in
      readQuery(element, root.at(Self.name).appending(index), vocabularies)
    }
  }

  private mutating func readQuery(
    _ element: JSONValue, _ pointer: JSONPointer, _ vocabularies: [Set<String>]
  ) -> SampleQuery? {
    guard let reader = ObjectReader(element, pointer, known: ["query", "expect"], &findings),
      let query = reader.requiredString("query", &findings),
      let expectation = reader.required("expect", "object", &findings),
      let expect = ObjectReader(
        expectation, reader.at("expect"), known: ["record", "minimum_results"], &findings),
      let target = expect.requiredString("record", &findings)
    else { return nil }
    let least = expect.count("minimum_results", &findings) ?? 1
    if least < 1 {
      findings.error(expect.at("minimum_results"), "is 0", remedy: "expect at least one result")
    }
    guard query.utf8.count <= TemplateLimits.queryBytes else {
      findings.error(
        reader.at("query"), "has \(query.utf8.count) bytes", remedy: "keep within \(TemplateLimits.queryBytes) bytes")
      return nil
    }
    let words = Words.of(query)
    if words.isEmpty {
      findings.error(reader.at("query"), "holds no word", remedy: "write words of the record that must be found")
    }
    guard let record = recordIndex(target, count: vocabularies.count) else {
      findings.error(
        expect.at("record"), "\"\(target)\" leads to no record",
        remedy: "point to one of /data/records/0 to /data/records/\(max(0, vocabularies.count - 1))")
      return nil
    }
    for word in words.sorted() where !vocabularies[record].contains(word) {
      findings.warning(
        reader.at("query"), "the word \"\(word)\" does not occur in \(target)",
        remedy: NearestName.of(word, among: vocabularies[record].sorted()).map { "did you mean \"\($0)\"?" }
          ?? "use words of that record only")
    }
    return SampleQuery(query: query, record: record, minimumResults: max(1, least))
  }

  private func recordIndex(_ text: String, count: Int) -> Int? {
    guard let tokens = JSONPointer(text)?.tokens, tokens.count == 3, tokens[0] == "data", tokens[1] == "records",
      let index = Int(tokens[2]), String(index) == tokens[2], (0..<count).contains(index)
    else { return nil }
    return index
  }
}
