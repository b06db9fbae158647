import DataOpsCore
import Testing

@Suite struct `Dataset state machine` {
  /// The table of transitions, written once more by hand.
  static let allowed: Set<[DatasetStatus]> = [
    [.provisioning, .validating], [.provisioning, .failed],
    [.validating, .ready], [.validating, .failed],
    [.ready, .validating], [.ready, .teardown],
    [.failed, .provisioning], [.failed, .validating], [.failed, .teardown],
    [.teardown, .archived],
  ]

  @Test(arguments: DatasetStatus.allCases, DatasetStatus.allCases)
  func `allows exactly the transitions of the table`(from: DatasetStatus, to: DatasetStatus) {
    #expect(from.mayBecome(to) == Self.allowed.contains([from, to]))
  }

  static let commands: [(DatasetCommand, DatasetStatus)] = [
    (.passGate(score()), .ready),
    (.closeGate(score(schema: 99), reasons: Failure(.gateClosed, "closed")), .failed),
    (.fail(Failure(.searchUnreachable, "down")), .failed),
    (.resumeProvisioning, .provisioning),
    (.beginTeardown, .teardown),
    (.archive, .archived),
  ]

  @Test(arguments: DatasetStatus.allCases, commands.indices)
  func `refuses a command whose transition is not in the table, and takes every other`(
    from: DatasetStatus, index: Int
  ) throws {
    let (command, to) = Self.commands[index]
    let refusal = failure { _ = try dataset(from).handle(command, at: noon) }
    #expect((refusal == nil) == Self.allowed.contains([from, to]))
    if let refusal { #expect(refusal.code == .transitionRefused) }
  }

  @Test(arguments: DatasetStatus.allCases)
  func `begins the validation of new records only while it is provisioned`(from: DatasetStatus) {
    let command = DatasetCommand.beginValidation(snapshot: someID(Snapshot.self), recordCount: 300, sizeBytes: 1)
    let refusal = failure { _ = try dataset(from).handle(command, at: noon) }
    #expect((refusal == nil) == (from == .provisioning))
  }

  @Test func `names the allowed transitions when it refuses one`() throws {
    let refusal = try #require(failure { _ = try dataset(.ready).handle(.archive, at: noon) })
    #expect(refusal.message == "dataset 'acme-sandbox-jira' is READY and cannot become ARCHIVED")
    #expect(refusal.remedy == "From READY it may become: VALIDATING, TEARDOWN.")
  }

  @Test func `says that ARCHIVED is final`() throws {
    let refusal = try #require(failure { _ = try dataset(.archived).handle(.revalidate, at: noon) })
    #expect(refusal.remedy == "ARCHIVED is final.")
  }

  @Test func `goes from FAILED to VALIDATING if it failed there`() throws {
    let events = try dataset(.failed, failedIn: .sampleQueries).handle(.revalidate, at: noon)
    #expect(events == [.revalidationBegan])
  }

  @Test func `does not go from FAILED to VALIDATING if it failed while it was provisioned`() {
    let refusal = failure { _ = try dataset(.failed, failedIn: .upload).handle(.revalidate, at: noon) }
    #expect(refusal?.code == .transitionRefused)
  }

  @Test func `is not torn down while it is protected against deletion`() {
    let refusal = failure { _ = try dataset(.ready, protected: true).handle(.beginTeardown, at: noon) }
    #expect(refusal?.code == .deletionProtected)
  }

  @Test func `stays READY when its connector turns bad, and changes its health`() throws {
    var ready = dataset(.ready)
    for event in try ready.handle(.observe(.unhealthy), at: noon) { ready.apply(event, at: noon) }
    #expect(ready.status == .ready)
    #expect(ready.health == .unhealthy)
  }

  @Test func `does not become READY with a score that keeps the gate closed`() {
    let refusal = failure { _ = try dataset(.validating).handle(.passGate(score(queries: 90)), at: noon) }
    #expect(refusal?.code == .gateClosed)
  }

  @Test func `keeps the first time it was READY and counts the last one anew`() {
    var dataset = dataset(.validating)
    dataset.apply(.becameReady(score()), at: noon)
    dataset.apply(.revalidationBegan, at: noon + .seconds(10))
    dataset.apply(.becameReady(score()), at: noon + .seconds(20))
    #expect(dataset.readyAt == noon)
    #expect(dataset.lastReadyAt == noon + .seconds(20))
  }

  @Test func `keeps what failed until it goes on`() {
    var dataset = dataset(.provisioning)
    let failure = Failure(.searchTimedOut, "slow", step: .upload)
    dataset.apply(.failed(failure), at: noon)
    #expect(dataset.failure == failure)
    dataset.apply(.provisioningResumed, at: noon)
    #expect(dataset.failure == nil)
  }

  @Test func `confirms a cleanup only when it is ARCHIVED`() throws {
    #expect(try dataset(.archived).handle(.confirmCleanup, at: noon) == [.cleanupVerified])
    #expect(failure { _ = try dataset(.teardown).handle(.confirmCleanup, at: noon) }?.code == .transitionRefused)
  }

  @Test func `exposes its version as an entity tag`() {
    #expect(dataset(.ready).entityTag == "\"1\"")
  }
}

@Suite struct `Stage and source` {
  @Test func `sandbox takes mock templates or custom data`() {
    #expect(Stage.sandbox.allowedSources == [.mockTemplate, .custom])
  }

  @Test func `pilot takes sanitized production data or custom data`() {
    #expect(Stage.pilot.allowedSources == [.sanitizedProduction, .custom])
  }

  @Test func `production takes production data only`() {
    #expect(Stage.production.allowedSources == [.production])
  }

  @Test func `custom data of a pilot counts as sanitized`() {
    #expect(DataSource.custom.dataType(in: .pilot) == .sanitizedProduction)
    #expect(DataSource.custom.dataType(in: .sandbox) == .mock)
  }

  @Test
  func `a sandbox is torn down after seven days, a pilot with one approval, production with two and never by itself`() {
    #expect(Stage.allCases.map(\.teardownPolicy.automaticAfter) == [.seconds(604_800), nil, nil])
    #expect(Stage.allCases.map(\.teardownPolicy.approvalsNeeded) == [0, 1, 2])
  }

  @Test func `makes as many records as the seed says`() {
    #expect(DatasetType.confluencePages.defaultRecordCount == 500)
    #expect(DatasetType.githubRepos.defaultRecordCount == 50)
    #expect(DatasetType.slackMessages.defaultRecordCount == 2000)
    #expect(DatasetType.jiraIssues.defaultRecordCount == 300)
  }
}
