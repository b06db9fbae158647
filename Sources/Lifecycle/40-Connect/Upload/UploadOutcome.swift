package import DataOpsCore

/// What a connector's row keeps of its last upload.
package struct UploadOutcome: Hashable, Sendable {
  /// The documents that the search system acknowledged.
  package let acknowledged: Int
  /// Those of them that never arrived, as it says of each of them later.
  package var missing = 0
  /// Whether nothing is missing or about to be deleted. Otherwise a retry sends the documents again.
  package var isWhole = true

  package var arrived: Int { max(0, acknowledged - missing) }

  package init(acknowledged: Int) {
    self.acknowledged = acknowledged
  }

  /// Nothing was acknowledged where nothing was kept.
  package init(_ connector: GleanConnector) {
    let kept = connector.healthStatus
    acknowledged = Int(kept["acknowledged"]?.integer ?? 0)
    missing = Int(kept["missing"]?.integer ?? 0)
    isWhole = kept["is_whole"] != .bool(false)
  }

  /// As the connector's row keeps it, beside what else it keeps.
  package func noted(in kept: JSON) -> JSON {
    guard case .object(var members) = kept else { return noted(in: .object([:])) }
    members["acknowledged"] = .integer(Int64(acknowledged))
    members["missing"] = isWhole ? nil : .integer(Int64(missing))
    members["is_whole"] = isWhole ? nil : .bool(false)
    return .object(members)
  }
}
