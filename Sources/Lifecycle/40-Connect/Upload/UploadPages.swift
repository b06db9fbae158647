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
    var room = PageRoom(policy)
    while true {
      if pending.isEmpty {
        guard chunk < snapshot.chunkCount else { break }
        let lines = try await snapshot.lines(ofChunk: chunk, in: objects)
        pending = try SearchDocuments.from(lines, mapping: connected.mapping, labels: connected.labels)[...]
        chunk += 1
        continue
      }
      guard let document = pending.first, room.take(document) else { break }
      page.append(document)
      pending.removeFirst()
    }
    return page.isEmpty ? nil : page
  }
}

/// What still fits into a page; the first document always does.
struct PageRoom {
  private let most: Int
  private let bytesAtMost: Int
  private var documents = 0
  private var bytes = 0
  /// What a document has beside its title and text: names, permissions, properties.
  private static let overhead = 1200

  /// - Parameter most: documents; nil for as many as a page of a replacing upload has.
  init(_ policy: Policy, atMost most: Int? = nil) {
    self.most = most ?? policy.uploadPageRecords
    bytesAtMost = policy.uploadPageBytes
  }

  /// - Returns: false where the page is full; then nothing was taken.
  mutating func take(_ document: SearchDocument) -> Bool {
    let size = document.body.utf8.count + document.title.utf8.count + Self.overhead
    let isFull = documents == most || bytes + size > bytesAtMost
    guard documents == 0 || !isFull else { return false }
    documents += 1
    bytes += size
    return true
  }
}
