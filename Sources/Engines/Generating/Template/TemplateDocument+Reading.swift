import DataRecords

extension TemplateDocument {
  /// Reads one template file of at most 8 MiB.
  ///
  /// - Parameter file: how findings name the file; if it ends in `{industry}/{use_case}/{dataset_type}.json`, the metadata must
  ///   agree with it.
  /// - Throws: everything that is wrong, not only the first thing.
  public static func read(_ bytes: [UInt8], file: String) throws(TemplateRefusal) -> TemplateDocument {
    var findings = FindingList(file: file)
    guard let document = parse(bytes, &findings) else {
      throw TemplateRefusal(file: file, findings: findings.findings)
    }
    var reader = TemplateReader(findings: findings)
    let content = reader.read(document, path: TemplatePath(file))
    guard let content, !reader.findings.hasErrors else {
      throw TemplateRefusal(file: file, findings: reader.findings.findings)
    }
    return TemplateDocument(
      metadata: content.metadata, fields: content.fields, relationships: content.relationships,
      search: content.search, records: content.records,
      vocabulary: content.vocabulary, phrases: content.phrases, sampleQueries: content.sampleQueries,
      contentHash: SnapshotHash(of: bytes).description,
      warnings: reader.findings.findings)
  }

  private static func parse(_ bytes: [UInt8], _ findings: inout FindingList) -> JSONValue? {
    let limits = JSONLimits(maximumBytes: TemplateLimits.bytes, maximumDepth: TemplateLimits.depth)
    do throws(JSONError) {
      return try JSONValue(parsing: bytes, limits: limits)
    } catch {
      switch error.kind {
      case .tooLarge:
        findings.error(
          JSONPointer(), "the file has \(bytes.count) bytes", remedy: "keep it within \(TemplateLimits.bytes) bytes")
      case .duplicateName:
        findings.error(
          JSONPointer(), "line \(error.line), column \(error.column): the name of a member is used twice",
          remedy: "keep one of them")
      default:
        findings.error(
          JSONPointer(), "malformed JSON at line \(error.line), column \(error.column): \(error.message)",
          remedy: "correct the text there")
      }
      return nil
    }
  }
}

/// What the path of a library file says about its template.
struct TemplatePath {
  let industry: String
  let useCase: String
  let datasetType: String

  /// Nil unless the path ends like one of the library.
  init?(_ file: String) {
    let parts = file.split(separator: "/").suffix(3).map(String.init)
    guard parts.count == 3, parts[2].hasSuffix(".json"), Industry(rawValue: parts[0]) != nil else { return nil }
    let stem = String(parts[2].dropLast(5))
    guard DatasetType(rawValue: stem) != nil else { return nil }
    industry = parts[0]
    useCase = parts[1]
    datasetType = stem
  }
}
