/// One call of the Indexing or the Client API.
public enum GleanEndpoint: String, CaseIterable, Hashable, Sendable {
  case addDatasource = "adddatasource"
  case getDatasourceConfig = "getdatasourceconfig"
  case indexDocument = "indexdocument"
  case indexDocuments = "indexdocuments"
  case bulkIndexDocuments = "bulkindexdocuments"
  case deleteDocument = "deletedocument"
  case updatePermissions = "updatepermissions"
  case processAllDocuments = "processalldocuments"
  case indexUser = "indexuser"
  case bulkIndexUsers = "bulkindexusers"
  case bulkIndexGroups = "bulkindexgroups"
  case bulkIndexMemberships = "bulkindexmemberships"
  case deleteUser = "deleteuser"
  case deleteGroup = "deletegroup"
  case deleteMembership = "deletemembership"
  case betaUsers = "betausers"
  case checkDocumentAccess = "checkdocumentaccess"
  case debugDatasourceStatus = "debug/{datasource}/status"
  case debugDocument = "debug/{datasource}/document"
  case debugDocuments = "debug/{datasource}/documents"
  case debugUser = "debug/{datasource}/user"
  case rotateToken = "rotatetoken"
  case search

  /// The API a call belongs to, and so the kind of token it takes.
  public enum Family: Hashable, Sendable {
    case indexing
    case client
  }

  public var family: Family {
    self == .search ? .client : .indexing
  }

  /// What sending a call twice does.
  public enum Repetition: Hashable, Sendable {
    /// Nothing is changed by the call.
    case readsOnly
    /// The second call leaves what the first one left: an upsert, a replacement or a deletion that succeeds when there
    /// is nothing to delete. With an optimistic `version`, or on the first or last page of a bulk upload, the second
    /// call may be answered with a conflict; nothing is doubled or lost by it.
    case sameResult
    /// The second call does something again, or is refused because of the first.
    case different
  }

  public var repetition: Repetition {
    switch self {
    case .getDatasourceConfig, .checkDocumentAccess, .debugDatasourceStatus, .debugDocument, .debugDocuments,
      .debugUser,
      .search:
      .readsOnly
    case .addDatasource, .indexDocument, .indexDocuments, .bulkIndexDocuments, .deleteDocument, .updatePermissions,
      .indexUser, .bulkIndexUsers, .bulkIndexGroups, .bulkIndexMemberships, .deleteUser, .deleteGroup,
      .deleteMembership, .betaUsers:
      .sameResult
    case .processAllDocuments, .rotateToken:
      .different
    }
  }

  /// Whether a successful answer has a body.
  var answersWithBody: Bool {
    repetition == .readsOnly || self == .rotateToken
  }

  /// The path below the base URL.
  ///
  /// - Parameter datasource: For the endpoints with a datasource in their path; percent-encoded here, slashes included.
  func path(datasource: String?) -> String {
    let prefix = family == .client ? "/rest/api/v1/" : "/api/index/v1/"
    let name = rawValue.split(separator: "{datasource}", maxSplits: 1, omittingEmptySubsequences: false)
    guard name.count == 2, let head = name.first, let tail = name.last else { return prefix + rawValue }
    return prefix + head + Self.percentEncoded(datasource ?? "") + tail
  }

  private static func percentEncoded(_ text: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 0x0F)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
