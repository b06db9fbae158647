package import DataOpsCore

/// One client's enterprise search, as far as datasets need it.
///
/// Every call is idempotent. Errors are ``Failure``s (`search_…`); those that may pass are retryable.
package protocol SearchIndex: Sendable {
  /// The same search system, asked without patience: each call is one request, and one that is not answered within `limit` has failed.
  /// It shares connections and budgets with this one.
  func askedOnce(within limit: Duration) -> any SearchIndex

  /// Creates the datasource or overwrites its whole configuration.
  func register(_ registration: DatasourceRegistration) async throws(Failure)
  /// The configuration that the search system holds; nil where it knows no such datasource.
  func registration(of datasource: String) async throws(Failure) -> RegisteredDatasource?
  /// Makes a datasource that is not enabled for everyone visible to these people.
  func show(_ datasource: String, to emails: [String]) async throws(Failure)

  /// Replaces all people, groups and memberships of the datasource.
  func replaceIdentities(_ identities: SearchIdentities, in datasource: String, uploadID: String) async throws(Failure)
  /// Deletes all people, groups and memberships of the datasource, `groups` being those that may have members.
  func deleteIdentities(groups: [String], in datasource: String, uploadID: String) async throws(Failure)
  /// Whether the datasource has the person or a membership of theirs; also where search does not tell that it has not.
  func knows(_ email: String, in datasource: String) async throws(Failure) -> Bool

  /// Adds or replaces documents; deletes nothing.
  func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure)
  /// Deletes documents; those that are not there count as deleted.
  func delete(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure)
  /// One page of an upload that replaces all documents of the datasource.
  func upload(_ page: UploadPage, to datasource: String) async throws(Failure)
  /// Deletes all documents of the datasource, whatever share of it that is.
  func empty(_ datasource: String, uploadID: String) async throws(Failure)

  func status(of datasource: String) async throws(Failure) -> DatasourceStatus
  /// Whether each document is indexed in its latest version.
  func areIndexed(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) -> Bool
  /// Those of the documents of which the search system says that it has no upload. Documents that it says nothing of are not among
  /// them.
  func missing(
    among documents: [SearchDocument.Reference], in datasource: String
  ) async throws(Failure) -> [SearchDocument.Reference]
  func mayRead(_ document: SearchDocument.Reference, in datasource: String, email: String) async throws(Failure) -> Bool
  /// What the person with `email` finds in the datasource.
  func search(_ query: String, in datasource: String, as email: String, limit: Int) async throws(Failure) -> [SearchHit]
}

/// Finds the search system of a client: its address and credentials, or the embedded sandbox server.
package protocol SearchConnections: Sendable {
  /// - Throws: `configuration_invalid` where a credential is missing or cannot be opened.
  func index(for client: Client) async throws(Failure) -> any SearchIndex

  /// The client's search system for finding out what is wrong with it; its examiner is to be closed. Nil where it cannot be examined.
  func tenant(of client: Client) async throws(Failure) -> Tenant?

  /// How long after its acceptance a document is found, as far as that is documented or configured.
  func expectedIndexing(for client: Client) -> Duration
}

extension SearchConnections {
  /// Fifteen minutes: Glean documents 15 to 20 for bulk uploads.
  package func expectedIndexing(for client: Client) -> Duration { .seconds(15 * 60) }
}
