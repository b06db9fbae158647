import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Storage keeps credentials` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `of every kind, with every member`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, now) = (open.scene.client, open.time.now())
    var all: [Credential] = []
    for kind in CredentialKind.allCases {
      var one = Credential(
        clientID: client.id, kind: kind, method: kind.isForGlean ? .apiKey : .oauth2,
        secret: SealedSecret(keyID: "k", dataKey: nil, box: "Ym94"), storedAt: now, expiresAt: now + .seconds(60),
        rotatesAutomatically: kind.isRotatable)
      one.warning = .threeDays
      if kind.isRotatable {
        one.rotate(
          to: SealedSecret(keyID: "k2", dataKey: "ZGF0YQ==", box: "bmV3"), previous: one.secret, periodMinutes: 1440,
          at: now)
        one.rotationStartedAt = now
      }
      all.append(one)
    }
    let stored = all
    try await open.storage.write { registry in for one in stored { try registry.store(one) } }
    let read = try await open.storage.read { try $0.credentials(of: client.id) }
    #expect(read == stored.sorted { $0.kind.rawValue < $1.kind.rawValue })
    #expect(try await open.storage.read { try $0.credential(.indexingToken, of: client.id) } == stored[0])
  }

  @Test(arguments: Backend.reachable)
  mutating func `and lets only one of two changes to one version through`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let credential = fixtures.credential(.clientToken, of: open.scene.client)
    try await open.storage.write { try $0.store(credential) }
    try await open.storage.write { try $0.update(credential) }
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(credential) } }
    #expect(failure?.code == .conflict)
  }

  @Test(arguments: Backend.reachable)
  mutating func `and notes their use beside the version, seldom`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, now) = (open.scene.client, open.time.now())
    let credential = fixtures.credential(.clientToken, of: client)
    try await open.storage.write { try $0.store(credential) }
    for (seconds, expected) in [(0, 0), (599, 0), (600, 600)] as [(Int64, Int64)] {
      let instant = now + .seconds(seconds)
      try await open.storage.write { registry in
        for mark in CredentialMark.allCases {
          try registry.note(
            mark, of: .clientToken, client: client.id, at: instant, unlessAfter: instant - .seconds(600))
        }
      }
      let read = try await open.storage.read { try $0.credential(.clientToken, of: client.id) }
      #expect(read?.lastUsedAt == now + .seconds(expected))
      #expect(read?.lastRefusedAt == now + .seconds(expected))
    }
    try await open.storage.write { try $0.update(credential) }
    #expect(try await open.storage.read { try $0.credential(.clientToken, of: client.id) }?.lastUsedAt != nil)
  }

  @Test(arguments: Backend.reachable)
  mutating func `and counts the secrets that each key opens`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let client = open.scene.client
    let (one, other) = (
      fixtures.credential(.clientToken, of: client, key: "a"), fixtures.credential(.jira, of: client, key: "b")
    )
    var rotated = fixtures.credential(.indexingToken, of: client, key: "a")
    rotated.rotate(
      to: rotated.secret, previous: SealedSecret(keyID: "b", dataKey: nil, box: "Yg=="), periodMinutes: 0,
      at: open.time.now())
    let third = rotated
    try await open.storage.write { registry in for each in [one, other, third] { try registry.store(each) } }
    try await open.storage.read { registry throws in
      #expect(
        try registry.keyUses() == [
          KeyUse(keyID: "a", secrets: 2, sealedDirectly: 0), KeyUse(keyID: "b", secrets: 2, sealedDirectly: 1),
        ])
      #expect(try registry.credentials(notSealedBy: "a", limit: 10).map(\.kind) == [.indexingToken, .jira])
      #expect(try registry.credentials(notSealedBy: "a", limit: 1).count == 1)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `until they are removed`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let credential = fixtures.credential(.gdrive, of: open.scene.client)
    try await open.storage.write { try $0.store(credential) }
    #expect(try await open.storage.write { try $0.removeCredential(.gdrive, of: credential.clientID) })
    #expect(try await !open.storage.write { try $0.removeCredential(.gdrive, of: credential.clientID) })
  }
}

@Suite struct `Storage finds manual actions` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `by client, kind and subject, open or not`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let (client, now) = (open.scene.client, open.time.now())
    let removal = fixtures.manualAction(on: open.scene.dataset, connector: open.scene.connector)
    let renewal = ManualAction(
      id: fixtures.id(), kind: .renewCredential, clientID: client.id, subject: "client_token", owner: "operator",
      text: "Renew it.", requestedAt: now, deadlineAt: now + .seconds(60))
    let stranger: Identifier<Client> = fixtures.id()
    try await open.storage.write { registry in for action in [removal, renewal] { try registry.store(action) } }
    try await open.storage.read { registry throws in
      #expect(try registry.manualAction(renewal.id) == renewal)
      #expect(try registry.manualActions(ManualActionFilter(clientID: client.id)) == [removal, renewal])
      #expect(try registry.manualActions(ManualActionFilter(clientID: stranger)) == [])
      #expect(
        try registry.manualActions(ManualActionFilter(kind: .renewCredential, subject: "client_token", openOnly: true))
          == [renewal])
      #expect(try registry.openManualActionCounts(at: now) == (2, 0))
      #expect(try registry.openManualActionCounts(at: now + .seconds(60)) == (2, 1))
    }
  }
}
