/// How far one document came.
public struct DocumentStatusResponse: Codable, Hashable, Sendable {
  public var uploadStatus: UploadStatus?
  /// ISO 8601.
  public var lastUploadedAt: String?
  public var indexingStatus: IndexingStatus?
  /// ISO 8601.
  public var lastIndexedAt: String?
  /// `notUploaded` means that the document names users or groups that were never pushed.
  public var permissionIdentityStatus: UploadStatus?

  public init(
    uploadStatus: UploadStatus? = nil, lastUploadedAt: String? = nil, indexingStatus: IndexingStatus? = nil,
    lastIndexedAt: String? = nil, permissionIdentityStatus: UploadStatus? = nil
  ) {
    self.uploadStatus = uploadStatus
    self.lastUploadedAt = lastUploadedAt
    self.indexingStatus = indexingStatus
    self.lastIndexedAt = lastIndexedAt
    self.permissionIdentityStatus = permissionIdentityStatus
  }
}

/// Whether something was uploaded.
public struct UploadStatus: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let uploaded = Self(rawValue: "UPLOADED")
  public static let notUploaded = Self(rawValue: "NOT_UPLOADED")
  public static let statusUnknown = Self(rawValue: "STATUS_UNKNOWN")
}

/// Whether a document can be found.
public struct IndexingStatus: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let indexed = Self(rawValue: "INDEXED")
  public static let notIndexed = Self(rawValue: "NOT_INDEXED")
  public static let statusUnknown = Self(rawValue: "STATUS_UNKNOWN")
}
