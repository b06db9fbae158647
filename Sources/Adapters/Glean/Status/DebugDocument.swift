/// The body of `/debug/{datasource}/document`.
public struct DebugDocumentRequest: Codable, Hashable, Sendable {
  public var objectType: String
  public var docId: String

  public init(objectType: String, docId: String) {
    self.objectType = objectType
    self.docId = docId
  }
}

/// What the service says about one document.
public struct DebugDocumentResponse: Codable, Hashable, Sendable {
  public var status: DocumentStatusResponse?
  public var uploadedPermissions: DocumentPermissionsDefinition?

  public init(status: DocumentStatusResponse? = nil, uploadedPermissions: DocumentPermissionsDefinition? = nil) {
    self.status = status
    self.uploadedPermissions = uploadedPermissions
  }
}

/// The body of `/debug/{datasource}/documents`.
public struct DebugDocumentsRequest: Codable, Hashable, Sendable {
  public var debugDocuments: [DebugDocumentRequest]

  public init(debugDocuments: [DebugDocumentRequest]) {
    self.debugDocuments = debugDocuments
  }
}

/// What the service says about several documents.
public struct DebugDocumentsResponse: Codable, Hashable, Sendable {
  public var documentStatuses: [DebugDocumentsResponseItem]?

  public init(documentStatuses: [DebugDocumentsResponseItem]? = nil) {
    self.documentStatuses = documentStatuses
  }
}

/// What the service says about one of several documents.
public struct DebugDocumentsResponseItem: Codable, Hashable, Sendable {
  public var docId: String?
  public var objectType: String?
  public var debugInfo: DebugDocumentResponse?

  public init(docId: String? = nil, objectType: String? = nil, debugInfo: DebugDocumentResponse? = nil) {
    self.docId = docId
    self.objectType = objectType
    self.debugInfo = debugInfo
  }
}
