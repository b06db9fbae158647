/// What the service says about its state. These calls change nothing; the service calls them beta.
extension GleanClient {
  /// Uploads, counts and visibility of a datasource.
  public func debugDatasourceStatus(_ datasource: String) async throws(GleanError) -> DebugDatasourceStatusResponse {
    try await caller.ask(.debugDatasourceStatus, of: datasource, as: DebugDatasourceStatusResponse.self)
  }

  /// How far one document came, and the permissions it was uploaded with.
  public func debugDocument(
    _ request: DebugDocumentRequest, datasource: String
  ) async throws(GleanError) -> DebugDocumentResponse {
    try await caller.ask(.debugDocument, of: datasource, request, as: DebugDocumentResponse.self)
  }

  /// How far several documents came.
  public func debugDocuments(
    _ request: DebugDocumentsRequest, datasource: String
  ) async throws(GleanError) -> DebugDocumentsResponse {
    try await caller.ask(.debugDocuments, of: datasource, request, as: DebugDocumentsResponse.self)
  }

  /// Whether one user of a datasource was uploaded, and into which groups.
  public func debugUser(_ request: DebugUserRequest, datasource: String) async throws(GleanError) -> DebugUserResponse {
    try await caller.ask(.debugUser, of: datasource, request, as: DebugUserResponse.self)
  }
}
