/// A JSON Schema (2020-12), compiled to check records on the tape.
///
/// Known keywords: `type`, `enum`, `const`, `required`, `properties`, `additionalProperties`, `pattern`, `minLength`,
/// `maxLength`, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `items`, `minItems`,
/// `maxItems`, `uniqueItems` and `format` (asserted: `date-time`, `date`, `email`, `uri`, `uuid`). Annotations and
/// names that start with `x-` are passed over; any other keyword is refused, because ignoring it could change the
/// verdict.
///
/// A member that an object with `properties` does not list is a warning, unless `additionalProperties` is false or a
/// schema of its own.
public struct RecordSchema: Sendable {
  /// The schema as it was written.
  public let source: JSONValue

  let program: SchemaProgram

  public init(compiling source: JSONValue) throws(SchemaError) {
    var compiler = SchemaCompiler()
    program = try compiler.compile(source)
    self.source = source
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
