internal import DataOpsCore

/// What the looks of one check find, as they find it.
struct CheckFindings {
  var values: [ConnectorMetric: Double] = [:]
  var drift: [ConnectorDrift]
  private(set) var remarks: [HealthRemark]
  private var failure: (look: ConnectorLook, failure: Failure)?
  private var hasPassed = false
  private var isUnanswered = false
  private var failedRequests = 0

  /// - Parameter watch: what is known of what is not looked at now.
  init(_ watch: ConnectorWatch) {
    (remarks, drift) = (watch.remarks, watch.drift)
  }

  var hasFailed: Bool { failure != nil || isUnanswered }

  var outcome: HealthMachine.Outcome {
    if let failure { return .failed(failure.look, failure.failure) }
    if isUnanswered { return .unanswered }
    return hasPassed ? .passed : .beside
  }

  var measured: [ConnectorMetric: Double] {
    var measured = values
    measured[.errorCount] = Double(failedRequests)
    if failure != nil { measured[.connectorUptime] = 0 } else if hasPassed { measured[.connectorUptime] = 100 }
    return measured
  }

  /// What was out of bounds there before is judged anew.
  mutating func looked(at look: ConnectorLook) { remarks.removeAll { $0.indicator.look == look } }

  mutating func passed() { hasPassed = true }

  mutating func remark(_ indicator: HealthRemark.Indicator, _ message: String) {
    remarks.append(HealthRemark(indicator, message))
  }

  /// - Parameter isRequest: whether it was a request that failed, and not what it gave that is wrong.
  mutating func failed(_ look: ConnectorLook, _ failure: Failure, isRequest: Bool) {
    if isRequest { failedRequests += 1 }
    switch failure.code {
    case .searchRateLimited, .interrupted, .cancelled, .storageUnreachable, .storageFailed:
      // Nothing that the connector could help.
      isUnanswered = true
    case .searchUnreachable where look == .query, .searchTimedOut where look == .query:
      // Whatever was asked, nobody answers; the next check looks whether it is the search alone.
      self.failure = (.status, failure)
    case _ where look == .query:
      looked(at: .query)
      remark(.sampleQuery, "a sample query failed: \(failure.message)")
    default:
      self.failure = (look, failure)
    }
  }
}
