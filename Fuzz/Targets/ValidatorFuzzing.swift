@testable import DataRecords

/// A schema on the first line, a record behind it: the quick verdict and the explanation agree, on either tape.
enum ValidatorFuzzing: FuzzTarget {
  static let name = "validator"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let (source, record) = bytes.splitAtNewline
    guard let value = try? JSONValue(parsing: source), let schema = try? RecordSchema(compiling: value) else { return }
    try checkJudgement(record, by: schema)
  }

  static func checkJudgement(_ record: UnsafeRawBufferPointer, by schema: RecordSchema) throws {
    let parser = JSONParser()
    var validator = SchemaValidator(schema.program, maximumViolations: 100)
    guard let exact = parser.parseExactly(record) else { return }
    let isValid = validator.accepts(exact)
    let hasRunOut = validator.ranOut
    try hold(
      validator.isWrong(exact) != isValid || hasRunOut || validator.ranOut, "the second walk finds something else")
    try hold(validator.validate(exact) == isValid, "a record is valid only now and then")
    try hold(validator.failures.isEmpty == isValid, "failures do not go with the verdict")
    for failure in validator.failures { try checkViolation(schema.program.violation(failure, in: exact)) }
    guard let quick = parser.parse(record, isPadded: false) else { return }
    let isQuicklyValid = validator.accepts(quick)
    try hold(
      isQuicklyValid == isValid || (validator.sawDouble && parser.needsExactness(record)),
      "the verdict depends on the reader")
  }

  private static func checkViolation(_ violation: SchemaViolation) throws {
    try hold(!violation.sentence.isEmpty && !violation.keyword.isEmpty, "a violation says nothing")
    try hold(JSONPointer(violation.pointer.description) == violation.pointer, "a pointer does not read back")
  }
}
