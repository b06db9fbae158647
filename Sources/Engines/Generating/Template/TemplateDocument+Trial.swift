import DataRecords

extension TemplateDocument {
  /// Generates a few records and reports each way in which they would break the template's own schema, once.
  ///
  /// An empty result means that the generator can honour the constraints; hand-made values are not judged again.
  ///
  /// - Parameter file: how findings name the file.
  public func trial(file: String) -> [TemplateFinding] {
    var findings = FindingList(file: file)
    do {
      try runTrial(&findings)
    } catch let error as GenerationError {
      findings.error(fieldPointer("id"), error.description, remedy: "change the constraints of \"id\"")
    } catch let error as SchemaError {
      findings.error(JSONPointer(tokens: ["schema"]), "\(error)", remedy: "change the fields")
    } catch {
      findings.error(JSONPointer(), "a record is not JSON: \(error)", remedy: "change the hand-made records")
    }
    return findings.findings
  }

  private static let trialCount = 60

  private func runTrial(_ findings: inout FindingList) throws {
    let schema = try RecordSchema(compiling: jsonSchema, options: SchemaOptions(assertsFormats: true))
    let world = World(
      client: "trial", clientName: "Trial", industry: metadata.industry.rawValue, useCase: metadata.useCase, seed: 1,
      teams: teams)
    let generator = try RecordGenerator(template: self, world: world, count: records.count + Self.trialCount)
    let parser = JSONParser()
    var seen: Set<JSONPointer> = []
    for index in max(0, records.count - Self.trialCount)..<generator.count {
      var writer = JSONWriter()
      generator.write(index, to: &writer)
      let byHand = index < records.count ? records[index] : JSONObject()
      let report = try parser.withDocument(writer.bytes) { schema.report(on: $0) }
      for violation in report.violations {
        guard let name = violation.pointer.tokens.first, byHand[name] == nil,
          seen.insert(violation.keywordLocation).inserted
        else { continue }
        findings.warning(
          fieldPointer(name), "the generator breaks a constraint: \(violation.sentence)",
          remedy: "relax the constraint, or give the field a source that fits")
      }
    }
  }

  private func fieldPointer(_ name: String) -> JSONPointer {
    let pointer = JSONPointer(tokens: ["schema", "fields"])
    return fields.firstIndex { $0.name == name }.map { pointer.appending($0) } ?? pointer
  }
}
