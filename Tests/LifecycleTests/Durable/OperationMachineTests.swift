import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing

@Suite struct `Operation machine` {
  let provision = OperationMachine(kind: .provision, policy: Policy())
  let teardown = OperationMachine(kind: .teardown, policy: Policy())
  let now = Timestamp(seconds: 1_768_728_600)

  @Test func `begins with the first step`() {
    #expect(provision.resumed(at: nil, cancelRequested: false) == .run(.selectTemplate))
  }

  @Test func `goes on with the step at which it stopped`() {
    #expect(provision.resumed(at: .upload, cancelRequested: false) == .run(.upload))
  }

  @Test(arguments: OperationKind.allCases)
  func `runs every step of its kind in order and then succeeds`(kind: OperationKind) {
    let machine = OperationMachine(kind: kind, policy: Policy())
    let steps = Lifecycle.steps(of: kind)
    for (step, following) in zip(steps, steps.dropFirst()) {
      #expect(machine.stepEnded(step, .proceed, cancelRequested: false) == .run(following))
    }
    #expect(steps.last.map { machine.stepEnded($0, .proceed, cancelRequested: false) } == .succeed)
  }

  @Test func `sleeps until the grace is over, with the cleanup as its next step`() {
    let end = now + .seconds(86_400)
    #expect(
      teardown.stepEnded(.disconnect, .wait(until: end), cancelRequested: false) == .park(.emptyDatasource, until: end))
  }

  @Test func `fails when a step stops it`() {
    let closed = Failure(.gateClosed, "closed")
    #expect(provision.stepEnded(.finalVerification, .stop(closed), cancelRequested: false) == .fail(closed))
  }

  @Test func `tries a failure that may pass again, after twice the time for each attempt`() {
    let failure = Failure(.searchUnreachable, "down")
    #expect(provision.stepFailed(.upload, failure, failures: 1, at: now) == .retry(at: now + .seconds(1)))
    #expect(provision.stepFailed(.upload, failure, failures: 2, at: now) == .retry(at: now + .seconds(2)))
  }

  @Test func `waits as long as the other side asks for`() {
    let failure = Failure(.searchRateLimited, "429", retryAfterSeconds: 30)
    #expect(provision.stepFailed(.upload, failure, failures: 1, at: now) == .retry(at: now + .seconds(30)))
  }

  @Test func `gives up when the other side asks for more than a minute`() {
    let failure = Failure(.searchRateLimited, "429", retryAfterSeconds: 61)
    #expect(provision.stepFailed(.upload, failure, failures: 1, at: now) == .fail(failure.at(.upload)))
  }

  @Test func `gives up after three failures, and the failure knows its step`() {
    let failure = Failure(.searchUnreachable, "down")
    #expect(provision.stepFailed(.upload, failure, failures: 3, at: now) == .fail(failure.at(.upload)))
  }

  @Test func `does not try again what cannot pass`() {
    let failure = Failure(.searchRefusedCredential, "401")
    #expect(
      provision.stepFailed(.createConnector, failure, failures: 1, at: now) == .fail(failure.at(.createConnector)))
  }

  @Test func `undoes what was made when it is asked to stop between two steps`() {
    #expect(provision.stepEnded(.upload, .proceed, cancelRequested: true) == .run(.emptyDatasource))
    #expect(provision.stepEnded(.emptyDatasource, .proceed, cancelRequested: true) == .run(.deleteIdentities))
    #expect(provision.stepEnded(.verifyCleanup, .proceed, cancelRequested: true) == .cancelled)
  }

  @Test func `does not undo what is done: the last step counts`() {
    #expect(provision.stepEnded(.finalVerification, .proceed, cancelRequested: true) == .succeed)
  }

  @Test func `goes on undoing after a crash`() {
    #expect(provision.resumed(at: .deleteIdentities, cancelRequested: true) == .run(.deleteIdentities))
  }

  @Test func `a validation has nothing to undo`() {
    let validation = OperationMachine(kind: .validate, policy: Policy())
    #expect(validation.resumed(at: .schemaValidation, cancelRequested: true) == .cancelled)
  }

  @Test func `a teardown cannot be undone by cancelling`() {
    #expect(Lifecycle.undoing(.teardown) == nil)
  }
}

@Suite struct `Whose turn it is` {
  private let acme = client("acme")
  private let zeta = client("zeta")

  private static func client(_ name: String) -> Identifier<Client> { Identifier(derivedFrom: name) }

  private func operation(
    _ number: Int, of client: Identifier<Client>, kind: OperationKind = .provision, stage: Stage = .sandbox
  ) -> DataOpsCore.Operation {
    let dataset = Dataset(
      id: Identifier(derivedFrom: "dataset \(number)"), name: "d\(number)", type: .jiraIssues, stage: stage,
      clientID: client, source: .mockTemplate,
      metadata: DatasetMetadata(industry: "fintech", useCase: "x", dataType: .mock, stage: stage), template: nil,
      seed: 1, expectedRecordCount: 1, createdAt: Timestamp(seconds: Int64(number)))
    return Operation(
      id: Identifier(derivedFrom: "operation \(number)"), kind: kind, dataset: dataset,
      requestedAt: Timestamp(seconds: Int64(number)), requestedBy: Actor(.person, "ann"), reason: nil,
      firstStep: .selectTemplate)
  }

  private func turn(perStage: Int = 10, perClient: Int = 10) -> Turn {
    var policy = Policy()
    policy.provisionsPerStage = perStage
    policy.provisionsPerClient = perClient
    return Turn(policy: policy)
  }

  @Test func `is the oldest request's`() {
    let due = (1...3).map { operation($0, of: acme) }
    #expect(turn().next(due, running: [], slots: 2) == Array(due.prefix(2)))
  }

  @Test func `is fair between clients`() {
    let due = (1...4).map { operation($0, of: acme) } + [operation(5, of: zeta)]
    #expect(turn().next(due, running: [], slots: 2) == [due[0], due[4]])
  }

  @Test func `lets ten provisions run in a stage and makes the eleventh wait`() {
    let running = (1...9).map { operation($0, of: acme) }
    let due = (10...12).map { operation($0, of: acme) }
    #expect(turn().next(due, running: running, slots: 8) == [due[0]])
  }

  @Test func `counts stages apart`() {
    let running = (1...10).map { operation($0, of: acme) }
    let pilot = operation(11, of: acme, stage: .pilot)
    #expect(turn().next([pilot], running: running, slots: 1) == [pilot])
  }

  @Test func `lets a client have only its share`() {
    let running = (1...2).map { operation($0, of: acme) }
    let due = [operation(3, of: acme), operation(4, of: zeta)]
    #expect(turn(perClient: 2).next(due, running: running, slots: 2) == [due[1]])
  }

  @Test func `does not keep a teardown waiting behind provisions`() {
    let running = (1...10).map { operation($0, of: acme) }
    let teardown = operation(11, of: acme, kind: .teardown)
    #expect(turn().next([teardown], running: running, slots: 1) == [teardown])
  }

  @Test func `is nobody's without a slot`() {
    #expect(turn().next([operation(1, of: acme)], running: [], slots: 0).isEmpty)
  }
}
