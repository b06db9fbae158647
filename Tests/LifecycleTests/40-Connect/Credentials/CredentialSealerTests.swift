import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

extension CredentialSealer {
  /// With keys of 32 equal bytes.
  init(_ byte: UInt8, previous: UInt8? = nil) throws {
    self.init(
      key: try LocalKey(Secret(Array(repeating: byte, count: 32))),
      previousKey: try previous.map { try LocalKey(Secret(Array(repeating: $0, count: 32))) })
  }
}

@Suite struct `A sealed credential` {
  private static let secret = "glean-token-0815"
  private let client = Identifier<Client>(derivedFrom: "client")
  private let now = Timestamp(seconds: 1_768_728_600)
  private let sealer: CredentialSealer

  init() throws {
    sealer = try CredentialSealer(1)
  }

  private func sealed(
    _ value: CredentialValue = .token(Secret(Self.secret)), kind: CredentialKind = .indexingToken
  ) async throws -> Credential {
    Credential(
      clientID: client, kind: kind, method: value.method,
      secret: try await sealer.seal(value, at: SecretPlace(client, kind, .current)), storedAt: now)
  }

  private func altered(
    client: Identifier<Client>? = nil, kind: CredentialKind? = nil, box: String? = nil, dataKey: String? = nil
  ) async throws -> Credential {
    let sealed = try await sealed()
    return Credential(
      clientID: client ?? sealed.clientID, kind: kind ?? sealed.kind,
      secret: SealedSecret(
        keyID: sealed.secret.keyID, dataKey: dataKey ?? sealed.secret.dataKey, box: box ?? sealed.secret.box),
      storedAt: now)
  }

  @Test(arguments: [
    CredentialValue.token(Secret(Self.secret)), .basicAuth(user: "ü", password: Secret("\"quoted\" \\")),
    .oauth2(
      OAuth2Grant(
        clientID: "id", clientSecret: Secret("s"), refreshToken: Secret("r"), tokenURL: "https://auth.example/token")),
    .serviceAccount(Secret("{}")),
  ])
  func `is opened by the key that sealed it, whatever it holds`(value: CredentialValue) async throws {
    #expect(try await sealer.open(sealed(value, kind: .jira)) == value)
  }

  @Test func `has a box and a data key of its own each time`() async throws {
    let (one, other) = (try await sealed(), try await sealed())
    #expect(one.secret.box != other.secret.box)
    #expect(one.secret.dataKey != other.secret.dataKey)
  }

  @Test func `is not opened by another key, and both keys are named`() async throws {
    let other = try CredentialSealer(2)
    let credential = try await sealed()
    let failure = await failure { try await other.open(credential) }
    #expect(failure?.code == .configurationInvalid)
    #expect(failure?.message.contains(sealer.keyID) == true && failure?.message.contains(other.keyID) == true)
  }

  @Test func `is opened by the key before the one in use`() async throws {
    let other = try CredentialSealer(2, previous: 1)
    #expect(try await other.open(sealed()) == .token(Secret(Self.secret)))
  }

  @Test func `is not opened for another client`() async throws {
    let credential = try await altered(client: Identifier(derivedFrom: "another client"))
    #expect(await failure { try await sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is not opened as another kind`() async throws {
    let credential = try await altered(kind: .clientToken)
    #expect(await failure { try await sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is not opened in another slot`() async throws {
    var credential = try await sealed()
    credential.previous = Credential.Superseded(secret: credential.secret, worksUntil: now)
    let misplaced = credential
    #expect(await failure { try await sealer.openPrevious(misplaced) }?.code == .configurationInvalid)
  }

  @Test func `is not opened with another's data key`() async throws {
    let credential = try await altered(dataKey: try await sealed().secret.dataKey)
    #expect(await failure { try await sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is not opened when a bit of it was changed`() async throws {
    for part in [\SealedSecret.box, \.dataKeyText] {
      let credential = try await sealed()
      var bytes = try #require(Data(base64Encoded: credential.secret[keyPath: part]))
      bytes[bytes.count / 2] ^= 1
      let changed = bytes.base64EncodedString()
      let broken = part == \.box ? try await altered(box: changed) : try await altered(dataKey: changed)
      #expect(await failure { try await sealer.open(broken) }?.code == .configurationInvalid)
    }
  }

  @Test(arguments: ["", "not base64!", "AAAA"])
  func `is not opened when it is no box at all`(box: String) async throws {
    let credential = try await altered(box: box)
    #expect(await failure { try await sealer.open(credential) }?.code == .configurationInvalid)
  }

  @Test func `is opened as the version before data keys sealed it`() async throws {
    let first = try FirstFormat.sealed(Self.secret, key: 1, client: client, kind: .indexingToken)
    let credential = Credential(
      clientID: client, kind: .indexingToken,
      secret: SealedSecret(keyID: sealer.keyID, dataKey: nil, box: first), storedAt: now)
    #expect(try await sealer.open(credential) == .token(Secret(Self.secret)))
  }

  @Test func `gets a data key when it is rewrapped, where it had none`() async throws {
    let place = SecretPlace(client, .indexingToken, .current)
    let first = try FirstFormat.sealed(Self.secret, key: 1, client: client, kind: .indexingToken)
    let rewrapped = try await sealer.rewrap(SealedSecret(keyID: sealer.keyID, dataKey: nil, box: first), at: place)
    #expect(rewrapped.dataKey != nil)
    let credential = Credential(clientID: client, kind: .indexingToken, secret: rewrapped, storedAt: now)
    #expect(try await sealer.open(credential) == .token(Secret(Self.secret)))
  }

  @Test func `keeps its box when its data key is wrapped by another key`() async throws {
    let credential = try await sealed()
    let other = try CredentialSealer(2, previous: 1)
    let moved = try await other.rewrap(credential.secret, at: SecretPlace(client, .indexingToken, .current))
    #expect(moved.box == credential.secret.box)
    #expect(moved.keyID == other.keyID && moved.dataKey != credential.secret.dataKey)
  }

  @Test func `does not show what it holds`() async throws {
    let credential = try await sealed()
    #expect(!"\(credential)".contains(Self.secret))
    #expect(!String(reflecting: try await sealer.open(credential)).contains(Self.secret))
  }

  @Test func `does not show in the requests that bring it`() {
    let request = ClientRequest(
      name: "Acme", industry: .fintech, gleanURL: "https://acme-be.glean.com", indexingToken: Secret(Self.secret),
      clientToken: Secret(Self.secret))
    let grant = OAuth2Grant(
      clientID: "id", clientSecret: Secret(Self.secret), refreshToken: Secret(Self.secret),
      tokenURL: "https://a.example")
    var dumped = ""
    dump(request, to: &dumped)
    dump(CredentialRequest(client: "Acme", kind: .jira, value: .oauth2(grant)), to: &dumped)
    #expect(!dumped.contains(Self.secret))
  }

  @Test(arguments: [0, 16, 31, 33])
  func `needs a key of 32 bytes`(count: Int) async {
    let failure = await failure { try LocalKey(Secret(Array(repeating: 1, count: count))) }
    #expect(failure?.code == .configurationInvalid)
  }
}

extension SealedSecret {
  fileprivate var dataKeyText: String { dataKey ?? "" }
}
