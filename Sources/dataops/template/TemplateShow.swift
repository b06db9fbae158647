import ArgumentParser
import DataGenerating
import DataOpsCore
import DataOpsLifecycle

struct TemplateShow: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one template: fields, relationships and sample queries.",
    discussion: """
      For example:
        dataops template show fintech/developer_productivity/confluence_pages
      """)

  @Argument(help: "Its path under the library's root; '.json' may be left out.")
  var path: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let template = try context.templates.load(path)
    try context.show(template.entity) { Self.lines(template, width: context.console.output.width) }
  }

  private static func lines(_ template: LoadedTemplate, width: Int?) -> [Line] {
    let entity = template.entity
    let document = template.document
    var lines: [Line] = [
      "\(entity.name, .bold)  \(entity.sourcePath) \(entity.version)  \("sha256 \(entity.contentHash.prefix(12))…", .dim)",
      "  \(entity.summary)",
      "  \(entity.type.counted(entity.defaultRecordCount)) by default, \(document.records.count) of them written by hand",
      "", Line("Fields", .bold),
    ]
    var fields = Table([.left("NAME"), .left("TYPE"), .left("REQUIRED"), .left("MEANING")])
    for field in document.fields {
      fields.add([
        Line(field.name), Line(field.kind.rawValue), field.isRequired ? "yes" : "", Line(field.description ?? ""),
      ])
    }
    lines += fields.lines(width: width, indentedBy: 2)
    if !document.relationships.isEmpty {
      var table = Table([.left("RELATIONSHIP"), .left("FIELD"), .left("TARGET"), .left("ESSENTIAL")])
      for relationship in document.relationships {
        table.add([
          Line(relationship.name), Line(relationship.field), Line(relationship.target.rawValue),
          relationship.isEssential ? "yes" : "",
        ])
      }
      lines += ["", Line("Relationships", .bold)] + table.lines(width: width, indentedBy: 2)
    }
    lines += ["", Line("Sample queries", .bold)] + entity.sampleQueries.map { "  \($0)" }
    return lines
  }
}
