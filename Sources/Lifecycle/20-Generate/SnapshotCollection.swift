package import DataOpsCore

/// Collects snapshots that a crash left half written.
package enum SnapshotCollection {
  /// Deletes every snapshot without a manifest that no unfinished operation is writing and that the registry does not know.
  ///
  /// A snapshot that was completed since it was looked at stays.
  package static func collectLeftovers(_ services: Services) async throws(Failure) {
    let halfWritten = try await halfWritten(in: services.objects)
    guard !halfWritten.isEmpty else { return }
    let owned: Set<String>
    do {
      owned = try await services.storage.read { registry in try Self.owned(halfWritten, in: registry) }
    } catch { throw Failure(wrapping: error) }
    for name in halfWritten.subtracting(owned).sorted() {
      guard let prefix = ObjectKey(ObjectKey.snapshots.parts + [name]),
        let manifest = ObjectKey(prefix.parts + ["manifest.json"]), !(try await services.objects.contains(manifest))
      else { continue }
      try await services.objects.deleteAll(under: prefix)
    }
  }

  /// Those that an unfinished operation is writing, and those that the registry knows: one of these that has lost its manifest is
  /// damaged, and its chunks are what is left of it.
  private static func owned(_ names: Set<String>, in registry: any RegistryReading) throws -> Set<String> {
    let writing = try registry.operations(OperationFilter(unfinishedOnly: true, limit: .max)).map {
      WriteSnapshotStep.snapshotID(for: $0).description
    }
    let known = try names.filter { name in
      try Identifier<Snapshot>(name).map { try registry.snapshot($0) != nil } ?? false
    }
    let rest = names.subtracting(writing).subtracting(known)
    let archived =
      rest.isEmpty ? [] : try registry.archives(client: nil, limit: .max).compactMap(\.snapshotID?.description)
    return known.union(writing).union(archived)
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
