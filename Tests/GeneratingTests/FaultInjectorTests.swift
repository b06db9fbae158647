import DataGenerating
import DataRecords
import Testing

@Suite struct `Faults on purpose` {
  private static let count = 600

  private func injector(
    _ type: DatasetType, ratio: Double, seed: UInt64 = 3
  ) throws -> (injector: FaultInjector, generator: RecordGenerator) {
    let generator = try Fixture.generator(type, count: Self.count)
    return (
      FaultInjector(generator, template: try Fixture.template(type), ratio: ratio, seed: seed), generator
    )
  }

  private func record(_ index: Int, _ injector: FaultInjector) -> (bytes: [UInt8], fault: RecordFault?) {
    var writer = JSONWriter()
    let fault = injector.write(index, to: &writer)
    return (writer.bytes, fault)
  }

  @Test(arguments: DatasetType.allCases)
  func `break what they say they break, and nothing else`(type: DatasetType) throws {
    let schema = try RecordSchema(
      compiling: Fixture.template(type).jsonSchema, options: SchemaOptions(assertsFormats: true))
    let (injector, generator) = try injector(type, ratio: 0.5)
    let parser = JSONParser()
    var kinds: [RecordFault.Kind: Int] = [:]
    for index in 0..<Self.count {
      let (bytes, fault) = record(index, injector)
      if let fault { kinds[fault.kind, default: 0] += 1 }
      let report = try? parser.withDocument(bytes) { schema.report(on: $0) }
      switch fault?.kind {
      case nil:
        var whole = JSONWriter()
        generator.write(index, to: &whole)
        #expect(bytes == whole.bytes)
        #expect(report?.isValid == true, "record \(index)")
      case .malformedJSON: #expect(report == nil, "record \(index): \(String(decoding: bytes, as: UTF8.self))")
      case .duplicateID:
        #expect(report?.isValid == true, "record \(index)")
        let id = try JSONValue(parsing: bytes)["id"]?.string
        #expect((0..<index).contains { generator.key(at: $0) == id })
      default:
        let pointers = report?.violations.map(\.pointer.description) ?? []
        #expect(
          !pointers.isEmpty && pointers.allSatisfy { $0 == "/\(fault?.field ?? "")" },
          "record \(index), \(fault?.kind.rawValue ?? "") of \(fault?.field ?? ""): \(pointers)")
      }
    }
    #expect(kinds.count >= 7)
    #expect((Self.count * 40 / 100...Self.count * 60 / 100).contains(kinds.values.reduce(0, +)))
    #expect(kinds.values.allSatisfy { $0 > 10 })
  }

  @Test func `follow from seed and index alone`() throws {
    let (first, _) = try injector(.jiraIssues, ratio: 0.1)
    let (second, _) = try injector(.jiraIssues, ratio: 0.1)
    let (other, _) = try injector(.jiraIssues, ratio: 0.1, seed: 4)
    let indices = (0..<100).reversed()
    #expect(indices.allSatisfy { record($0, first) == record($0, second) })
    #expect(!indices.allSatisfy { record($0, first).fault == record($0, other).fault })
  }

  @Test func `are in none or all of the records where that is wanted`() throws {
    let (none, _) = try injector(.slackMessages, ratio: 0)
    let (all, _) = try injector(.slackMessages, ratio: 1)
    for index in 0..<50 {
      #expect(record(index, none).fault == nil)
      #expect(record(index, all).fault != nil)
    }
  }
}
