package import DataOpsCore

/// Collects snapshots that a crash left half written.
package enum SnapshotCollection {
  /// Deletes every snapshot without a manifest that no unfinished operation is writing.
  ///
  /// A snapshot that was completed since it was looked at stays.
  package static func collectLeftovers(_ services: Services) async throws(Failure) {
    let halfWritten = try await halfWritten(in: services.objects)
    guard !halfWritten.isEmpty else { return }
    let writing: Set<String>
    do {
      writing = try await services.storage.read { registry in
        Set(
          try registry.operations(OperationFilter(unfinishedOnly: true, limit: .max)).map {
            WriteSnapshotStep.snapshotID(for: $0).description
          })
      }
    } catch { throw Failure(wrapping: error) }
    for name in halfWritten.subtracting(writing).sorted() {
      guard let prefix = ObjectKey(ObjectKey.snapshots.parts + [name]),
        let manifest = ObjectKey(prefix.parts + ["manifest.json"]), !(try await services.objects.contains(manifest))
      else { continue }
      try await services.objects.deleteAll(under: prefix)
    }
  }

  private static func halfWritten(in objects: any ObjectFiles) async throws(Failure) -> Set<String> {
    var seen: Set<String> = []
    var complete: Set<String> = []
    for key in try await objects.list(under: .snapshots) where key.parts.count == 3 {
      seen.insert(key.parts[1])
      if key.parts[2] == "manifest.json" { complete.insert(key.parts[1]) }
    }
    return seen.subtracting(complete)
  }
}
