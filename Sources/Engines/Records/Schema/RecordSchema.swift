/// A JSON Schema, compiled to check records on the tape.
///
/// Versions 2020-12, 2019-09, 7, 6 and 4, each with every keyword; `$schema` tells which one is meant, else the options
/// do. Unknown keywords are annotations, as the standard says (Core 2020-12, clause 4.3.1), and listed in
/// ``warnings``. References lead into the schema itself and into the documents of the options, never to the network.
///
/// A member that an object with `properties` does not list is a warning of the report, unless `additionalProperties` or
/// another schema for the same object says something about it.
///
/// ```swift
/// let schema = try RecordSchema(compiling: ["type": "object", "required": ["id"]])
/// let report = try JSONParser().withDocument(#"{"name": "Ada"}"#.utf8) { schema.report(on: $0) }
/// print(report.violations[0].sentence)  // id is required but missing
/// ```
public struct RecordSchema: Sendable {
  /// The schema as it was written.
  public let source: JSONValue

  /// What is allowed in the schema and probably not meant; at most 100.
  public let warnings: [SchemaWarning]

  let program: SchemaProgram

  /// - Throws: ``SchemaError`` with the place and what would be right: for a keyword of the wrong shape, a reference
  ///   that leads nowhere, an unknown dialect, a schema without end.
  public init(compiling source: JSONValue, options: SchemaOptions = SchemaOptions()) throws(SchemaError) {
    var compiler = SchemaCompiler(options: options)
    program = try compiler.compile(source)
    warnings = compiler.registry.warnings
    self.source = source
  }

  /// Whether a value is valid; the standard's `flag` output.
  public func accepts(_ value: TapeValue) -> Bool {
    var validator = SchemaValidator(program, maximumViolations: 1)
    return validator.accepts(value)
  }

  /// What the schema says about one value; it looks for no more than `maximumViolations`.
  public func report(on value: TapeValue, maximumViolations: Int = 100) -> SchemaReport {
    var validator = SchemaValidator(program, maximumViolations: maximumViolations)
    _ = validator.validate(value)
    return SchemaReport(
      violations: validator.failures.map { program.violation($0, in: value) },
      unexpectedFields: validator.unexpected.map { value.pointer(toMemberNameAt: $0.nameIndex) })
  }
}
