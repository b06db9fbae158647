/// What the service says about the uploads and counts of one datasource.
public struct DebugDatasourceStatusResponse: Codable, Hashable, Sendable {
  public var documents: DebugDatasourceStatusDocuments?
  public var identity: DebugDatasourceStatusIdentity?
  public var datasourceVisibility: DatasourceVisibility?

  public init(
    documents: DebugDatasourceStatusDocuments? = nil, identity: DebugDatasourceStatusIdentity? = nil,
    datasourceVisibility: DatasourceVisibility? = nil
  ) {
    self.documents = documents
    self.identity = identity
    self.datasourceVisibility = datasourceVisibility
  }
}

/// The document part of a datasource's status.
public struct DebugDatasourceStatusDocuments: Codable, Hashable, Sendable {
  public var bulkUploadHistory: [BulkUploadHistoryEvent]?
  public var counts: DocumentCounts?
  public var processingHistory: [ProcessingHistoryEvent]?

  public init(
    bulkUploadHistory: [BulkUploadHistoryEvent]? = nil, counts: DocumentCounts? = nil,
    processingHistory: [ProcessingHistoryEvent]? = nil
  ) {
    self.bulkUploadHistory = bulkUploadHistory
    self.counts = counts
    self.processingHistory = processingHistory
  }
}

/// Documents by object type.
public struct DocumentCounts: Codable, Hashable, Sendable {
  /// May be three hours old.
  public var uploaded: [DatasourceObjectTypeDocumentCountEntry]?
  public var indexed: [DatasourceObjectTypeDocumentCountEntry]?

  public init(
    uploaded: [DatasourceObjectTypeDocumentCountEntry]? = nil,
    indexed: [DatasourceObjectTypeDocumentCountEntry]? = nil
  ) {
    self.uploaded = uploaded
    self.indexed = indexed
  }

  /// The sum of ``indexed`` over all object types.
  public var indexedTotal: Int {
    total(of: indexed)
  }

  /// The sum of ``uploaded`` over all object types.
  public var uploadedTotal: Int {
    total(of: uploaded)
  }

  private func total(of entries: [DatasourceObjectTypeDocumentCountEntry]?) -> Int {
    (entries ?? []).reduce(0) { sum, entry in
      let (total, overflow) = sum.addingReportingOverflow(entry.count ?? 0)
      return overflow ? Int.max : total
    }
  }
}

/// The documents of one object type.
public struct DatasourceObjectTypeDocumentCountEntry: Codable, Hashable, Sendable {
  public var objectType: String?
  public var count: Int?

  public init(objectType: String? = nil, count: Int? = nil) {
    self.objectType = objectType
    self.count = count
  }
}
