internal import DataGenerating
package import DataOpsCore
package import DataRecords

/// The records of one sandbox dataset, made from its template and its client's world.
package struct RecordSource: Sendable {
  let world: World
  let generator: RecordGenerator
  package let count: Int
  package let connectorType: ConnectorType
  package let mapping: DocumentMapping

  /// - Throws: `generation_failed` where the template cannot give such records.
  package init(template: LoadedTemplate, dataset: Dataset, client: Client) throws(Failure) {
    world = World(
      client: client.slug, clientName: client.name, industry: template.document.metadata.industry.rawValue,
      useCase: template.document.metadata.useCase, seed: dataset.seed,
      teams: template.document.teams)
    count = dataset.expectedRecordCount
    connectorType = template.connectorType
    mapping = template.mapping
    do {
      generator = try RecordGenerator(template: template.document, world: world, count: count)
    } catch {
      throw Failure(.generationFailed, "template \(template.entity.sourcePath) gives no records: \(error)")
    }
  }

  /// The people of the client's world, as `(e-mail, name)`.
  package var people: [(email: String, name: String)] { world.people.map { ($0.email, $0.name) } }

  /// The domain of the client's world, reserved by RFC 2606.
  package var domain: String { world.domain }

  /// Whether `key` is known in `target`, another type or directory of the client's world.
  package func contains(_ key: String, in target: String) -> Bool {
    RelationshipTarget(rawValue: target).map { world.contains(key, in: $0) } ?? false
  }

  /// The ten sample queries with the key of the record that each must find.
  package var answers: [(query: String, expectedKey: String)] {
    generator.answers.map { ($0.query, $0.expectedKey) }
  }

  /// Appends record number `index` as one line.
  package func write(_ index: Int, to writer: inout JSONWriter) {
    generator.write(index, to: &writer)
    writer.newline()
  }
}

extension RecordSource {
  /// The records `range` as NDJSON.
  package func lines(_ range: Range<Int>) -> [UInt8] {
    var writer = JSONWriter()
    for index in range.clamped(to: 0..<count) { write(index, to: &writer) }
    return writer.bytes
  }
}
