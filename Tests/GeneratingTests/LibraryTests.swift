import DataGenerating
import DataRecords
import Testing

@Suite struct `The templates that ship` {
  @Test func `are forty, two use cases of four types for every industry, and two of clients' own kinds`() {
    #expect(Library.paths.count { !$0.hasSuffix("/custom.json") } == 40)
    #expect(Library.paths.count == 42)
    let industries = Set(Library.paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    #expect(industries == Set(Industry.allCases.map(\.rawValue)))
  }

  @Test(arguments: Library.paths)
  func `are read without findings`(path: String) throws {
    let template = try Library.template(path)
    #expect(template.warnings.map(\.description) == [])
    #expect(template.trial(file: path).map(\.description) == [])
  }

  /// What the quality gate does: schema, completeness and references in one pass.
  @Test(arguments: Library.paths)
  func `give datasets that pass the quality gate`(path: String) throws {
    let template = try Library.template(path)
    let world = World(
      client: "northwind", clientName: "Northwind", industry: template.metadata.industry.rawValue,
      useCase: template.metadata.useCase, seed: 3, teams: template.teams)
    let generator = try RecordGenerator(template: template, world: world, count: 120)
    let plan = try QualityPlan(
      schema: RecordSchema(compiling: template.jsonSchema, options: SchemaOptions(assertsFormats: true)),
      requiredFields: template.fields.filter(\.isRequired).map(\.name), keyField: "id",
      relationships: template.relationships.map {
        QualityPlan.Relationship(
          name: $0.name, field: $0.field, target: $0.target.rawValue, isEssential: $0.isEssential)
      })
    var pass = QualityPass(plan: plan) { target, key in
      RelationshipTarget(rawValue: target).map { world.contains(String(decoding: key, as: UTF8.self), in: $0) } ?? false
    }
    var text: [UInt8] = []
    for batch in generator.batches(of: 50) {
      try pass.consume(batch)
      text += batch
    }
    let tally = try pass.finish().result(under: plan)
    #expect(tally.records == 120)
    #expect(tally.valid == 120)
    #expect(tally.complete == 120)
    #expect(tally.duplicateKeys == 0)
    #expect(tally.unexpectedFields == [:])
    #expect(tally.relationships.values.allSatisfy { $0.unresolved == 0 })
    expectReservedAddresses(in: String(decoding: text, as: UTF8.self))
  }
}
