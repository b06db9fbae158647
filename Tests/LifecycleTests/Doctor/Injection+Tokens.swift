import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import _DataOpsTestKit

extension Injection {
  static let tokens: [Injection] =
    stored
    + judged.flatMap { judged in
      [
        .doctor(judged.code, judged.how) { scene in
          try await judged.make(scene)
          return DoctorVisit()
        },
        .provision(judged.code, judged.how) { scene in
          try await judged.make(scene)
          return SearchWatch()
        },
      ]
    }

  /// What our own books say.
  private static let stored: [Injection] = [
    .clientAdd(.indexingTokenMissing, "no indexing token") { $0.indexingToken = nil },
    .clientAdd(.clientTokenMissing, "no client token") { $0.clientToken = nil },
    .clientAdd(.tokenMalformed, "a space within") { $0.indexingToken = Secret("two words") },
    .request(.tokenMalformed, by: .credentialSet, "a line end within") { scene in
      try await scene.store(.indexingToken, "two\nlines")
    },
    .request(.tokenMethodWrong, by: .credentialSet, "user and password") { scene in
      _ = try await scene.installation.requests.store(
        CredentialRequest(
          client: "Acme Bank", kind: .indexingToken, value: .basicAuth(user: "ann", password: Secret("secret"))),
        sealer: scene.installation.application.sealer)
    },
    .request(.tokenExpired, by: .credentialSet, "a day of last week") { scene in
      _ = try await scene.installation.storeToken(OwnGlean.indexingToken, of: scene.client, expiresIn: -7)
    },
    .doctor(.tokenExpired, "its day is over") { scene in
      let now = scene.installation.time.now()
      try await scene.change(.clientToken) { $0.expiresAt = now + .seconds(3600) }
      return DoctorVisit()
    },
    .doctor(.tokenExpiresSoon, "in three days") { scene in
      let now = scene.installation.time.now()
      try await scene.change(.indexingToken) { $0.expiresAt = now + .seconds(3 * 86_400) }
      return DoctorVisit()
    },
    .doctor(.tokenExpiryUnknown, "nobody gave a day") { scene in
      try await scene.change(.indexingToken) { $0.expiresAt = nil }
      return DoctorVisit()
    },
    .doctor(.rotationLost, "its process died") { scene in
      let now = scene.installation.time.now()
      try await scene.change(.indexingToken) { $0.rotationStartedAt = now }
      return DoctorVisit()
    },
  ]

  private static func clientAdd(
    _ code: Misconfiguration, _ how: String, _ change: @escaping @Sendable (inout ClientRequest) -> Void
  ) -> Injection {
    .request(code, by: .clientAdd, how) { scene in
      var request = ClientRequest(
        name: "Second Bank", industry: .fintech, gleanURL: scene.glean.url, indexingToken: Secret("one"),
        clientToken: Secret("two"))
      change(&request)
      _ = try await scene.installation.requests.addClient(request, sealer: scene.installation.application.sealer)
    }
  }

  private struct Judged: Sendable {
    let code: Misconfiguration
    let how: String
    let make: @Sendable (DoctorScene) async throws -> Void

    init(_ code: Misconfiguration, _ how: String, _ make: @escaping @Sendable (DoctorScene) async throws -> Void) {
      self.code = code
      self.how = how
      self.make = make
    }
  }

  /// What Glean makes of them: the doctor and a provision find the same.
  private static let judged: [Judged] = [
    Judged(.indexingTokenMissing, "removed") { scene in
      _ = try await scene.installation.requests.removeCredential(.indexingToken, ofClient: "Acme Bank", reason: nil)
    },
    Judged(.clientTokenMissing, "removed") { scene in
      _ = try await scene.installation.requests.removeCredential(.clientToken, ofClient: "Acme Bank", reason: nil)
    },
    Judged(.tokenUnreadable, "sealed with another key") { scene in
      let other = CredentialSealer(key: try LocalKey(Secret([UInt8](repeating: 7, count: 32))))
      let sealed = try await other.seal(
        .token(Secret(OwnGlean.clientToken)), at: SecretPlace(scene.client.id, .clientToken, .current))
      try await scene.change(.clientToken) { $0.secret = sealed }
    },
    Judged(.tokensSame, "the indexing token twice") { scene in
      try await scene.store(.clientToken, OwnGlean.indexingToken)
    },
    Judged(.tokensSwapped, "each in the other's place") { scene in
      try await scene.store(.indexingToken, OwnGlean.clientToken)
      try await scene.store(.clientToken, OwnGlean.indexingToken)
    },
    Judged(.indexingTokenIsClientToken, "another client token") { scene in
      let other = try await scene.glean.token(#"{"kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"]}"#)
      try await scene.store(.indexingToken, other)
    },
    Judged(.clientTokenIsIndexingToken, "another indexing token") { scene in
      try await scene.store(.clientToken, try await scene.glean.token(#"{"kind": "INDEXING"}"#))
    },
    Judged(.indexingTokenNotAccepted, "nobody's") { scene in try await scene.store(.indexingToken, "nobodys-token") },
    Judged(.clientTokenNotAccepted, "expired in Glean") { scene in
      let token = try await scene.glean.token(
        #"{"kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"], "expiresInSeconds": 60}"#)
      try await scene.store(.clientToken, token)
      scene.glean.clock.advance(by: .seconds(61))
    },
    Judged(.tokenAddressRefused, "for another network") { scene in
      let token = try await scene.glean.token(#"{"kind": "INDEXING", "allowedAddresses": ["203.0.113.0/24"]}"#)
      try await scene.store(.indexingToken, token)
    },
    Judged(.tokenAddressRefused, "a client token for another network") { scene in
      let grant = #"{"kind": "CLIENT_GLOBAL", "scopes": ["SEARCH"], "allowedAddresses": ["203.0.113.0/24"]}"#
      try await scene.store(.clientToken, try await scene.glean.token(grant))
    },
    Judged(.indexingTokenScoped, "for one datasource") { scene in
      try await scene.store(
        .indexingToken, try await scene.glean.token(#"{"kind": "INDEXING", "datasources": ["wiki"]}"#))
    },
    Judged(.searchScopeMissing, "for chats only") { scene in
      try await scene.store(
        .clientToken, try await scene.glean.token(#"{"kind": "CLIENT_GLOBAL", "scopes": ["CHAT"]}"#))
    },
    Judged(.clientTokenOfOneUser, "Ann's") { scene in
      let grant = #"{"kind": "CLIENT_USER", "user": "ann@acme.example", "scopes": ["SEARCH"]}"#
      try await scene.store(.clientToken, try await scene.glean.token(grant))
    },
  ]
}
