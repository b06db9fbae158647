internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

/// Asks a template's schema about records in memory; formats are asserted, as the gate does.
struct RecordJudge {
  private let schema: RecordSchema
  private let parser = JSONParser()

  /// - Throws: `template_refused`.
  init(_ template: LoadedTemplate) throws(Failure) {
    do {
      schema = try RecordSchema(compiling: template.document.jsonSchema, options: SchemaOptions(assertsFormats: true))
    } catch {
      throw Failure(
        .templateRefused, "the schema of template \(template.entity.sourcePath) cannot be used: \(error)")
    }
  }

  /// The ways in which `record` breaks the schema, two at most; nil where it cannot be read at all.
  func violations(of record: JSONValue) -> [SchemaViolation]? {
    try? parser.withDocument(record.bytes()) { schema.report(on: $0, maximumViolations: 2).violations }
  }
}
