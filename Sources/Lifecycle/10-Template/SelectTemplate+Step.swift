package import DataOpsCore

/// Confirms that the pinned template can be read and used, and records it in the registry.
package struct SelectTemplateStep: Step {
  package let name = StepName.selectTemplate

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let template = try await PinnedTemplate.open(for: work.wanted, objects: work.services.objects)
    let source = try RecordSource(template: template, dataset: work.wanted, client: work.client)
    let entity = template.entity
    let journal = work.journal(.provisioningAgent)
    return StepResult("\(entity.sourcePath) \(entity.version), \(source.count.grouped) \(work.dataset.type.plural)") {
      registry, dataset in
      let known = try registry.template(entity.id)
      guard known != entity else { return }
      try registry.store(entity)
      guard let known, known.contentHash != entity.contentHash else { return }
      try journal.note(
        .templateModified, "template \(entity.sourcePath)", client: dataset.clientID, dataset: dataset.id,
        before: ["version": .string(known.version), "content_hash": .string(known.contentHash)],
        after: ["version": .string(entity.version), "content_hash": .string(entity.contentHash)], in: registry)
    }
  }
}
