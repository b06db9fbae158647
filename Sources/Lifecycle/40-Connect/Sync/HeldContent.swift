package import DataOpsCore

/// What search holds of a connector's records, by the last upload that was acknowledged to its end.
package struct HeldContent: Hashable, Sendable {
  package let snapshotID: Identifier<Snapshot>
  package let documents: Int
  /// The fingerprint of how the documents were made.
  package let mapping: String

  init(snapshotID: Identifier<Snapshot>, documents: Int, mapping: String) {
    self.snapshotID = snapshotID
    self.documents = documents
    self.mapping = mapping
  }

  /// Nil where nothing was sent, or not all of it arrived, or by a version that kept less.
  package init?(_ connector: GleanConnector) {
    let kept = connector.healthStatus
    guard UploadOutcome(connector).isWhole, let id = kept["snapshot"]?.string.flatMap(Identifier<Snapshot>.init),
      let documents = kept["acknowledged"]?.integer, let mapping = kept["mapping"]?.string
    else { return nil }
    self.init(snapshotID: id, documents: Int(documents), mapping: mapping)
  }

  /// As the connector's row keeps it.
  package var json: JSON {
    [
      "acknowledged": .integer(Int64(documents)), "snapshot": .string(snapshotID.description),
      "mapping": .string(mapping),
    ]
  }
}

extension DocumentMapping {
  /// Counted up when documents are made in another way from the same mapping.
  private static let documentVersion = "1"

  /// The same for mappings and labels that make the same documents of the same records.
  package func fingerprint(with labels: DocumentLabels) -> String {
    var parts = [Self.documentVersion, objectType, title, created, updated]
    parts += [container, author, tags, status].map { $0 ?? "" }
    parts += text + ["/"]
    for property in properties { parts += [property.field, property.name] }
    parts += ["/", labels.client, labels.stage.rawValue, labels.datasetID.description]
    parts += labels.labels.map { "\($0.key)=\($0.value)" }.sorted() + ["/"]
    parts += labels.allowedGroups
    return Digest.sha256(Array(parts.joined(separator: "\u{1F}").utf8))
  }
}
