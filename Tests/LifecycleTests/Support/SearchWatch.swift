import DataOpsCore
import DataOpsLifecycle
import Synchronization

/// One call of the lifecycle to the search system.
enum SearchCall: Sendable {
  case register(DatasourceRegistration)
  case registration
  case show([String])
  case replaceIdentities(SearchIdentities)
  case deleteIdentities
  case knows(String)
  case index([SearchDocument])
  case delete([SearchDocument.Reference])
  case upload(UploadPage)
  case empty
  case status
  case areIndexed
  case missing
  case mayRead
  case search(String)
}

/// The real search system, watched, and disturbed where a test wants a fault.
final class SearchWatch: Sendable {
  typealias Disturbance = @Sendable (SearchCall) async throws(Failure) -> Void
  typealias Answer = @Sendable (String, [SearchHit]) -> [SearchHit]

  typealias Examining = @Sendable (any TenantExaminer) -> any TenantExaminer
  typealias Access = @Sendable (_ email: String, _ mayRead: Bool) -> Bool

  private let disturb: Disturbance
  private let answer: Answer
  private let access: Access
  fileprivate let examining: Examining
  private let done = Mutex<[SearchCall]>([])

  /// - Parameter disturb: called before each call; what it throws is what the lifecycle sees.
  init(_ disturb: @escaping Disturbance = { _ in }) {
    self.disturb = disturb
    answer = { _, hits in hits }
    access = { _, mayRead in mayRead }
    examining = { $0 }
  }

  /// - Parameter answer: what a search gives instead of what was found.
  init(answer: @escaping Answer) {
    disturb = { _ in }
    self.answer = answer
    access = { _, mayRead in mayRead }
    examining = { $0 }
  }

  /// - Parameter access: who may read a document, instead of who may.
  init(access: @escaping Access) {
    disturb = { _ in }
    answer = { _, hits in hits }
    self.access = access
    examining = { $0 }
  }

  /// - Parameter examining: who asks single questions instead of who would.
  init(examining: @escaping Examining) {
    disturb = { _ in }
    answer = { _, hits in hits }
    access = { _, mayRead in mayRead }
    self.examining = examining
  }

  /// The uploads that the search system acknowledged, in order.
  var uploads: [UploadPage] {
    done.withLock { calls in
      calls.compactMap { call in
        if case .upload(let page) = call { page } else { nil }
      }
    }
  }

  /// The pages of changed documents that the search system acknowledged, in order; the connector's validation sends one, too.
  var indexed: [[SearchDocument]] {
    done.withLock { calls in
      calls.compactMap { call in
        if case .index(let documents) = call { documents } else { nil }
      }
    }
  }

  /// The documents whose deletion the search system acknowledged, in order.
  var deleted: [SearchDocument.Reference] {
    done.withLock { calls in
      calls.flatMap { call -> [SearchDocument.Reference] in
        if case .delete(let documents) = call { documents } else { [] }
      }
    }
  }

  func connections(to real: any SearchConnections) -> any SearchConnections {
    WatchedConnections(real: real, watch: self)
  }

  fileprivate func pass<Result>(
    _ call: SearchCall, _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await disturb(call)
    let result = try await body()
    done.withLock { $0.append(call) }
    return result
  }

  fileprivate func allowed(_ email: String, _ mayRead: Bool) -> Bool { access(email, mayRead) }

  fileprivate func answered(_ query: String, _ hits: [SearchHit]) -> [SearchHit] { answer(query, hits) }
}

private struct WatchedConnections: SearchConnections {
  let real: any SearchConnections
  let watch: SearchWatch

  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    WatchedIndex(real: try await real.index(for: client), watch: watch)
  }

  func tenant(of client: Client) async throws(Failure) -> Tenant? {
    guard let tenant = try await real.tenant(of: client) else { return nil }
    return tenant.examined(by: watch.examining)
  }
}

