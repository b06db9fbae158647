import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

struct RecordsProfile: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Tell what records look like, field by field, or suggest a schema for them.",
    discussion: """
      Reads a file or a pipe of any length once, in constant memory, and writes:
        table   a line for every field: kinds, how often it is filled, different
                values, lengths, ranges, formats, frequent values
        json    the whole profile, which 'dataops records diff' compares with
                another one
        schema  a draft JSON Schema (2020-12) against which every one of the
                records is valid

      Fields are told apart up to 1,000, and 16 levels deep; numbers of different values beyond 512 are estimates (standard \
      error 1.6 %). For example:
        dataops records profile messages.ndjson.zst
        dataops records profile messages.ndjson --output json > monday.profile.json
        kubectl logs app | dataops records profile --output schema > log.json

      Values that look personal are not shown and cannot be found again from the profile: those of fields such as author or \
      phone, and e-mail addresses, telephone and card numbers, keys, and text of many words wherever they stand. --values \
      shows all values, --no-values none.

      Exits with 0, or with 2 when the input cannot be used.
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument { case table, json, schema }

  @OptionGroup var input: RecordsFile

  @Option(help: "What to write: table, json or schema.")
  var output = Output.table

  @Flag(inversion: .prefixedNo, help: "Show all values, or none. (default: those that do not look personal)")
  var values: Bool?

  func run() async throws {
    let console = Console(environment: ProcessInfo.processInfo.environment)
    let choice: ProfileOptions.Values = values.map { $0 ? .all : .none } ?? .safe
    let profile = try Self.profile(input, values: choice)
    do {
      switch output {
      case .table: try print(profile, on: console)
      case .json: try Self.write(try JSONDocument.text(of: profile).utf8, to: console.output)
      case .schema: try Self.write(SchemaSuggestion(for: profile).schema.indentedText, to: console.output)
      }
    } catch is OutputStream.Closed { throw FilterExit.nobodyReads }
  }

  /// - Throws: what a person is told about an input that cannot be used.
  static func profile(_ input: RecordsFile, values: ProfileOptions.Values) throws(Failure) -> RecordProfile {
    let profiling = RecordProfiling(options: .init(values: values), form: input.format.form, limits: input.limits)
    let source = try input.open()
    do { return try profiling.run(source) } catch { throw input.failure(error) }
  }

  static func write(_ text: some Sequence<UInt8>, to output: OutputStream) throws {
    try Array(text).withUnsafeBytes { try output.write($0) }
  }

  // MARK: Table

  private func print(_ profile: RecordProfile, on console: Console) throws {
    var table = Table([
      .left("FIELD"), .left("KIND"), .right("FILLED"), .right("DIFFERENT"), .left("WHAT"), .left("FREQUENT"),
    ])
    for (field, occasions) in profile.outline where !field.path.steps.isEmpty {
      let filled = Double(field.present - min(field.kinds.null, field.present)) / Double(max(occasions, 1))
      table.add([
        Line(field.path.description), Line(field.kinds.seen.map(\.name).joined(separator: ", "), .dim),
        Line(Figures.percent(filled), filled < 1 ? .notice : nil), Line(Self.different(field)), Line(field.detail),
        Line(Self.frequent(field), .dim),
      ])
    }
    var lines = table.isEmpty ? [] : table.lines(width: console.output.width) + [""]
    lines.append(Line(Figures.count(profile.records, "record")))
    let root = profile.fields[0].kinds
    if root.total > root.object {
      lines.append("\(Line(Figures.count(root.total - root.object), .notice)) of them are no objects")
    }
    if profile.malformed > 0 {
      lines.append(
        "\(Line(Figures.count(profile.malformed), .bad)) more \(profile.malformed == 1 ? "is" : "are") no JSON")
    }
    if profile.otherMembers > 0 {
      let first = Figures.count(profile.options.maximumFields)
      lines.append(
        "\(Line(Figures.count(profile.otherMembers), .notice)) values are in fields beyond the first \(first), or too deep"
      )
    }
    let keys = profile.likelyKeys.map(\.description)
    if !keys.isEmpty { lines.append("likely keys: \(keys.joined(separator: ", "))") }
    let text = lines.map { $0.rendered(inColour: console.output.hasColour) + "\n" }.joined()
    try Self.write(text.utf8, to: console.output)
  }

  private static func different(_ field: FieldProfile) -> String {
    guard field.kinds.scalars > 0 else { return "" }
    if field.isUnique { return "all" }
    return (field.distinct.isExact ? "" : "~") + Figures.count(field.differentValues)
  }

  private static func frequent(_ field: FieldProfile) -> String {
    if field.isHidden { return "(not shown)" }
    return field.frequentValues(3).map { "\($0.text) \(Figures.percent($0.share))" }.joined(separator: ", ")
  }
}
