/// A quality check (seed, "Quality Check Definitions").
package enum CheckType: String, Codable, Sendable, CaseIterable {
  case schemaValidation = "schema_validation"
  case dataCompleteness = "data_completeness"
  case connectorHealth = "connector_health"
  case sampleQuerySuccess = "sample_query_success"

  /// The check's own threshold, 0 to 100.
  package var threshold: Double {
    switch self {
    case .schemaValidation, .connectorHealth, .sampleQuerySuccess: 100
    case .dataCompleteness: 95
    }
  }

  /// The check's share of the overall score in hundredths; they add up to 100.
  package var weight: Int {
    switch self {
    case .schemaValidation, .dataCompleteness: 30
    case .connectorHealth: 25
    case .sampleQuerySuccess: 15
    }
  }
}

/// One run of one quality check (seed, "DataQualityCheck Entity").
package struct DataQualityCheck: Hashable, Sendable, Codable {
  package let id: Identifier<DataQualityCheck>
  package let datasetID: Identifier<Dataset>
  package let operationID: Identifier<Operation>
  package let type: CheckType
  package var status: CheckStatus
  package var executedAt: Timestamp
  package var durationMilliseconds: Int
  package var score: Double
  package let threshold: Double
  package var passed: Bool
  /// What was counted: the numbers behind the score.
  package var result: JSON
  package var examples: [FailingExample]
  package var errorMessage: String?
  /// The version of the rules by which it was judged.
  package let policyVersion: Int

  package init(
    id: Identifier<DataQualityCheck>, datasetID: Identifier<Dataset>, operationID: Identifier<Operation>,
    executedAt: Timestamp, durationMilliseconds: Int, verdict: CheckVerdict
  ) {
    self.id = id
    self.datasetID = datasetID
    self.operationID = operationID
    self.type = verdict.type
    self.status = verdict.status
    self.executedAt = executedAt
    self.durationMilliseconds = durationMilliseconds
    self.score = verdict.score
    self.threshold = verdict.type.threshold
    self.passed = verdict.passed
    self.result = verdict.result
    self.examples = verdict.examples
    self.errorMessage = verdict.errorMessage
    self.policyVersion = Gate.policyVersion
  }
}

extension DataQualityCheck {
  /// A check that could not run: tried again, and never counted as bad data.
  package init(
    id: Identifier<DataQualityCheck>, datasetID: Identifier<Dataset>, operationID: Identifier<Operation>,
    executedAt: Timestamp, couldNotRun type: CheckType, because failure: Failure
  ) {
    self.init(
      id: id, datasetID: datasetID, operationID: operationID, executedAt: executedAt, durationMilliseconds: 0,
      verdict: CheckVerdict(type, score: 0, result: .object([:]), errorMessage: failure.message))
    status = .errored
  }
}

/// How a check ended. `errored` means that it could not run: it is retried and never counted as bad data.
package enum CheckStatus: String, Codable, Sendable, CaseIterable {
  case pending, running, passed, warned, failed, errored
}

/// What a check found, before it is written down.
package struct CheckVerdict: Hashable, Sendable {
  package let type: CheckType
  package let score: Double
  package let passed: Bool
  package let warned: Bool
  package let result: JSON
  package let examples: [FailingExample]
  package let errorMessage: String?

  /// - Parameter conditionsHold: what must hold besides the score reaching the check's own threshold.
  package init(
    _ type: CheckType, score: Double, conditionsHold: Bool = true, warned: Bool = false, result: JSON,
    examples: [FailingExample] = [], errorMessage: String? = nil
  ) {
    self.type = type
    self.score = score
    self.passed = score >= type.threshold && conditionsHold
    self.warned = warned
    self.result = result
    self.examples = examples
    self.errorMessage = errorMessage
  }

  package var status: CheckStatus {
    guard passed else { return .failed }
    return warned ? .warned : .passed
  }
}

/// One record that failed a rule; never the value itself.
package struct FailingExample: Hashable, Sendable, Codable {
  /// The key of the record, or the query that failed.
  package let record: String
  /// JSON Pointer (RFC 6901) into the record.
  package let pointer: String
  package let rule: String
  /// What would be right, in a sentence.
  package let message: String

  package init(record: String, pointer: String, rule: String, message: String) {
    self.record = record
    self.pointer = pointer
    self.rule = rule
    self.message = message
  }
}

/// A rule of a template or of the registry.
package struct DataQualityRule: Hashable, Sendable, Codable {
  package let name: String
  package let checkType: CheckType
  package let field: String?
  package let rule: String
  package let parameters: JSON
  package let severity: Severity
  package let threshold: Double?

  package enum Severity: String, Codable, Sendable, CaseIterable { case warn, fail }

  package init(
    name: String, checkType: CheckType, field: String?, rule: String, parameters: JSON, severity: Severity,
    threshold: Double?
  ) {
    self.name = name
    self.checkType = checkType
    self.field = field
    self.rule = rule
    self.parameters = parameters
    self.severity = severity
    self.threshold = threshold
  }
}

/// One figure of a dataset's use over a window of time.
package struct DatasetUsageMetric: Hashable, Sendable, Codable {
  package let datasetID: Identifier<Dataset>
  package let metric: Metric
  package let value: Double
  /// Length of the window in seconds.
  package let window: Int
  package let recordedAt: Timestamp

  package enum Metric: String, Codable, Sendable, CaseIterable {
    case queriesRun = "queries_run"
    case resultsClicked = "results_clicked"
    case recordsSynced = "records_synced"
    case bytesStored = "bytes_stored"
    case apiCalls = "api_calls"
  }

  package init(datasetID: Identifier<Dataset>, metric: Metric, value: Double, window: Int, recordedAt: Timestamp) {
    self.datasetID = datasetID
    self.metric = metric
    self.value = value
    self.window = window
    self.recordedAt = recordedAt
  }
}
