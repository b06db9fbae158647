internal import DataOpsCore
internal import DataOpsGleanIndex
internal import DataOpsLifecycle
internal import Logging

extension Tenant {
  /// - Parameters:
  ///   - address: as it was given; nil for the embedded server.
  ///   - tokens: those that are stored, opened or not.
  ///   - place: where questions go.
  ///   - limit: how long one answer may take.
  init(
    address: String?, tokens: [CredentialKind: Result<Secret<String>, Failure>], examinedAt place: String,
    limit: Duration, logger: Logger, indexingTokenIsFresh: Bool = false
  ) {
    let usable = tokens.compactMapValues { try? $0.get() }
    let examiner: Result<any TenantExaminer, Failure>
    do throws(Failure) {
      examiner = .success(try GleanTenantExaminer(address: place, tokens: usable, limit: limit, logger: logger))
    } catch { examiner = .failure(error) }
    let (indexing, searching) = (usable[.indexingToken], usable[.clientToken])
    self.init(
      address: address, indexingToken: Token(tokens[.indexingToken]), clientToken: Token(tokens[.clientToken]),
      tokensAreTheSame: indexing != nil && indexing?.reveal() == searching?.reveal(),
      indexingTokenIsFresh: indexingTokenIsFresh, examiner: examiner)
  }
}

extension Tenant.Token {
  fileprivate init(_ token: Result<Secret<String>, Failure>?) {
    switch token {
    case nil: self = .missing
    case .success: self = .present
    case .failure(let failure): self = .unreadable(failure)
    }
  }
}
