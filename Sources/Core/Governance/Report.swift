/// A compliance report of one period; made once, however often it runs (seed, "compliance_reports").
package struct Report: Hashable, Sendable, Codable {
  package let kind: Kind
  /// The beginning of the period, UTC.
  package let periodStart: Timestamp
  package let madeAt: Timestamp
  /// The key of the report's files in the object store.
  package let key: String

  package enum Kind: String, Codable, Sendable, CaseIterable {
    case datasetsByStageByClient = "datasets_by_stage_by_client"
    case dataQualityTrends = "data_quality_trends"
    case connectorHealthSummary = "connector_health_summary"
    case orphanedDatasetsCheck = "orphaned_datasets_check"

    /// The length of its period.
    package var period: Duration {
      self == .datasetsByStageByClient ? .seconds(7 * 86_400) : .seconds(86_400)
    }
  }

  package init(kind: Kind, periodStart: Timestamp, madeAt: Timestamp, key: String) {
    self.kind = kind
    self.periodStart = periodStart
    self.madeAt = madeAt
    self.key = key
  }
}
