import DataOpsCore
import Testing

private let now = noon
private let sealed = SealedSecret(keyID: "k", dataKey: "ZA==", box: "Yg==")
private let day = Duration.seconds(86_400)

private func credential(_ kind: CredentialKind = .indexingToken, expiresIn days: Int? = nil) -> Credential {
  Credential(
    clientID: someID(Client.self), kind: kind, secret: sealed, storedAt: now,
    expiresAt: days.map { now + day * $0 })
}

@Suite struct `A credential that expires` {
  @Test(arguments: [(15, nil), (14, ExpiryWarning.fourteenDays), (4, .fourteenDays), (3, .threeDays), (0, .threeDays)])
  func `is warned of by the days that are left`(days: Int, warning: ExpiryWarning?) {
    #expect(credential(expiresIn: days).warningDue(at: now) == warning)
  }

  @Test func `is warned of once at each time`() {
    var credential = credential(expiresIn: 14)
    credential.warning = .fourteenDays
    #expect(credential.warningDue(at: now) == nil)
    #expect(credential.warningDue(at: now + day * 11) == .threeDays)
    credential.warning = .threeDays
    #expect(credential.warningDue(at: now + day * 20) == nil)
  }

  @Test func `is not warned of where nobody knows when`() {
    #expect(credential().warningDue(at: .distantFuture) == nil)
  }
}

@Suite struct `An indexing token's rotation` {
  private func rotating(period: Int?) -> Credential {
    var credential = credential()
    credential.rotatesAutomatically = true
    credential.rotationPeriodMinutes = period
    return credential
  }

  @Test func `is due at once until a first one has told the period`() {
    #expect(rotating(period: nil).isRotationDue(at: now))
  }

  @Test func `is due at three quarters of the period`() {
    #expect(!rotating(period: 1440).isRotationDue(at: now + .seconds(18 * 3600 - 1)))
    #expect(rotating(period: 1440).isRotationDue(at: now + .seconds(18 * 3600)))
  }

  @Test func `is never due where Glean wants none, or nobody asked for it`() {
    #expect(!rotating(period: 0).isRotationDue(at: .distantFuture))
    #expect(!credential().isRotationDue(at: .distantFuture))
  }

  @Test func `is under way for two minutes, and lost after that, with ten minutes for the old token`() {
    var credential = credential()
    credential.rotationStartedAt = now
    #expect(credential.rotation(at: now + .seconds(119)) == .underWay(since: now))
    #expect(credential.rotation(at: now + .seconds(120)) == .lost(worksUntil: now + .seconds(600)))
  }

  @Test func `keeps the expiry and the old token for ten minutes`() {
    var credential = credential(expiresIn: 20)
    credential.rotationStartedAt = now
    let (new, old) = (SealedSecret(keyID: "k", dataKey: "ZA==", box: "bmV3"), sealed)
    credential.rotate(to: new, previous: old, periodMinutes: nil, at: now + .seconds(1))
    #expect(credential.secret == new)
    #expect(credential.previous == Credential.Superseded(secret: old, worksUntil: now + .seconds(601)))
    #expect(credential.expiresAt == now + day * 20)
    #expect(credential.rotation(at: now + day) == .none)
    #expect(credential.rotationPeriodMinutes == 0)
  }
}

@Suite struct `A credential's value` {
  private static let oauth = OAuth2Grant(
    clientID: "id", clientSecret: Secret("s"), refreshToken: Secret("r"), tokenURL: "https://auth.example/token")

  @Test func `is accepted for a system of the client's, whatever its method`() {
    for value in [
      CredentialValue.token(Secret("t")), .oauth2(Self.oauth), .basicAuth(user: "u", password: Secret("pass word ü")),
    ] {
      #expect(value.objection(for: .jira) == nil)
    }
  }

  @Test func `for Glean is a token`() {
    #expect(CredentialValue.token(Secret("t")).objection(for: .clientToken) == nil)
    #expect(CredentialValue.oauth2(Self.oauth).objection(for: .indexingToken) != nil)
  }

  @Test(arguments: ["", "two words", "line\n", "ü", String(repeating: "x", count: 16_385)])
  func `is no token that cannot stand in a header`(text: String) {
    #expect(CredentialValue.token(Secret(text)).objection(for: .jira) != nil)
  }

  @Test(arguments: [("", "p"), ("a:b", "p"), ("a\u{7}", "p"), ("a", ""), ("a", "p\u{0}")])
  func `is no basic authentication against RFC 7617`(user: String, password: String) {
    #expect(CredentialValue.basicAuth(user: user, password: Secret(password)).objection(for: .jira) != nil)
  }

  @Test func `is refused without saying any of it`() {
    let objection = CredentialValue.token(Secret("odd secret")).objection(for: .jira)
    #expect(objection?.contains("odd") == false)
  }
}

@Suite struct `An address that secrets go to` {
  @Test(arguments: [
    "https://auth.example/token", "https://auth.example:8443", "http://127.0.0.1:9/token", "http://[::1]/x",
  ])
  func `is encrypted, or on this machine`(url: String) {
    #expect(WebAddress.objection(to: url, what: "it") == nil)
  }

  @Test(arguments: [
    "http://auth.example/token", "ftp://auth.example", "https://", "https://user@auth.example", "https://a.example?x=1",
    "https://a.example#f", "https://a.example:port", "https://a b", "http://localhost.evil.example", "auth.example",
  ])
  func `is nothing else`(url: String) {
    #expect(WebAddress.objection(to: url, what: "it") != nil)
  }
}

@Suite struct `A manual action` {
  private func action(deadline: Timestamp?) -> ManualAction {
    ManualAction(
      id: someID(ManualAction.self), kind: .renewCredential, clientID: someID(Client.self),
      subject: "indexing_token", owner: "platform operator", text: "Renew it.", requestedAt: now, deadlineAt: deadline)
  }

  @Test func `is overdue from its deadline on, until it is confirmed`() throws {
    var action = action(deadline: now + day)
    #expect(!action.isOverdue(at: now))
    #expect(action.isOverdue(at: now + day))
    try action.confirm(by: Actor(.person, "mo"), reason: "done", at: now + day)
    #expect(!action.isOverdue(at: now + day * 2))
  }

  @Test func `is confirmed once`() throws {
    var action = action(deadline: nil)
    try action.confirm(by: Actor(.person, "mo"), reason: "done", at: now)
    #expect(throws: Failure.self) { try action.confirm(by: Actor(.person, "tess"), reason: "again", at: now) }
    #expect(action.confirmedBy == Actor(.person, "mo"))
  }
}
