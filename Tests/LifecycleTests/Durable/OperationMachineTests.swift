import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing

@Suite struct `Operation machine` {
  let provision = OperationMachine(kind: .provision, policy: Policy())
  let teardown = OperationMachine(kind: .teardown, policy: Policy())
  let now = Timestamp(seconds: 1_768_728_600)

  @Test func `gives up what every process has died of`() {
    guard case .fail(let failure) = provision.resumed(at: .upload, cancelRequested: false, stalls: 21) else {
      Issue.record("it goes on")
      return
    }
    #expect(failure.code == .abandoned)
    #expect(failure.step == .upload)
    #expect(provision.resumed(at: .upload, cancelRequested: false, stalls: 20) == .run(.upload))
  }

  @Test func `gives up when its deadline has come`() {
    let late = provision.resumed(at: .upload, cancelRequested: false, deadline: now, now: now)
    guard case .fail(let failure) = late else {
      Issue.record("it goes on")
      return
    }
    #expect(failure.code == .deadlinePassed)
    let early = provision.resumed(at: .upload, cancelRequested: false, deadline: now + .seconds(1), now: now)
    #expect(early == .run(.upload))
  }

  @Test func `spreads what failed together over a quarter more time`() {
    let failure = Failure(.searchUnreachable, "down")
    #expect(
      provision.stepFailed(.upload, failure, failures: 2, jitter: 1, at: now) == .retry(at: now + .milliseconds(2500)))
  }

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

  private func candidate(
    _ number: Int, of client: Identifier<Client>, kind: OperationKind = .provision, stage: Stage = .sandbox,
    priority: OperationPriority = .normal
  ) -> Turn.Candidate {
    Turn.Candidate(
      id: id(number), kind: kind, stage: stage, clientID: client, priority: priority, ordinal: Int64(number))
  }

  private func id(_ number: Int) -> Identifier<DataOpsCore.Operation> { Identifier(derivedFrom: "operation \(number)") }

  private func load(
    _ count: Int, of client: Identifier<Client>, stage: Stage = .sandbox, isProvision: Bool = true
  ) -> Turn.Load {
    Turn.Load(stage: stage, clientID: client, isProvision: isProvision, count: count)
  }

  private func turn(slots: Int, perStage: Int = 10, perClient: Int = 10) -> Turn {
    let now = Timestamp(seconds: 0)
    return Turn(
      ClaimWish(
        lease: Lease(owner: "me", expiresAt: now), now: now, slots: slots, perStage: perStage, perClient: perClient))
  }

  @Test func `is the oldest request's`() {
    let due = (1...3).map { candidate($0, of: acme) }
    #expect(turn(slots: 2).next(due, running: []) == [id(1), id(2)])
  }

  @Test func `is the urgent one's before that`() {
    let due = [candidate(1, of: acme), candidate(2, of: acme, priority: .low), candidate(3, of: zeta, priority: .high)]
    #expect(turn(slots: 3).next(due, running: []) == [id(3), id(1), id(2)])
  }

  @Test func `is fair between clients`() {
    let due = (1...4).map { candidate($0, of: acme) } + [candidate(5, of: zeta)]
    #expect(turn(slots: 2).next(due, running: []) == [id(1), id(5)])
  }

  @Test func `lets ten provisions run in a stage and makes the eleventh wait`() {
    let due = (10...12).map { candidate($0, of: acme) }
    #expect(turn(slots: 8).next(due, running: [load(9, of: zeta)]) == [id(10)])
  }

  @Test func `counts stages apart`() {
    let pilot = candidate(11, of: acme, stage: .pilot)
    #expect(turn(slots: 1).next([pilot], running: [load(10, of: acme)]) == [id(11)])
  }

  @Test func `lets a client have only its share`() {
    let due = [candidate(3, of: acme), candidate(4, of: zeta)]
    #expect(turn(slots: 2, perClient: 2).next(due, running: [load(2, of: acme)]) == [id(4)])
  }

  @Test func `does not keep a teardown waiting behind provisions`() {
    let due = [candidate(10, of: acme), candidate(11, of: acme, kind: .teardown)]
    #expect(turn(slots: 2).next(due, running: [load(10, of: acme)]) == [id(11)])
  }

  @Test func `is nobody's without a slot`() {
    #expect(turn(slots: 0).next([candidate(1, of: acme)], running: []).isEmpty)
  }
}
