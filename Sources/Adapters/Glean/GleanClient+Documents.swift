extension GleanClient {
  /// Adds or replaces one document. Safe to repeat; with a `version`, the repetition of an executed request may be a
  /// conflict.
  public func indexDocument(_ request: IndexDocumentRequest) async throws(GleanError) {
    try await caller.tell(.indexDocument, request)
  }

  /// Adds or replaces documents, deletes none. Safe to repeat.
  public func indexDocuments(_ request: IndexDocumentsRequest) async throws(GleanError) {
    try await caller.tell(.indexDocuments, request, documents: request.documents.count)
  }

  /// Adds or replaces documents that are already encoded. Safe to repeat.
  public func indexDocuments(
    _ page: DocumentPage, datasource: String, uploadId: String? = nil
  ) async throws(GleanError) {
    let envelope = EncodedDocumentsRequest(datasource: datasource, uploadId: uploadId)
    try await caller.tell(.indexDocuments, envelope, page)
  }

  /// Sends one page of an upload that replaces all documents of a datasource.
  ///
  /// Safe to repeat: a page adds the same documents again. The first page alone must be acknowledged before the pages in
  /// the middle, which may go in parallel, and these before the last. When the answer to a first or last page was lost,
  /// its repetition may be a conflict with itself; the error then has `isOutcomeUnknown`, and the upload history in
  /// ``debugDatasourceStatus(_:)`` tells what happened.
  public func bulkIndexDocuments(_ request: BulkIndexDocumentsRequest) async throws(GleanError) {
    try await caller.tell(.bulkIndexDocuments, request)
  }

  /// Sends one page of documents that are already encoded; otherwise as ``bulkIndexDocuments(_:)``.
  public func bulkIndexDocuments(_ page: DocumentPage, of upload: BulkDocumentUpload) async throws(GleanError) {
    try await caller.tell(.bulkIndexDocuments, upload, page)
  }

  /// Deletes a document; succeeds when there is none. Safe to repeat.
  public func deleteDocument(_ request: DeleteDocumentRequest) async throws(GleanError) {
    try await caller.tell(.deleteDocument, request)
  }

  /// Replaces the permissions of a document. Safe to repeat.
  public func updatePermissions(_ request: UpdatePermissionsRequest) async throws(GleanError) {
    try await caller.tell(.updatePermissions, request)
  }

  /// Whether a user may find a document. Changes nothing.
  public func checkDocumentAccess(
    _ request: CheckDocumentAccessRequest
  ) async throws(GleanError) -> CheckDocumentAccessResponse {
    try await caller.ask(.checkDocumentAccess, request, as: CheckDocumentAccessResponse.self)
  }
}

/// The fields of `/indexdocuments` beside the documents.
private struct EncodedDocumentsRequest: Encodable {
  let datasource: String
  let uploadId: String?
}
