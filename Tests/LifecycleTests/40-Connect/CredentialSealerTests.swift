import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing

@Suite struct `A sealed credential` {
  private static let secret = "glean-token-0815"
  private let client = Identifier<Client>(derivedFrom: "client")
  private let now = Timestamp(seconds: 1_768_728_600)
  private let sealer: CredentialSealer

  init() throws {
    sealer = try CredentialSealer(keyBytes: Array(repeating: 1, count: 32))
  }

  private func sealed() throws -> SealedCredential {
    try sealer.seal(Secret(Self.secret), kind: .indexingToken, of: client, at: now)
  }

  private func altered(
    client: Identifier<Client>? = nil, kind: CredentialKind? = nil, box: String? = nil
  ) throws -> SealedCredential {
    let sealed = try sealed()
    return SealedCredential(
      clientID: client ?? sealed.clientID, kind: kind ?? sealed.kind, keyID: sealed.keyID, box: box ?? sealed.box,
      storedAt: sealed.storedAt)
  }

  @Test func `is opened by the key that sealed it`() throws {
    #expect(try sealer.open(sealed()).reveal() == Self.secret)
  }

  @Test func `is another box each time`() throws {
    #expect(try sealed().box != sealed().box)
  }

  @Test func `is not opened by another key, and both keys are named`() async throws {
    let other = try CredentialSealer(keyBytes: Array(repeating: 2, count: 32))
    let credential = try sealed()
    let failure = await failure { try other.open(credential) }
    #expect(failure?.code == .configurationInvalid)
    #expect(failure?.message.contains(sealer.keyID) == true && failure?.message.contains(other.keyID) == true)
  }

  @Test func `is not opened for another client`() async throws {
    let credential = try altered(client: Identifier(derivedFrom: "another client"))
    #expect(await failure { try sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is not opened as another kind`() async throws {
    let credential = try altered(kind: .clientToken)
    #expect(await failure { try sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is not opened when a bit of it was changed`() async throws {
    var bytes = try #require(Data(base64Encoded: try sealed().box))
    bytes[bytes.count / 2] ^= 1
    let credential = try altered(box: bytes.base64EncodedString())
    #expect(await failure { try sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test(arguments: ["", "not base64!", "AAAA"])
  func `is not opened when it is no box at all`(box: String) async throws {
    let credential = try altered(box: box)
    #expect(await failure { try sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `does not show what it holds`() throws {
    let credential = try sealed()
    #expect(!"\(credential)".contains(Self.secret))
    #expect(!String(reflecting: try sealer.open(credential)).contains(Self.secret))
  }

  @Test func `does not show in the request that brings it`() {
    let request = ClientRequest(
      name: "Acme", industry: .fintech, gleanURL: "https://acme-be.glean.com", indexingToken: Secret(Self.secret),
      clientToken: Secret(Self.secret))
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!dumped.contains(Self.secret))
  }

  @Test func `does not show in the registry's files`() async throws {
    let installation = try await Installation()
    let sealer = installation.application.sealer
    _ = try await installation.requests.addClient(
      ClientRequest(
        name: "Zeta", industry: .fintech, gleanURL: "https://zeta-be.glean.com", indexingToken: Secret(Self.secret),
        clientToken: Secret(Self.secret)), sealer: sealer)
    let folder = installation.application.directory.path
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("registry") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      #expect(bytes.range(of: Data(Self.secret.utf8)) == nil)
    }
  }

  @Test(arguments: [0, 16, 31, 33])
  func `needs a key of 32 bytes`(count: Int) async {
    let failure = await failure { try CredentialSealer(keyBytes: Array(repeating: 1, count: count)) }
    #expect(failure?.code == .configurationInvalid)
  }
}
