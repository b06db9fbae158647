import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

struct RecordsValidate: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check any number of records against a JSON Schema.",
    discussion: """
      Reads a file or a pipe of any length in constant memory and writes, to standard output:
        summary   one object: records, valid, invalid, malformed, bytes, seconds
        verdicts  a line for every record, in the order of the input:
                  {"record":0,"valid":true}
                  {"record":1,"valid":false,"errors":[{"instanceLocation":"/a",
                   "keywordLocation":"/properties/a/type","error":"…"}]}
                  {"record":2,"valid":false,"error":"line 3, column 14: …"} (no JSON)
        failures  those of the lines that say false

      records = valid + invalid + malformed; bytes are those of the text, decompressed. A name that an object has twice is a \
      warning: it stands behind the errors of its line, as "warnings", and is counted as duplicateNames in the summary. For example:
        dataops records validate --schema message.json messages.ndjson.zst
        kubectl logs app | \\
          dataops records validate --schema log.json --output failures
        dataops records validate --schema page.json pages.ndjson \\
          --report pages.html --report pages.xml
        dataops records validate --schema page.json \\
          --map https://acme.example/=schemas --assert-formats \\
          --jobs 4 --output verdicts pages.json > verdicts.ndjson

      Exits with 0 when all records are valid, 1 when some are not, 2 when the schema, an option or the input cannot be used.
      """)

  @OptionGroup var schemaInForce: SchemaInForce
  @OptionGroup var input: RecordsFile

  @Option(
    help: ArgumentHelp("How many processor cores to use; 0 for all there are.", valueName: "n"))
  var jobs = 1

  @Option(help: "What to write: summary, verdicts or failures.")
  var output = ValidationOptions.Output.summary

  @Option(help: ArgumentHelp("The most errors to tell of one record.", valueName: "n"))
  var maxErrors = 100

  @OptionGroup var reports: ReportFiles

  @Option(help: ArgumentHelp("The field by which reports name a record.", valueName: "name"))
  var key = "id"

  func validate() throws {
    guard (0...256).contains(jobs) else { throw ValidationError("--jobs must be from 0 to 256.") }
    guard (1...10_000).contains(maxErrors) else { throw ValidationError("--max-errors must be from 1 to 10000.") }
  }

  func run() async throws {
    let console = Console(environment: ProcessInfo.processInfo.environment)
    let schema = try schemaInForce.compiled()
    for warning in schema.warnings {
      console.say("\("warning:", .notice) \(schemaInForce.schema) \(warning.description)")
    }
    let options = ValidationOptions(
      output: output, jobs: jobs == 0 ? ProcessInfo.processInfo.activeProcessorCount : jobs, maximumErrors: maxErrors,
      form: input.format.form, limits: input.limits, report: reports.options(keyField: key))
    try reports.check()
    let lines = try reports.openLines()
    let source = try input.open(console)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let findings = try RecordValidation(schema: schema, options: options).findings(
        source, write: { try console.output.write($0) },
        writeFailures: { bytes in for file in lines { try file.write(bytes) } })
      let summary = findings.summary
      let duration = start.duration(to: clock.now)
      if let failures = findings.failures {
        var report = QualityReport(title: input.title, summary, failures)
        report.seconds = duration / .seconds(1)
        report.note = ReportFiles.note("schema", schemaInForce.schema)
        if let profile = findings.profile { report.add(profile) }
        try reports.write(report)
      }
      if output == .summary { try print(summary, duration, on: console.output) }
      guard summary.isAllValid else { throw FilterExit.dataIsBad }
    } catch let error as InputError {
      throw input.failure(error)
    } catch is OutputStream.Closed {
      throw FilterExit.nobodyReads
    }
  }

  private func print(_ summary: ValidationSummary, _ duration: Duration, on output: OutputStream) throws {
    var writer = JSONWriter()
    writer.beginObject()
    let counts = [
      ("records", summary.records), ("valid", summary.valid), ("invalid", summary.invalid),
      ("malformed", summary.malformed), ("bytes", summary.bytes),
    ]
    for (name, count) in counts {
      writer.key(name)
      writer.integer(Int64(count))
    }
    writer.key("seconds")
    writer.number((duration / .microseconds(1)).rounded() / 1_000_000)
    if summary.duplicateNames > 0 {
      writer.key("duplicateNames")
      writer.integer(Int64(summary.duplicateNames))
    }
    writer.endObject()
    writer.newline()
    try writer.bytes.withUnsafeBytes { try output.write($0) }
  }
}
