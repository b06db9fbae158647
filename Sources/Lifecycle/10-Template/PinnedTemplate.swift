package import DataOpsCore

/// The template files that datasets pin, kept in the object store by their hash, so that a library that changes later changes no dataset.
package enum PinnedTemplate {
  /// Keeps the file; the same content is kept once.
  package static func keep(_ template: LoadedTemplate, in objects: any ObjectFiles) async throws(Failure) {
    let key = ObjectKey.template(hash: template.entity.contentHash)
    // A copy that was damaged meanwhile is healed.
    if try await objects.contains(key),
      let known = try? await objects.get(key, maximumBytes: TemplateLibrary.maximumFileBytes), known == template.bytes
    {
      return
    }
    try await objects.put(template.bytes, at: key)
  }

  /// The template that `dataset` was requested with.
  ///
  /// - Throws: `template_refused` where the kept file is not the pinned one any more; `not_found`.
  package static func open(for dataset: Dataset, objects: any ObjectFiles) async throws(Failure) -> LoadedTemplate {
    guard let pin = dataset.template else {
      throw Failure(.templateNotFound, "dataset '\(dataset.name)' was not made from a template")
    }
    let bytes = try await objects.get(
      .template(hash: pin.contentHash), maximumBytes: TemplateLibrary.maximumFileBytes)
    guard Digest.sha256(bytes) == pin.contentHash else {
      throw Failure(
        .templateRefused, "the kept copy of template \(pin.path) is damaged",
        remedy: "Provision the dataset again from the library.")
    }
    return try LoadedTemplate(bytes: bytes, path: pin.path)
  }
}
