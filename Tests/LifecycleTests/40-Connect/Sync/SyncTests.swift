import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import DataRecords
import Testing
import _DataOpsTestKit

/// An installation whose template can be changed, with a READY dataset of it.
private struct SyncScene {
  let library: SmallLibrary
  let installation: Installation
  let id: Identifier<Dataset>

  init(count: Int = 60) async throws {
    library = try SmallLibrary()
    installation = try await Installation(templates: library.root)
    id = try await installation.readyDataset(count: count)
  }

  /// Changes what the hand-made records at `indexes` say.
  func edit(_ indexes: some Sequence<Int>) throws {
    try library.editRecords(indexes) { record in
      record["description"] = .string((record["description"]?.string ?? "") + " It was looked at once more.")
    }
  }

  func request(count: Int? = nil, all: Bool = false, template: String? = nil) -> SyncRequest {
    SyncRequest(dataset: id, template: template, count: count, sendsEverything: all, reason: "a better text")
  }

  @discardableResult
  func sync(
    count: Int? = nil, all: Bool = false, search watch: SearchWatch = SearchWatch(), policy: Policy? = nil
  ) async throws -> Operation {
    let requested = try await #require(installation.requests.sync(request(count: count, all: all)))
    try await installation.work(search: watch, policy: policy)
    return try await installation.operation(requested.operation.id)
  }

  func detail(of operation: Operation, _ step: StepName = .upload) async throws -> String? {
    try await installation.read { try $0.steps(of: operation.id) }.first { $0.name == step }?.detail
  }
}

@Suite struct `Synchronising a dataset` {
  @Test func `sends the documents that changed and no other`() async throws {
    let scene = try await SyncScene()
    try scene.edit([0, 3])
    let watch = SearchWatch()
    let operation = try await scene.sync(search: watch)
    #expect(operation.status == .succeeded)
    #expect(watch.uploads.isEmpty)
    #expect(watch.indexed.map(\.count) == [2])
    #expect(watch.indexed.joined().allSatisfy { $0.body.hasSuffix("It was looked at once more.") })
    #expect(watch.deleted.isEmpty)
    #expect(try await scene.detail(of: operation) == "0 new, 2 changed, 0 gone of 60 documents")
    #expect(try await scene.installation.searchStatus(of: scene.id).indexed == 60)
  }

  @Test func `checks the dataset again and leaves it READY`() async throws {
    let scene = try await SyncScene()
    let before = try await scene.installation.dataset(scene.id)
    try scene.edit([0])
    let operation = try await scene.sync()
    let after = try await scene.installation.dataset(scene.id)
    #expect(after.status == .ready)
    #expect(after.template?.contentHash != before.template?.contentHash)
    #expect(after.currentSnapshotID != before.currentSnapshotID)
    let checks = try await scene.installation.read { try $0.checks(of: operation.id) }
    #expect(Set(checks.map(\.type)).count == 4)
    #expect(try await scene.installation.connector(of: scene.id).phase == .monitor)
  }

  @Test func `is told in the audit trail with its reason and what it is made from`() async throws {
    let scene = try await SyncScene()
    try scene.edit([0])
    let operation = try await scene.sync()
    let requested = try await scene.installation.audit(.operationRequested).last
    #expect(requested?.after?["kind"] == "update")
    #expect(requested?.reason == "a better text")
    let modified = try await scene.installation.audit(.templateModified)
    #expect(modified.map(\.requestID) == [operation.id.description])
  }

  @Test func `does nothing where nothing can differ`() async throws {
    let scene = try await SyncScene(count: 20)
    let before = try await scene.installation.rows()
    let requested = try await scene.installation.requests.sync(scene.request())
    #expect(requested == nil)
    #expect(try await scene.installation.rows() == before)
    #expect(try await scene.installation.requests.plan(scene.request()).mode == .nothing)
  }

  @Test func `sends everything where it is asked to`() async throws {
    let scene = try await SyncScene()
    let watch = SearchWatch()
    try await scene.sync(all: true, search: watch)
    #expect(watch.uploads.flatMap(\.documents).count == 60)
    #expect(watch.indexed.isEmpty)
    #expect(try await scene.installation.dataset(scene.id).status == .ready)
  }

  @Test func `sends everything where more than the documented share changed`() async throws {
    let scene = try await SyncScene()
    try scene.edit(0..<13)
    let watch = SearchWatch()
    try await scene.sync(search: watch)
    #expect(watch.indexed.isEmpty)
    #expect(watch.uploads.flatMap(\.documents).count == 60)
  }

