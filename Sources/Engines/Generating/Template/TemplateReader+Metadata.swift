import DataRecords

extension TemplateReader {
  private static let members = [
    "name", "description", "industry", "use_case", "dataset_type", "connector_type", "version",
    "default_record_count", "tags",
  ]

  mutating func readMetadata(_ value: JSONValue, path: TemplatePath?) -> TemplateDocument.Metadata? {
    guard let reader = ObjectReader(value, JSONPointer(tokens: ["metadata"]), known: Self.members, &findings) else {
      return nil
    }
    let industry: Industry? = readCase(reader, "industry")
    let datasetType: DatasetType? = readCase(reader, "dataset_type")
    let connector = readConnector(reader, datasetType)
    let useCase = readUseCase(reader)
    let version = reader.string("version", &findings)
    let name = reader.string("name", &findings)
    let description = reader.string("description", &findings)
    for (member, text) in [("name", name), ("description", description), ("version", version)] {
      checkLength(reader.at(member), text, TemplateLimits.metadataLengths[member] ?? 0)
    }
    let tags = reader.strings("tags", limit: TemplateLimits.tags, &findings) ?? []
    let count = readCount(reader)
    for member in ["name", "description", "version", "default_record_count", "tags"] where reader.object[member] == nil
    {
      findings.warning(
        reader.pointer, "\"\(member)\" is missing", remedy: "add it, so that people can choose this template")
    }
    guard let industry, let datasetType, let useCase else { return nil }
    if let path {
      checkPath(reader, "industry", industry.rawValue, path.industry)
      checkPath(reader, "use_case", useCase, path.useCase)
      checkPath(reader, "dataset_type", datasetType.rawValue, path.datasetType)
    }
    let usualName = "\(industry.rawValue) \(useCase) \(datasetType.rawValue)".map { $0 == "_" ? " " : $0 }
    return TemplateDocument.Metadata(
      name: name ?? String(usualName), description: description ?? "", industry: industry, useCase: useCase,
      datasetType: datasetType, connector: connector, version: version ?? "1.0.0", defaultRecordCount: count, tags: tags
    )
  }

  private mutating func readCase<Choice: RawRepresentable<String> & CaseIterable>(
    _ reader: ObjectReader, _ name: String
  ) -> Choice? {
    guard let text = reader.requiredString(name, &findings) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    findings.error(
      reader.at(name), "\"\(text)\" is not a known \(name)",
      remedy: NearestName.advice(for: text, among: Choice.allCases.map(\.rawValue)))
    return nil
  }

  /// Which system `custom` records stand for; the other types say it themselves.
  private mutating func readConnector(_ reader: ObjectReader, _ type: DatasetType?) -> CustomConnector? {
    guard let text = reader.string("connector_type", &findings) else { return type == .custom ? .custom : nil }
    guard type == .custom || type == nil else {
      findings.error(
        reader.at("connector_type"), "only templates of type custom choose a connector",
        remedy: "remove it: \(type?.rawValue ?? "the type") has one of its own")
      return nil
    }
    if let connector = CustomConnector(rawValue: text) { return connector }
    findings.error(
      reader.at("connector_type"), "\"\(text)\" is not a connector of custom records",
      remedy: NearestName.advice(for: text, among: CustomConnector.allCases.map(\.rawValue)))
    return nil
  }

  private mutating func readUseCase(_ reader: ObjectReader) -> String? {
    guard let text = reader.requiredString("use_case", &findings) else { return nil }
    guard text.isSnakeCase else {
      findings.error(
        reader.at("use_case"), "\"\(text)\" is not snake_case",
        remedy: "use lower-case letters, digits and underscores, beginning with a letter")
      return nil
    }
    return text
  }

  private mutating func readCount(_ reader: ObjectReader) -> Int? {
    guard let count = reader.count("default_record_count", &findings) else { return nil }
    guard TemplateLimits.recordCount.contains(count) else {
      findings.error(reader.at("default_record_count"), "is \(count)", remedy: "use 1 to 100000000")
      return nil
    }
    return count
  }

  private mutating func checkLength(_ pointer: JSONPointer, _ text: String?, _ limit: Int) {
    guard let count = text?.unicodeScalars.count, count > limit else { return }
    findings.error(pointer, "has \(count) characters", remedy: "write at most \(limit)")
  }

  private mutating func checkPath(_ reader: ObjectReader, _ name: String, _ value: String, _ inPath: String) {
    guard value != inPath else { return }
    findings.error(
      reader.at(name), "is \"\(value)\", but the path of the file says \"\(inPath)\"", remedy: "make both the same")
  }
}

extension String {
  /// Lower-case letters, digits and underscores, at most 64, beginning with a letter.
  var isSnakeCase: Bool {
    guard let first = utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), utf8.count <= 64 else {
      return false
    }
    return utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_")
    }
  }
}
