internal import DataOpsCore

/// Cuts a snapshot into pages of documents; the same snapshot always gives the same pages.
struct UploadPages {
  private let snapshot: StoredSnapshot
  private let connected: ConnectedDataset
  private let objects: any ObjectFiles
  private let policy: Policy
  private var chunk = 0
  private var pending: ArraySlice<SearchDocument> = []

  init(snapshot: StoredSnapshot, connected: ConnectedDataset, work: StepWork) {
    self.snapshot = snapshot
    self.connected = connected
    objects = work.services.objects
    policy = work.services.policy
  }

  /// Whether the page given last was the last one.
  var isExhausted: Bool { pending.isEmpty && chunk == snapshot.chunkCount }

  /// The next page; nil after the last.
  mutating func next() async throws(Failure) -> [SearchDocument]? {
    var page: [SearchDocument] = []
    var bytes = 0
    while true {
      if pending.isEmpty {
        guard chunk < snapshot.chunkCount else { break }
        let lines = try await snapshot.lines(ofChunk: chunk, in: objects)
        pending = try SearchDocuments.from(lines, mapping: connected.mapping, labels: connected.labels)[...]
        chunk += 1
        continue
      }
      guard let document = pending.first else { break }
      let size = document.body.utf8.count + document.title.utf8.count + 1200
      if !page.isEmpty, page.count == policy.uploadPageRecords || bytes + size > policy.uploadPageBytes { break }
      page.append(document)
      bytes += size
      pending.removeFirst()
    }
    return page.isEmpty ? nil : page
  }
}