  @Test func `sends everything where what search holds was made in another way`() async throws {
    let scene = try await SyncScene()
    let connector = try await scene.installation.connector(of: scene.id)
    try await scene.installation.services.storage.write { registry in
      var connector = connector
      connector.healthStatus = ["acknowledged": 60]
      try registry.update(connector)
    }
    try scene.edit([0])
    let watch = SearchWatch()
    try await scene.sync(search: watch)
    #expect(watch.uploads.flatMap(\.documents).count == 60)
  }

  @Test func `deletes one by one what is so much that search would put it off`() async throws {
    let scene = try await SyncScene()
    let watch = SearchWatch()
    let operation = try await scene.sync(count: 30, search: watch)
    #expect(operation.status == .succeeded)
    #expect(watch.deleted.count == 30)
    #expect(watch.uploads.flatMap(\.documents).count == 30)
    #expect(try await scene.installation.searchStatus(of: scene.id).indexed == 30)
    #expect(try await scene.installation.dataset(scene.id).expectedRecordCount == 30)
  }

  @Test(arguments: [0, 1])
  func `deletes what is gone and goes on behind the last acknowledged deletions`(batch: Int) async throws {
    let scene = try await SyncScene()
    // Records with other keys are other documents.
    var number = 90_000
    try scene.library.editRecords(0..<4) { record in
      number += 1
      record["id"] = .string("PAY-\(number)")
    }
    var policy = Policy()
    policy.sync.pageDocuments = 2
    policy.uploadsAtOnce = 1
    let (failures, asked) = (Counter(1), Counter(batch))
    let watch = SearchWatch { call throws(Failure) in
      guard case .delete = call, !asked.take(), failures.take() else { return }
      throw Failure(.searchUnreachable, "gone")
    }
    let operation = try await scene.sync(search: watch, policy: policy)
    #expect(!failures.take(), "the fault never came")
    let detail = try await scene.detail(of: operation)
    #expect(detail?.hasPrefix("4 new, ") == true && detail?.hasSuffix(", 4 gone of 60 documents") == true)
    #expect(watch.deleted.count == 4)
    #expect(Set(watch.deleted).count == 4)
    #expect(try await scene.installation.searchStatus(of: scene.id).indexed == 60)
    #expect(try await scene.installation.dataset(scene.id).status == .ready)
  }

  @Test func `tells before what it sends, and sends that`() async throws {
    let scene = try await SyncScene()
    try scene.edit([0, 1, 2])
    let plan = try await scene.installation.requests.plan(scene.request())
    #expect(plan.mode == .changes)
    #expect([plan.added, plan.changed, plan.gone, plan.unchanged] == [0, 3, 0, 57])
    #expect(plan.requests == 1)
    #expect(plan.minutes == 0)
    let operation = try await scene.sync()
    #expect(try await scene.detail(of: operation) == "0 new, 3 changed, 0 gone of 60 documents")
  }

  /// The documented limits enforced, and one clock for all.
  @Test func `takes as long as was told before, at the limits of search`() async throws {
    let library = try SmallLibrary()
    try library.multiplyRecords(to: 900)
    let installation = try await Installation(templates: library.root)
    _ = try await installation.addClient()
    let clock = OneClock(installation.time)
    let search = try SearchAtItsLimits(installation.directory.path("limits"), clock)
    let services = Services(installation.services, connections: search, time: clock)
    let requests = Requests(services: services, actor: Actor(.person, "ann"))
    let runner = OperationRunner(services: services, steps: Lifecycle.allSteps, owner: "test")
    try await search.serve {
      let made = try await requests.provision(
        ProvisionRequest(client: "Acme Bank", type: .jiraIssues, template: library.path, count: 4600))
      _ = try await runner.run(made.operation.id)
      let ready = try await installation.dataset(made.dataset.id)
      try #require(ready.status == .ready, "\(String(describing: ready.failure))")

      // The budget is full again.
      try await clock.sleep(for: .seconds(60))
      try library.editRecords(0..<900) { $0["description"] = .string(($0["description"]?.string ?? "") + " Done.") }
      let request = SyncRequest(dataset: made.dataset.id)
      let plan = try await requests.plan(request)
      #expect(plan.mode == .changes)
      #expect(plan.changed == 900)
      #expect(plan.requests == 9)
      let requested = try #require(try await requests.sync(request))
      _ = try await runner.run(requested.operation.id)
      let step = try #require(
        try await installation.read { try $0.steps(of: requested.operation.id) }.first { $0.name == .upload })
      let took = Double(try #require(step.timeUsed).components.seconds) / 60
      #expect(abs(took - plan.minutes) <= max(plan.minutes / 10, 0.02), "took \(took), planned \(plan.minutes)")
      #expect(try await installation.dataset(made.dataset.id).status == .ready)
    }
  }

