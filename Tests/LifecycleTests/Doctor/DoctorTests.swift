import DataOpsCore
import DataOpsLifecycle
import GleanSandbox
import Testing
import _DataOpsTestKit

@Suite struct `A misconfiguration` {
  static let all =
    Injection.addresses + Injection.connections + Injection.tokens + Injection.connectors + Injection.canaries

  @Test(arguments: all) func `is found before a document is uploaded`(injection: Injection) async throws {
    let found = try await injection.find()
    if injection.finder == .doctor {
      let codes = found.findings.map(\.code)
      #expect(codes.contains(injection.code), "\(found.findings)")
      let alone = codes.filter { $0 == injection.code || !injection.code.mayShow($0) }
      #expect(Set(alone) == [injection.code], "\(found.findings)")
    } else {
      let failure = try #require(found.failure)
      #expect(failure.remedy != nil)
      #expect(injection.finder == .provision || failure.code == .invalidRequest, "\(failure)")
      #expect(
        injection.finder != .provision || failure.message.contains(injection.code.entry.wrong.dropFirst()), "\(failure)"
      )
    }
    #expect(found.uploads == 0)
  }

  @Test func `is made in a test for each of its finders`() {
    let made = Set(Self.all.map { "\($0.code.rawValue) \($0.finder.rawValue)" })
    let told = Set(
      Misconfiguration.allCases.flatMap { code in code.entry.finders.map { "\(code.rawValue) \($0.rawValue)" } })
    #expect(made.subtracting(told).sorted() == [])
    #expect(told.subtracting(made).sorted() == [])
  }
}

extension Misconfiguration {
  /// What else is to be seen where this one is made.
  fileprivate func mayShow(_ other: Misconfiguration) -> Bool {
    switch self {
    case .canaryRefused, .probeUnknown: [.probeNotIndexed, .documentsNotFound].contains(other) || other == self
    case .probeNotIndexed, .groupsMissing, .canaryNotFound: other == .documentsNotFound
    case .datasourceUnknown: other == .probeUnknown
    // Everything that searches meets it.
    case .rateLimited, .searchFailing: other == self
    case .documentsMissing, .deletionPaused: other == .deletionPaused || other == .documentsMissing
    // The other datasource that was put in its place has nothing of the first.
    case .visibilityOff: [.groupsMissing, .documentsMissing, .appearanceDiffers].contains(other)
    default: false
    }
  }
}

@Suite struct `The doctor` {
  @Test func `finds nothing where all is well`() async throws {
    try await DoctorScene.run { scene in
      _ = try await scene.ready()
      scene.becomeNow()
      let diagnosis = try await scene.diagnose { $0.patience = .seconds(1) }
      #expect(diagnosis.findings.isEmpty, "\(diagnosis.findings)")
      let outcomes = diagnosis.clients.flatMap { $0.checks + $0.connectors.flatMap(\.checks) }.map(\.outcome)
      #expect(outcomes.allSatisfy { $0 == .passed }, "\(diagnosis)")
    }
  }

