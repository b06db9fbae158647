import HTTPTypes
import Hummingbird

extension RateLimiter {
  /// Counts a request against the documented limits: of the deployment, of the address it comes from, of the user, and
  /// of the endpoint for its token.
  ///
  /// A global client token spends the budget of the user it acts as.
  ///
  /// - Throws: 429 with `Retry-After`.
  func admit(_ request: Request, from address: String, as caller: Caller, now: Timestamp) throws(Refusal) {
    try take(from: "deployment", .perMinute(8_000), now: now)
    try take(from: "address \(address)", .perSecond(100), now: now)
    let path = request.uri.path.lowercased()
    let spender: String
    switch caller.access {
    case .indexing: spender = "token \(caller.tokenID)"
    case .clientUser(let user, _): spender = "user \(user)"
    case .clientGlobal: spender = "user \(request.header("x-glean-actas")?.lowercased() ?? "")"
    }
    if case .indexing = caller.access {} else { try take(from: spender, .perSecond(30), now: now) }
    if path.hasPrefix("/api/index/v1/debug/"), path.hasSuffix("/document/events") {
      // A limit of the datasource, whoever asks.
      try take(from: path, .perMinute(1), now: now)
    } else {
      try take(from: "\(spender) \(path)", Self.limit(of: path), now: now)
    }
  }

  /// Counts the documents of `/indexdocuments`.
  ///
  /// - Throws: 429 with `Retry-After`.
  func admit(documents count: Int, as caller: Caller, now: Timestamp) throws(Refusal) {
    try take(Double(count), from: "documents \(caller.tokenID)", .perMinute(600), now: now)
  }

  private static func limit(of path: String) -> Limit {
    switch path {
    case "/api/index/v1/indexdocument": .perSecond(10)
    case "/rest/api/v1/search", "/api/search": .perSecond(5)
    default: .perSecond(30)
    }
  }
}
