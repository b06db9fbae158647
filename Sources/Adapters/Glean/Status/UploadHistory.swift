/// One bulk upload, active or done.
public struct BulkUploadHistoryEvent: Codable, Hashable, Sendable {
  public var uploadId: String?
  /// ISO 8601.
  public var startTime: String?
  /// ISO 8601, or `NA` while the upload is active.
  public var endTime: String?
  public var status: BulkUploadStatus?
  public var processingState: BulkUploadProcessingState?

  public init(
    uploadId: String? = nil, startTime: String? = nil, endTime: String? = nil, status: BulkUploadStatus? = nil,
    processingState: BulkUploadProcessingState? = nil
  ) {
    self.uploadId = uploadId
    self.startTime = startTime
    self.endTime = endTime
    self.status = status
    self.processingState = processingState
  }
}

/// One run of processing.
public struct ProcessingHistoryEvent: Codable, Hashable, Sendable {
  /// ISO 8601.
  public var startTime: String?
  /// ISO 8601, or `NA` while it runs.
  public var endTime: String?

  public init(startTime: String? = nil, endTime: String? = nil) {
    self.startTime = startTime
    self.endTime = endTime
  }
}

/// Whether an upload is still open.
public struct BulkUploadStatus: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let active = Self(rawValue: "ACTIVE")
  public static let successful = Self(rawValue: "SUCCESSFUL")
}

/// How far the service came with an upload.
public struct BulkUploadProcessingState: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let unavailable = Self(rawValue: "UNAVAILABLE")
  public static let uploadStarted = Self(rawValue: "UPLOAD STARTED")
  public static let uploadInProgress = Self(rawValue: "UPLOAD IN PROGRESS")
  public static let uploadCompleted = Self(rawValue: "UPLOAD COMPLETED")
  public static let deletionPaused = Self(rawValue: "DELETION PAUSED")
  public static let indexingCompleted = Self(rawValue: "INDEXING COMPLETED")
}

/// Who finds the documents of a datasource; set in the admin console, only read here.
public struct DatasourceVisibility: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let enabledForAll = Self(rawValue: "ENABLED_FOR_ALL")
  public static let enabledForTestGroup = Self(rawValue: "ENABLED_FOR_TEST_GROUP")
  public static let notEnabled = Self(rawValue: "NOT_ENABLED")
}
