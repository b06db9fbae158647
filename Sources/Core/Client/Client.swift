/// A customer organisation.
package struct Client: Hashable, Sendable, Codable {
  package let id: Identifier<Client>
  /// Unique without regard to case.
  package let name: String
  package let slug: String
  package let industry: Industry
  /// The use case that datasets of this client have where a request names none.
  package let useCase: String?
  /// The client's Glean; nil means the embedded sandbox server.
  package var gleanURL: String?
  package let createdAt: Timestamp
  package var version: Int

  package init(
    id: Identifier<Client>, name: String, industry: Industry, useCase: String?, gleanURL: String?, createdAt: Timestamp
  ) {
    self.id = id
    self.name = name
    self.slug = Names.slug(name)
    self.industry = industry
    self.useCase = useCase
    self.gleanURL = gleanURL
    self.createdAt = createdAt
    self.version = 1
  }

  /// The most datasets that a client may have that are not ARCHIVED (seed, "max_datasets_per_client").
  package static let datasetLimit = 50
}
