internal import DataGenerating
package import DataOpsCore
package import DataRecords

/// One pass over a snapshot that counts what schema validation and completeness are judged by.
package enum SnapshotQuality {
  /// - Throws: `snapshot_damaged`, `template_refused`.
  package static func tally(_ snapshot: StoredSnapshot, _ work: StepWork) async throws(Failure) -> QualityResult {
    let template = try await PinnedTemplate.open(for: work.dataset, objects: work.services.objects)
    let source = try RecordSource(template: template, dataset: work.dataset, client: work.client)
    let plan = try plan(template)
    var pass = QualityPass(plan: plan) { target, key in
      source.contains(String(decoding: key, as: UTF8.self), in: target)
    }
    var done = 0
    do {
      for chunk in 0..<snapshot.chunkCount {
        try pass.consume(await snapshot.lines(ofChunk: chunk, in: work.services.objects))
        done += snapshot.manifest.chunks[chunk].records
        work.report(StepProgress(done: done, total: snapshot.recordCount))
        try Task.checkCancellation()
      }
      return try pass.finish().result(under: plan)
    } catch let error as QualityError {
      throw Failure(error, reading: snapshot)
    } catch {
      throw Failure(wrapping: error)
    }
  }

  private static func plan(_ template: LoadedTemplate) throws(Failure) -> QualityPlan {
    let document = template.document
    do {
      let schema = try RecordSchema(
        compiling: document.jsonSchema, options: SchemaOptions(assertsFormats: true))
      return try QualityPlan(
        schema: schema, requiredFields: document.fields.filter(\.isRequired).map(\.name), keyField: "id",
        relationships: document.relationships.map {
          .init(name: $0.name, field: $0.field, target: $0.target.rawValue, isEssential: $0.isEssential)
        })
    } catch {
      throw Failure(.templateRefused, "the schema of template \(template.entity.sourcePath) cannot be used: \(error)")
    }
  }
}

extension QualityResult {
  func failingExamples(where isWanted: (QualityExample) -> Bool) -> [FailingExample] {
    examples.shown.filter(isWanted).map {
      FailingExample(
        record: $0.key ?? "record \($0.record)", pointer: $0.pointer.description, rule: $0.rule, message: $0.sentence)
    }
  }
}

extension Failure {
  fileprivate init(_ error: QualityError, reading snapshot: StoredSnapshot) {
    switch error {
    case .spill(let error) where error.kind == .diskFull:
      self.init(.storageFull, "the keys of snapshot \(snapshot.id) cannot be compared: \(error)")
    case .spill(let error):
      self.init(.storageFailed, "the keys of snapshot \(snapshot.id) cannot be compared: \(error)")
    case .parser, .differentPlans:
      self.init(.snapshotDamaged, "snapshot \(snapshot.id) holds a record that cannot be read: \(error)")
    }
  }
}