private struct WatchedIndex: SearchIndex {
  let real: any SearchIndex
  let watch: SearchWatch

  func askedOnce(within limit: Duration) -> any SearchIndex {
    WatchedIndex(real: real.askedOnce(within: limit), watch: watch)
  }

  func register(_ registration: DatasourceRegistration) async throws(Failure) {
    try await watch.pass(.register(registration)) { () throws(Failure) in try await real.register(registration) }
  }

  func registration(of datasource: String) async throws(Failure) -> RegisteredDatasource? {
    try await watch.pass(.registration) { () throws(Failure) in try await real.registration(of: datasource) }
  }

  func show(_ datasource: String, to emails: [String]) async throws(Failure) {
    try await watch.pass(.show(emails)) { () throws(Failure) in try await real.show(datasource, to: emails) }
  }

  func replaceIdentities(
    _ identities: SearchIdentities, in datasource: String, uploadID: String
  ) async throws(Failure) {
    try await watch.pass(.replaceIdentities(identities)) { () throws(Failure) in
      try await real.replaceIdentities(identities, in: datasource, uploadID: uploadID)
    }
  }

  func deleteIdentities(
    groups: [String], in datasource: String, uploadID: String
  ) async throws(Failure) {
    try await watch.pass(.deleteIdentities) { () throws(Failure) in
      try await real.deleteIdentities(groups: groups, in: datasource, uploadID: uploadID)
    }
  }

  func knows(_ email: String, in datasource: String) async throws(Failure) -> Bool {
    try await watch.pass(.knows(email)) { () throws(Failure) in try await real.knows(email, in: datasource) }
  }

  func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure) {
    try await watch.pass(.index(documents)) { () throws(Failure) in try await real.index(documents, in: datasource) }
  }

  func delete(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) {
    try await watch.pass(.delete(documents)) { () throws(Failure) in
      try await real.delete(documents, in: datasource)
    }
  }

  func upload(_ page: UploadPage, to datasource: String) async throws(Failure) {
    try await watch.pass(.upload(page)) { () throws(Failure) in try await real.upload(page, to: datasource) }
  }

  func empty(_ datasource: String, uploadID: String) async throws(Failure) {
    try await watch.pass(.empty) { () throws(Failure) in try await real.empty(datasource, uploadID: uploadID) }
  }

  func status(of datasource: String) async throws(Failure) -> DatasourceStatus {
    try await watch.pass(.status) { () throws(Failure) in try await real.status(of: datasource) }
  }

  func areIndexed(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) -> Bool {
    try await watch.pass(.areIndexed) { () throws(Failure) in try await real.areIndexed(documents, in: datasource) }
  }

  func missing(
    among documents: [SearchDocument.Reference], in datasource: String
  ) async throws(Failure) -> [SearchDocument.Reference] {
    try await watch.pass(.missing) { () throws(Failure) in try await real.missing(among: documents, in: datasource) }
  }

  func mayRead(
    _ document: SearchDocument.Reference, in datasource: String, email: String
  ) async throws(Failure) -> Bool {
    let mayRead = try await watch.pass(.mayRead) { () throws(Failure) in
      try await real.mayRead(document, in: datasource, email: email)
    }
    return watch.allowed(email, mayRead)
  }

  func search(
    _ query: String, in datasource: String, as email: String, limit: Int
  ) async throws(Failure) -> [SearchHit] {
    let hits = try await watch.pass(.search(query)) { () throws(Failure) in
      try await real.search(query, in: datasource, as: email, limit: limit)
    }
    return watch.answered(query, hits)
  }
}

extension Tenant {
  fileprivate func examined(by examining: SearchWatch.Examining) -> Tenant {
    Tenant(
      address: address, indexingToken: indexingToken, clientToken: clientToken, tokensAreTheSame: tokensAreTheSame,
      indexingTokenIsFresh: indexingTokenIsFresh, examiner: examiner.map(examining))
  }
}
