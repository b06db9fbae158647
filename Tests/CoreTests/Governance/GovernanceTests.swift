import DataOpsCore
import Testing

@Suite struct `Grants, tokens and webhooks` {
  private let ann = Actor(.person, "ann")

  @Test func `a grant is valid for four hours and not a moment longer`() {
    let grant = AccessGrant(
      id: someID(AccessGrant.self), datasetID: someID(Dataset.self), grantee: ann, approver: ann, grantedAt: noon)
    #expect(grant.isValid(at: noon))
    #expect(grant.isValid(at: noon + .seconds(14_399)))
    #expect(!grant.isValid(at: noon + .seconds(14_400)))
    #expect(!grant.isValid(at: noon - .seconds(1)))
  }

  @Test func `a token is valid until it expires or is revoked`() {
    var token = APIToken(
      id: someID(APIToken.self), owner: ann, role: .clientSE, clients: nil, hash: "", expiresAt: noon)
    #expect(token.isValid(at: noon - .seconds(1)))
    #expect(!token.isValid(at: noon))
    token.revokedAt = noon - .seconds(10)
    #expect(!token.isValid(at: noon - .seconds(1)))
  }

  @Test func `a webhook gets the types it names, all where it names none, and nothing when it is disabled`() {
    var hook = Webhook(id: someID(Webhook.self), url: "https://x", types: [.datasetArchived])
    #expect(hook.wants(.datasetArchived))
    #expect(!hook.wants(.datasetProvisioned))
    #expect(Webhook(id: someID(Webhook.self), url: "https://x", types: []).wants(.datasetProvisioned))
    hook.disabledAt = noon
    #expect(!hook.wants(.datasetArchived))
  }

  @Test func `reports are daily, the one by client and stage is weekly`() {
    #expect(
      Report.Kind.allCases.map(\.period) == [.seconds(604_800), .seconds(86_400), .seconds(86_400), .seconds(86_400)])
  }
}
