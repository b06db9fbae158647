/// The stage of a client's journey that a dataset serves (seed, `Dataset.stage`).
package enum Stage: String, Codable, Sendable, CaseIterable {
  case sandbox, pilot, production

  /// The sources that this stage allows, the default first.
  package var allowedSources: [DataSource] {
    switch self {
    case .sandbox: [.mockTemplate, .custom]
    case .pilot: [.sanitizedProduction, .custom]
    case .production: [.production]
    }
  }

  /// How a teardown of this stage comes to be allowed.
  package var teardownPolicy: TeardownPolicy {
    switch self {
    case .sandbox: TeardownPolicy(automaticAfter: .seconds(7 * 86_400), approvalsNeeded: 0)
    case .pilot: TeardownPolicy(automaticAfter: nil, approvalsNeeded: 1)
    case .production: TeardownPolicy(automaticAfter: nil, approvalsNeeded: 2)
    }
  }
}

/// When a teardown may begin.
package struct TeardownPolicy: Hashable, Sendable {
  /// The delay after which it begins by itself; nil if it never does.
  package let automaticAfter: Duration?
  package let approvalsNeeded: Int
}

/// Where a dataset's records come from (seed, `Dataset.data_source`, with `production` added).
package enum DataSource: String, Codable, Sendable, CaseIterable {
  case mockTemplate = "mock_template"
  case sanitizedProduction = "sanitized_production"
  case production
  case custom

  /// `DatasetMetadata.data_type` of data from this source in `stage`; custom data is sanitized in the pilot.
  package func dataType(in stage: Stage) -> DataType {
    switch self {
    case .mockTemplate: .mock
    case .sanitizedProduction: .sanitizedProduction
    case .production: .production
    case .custom: stage == .pilot ? .sanitizedProduction : .mock
    }
  }
}

/// What kind of data a dataset holds (seed, `DatasetMetadata.data_type`).
package enum DataType: String, Codable, Sendable, CaseIterable {
  case mock
  case sanitizedProduction = "sanitized_production"
  case production
}