  @Test func `can follow another at once`() async throws {
    let scene = try await SyncScene()
    for index in 0..<3 {
      try scene.edit([index])
      let watch = SearchWatch()
      try await scene.sync(search: watch)
      #expect(watch.indexed.map(\.count) == [1])
    }
  }

  // MARK: Trouble

  @Test(arguments: 0..<4)
  func `goes on behind the last acknowledged page`(page: Int) async throws {
    let scene = try await SyncScene()
    try scene.edit(0..<8)
    var policy = Policy()
    policy.sync.pageDocuments = 2
    let failures = Counter(1)
    let asked = Counter(page)
    let watch = SearchWatch { call throws(Failure) in
      guard case .index = call, !asked.take(), failures.take() else { return }
      throw Failure(.searchUnreachable, "gone")
    }
    try await scene.sync(search: watch, policy: policy)
    #expect(!failures.take(), "the fault never came")
    #expect(watch.indexed.map(\.count) == [2, 2, 2, 2])
    #expect(Set(watch.indexed.joined().map(\.reference)).count == 8)
    #expect(try await scene.installation.dataset(scene.id).status == .ready)
  }

  @Test(arguments: Lifecycle.steps(of: .update), StepMoment.allCases)
  func `is finished by whoever comes next`(step: StepName, moment: StepMoment) async throws {
    let scene = try await SyncScene()
    try scene.edit([0, 1])
    let requested = try await #require(scene.installation.requests.sync(scene.request()))
    try await scene.installation.work(interruptedAt: moment, of: step)
    try await scene.installation.work()
    #expect(try await scene.installation.operation(requested.operation.id).status == .succeeded)
    #expect(try await scene.installation.dataset(scene.id).status == .ready)
    #expect(try await scene.installation.searchStatus(of: scene.id).indexed == 60)
  }

  @Test func `that fails for good leaves a dataset that a retry makes whole`() async throws {
    let scene = try await SyncScene()
    try scene.edit([0, 1])
    let refusal = SearchWatch { call throws(Failure) in
      if case .index = call { throw Failure(.searchRefusedRequest, "no") }
    }
    let operation = try await scene.sync(search: refusal)
    #expect(operation.status == .failed)
    #expect(try await scene.installation.dataset(scene.id).failure?.step == .upload)
    _ = try await scene.installation.requests.retry(scene.id)
    let watch = SearchWatch()
    try await scene.installation.work(search: watch)
    #expect(try await scene.installation.dataset(scene.id).status == .ready)
    #expect(watch.uploads.flatMap(\.documents).count == 60)
  }

  @Test func `that is cancelled before it made anything leaves the dataset READY as it was`() async throws {
    let scene = try await SyncScene()
    let before = try await scene.installation.dataset(scene.id)
    try scene.edit([0])
    let requested = try await #require(scene.installation.requests.sync(scene.request()))
    _ = try await scene.installation.requests.cancel(requested.operation.id)
    try await scene.installation.drain()
    let after = try await scene.installation.dataset(scene.id)
    #expect(after.status == .ready)
    #expect(after.template == before.template)
    #expect(after.currentSnapshotID == before.currentSnapshotID)
  }

  @Test func `is refused where the dataset is not READY, worked on or of other content`() async throws {
    let scene = try await SyncScene()
    let (installation, requests) = (scene.installation, scene.installation.requests)
    #expect(await failure { try await requests.sync(scene.request(count: 0)) }?.code == .invalidRequest)
    #expect(
      await failure { try await requests.sync(scene.request(template: "fintech/x/y")) }?.code == .templateNotFound)
    try scene.edit([0])
    _ = try await requests.validate(scene.id)
    #expect(await failure { try await requests.sync(scene.request()) }?.code == .transitionRefused)
    try await installation.drain()
    _ = try await requests.sync(scene.request())
    #expect(await failure { try await requests.sync(scene.request()) }?.code == .transitionRefused)
    try await installation.drain()
    _ = try await requests.teardown(scene.id)
    #expect(await failure { try await requests.plan(scene.request()) }?.code == .transitionRefused)
  }

  @Test func `is refused where another type of content would take the place of this one`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let request = SyncRequest(dataset: id, template: "fintech/developer_productivity/confluence_pages")
    #expect(await failure { try await installation.requests.sync(request) }?.code == .invalidRequest)
  }
}
