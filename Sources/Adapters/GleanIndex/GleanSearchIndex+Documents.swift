package import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

extension GleanSearchIndex {
  package func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure) {
    let page = try self.page(of: documents, in: datasource)
    try await call { client throws(GleanError) in try await client.indexDocuments(page, datasource: datasource) }
  }

  package func delete(
    _ documents: [SearchDocument.Reference], in datasource: String
  ) async throws(Failure) {
    for document in documents {
      let request = DeleteDocumentRequest(datasource: datasource, objectType: document.objectType, id: document.id)
      try await call { client throws(GleanError) in try await client.deleteDocument(request) }
    }
  }

  package func upload(_ page: DataOpsLifecycle.UploadPage, to datasource: String) async throws(Failure) {
    let documents = try self.page(of: page.documents, in: datasource)
    let upload = BulkDocumentUpload(
      uploadId: page.uploadID, isFirstPage: page.isFirst, isLastPage: page.isLast,
      forceRestartUpload: page.isFirst && page.restart ? true : nil, datasource: datasource)
    try await call { client throws(GleanError) in try await client.bulkIndexDocuments(documents, of: upload) }
  }

  /// An upload of nothing, with the guard against large deletions overridden; then the deletion is made immediate, where
  /// the allowance of one call in three hours is not used up.
  package func empty(_ datasource: String, uploadID: String) async throws(Failure) {
    let upload = BulkDocumentUpload(
      uploadId: uploadID, isFirstPage: true, isLastPage: true, forceRestartUpload: true, datasource: datasource,
      disableStaleDocumentDeletionCheck: true)
    try await call { client throws(GleanError) in try await client.bulkIndexDocuments(DocumentPage(), of: upload) }
    do {
      try await call { client throws(GleanError) in
        try await client.processAllDocuments(ProcessAllDocumentsRequest(datasource: datasource))
      }
    } catch  where error.code == .searchRateLimited {
      // The deletion happens by itself later; verification waits for it.
    } catch  where error.code == .searchUnreachable || error.code == .searchTimedOut {
      // Whether it was executed is open, and asking again does no harm: the step is tried again.
      var passing = error
      passing.retryable = true
      throw passing
    }
  }

  package func areIndexed(
    _ documents: [SearchDocument.Reference], in datasource: String
  ) async throws(Failure) -> Bool {
    let request = DebugDocumentsRequest(
      debugDocuments: documents.map { DebugDocumentRequest(objectType: $0.objectType, docId: $0.id) })
    let answer = try await call { client throws(GleanError) in
      try await client.debugDocuments(request, datasource: datasource)
    }
    let indexed = (answer.documentStatuses ?? []).count { $0.debugInfo?.status?.isCurrentlyIndexed == true }
    return indexed == documents.count
  }

  package func mayRead(
    _ document: SearchDocument.Reference, in datasource: String, email: String
  ) async throws(Failure) -> Bool {
    let request = CheckDocumentAccessRequest(
      datasource: datasource, objectType: document.objectType, docId: document.id, userEmail: email)
    let answer = try await call { client throws(GleanError) in try await client.checkDocumentAccess(request) }
    return answer.hasAccess == true
  }

  private func page(of documents: [SearchDocument], in datasource: String) throws(Failure) -> DocumentPage {
    var page = DocumentPage()
    for document in documents {
      do { try page.append(document.encoded(for: datasource)) } catch { throw Failure(error) }
    }
    return page
  }
}
