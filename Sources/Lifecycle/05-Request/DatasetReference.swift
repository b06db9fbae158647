package import DataOpsCore

/// A dataset as a person names it: its id, the beginning of its id (at least 8 characters), or its name.
package struct DatasetReference: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// - Throws: `not_found`; `conflict` where the name is that of several datasets.
  package func resolve(in registry: any RegistryReading) throws -> Dataset {
    if let id = Identifier<Dataset>(text), let dataset = try registry.dataset(id) { return dataset }
    // A name belongs to one live dataset at most a client; archived ones may share it.
    let named = try registry.datasets(DatasetFilter(name: text, limit: 100))
    let live = named.filter(\.status.isLive)
    let candidates = live.isEmpty ? named : live
    if candidates.count == 1, let dataset = candidates.first { return dataset }
    if candidates.count > 1 {
      throw Failure(
        .conflict, "\(candidates.count) datasets have the name '\(text)'",
        remedy: "Use an id instead: " + candidates.prefix(5).map(\.id.description).joined(separator: ", "))
    }
    if text.count >= 8, let dataset = try byPrefix(in: registry) { return dataset }
    throw Failure(
      .notFound, "there is no dataset '\(text.prefix(100))'", remedy: "See what there is: dataops dataset list")
  }

  private func byPrefix(in registry: any RegistryReading) throws -> Dataset? {
    let matching = try registry.datasets(DatasetFilter(idPrefix: text.lowercased(), limit: 2))
    guard matching.count <= 1 else {
      throw Failure(.conflict, "several datasets have ids that begin with '\(text)'", remedy: "Give more of it.")
    }
    return matching.first
  }
}
