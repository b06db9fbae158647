internal import DataOpsCore

extension ConnectedDataset {
  /// Documents that one of several concurrent tasks deletes, one by one.
  private static let share = 20

  /// Deletes documents, so many tasks at once; each document is a request of its own.
  func delete(_ documents: [SearchDocument.Reference], atOnce width: Int) async throws(Failure) {
    let (index, datasource) = (index, connector.datasource)
    _ = try await documents.inPages(of: Self.share).map(atOnce: width) { page in
      try await index.delete(Array(page), in: datasource)
    }
  }
}
