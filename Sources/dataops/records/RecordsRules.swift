import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

struct RecordsRules: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Explain the rules that a rules file may have.",
    discussion: """
      For example:
        dataops records rules
        dataops records rules range
        dataops records rules --output json-schema > rules-file.schema.json
      """)

  enum Output: String, CaseIterable, ExpressibleByArgument {
    case table, markdown
    case jsonSchema = "json-schema"
  }

  @Argument(help: ArgumentHelp("A rule to explain. (default: all in a line each)", valueName: "rule"))
  var rule: String?

  @Option(help: "What to write: a table, the whole reference, or the JSON Schema of rules files.")
  var output = Output.table

  func run() async throws {
    let console = Console(environment: ProcessInfo.processInfo.environment)
    switch output {
    case .markdown: try console.output.write(RuleCatalogue.reference)
    case .jsonSchema: try console.output.write(RulesFile.schemaText)
    case .table: try show(on: console)
    }
  }

  private func show(on console: Console) throws(Failure) {
    let lines: [Line]
    if let rule {
      guard let entry = RuleCatalogue.entries.first(where: { $0.id == rule }) else {
        throw Failure(
          .invalidRequest,
          "there is no rule '\(rule)'; \(NearestName.advice(for: rule, among: RuleCatalogue.ids))",
          remedy: "All of them: dataops records rules")
      }
      lines = Self.explanation(of: entry, width: console.output.width)
    } else {
      var table = Table([.left("RULE"), .left("WHAT IT SAYS")])
      for entry in RuleCatalogue.entries { table.add([Line(entry.id, .bold), Line(entry.help)]) }
      lines = table.lines(width: console.output.width)
    }
    try console.output.write(lines.map { $0.rendered(inColour: console.output.hasColour) + "\n" }.joined())
  }

  private static func explanation(of entry: RuleCatalogue.Entry, width: Int?) -> [Line] {
    var table = Table([.left("PARAMETER"), .left("")])
    for parameter in entry.parameters {
      table.add([Line(parameter.name, .bold), Line((parameter.isRequired ? "required; " : "") + parameter.help)])
    }
    let example = String(decoding: entry.example.bytes(), as: UTF8.self)
    return ["\(entry.id, .bold): \(entry.help)", ""] + table.lines(width: width) + ["", "For example: \(example)"]
  }
}
