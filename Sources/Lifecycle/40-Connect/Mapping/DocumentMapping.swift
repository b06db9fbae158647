internal import Crypto

/// How the records behind a connector become search documents.
///
/// ``table(_:)`` has a row for each type of connector; a client's own kind of record is mapped by its template.
package struct DocumentMapping: Hashable, Sendable {
  /// No spaces, no underscore.
  package let objectType: String
  /// What a person calls a document: `Page`.
  package let label: String
  let title: String
  /// The fields that make up the text, in order.
  let text: [String]
  let container: String?
  /// The beginning of the names of two fields, `…_email` and `…_name`.
  let author: String?
  let tags: String?
  let status: String?
  var created = "created_at"
  var updated = "updated_at"
  /// What people filter by, the most telling first.
  package let properties: [Property]

  /// A field of the record that people filter by, and what the search system calls it.
  package struct Property: Hashable, Sendable {
    let field: String
    /// Lower-case letters and digits, unique within the datasource.
    package let name: String
    package let label: String
    package let plural: String
    package let type: DatasourceRegistration.PropertyType
    /// Whether it is offered as a filter; a value that only one record has is none.
    let isFacet: Bool

    init(
      _ field: String, _ name: String, _ label: String, _ plural: String,
      _ type: DatasourceRegistration.PropertyType = .text, isFacet: Bool = true
    ) {
      self.field = field
      self.name = name
      self.label = label
      self.plural = plural
      self.type = type
      self.isFacet = isFacet
    }
  }

  /// Longest title taken over; messages have none, so theirs is the beginning of their text.
  static let maximumTitleBytes = 120

  /// What every document carries: which record, client, stage and dataset it belongs to, and the dataset's labels.
  package static let labelProperties: [Property] = [
    Property("", "recordkey", "Record", "Records", isFacet: false),
    Property("", "clientname", "Client", "Clients"),
    Property("", "stage", "Stage", "Stages"),
    Property("", "datasetid", "Dataset", "Datasets", isFacet: false),
    Property("", "datasetlabels", "Dataset label", "Dataset labels", .textList),
  ]

  /// As search is told: the record's own properties, then those that every document carries; facets counted in this order.
  package var registered: [DatasourceRegistration.Property] {
    let all =
      properties.map { ($0, DatasourceRegistration.PropertyGroup.record) }
      + Self.labelProperties.map { ($0, .dataset) }
    var order = 0
    return all.map { property, group in
      if property.isFacet { order += 1 }
      return DatasourceRegistration.Property(
        name: property.name, label: property.label, type: property.type,
        look: .init(plural: property.plural, facetOrder: property.isFacet ? order : nil, group: group))
    }
  }

  /// The document id of a record: hexadecimal, because the search system folds case and takes at most 200 characters, of which few
  /// are safe. The key itself is the property `recordkey`.
  package static func documentID(ofKey key: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(key)).prefix(16).hexadecimal
  }

  package static func documentID(ofKey key: String) -> String { documentID(ofKey: key.utf8) }
}
