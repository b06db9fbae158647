import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A run of an operation` {
  @Test func `gives a step up that takes longer than its limit`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    var policy = Policy()
    policy.attemptsPerStep = 1
    // The clock jumps, and heartbeats cannot follow.
    policy.lease = .seconds(3600)
    let endless = EndlessStep(name: .createConnector)
    async let run: Void = installation.work(steps: [endless], policy: policy)
    // The first step's limit is gone when its end is written down, so the next one to stand is the endless step's.
    while try await installation.runningStep() != .createConnector || installation.time.limitedCount == 0 {
      await Task.yield()
    }
    installation.time.advance(by: StepName.createConnector.timeLimit)
    try await run
    let failure = try await installation.dataset(id).failure
    #expect(failure?.code == .stepTimedOut)
    #expect(failure?.step == .createConnector)
  }

  @Test func `does not give a step up a moment before its limit`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    let time = installation.time
    let slow = EventfulStep(.createConnector) { _ throws(Failure) in
      time.advance(by: StepName.createConnector.timeLimit - .milliseconds(1))
    }
    try await installation.work(steps: [slow])
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `is not waited for by an operation whose deadline passes before its turn`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    var request = ProvisionRequest(client: "Acme Bank", type: .jiraIssues, count: 20)
    request.deadline = .seconds(5)
    let requested = try await installation.requests.provision(request)
    installation.time.advance(by: .seconds(5))
    // Nobody's turn ever comes.
    var policy = installation.services.policy
    policy.provisionsPerStage = 0
    try await installation.work(policy: policy)
    let operation = try await installation.operation(requested.operation.id)
    #expect(operation.status == .failed)
    #expect(operation.failure?.code == .deadlinePassed)
    #expect(try await installation.dataset(requested.dataset.id).status == .failed)
  }

  @Test func `is stopped by the heartbeat behind the deadline`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    var request = ProvisionRequest(client: "Acme Bank", type: .jiraIssues, count: 20)
    request.deadline = .seconds(5)
    let requested = try await installation.requests.provision(request)
    async let worked: Void = installation.work(steps: [EndlessStep(name: .upload)])
    try await eventually("the step is under way") {
      try await installation.read { try $0.steps(of: requested.operation.id) }
        .contains { $0.name == .upload && $0.status == .running }
    }
    try await eventually("the heartbeat waits") { installation.time.pausedCount == 1 }
    installation.time.advance(by: installation.services.policy.lease / 3)
    try await eventually("it has ended") {
      try await installation.operation(requested.operation.id).status.isFinished
    }
    try await worked
    #expect(try await installation.operation(requested.operation.id).failure?.code == .deadlinePassed)
  }

  @Test(arguments: [StepName.selectTemplate, .createConnector])
  func `ends its operation when the deadline comes between two steps`(behind step: StepName) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    var request = ProvisionRequest(client: "Acme Bank", type: .jiraIssues, count: 20)
    request.deadline = .seconds(5)
    let requested = try await installation.requests.provision(request)
    let (time, happened) = (installation.time, Happenings())
    let late = EventfulStep(step) { _ throws(Failure) in time.advance(by: .seconds(5)) }
    try await installation.work(steps: [late]) { news in
      if case .stepBegan(_, _, let step, _) = news { happened.add(step.rawValue) }
    }
    #expect(happened.all.last == step.rawValue, "the next step is not run")
    let operation = try await installation.operation(requested.operation.id)
    #expect(operation.status == .failed)
    #expect(operation.failure?.code == .deadlinePassed)
    #expect(try await installation.dataset(requested.dataset.id).failure?.code == .deadlinePassed)
    let steps = try await installation.read { try $0.steps(of: operation.id) }
    #expect(steps.first { $0.name == step }?.status == .done)
    #expect(!steps.contains { $0.status == .running }, "no step is said to run")
  }

  @Test func `waits twice as long before each further attempt, and then goes on`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    let flaky = FailingStep(.selectTemplate, Failure(.storageFailed, "no"), times: 2)
    try await installation.work(steps: [flaky])
    let sleeps = Array(installation.time.sleeps.prefix(2))
    #expect(sleeps.first == .seconds(1))
    #expect(sleeps.last.map { (.seconds(2)...Duration.milliseconds(2500)).contains($0) } == true)
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `does not count an interruption as a failure`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 20).dataset.id
    for _ in 1...3 { try await installation.work(interruptedAt: .beginning, of: .upload) }
    try await installation.work(steps: [FailingStep(.upload, Failure(.searchUnreachable, "once"), times: 1)])
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `waits as long as the search system asks before the next attempt`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 20)
    let limited = Failure(.searchRateLimited, "slow down", retryAfterSeconds: 7)
    try await installation.work(steps: [FailingStep(.selectTemplate, limited, times: 1)])
    #expect(installation.time.sleeps.first == .seconds(7))
  }

  @Test func `that lost its operation to another one writes nothing more`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let storage = installation.services.storage
    let robbed = EventfulStep(.selectTemplate) { work throws(Failure) in
      do {
        let over = work.services.time.now() + work.services.policy.lease
        let wish = ClaimWish(work.operation.id, for: "other", at: over)
        _ = try await storage.write { try $0.claim(wish) }
      } catch { throw Failure(wrapping: error) }
    }
    let failure = await failure { try await installation.work(steps: [robbed]) }
    #expect(failure?.code == .conflict)
    let operation = try await installation.operation(requested.operation.id)
    #expect(operation.lease?.owner == "other")
    let steps = try await installation.read { try $0.steps(of: operation.id) }
    #expect(steps.first?.status == .running)
  }

  @Test func `that lost its operation to another one keeps no checkpoint`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues()
    let storage = installation.services.storage
    let robbed = EventfulStep(.selectTemplate) { work throws(Failure) in
      do {
        let over = work.services.time.now() + work.services.policy.lease
        let wish = ClaimWish(work.operation.id, for: "other", at: over)
        _ = try await storage.write { try $0.claim(wish) }
        try await work.saveCheckpoint(["pages": 1])
      } catch { throw Failure(wrapping: error) }
    }
    _ = await failure { try await installation.work(steps: [robbed]) }
    let steps = try await installation.read { try $0.steps(of: requested.operation.id) }
    #expect(steps.first?.checkpoint == nil)
  }

  @Test func `is nobody else's while its lease lasts`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let operation = try await installation.requestIssues().operation.id
    try await installation.claim(operation, for: "other")
    let services = installation.services
    let run = try await OperationRunner(services: services, steps: Lifecycle.allSteps, owner: "me").run(operation)
    #expect(run == nil)
  }

  @Test func `is taken up by the next process when its own died`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 20)
    try await installation.claim(requested.operation.id, for: "a dead process")
    try await installation.drain()
    #expect(try await installation.operation(requested.operation.id).status == .succeeded)
  }

  @Test func `is given back by recovery, without a lease`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let operation = try await installation.requestIssues().operation.id
    try await installation.claim(operation, for: "a dead process")
    try await installation.application.run { _ in }
    let recovered = try await installation.operation(operation)
    #expect(recovered.status == .waiting)
    #expect(recovered.lease == nil)
  }
}

extension ClaimWish {
  fileprivate init(_ id: Identifier<DataOpsCore.Operation>, for owner: String, at now: Timestamp) {
    self.init(
      lease: Lease(owner: owner, expiresAt: now + .seconds(3600)), now: now, slots: 1, among: [id], perStage: 10,
      perClient: 10)
  }
}

extension Installation {
  fileprivate func claim(_ id: Identifier<DataOpsCore.Operation>, for owner: String) async throws {
    let wish = ClaimWish(id, for: owner, at: time.now())
    _ = try await services.storage.write { try $0.claim(wish) }
  }

  fileprivate func runningStep() async throws -> StepName? {
    try await read { registry in
      try registry.runningOperations().first.flatMap { operation in
        try registry.steps(of: operation.id).first { $0.status == .running }?.name
      }
    }
  }
}
