package import DataOpsCore
package import DataOpsLifecycle
internal import Foundation
package import GleanAPI
package import Logging

/// The lifecycle's questions to a tenant, asked of Glean.
package struct GleanTenantExaminer: TenantExaminer {
  private let probe: GleanProbe
  private let tokens: [CredentialKind: BearerToken]

  /// - Parameters:
  ///   - tokens: those that are stored; a question that should present another one presents none.
  ///   - limit: how long one answer may take, by `clock`.
  /// - Throws: `configuration_invalid` where nothing can be asked at this address, or a token cannot be presented.
  package init(
    address: String, tokens: [CredentialKind: Secret<String>], limit: Duration,
    clock: any GleanClock = SystemGleanClock(), logger: Logger = Logger(label: "glean")
  ) throws(Failure) {
    do throws(GleanError) {
      var bearers: [CredentialKind: BearerToken] = [:]
      for (kind, token) in tokens { bearers[kind] = try BearerToken(token.reveal()) }
      self.tokens = bearers
      probe = try GleanProbe(
        baseURL: address, tokens: Array(bearers.values), limit: limit, clock: clock, logger: logger)
    } catch { throw Failure(error) }
  }

  package func askIndexing(of datasource: String, presenting token: CredentialKind) async -> TenantAnswer {
    TenantAnswer(await probe.datasourceConfig(datasource, token: tokens[token]))
  }

  package func askSearch(as email: String?, presenting token: CredentialKind) async -> TenantAnswer {
    TenantAnswer(await probe.search(as: email, token: tokens[token]))
  }

  package func close() async { await probe.shutdown() }
}

extension TenantAnswer {
  fileprivate init(_ answer: GleanProbeAnswer) {
    self.init(
      Outcome(answer), serverTime: answer.date.map { Timestamp(seconds: Int64($0.timeIntervalSince1970)) },
      took: answer.took)
  }
}

extension TenantAnswer.Outcome {
  /// Goes by the texts of live tenants where the status alone does not say it.
  fileprivate init(_ answer: GleanProbeAnswer) {
    guard let reason = answer.reason else {
      self = .accepted
      return
    }
    guard !answer.saysDatasourceIsUnknown else {
      self = .datasourceUnknown
      return
    }
    switch reason {
    case .unauthorized(let text) where Self.isPage(text), .forbidden(let text) where Self.isPage(text),
      .badRequest(let text) where Self.isPage(text):
      self = .otherServer("a page of HTML: \(text.prefix(100))")
    case .unauthorized(let text) where Self.isAboutScope(text): self = .scopeMissing(text)
    case .unauthorized(let text) where Self.isAboutUser(text): self = .userUnknown
    case .unauthorized(let text): self = .unauthorized(text)
    case .forbidden(let text): self = Self.isAboutScope(text) ? .scopeMissing(text) : .forbidden(text)
    case .badRequest(let text) where text.contains("X-Glean-ActAs"): self = .userMissing
    case .badRequest(let text) where Self.isAboutUser(text): self = .userUnknown
    case .rateLimited(let wait): self = .rateLimited(wait)
    case .notYetAllowed: self = .rateLimited(nil)
    case .serverError: self = .failing("\(reason)")
    case .timedOut: self = .timedOut
    case .unreachable(let cause): self = .unreachable(.init(answer.obstacle), cause)
    case .connectionLost: self = .unreachable(.other, "\(reason)")
    case .notFound, .unexpectedAnswer: self = .otherServer("\(reason)")
    case .badRequest, .conflict, .gone, .payloadTooLarge, .unprocessable, .invalidRequest, .invalidConfiguration,
      .cancelled:
      self = .refused("\(reason)")
    }
  }

  private static func isAboutScope(_ text: String) -> Bool { text.lowercased().contains("scope") }

  /// The API answers in plain text or JSON; a page is a proxy's.
  private static func isPage(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.hasPrefix("<") || text.contains("<html")
  }

  private static func isAboutUser(_ text: String) -> Bool { text.lowercased().contains("invalid identity") }
}

extension TenantAnswer.Obstacle {
  fileprivate init(_ obstacle: GleanProbeAnswer.Obstacle?) {
    switch obstacle {
    case .nameUnknown: self = .nameUnknown
    case .refused: self = .refused
    case .untrustedCertificate: self = .untrustedCertificate
    case .noTLS: self = .noTLS
    case .other, nil: self = .other
    }
  }
}
