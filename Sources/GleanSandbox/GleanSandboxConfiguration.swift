public import Logging

/// How one sandbox server is set up.
///
/// The defaults suit a server embedded in a test or in another program: any free port of the loopback interface,
/// no indexing delay, no rate limits, the real clock.
public struct GleanSandboxConfiguration: Sendable {
  /// The interface to listen on.
  public var host = "127.0.0.1"

  /// The port to listen on; 0 takes any free one, which ``GleanSandboxServer/boundPort()`` tells.
  public var port = 0

  /// The directory that holds everything the server knows; made when missing. One server at a time.
  public var dataDirectory: String

  /// The bearer token of the Indexing API (`/api/index/v1`).
  public var indexingToken: SandboxToken

  /// The bearer token of the Client API (`/rest/api` and `/api/search`). A global token: requests name a user.
  public var clientToken: SandboxToken

  /// The bearer token of the console acts under `/__sandbox`; without one they are answered to loopback peers only.
  public var consoleToken: SandboxToken?

  /// The time between the acceptance of a document and its appearance in search.
  ///
  /// With zero, what a request brought is searchable when the request is answered.
  public var indexingDelay: Duration = .zero

  /// How old the counts of uploaded documents in `/debug/{datasource}/status` may be; at most three hours.
  ///
  /// With zero they are exact. Otherwise they are those of the last whole multiple of it, in UTC.
  public var uploadedCountAge: Duration = .zero

  /// Whether the documented rate limits hold (429 with `Retry-After`).
  public var enforcesRateLimits = false

  /// Whether endpoints past their documented removal date are still served instead of answering 410.
  public var servesRemovedEndpoints = false

  /// The search visibility a new datasource starts with. The real service starts with `notEnabled`.
  public var initialVisibility: DatasourceVisibility = .notEnabled

  /// The faults that requests meet from the start. The console may set others.
  public var faults = FaultScript()

  /// Where the server reads the time.
  public var clock: any SandboxClock = SystemSandboxClock()

  /// Where the server writes its log. Tokens and document content are never logged.
  public var logger = Logger(label: "glean-sandbox")

  public init(dataDirectory: String, indexingToken: SandboxToken, clientToken: SandboxToken) {
    self.dataDirectory = dataDirectory
    self.indexingToken = indexingToken
    self.clientToken = clientToken
  }

  /// Takes as long, remembers as badly and limits as much as the real service is documented to: 15 minutes until a
  /// document is found, counts of uploads three hours old, rate limits. New datasources are visible to nobody.
  public mutating func imitateService() {
    indexingDelay = .seconds(900)
    uploadedCountAge = .seconds(3 * 3_600)
    enforcesRateLimits = true
    initialVisibility = .notEnabled
  }
}

/// Who finds the documents of a datasource in search. Set by an administrator in the console, never by the API.
public enum DatasourceVisibility: String, Sendable, CaseIterable {
  case enabledForAll = "ENABLED_FOR_ALL"
  case enabledForTestGroup = "ENABLED_FOR_TEST_GROUP"
  case notEnabled = "NOT_ENABLED"
}