  @Test func `leaves nothing behind`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      scene.becomeNow()
      let before = try await scene.index.status(of: connector.datasource)
      let diagnosis = try await scene.diagnose()
      #expect(diagnosis.clients[0].connectors[0].checks.last?.outcome == .passed)
      #expect(try await scene.index.status(of: connector.datasource) == before)
    }
  }

  @Test func `tells the audit trail of the document that it sends`() async throws {
    try await DoctorScene.run { scene in
      _ = try await scene.ready()
      scene.becomeNow()
      _ = try await scene.diagnose { $0.sendsCanary = false }
      #expect(try await scene.installation.audited(.canarySent) == 0)
      _ = try await scene.diagnose()
      #expect(try await scene.installation.audited(.canarySent) == 1)
    }
  }

  @Test func `deletes its document also when it is interrupted`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      scene.becomeNow()
      let before = try await scene.index.status(of: connector.datasource).indexed
      let watch = SearchWatch { call throws(Failure) in
        if case .areIndexed = call { withUnsafeCurrentTask { $0?.cancel() } }
      }
      _ = await Task { try await scene.diagnose(watch) }.result
      #expect(try await scene.index.status(of: connector.datasource).indexed == before)
    }
  }

  @Test func `sends no document where another doctor does`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      scene.becomeNow()
      let now = scene.installation.time.now()
      let name = "canary/\(connector.datasource)"
      _ = try await scene.installation.services.storage.write { registry in
        try registry.takeLease(name, owner: "another", until: now + .seconds(60), at: now)
      }
      let uploads = scene.uploads
      let check = try await scene.diagnose().clients[0].connectors[0].checks.last
      #expect(check?.outcome == .skipped)
      #expect(scene.uploads == uploads)
      // A dead doctor's right ends by itself.
      scene.installation.time.advance(by: .seconds(60))
      #expect(try await scene.diagnose().clients[0].connectors[0].checks.last?.outcome == .passed)
    }
  }

  @Test func `says nothing of a document that an operation got in the way of`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      scene.becomeNow()
      let requests = scene.installation.requests
      let watch = SearchWatch { call throws(Failure) in
        guard case .search = call else { return }
        _ = try await requests.teardown(connector.datasetID)
        throw Failure(.searchRefusedRequest, "gone")
      }
      let check = try await scene.diagnose(watch).clients[0].connectors[0].checks.last
      #expect(check?.outcome == .skipped, "\(String(describing: check))")
    }
  }

  @Test(arguments: [
    Misconfiguration.datasourceUnknown, .probeNotIndexed, .groupsMissing, .documentsMissing, .documentsNotFound,
  ])
  func `finds nothing any more where its remedy was followed`(code: Misconfiguration) async throws {
    #expect(code.entry.remedy.contains("dataops dataset sync DATASET --all"))
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      let (index, groups) = (try await scene.index, ConnectorIdentities.groups(in: .sandbox))
      switch code {
      case .datasourceUnknown: try await scene.glean.remove(connector.datasource)
      case .documentsMissing: try await index.empty(connector.datasource, uploadID: "somebodys")
      default: try await index.deleteIdentities(groups: groups, in: connector.datasource, uploadID: "somebodys")
      }
      scene.becomeNow()
      #expect(try await !scene.diagnose().problems.isEmpty)
      let request = SyncRequest(dataset: connector.datasetID, sendsEverything: true)
      _ = try await scene.installation.requests.sync(request)
      try await scene.installation.drain()
      #expect(try await scene.installation.dataset(connector.datasetID).status == .ready)
      #expect(try await scene.diagnose { $0.patience = .seconds(2) }.findings == [])
    }
  }

  @Test func `leaves no placeholder in what it says to type`() async throws {
    for injection in `A misconfiguration`.all where injection.finder == .doctor {
      guard [.probeUnknown, .documentsMissing, .certificateUntrusted, .tokenExpiresSoon].contains(injection.code) else {
        continue
      }
      for finding in try await injection.find().findings {
        #expect(!finding.remedy.contains(/\b(CLIENT|CONNECTOR|DATASET|HOST|KIND)\b/), "\(finding.remedy)")
      }
    }
  }

  @Test func `names the client in what it says to type`() async throws {
    try await DoctorScene.run { scene in
      try await scene.store(.indexingToken, "nobodys-token")
      scene.becomeNow()
      let remedy = try await scene.diagnose().findings.first?.remedy
      #expect(remedy?.contains("dataops credential set 'Acme Bank' indexing_token") == true)
    }
  }

  @Test func `goes on with the other clients where one has no way to its search`() async throws {
    try await DoctorScene.run(at: { _ in "https://acme.glean.com" }) { scene in
      _ = try await scene.installation.addClient("Second Bank", at: scene.glean.url)
      scene.becomeNow()
      let diagnosis = try await scene.diagnose { $0.client = nil }
      #expect(diagnosis.clients.map { $0.findings.contains { $0.severity == .problem } } == [true, false])
    }
  }

  @Test func `asks no more than five questions of a client without connectors`() async throws {
    try await DoctorScene.run { scene in
      scene.becomeNow()
      try scene.glean.server.setFaults(FaultScript([FaultRule("all", fault: .latency(.zero))]))
      _ = try await scene.diagnose()
      #expect(scene.glean.server.faultTallies.map(\.matched) == [3])
    }
  }

  @Test func `sends one document a client, however many connectors there are`() async throws {
    try await DoctorScene.run { scene in
      _ = try await scene.ready(count: 12)
      _ = try await scene.ready(count: 13)
      scene.becomeNow()
      let diagnosis = try await scene.diagnose()
      #expect(diagnosis.clients[0].connectors.map { $0.checks.last?.outcome } == [.passed, .skipped])
    }
  }

  @Test func `leaves a connector alone at which an operation is at work`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      _ = try await scene.installation.requests.teardown(connector.datasetID)
      scene.becomeNow()
      try scene.setFaults()
      let checks = try await scene.diagnose { $0.connector = connector.id }.clients[0].connectors[0].checks
      #expect(checks.filter { $0.name == .canary || $0.name == .documents }.map(\.outcome) == [.skipped, .skipped])
      #expect(scene.uploads == 0)
    }
  }

  @Test(arguments: [true, false])
  func `deletes what a killed doctor left behind, whether it sends one itself or not`(sends: Bool) async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready(count: 12)
      _ = try await scene.ready(count: 13)
      scene.becomeNow()
      let before = try await scene.index.status(of: connector.datasource).indexed
      try scene.setFaults(FaultRule("keep", path: "*/deletedocument", fault: .failure(status: 500, .before)))
      _ = try await scene.diagnose { $0.connector = connector.id }
      #expect(try await scene.index.status(of: connector.datasource).indexed == before + 1)
      try scene.setFaults()
      scene.installation.time.advance(by: .seconds(200))
      _ = try await scene.diagnose { $0.sendsCanary = sends }
      #expect(try await scene.index.status(of: connector.datasource).indexed == before)
    }
  }

}
