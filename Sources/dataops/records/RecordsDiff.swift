import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

struct RecordsDiff: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell how records have changed: fields, kinds, missing values, ranges, values.",
    discussion: """
      Compares two profiles, each made by 'dataops records profile --output json', or two files of records, which are profiled \
      first. Every difference that is larger than chance explains is info, warn or fail. For example:
        dataops records diff monday.profile.json tuesday.ndjson.gz
        dataops records diff old.ndjson new.ndjson --output json
        dataops records diff old.ndjson new.ndjson \\
          --threshold missing=0.01:0.1 --threshold range=0.5:10

      Thresholds, as NAME=WARN:FAIL, all of them shares but the last:
      \(Self.thresholdHelp)

      Exits with 0, with 1 when a difference fails, or with 2 when a file or an option cannot be used.
      """)

  @Argument(
    help: "How the records were: a profile, or a file of records; - reads records from standard input.",
    completion: .file())
  var old: String

  @Argument(help: "How they are now, likewise.", completion: .file())
  var new: String

  @Option(help: "How to write the result: a table for people, or one JSON document for programs.")
  var output = OutputFormat.table

  @Option(
    help: ArgumentHelp("From where on a change warns, and fails; may be repeated.", valueName: "name=warn:fail"))
  var threshold: [ThresholdArgument] = []

  @Option(help: ArgumentHelp("How the records are set apart: auto, ndjson, array or concatenated.", valueName: "form"))
  var format = RecordFormOption.auto

  @Flag(inversion: .prefixedNo, help: "Tell all values, or none. (default: those that do not look personal)")
  var values: Bool?

  func run() async throws {
    let console = Console(environment: ProcessInfo.processInfo.environment)
    var thresholds = DriftThresholds()
    for argument in threshold { thresholds[keyPath: argument.limit] = argument.value }
    let drift = ProfileDrift(from: try profile(old), to: try profile(new), thresholds: thresholds)
    do {
      switch output {
      case .json: try RecordsProfile.write(try JSONDocument.text(of: Result(drift)).utf8, to: console.output)
      case .table: try print(drift, on: console)
      }
    } catch is OutputStream.Closed { throw FilterExit.nobodyReads }
    if drift.worst == .fail { throw FilterExit.dataIsBad }
  }

  private struct Result: Encodable {
    let passed: Bool
    let fail: Int
    let warn: Int
    let info: Int
    let findings: [DriftFinding]

    init(_ drift: ProfileDrift) {
      passed = drift.worst != .fail
      (fail, warn, info) = (drift.count(.fail), drift.count(.warn), drift.count(.info))
      findings = drift.findings
    }
  }

  private func print(_ drift: ProfileDrift, on console: Console) throws {
    guard !drift.findings.isEmpty else { return try RecordsProfile.write("No differences.\n".utf8, to: console.output) }
    var table = Table([.left("LEVEL"), .left("FIELD"), .left("CHANGE")])
    for finding in drift.findings {
      let style: Style =
        switch finding.severity {
        case .fail: .bad
        case .warn: .notice
        case .info: .dim
        }
      table.add([
        Line(finding.severity.rawValue, style),
        Line(finding.field.description.isEmpty ? "-" : finding.field.description),
        Line(finding.sentence),
      ])
    }
    let counts = [DriftSeverity.fail, .warn, .info].map { "\(drift.count($0)) \($0.rawValue)" }.joined(separator: ", ")
    let lines = table.lines(width: console.output.width) + ["", Line(counts)]
    let text = lines.map { $0.rendered(inColour: console.output.hasColour) + "\n" }.joined()
    try RecordsProfile.write(text.utf8, to: console.output)
  }

  // MARK: Input

  private func profile(_ path: String) throws(Failure) -> RecordProfile {
    if path != "-", try Self.isProfile(path) { return try Self.storedProfile(path) }
    var input = RecordsFile()
    input.file = path
    input.format = format
    input.maxRecordSize = 16
    return try RecordsProfile.profile(input, values: values.map { $0 ? .all : .none } ?? .safe)
  }

  /// A profile is known by the name of its first member.
  private static func isProfile(_ path: String) throws(Failure) -> Bool {
    var input = RecordsFile()
    input.file = path
    let source = try input.open()
    return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      // Whether the file can be read at all is found out by those who read it to the end.
      let count = (try? source.read(into: buffer)) ?? 0
      let text = buffer.prefix(count).filter { $0 > 0x20 }
      return text.starts(with: #"{"dataops_profile":"#.utf8)
    }
  }

  private static func storedProfile(_ path: String) throws(Failure) -> RecordProfile {
    do {
      return try JSONDecoder().decode(RecordProfile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch let error as DecodingError {
      let detail =
        switch error {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
          .keyNotFound(_, let context):
          context.debugDescription
        @unknown default: "it cannot be read"
        }
      throw Failure(
        .invalidRequest, "the profile '\(path)' cannot be used: \(detail)",
        remedy: "Make it again: dataops records profile FILE --output json")
    } catch {
      throw Failure(.notFound, "the profile '\(path)' cannot be read", remedy: "Check the path and its permissions.")
    }
  }

  private static var thresholdHelp: String {
    let meanings = [
      "missing": "more records without the field, or with null", "new-kind": "values of a kind that was not there",
      "distinct-ratio": "different values in relation to all",
      "range": "numbers outside of the old range, by its width",
      "length": "growth of the longest text or list", "format": "strings that lost their format",
      "new-value": "a value that was not there", "stability": "the population stability index",
    ]
    let standard = DriftThresholds()
    return DriftThresholds.limits.map { name, limit in
      let value = standard[keyPath: limit]
      let padding = String(repeating: " ", count: max(1, 15 - name.count))
      return
        "  \(name)\(padding)\(ThresholdArgument.text(value.warn)):\(ThresholdArgument.text(value.fail))  \(meanings[name] ?? "")"
    }.joined(separator: "\n")
  }
}

/// The value of `--threshold`.
struct ThresholdArgument: ExpressibleByArgument {
  let limit: any WritableKeyPath<DriftThresholds, DriftThresholds.Limit> & Sendable
  let value: DriftThresholds.Limit

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let limit = DriftThresholds.limits.first(where: { $0.name == parts[0] })?.limit else {
      return nil
    }
    let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 2, let warn = numbers[0], let fail = numbers[1], warn >= 0, fail >= warn, fail.isFinite
    else {
      return nil
    }
    self.limit = limit
    value = .init(warn: warn, fail: fail)
  }

  static func text(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
}
