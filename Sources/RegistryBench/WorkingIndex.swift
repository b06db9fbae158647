import DataOpsCore
import DataOpsLifecycle

/// A search system at which the simulated clock stands still while it is asked, and which tells how long each call took by the machine's.
struct WorkingIndex: SearchIndex {
  let real: any SearchIndex
  let time: SimulatedTime
  let took: @Sendable (Duration) -> Void

  private func call<Result>(_ body: () async throws(Failure) -> Result) async throws(Failure) -> Result {
    let began = ContinuousClock.now
    defer { took(ContinuousClock.now - began) }
    return try await time.work(body)
  }

  func askedOnce(within limit: Duration) -> any SearchIndex {
    WorkingIndex(real: real.askedOnce(within: limit), time: time, took: took)
  }

  func status(of datasource: String) async throws(Failure) -> DatasourceStatus {
    try await call { () throws(Failure) in try await real.status(of: datasource) }
  }

  func registration(of datasource: String) async throws(Failure) -> RegisteredDatasource? {
    try await call { () throws(Failure) in try await real.registration(of: datasource) }
  }

  func search(
    _ query: String, in datasource: String, as email: String, limit: Int
  ) async throws(Failure) -> [SearchHit] {
    try await call { () throws(Failure) in try await real.search(query, in: datasource, as: email, limit: limit) }
  }

  // What follows is not asked by checks.

  func register(_ registration: DatasourceRegistration) async throws(Failure) { try await real.register(registration) }

  func show(_ datasource: String, to emails: [String]) async throws(Failure) {
    try await real.show(datasource, to: emails)
  }

  func replaceIdentities(
    _ identities: SearchIdentities, in datasource: String, uploadID: String
  ) async throws(Failure) {
    try await real.replaceIdentities(identities, in: datasource, uploadID: uploadID)
  }

  func deleteIdentities(groups: [String], in datasource: String, uploadID: String) async throws(Failure) {
    try await real.deleteIdentities(groups: groups, in: datasource, uploadID: uploadID)
  }

  func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure) {
    try await real.index(documents, in: datasource)
  }

  func delete(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) {
    try await real.delete(documents, in: datasource)
  }

  func upload(_ page: UploadPage, to datasource: String) async throws(Failure) {
    try await real.upload(page, to: datasource)
  }

  func empty(_ datasource: String, uploadID: String) async throws(Failure) {
    try await real.empty(datasource, uploadID: uploadID)
  }

  func areIndexed(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) -> Bool {
    try await real.areIndexed(documents, in: datasource)
  }

  func mayRead(
    _ document: SearchDocument.Reference, in datasource: String, email: String
  ) async throws(Failure) -> Bool {
    try await real.mayRead(document, in: datasource, email: email)
  }
}
