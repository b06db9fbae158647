import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `The health of a connector` {
  private let start = Timestamp(seconds: 1_768_728_600)
  private let unreachable = Failure(.searchUnreachable, "nobody answers")

  /// Feeds outcomes one after the other, five minutes apart.
  private func run(
    _ outcomes: [HealthMachine.Outcome], from record: HealthRecord = HealthRecord(), isUnhealthy: Bool = false,
    hasRemarks: Bool = false, every pause: Duration = .seconds(300)
  ) -> [HealthMachine.Decision] {
    let machine = HealthMachine(policy: MonitorPolicy())
    var (record, isUnhealthy, now) = (record, isUnhealthy, start)
    return outcomes.map { outcome in
      let decision = machine.checked(
        outcome, after: record, isUnhealthy: isUnhealthy, hasRemarks: hasRemarks, at: now)
      (record, isUnhealthy, now) = (decision.record, decision.isUnhealthy, now + pause)
      return decision
    }
  }

  private var failed: HealthMachine.Outcome { .failed(.status, unreachable) }

  /// All sequences of passed and failed checks up to this length, by their definition: three failures in a row make it unhealthy, then two
  /// successes in a row healthy.
  @Test func `is what three failures and two successes in a row make it, for every sequence of ten checks`() {
    for bits in 0..<1 << 10 {
      let passes = (0..<10).map { bits >> $0 & 1 == 1 }
      let decisions = run(passes.map { $0 ? .passed : failed })
      var isUnhealthy = false
      for (index, decision) in decisions.enumerated() {
        let so = passes[...index]
        if isUnhealthy {
          if so.count >= 2, so.suffix(2).allSatisfy({ $0 }) { isUnhealthy = false }
        } else if so.count >= 3, so.suffix(3).allSatisfy({ !$0 }) {
          isUnhealthy = true
        }
        #expect(decision.isUnhealthy == isUnhealthy, "\(passes) at \(index)")
        let expected: DatasetHealth = isUnhealthy ? .unhealthy : passes[index] ? .healthy : .degraded
        #expect(decision.health == expected, "\(passes) at \(index)")
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4]) func `does not change with what says nothing about it`(failures: Int) {
    let before = run(Array(repeating: failed, count: failures)).last
    let record = before?.record ?? HealthRecord()
    let isUnhealthy = before?.isUnhealthy ?? false
    for outcome in [HealthMachine.Outcome.beside, .unanswered] {
      let after = run([outcome], from: record, isUnhealthy: isUnhealthy)[0]
      #expect(after.isUnhealthy == isUnhealthy)
      #expect(after.record.failures == failures)
      #expect(after.record.failingSince == record.failingSince)
    }
  }

  @Test func `is degraded while an indicator is out of bounds`() {
    #expect(run([.passed], hasRemarks: true)[0].health == .degraded)
    #expect(run([.beside], hasRemarks: true)[0].health == .degraded)
    #expect(run([failed, failed, failed], hasRemarks: true)[2].health == .unhealthy)
  }

  @Test func `is unknown after three checks without an answer, unless it is known to be bad`() {
    let healths = run([.passed, .unanswered, .unanswered, .unanswered, .passed]).map(\.health)
    #expect(healths == [.healthy, .healthy, .healthy, .unknown, .healthy])
    #expect(run([.unanswered, .unanswered, .unanswered], isUnhealthy: true)[2].health == .unhealthy)
  }

  @Test func `is not judged before anything is known`() {
    #expect(run([.unanswered])[0].health == nil)
    #expect(run([.beside])[0].health == nil)
  }

  @Test func `goes by the connector's status, whoever set it`() {
    var record = HealthRecord()
    record.failures = 5
    record.failingSince = start
    // Validation has found it healthy meanwhile; one success is then enough to go on.
    #expect(!run([.passed], from: record, isUnhealthy: false)[0].isUnhealthy)
    #expect(run([.passed], from: HealthRecord(), isUnhealthy: true)[0].isUnhealthy)
  }

  @Test func `makes the next check look where the last one failed`() {
    let record = run([failed, .failed(.configuration, unreachable)])[1].record
    #expect(record.failedLook == .configuration)
    #expect(run([.passed], from: record)[0].record.failedLook == nil)
  }

  @Test func `is warned of at half the time, once, and then left to rest, once`() {
    let hours = Array(repeating: failed, count: 24 * 8)
    let decisions = run(hours, every: .seconds(3600))
    let news = decisions.enumerated().compactMap { index, decision in decision.consequence.map { (index, $0) } }
    #expect(news.map(\.0) == [84, 168])
    #expect(news.map(\.1) == [.warn(restsAt: start + .seconds(7 * 86_400)), .rest])
    #expect(decisions.last?.record.restingSince == start + .seconds(7 * 86_400))
  }

  @Test func `rests until one check passes`() {
    let resting = run(Array(repeating: failed, count: 169), every: .seconds(3600))[168]
    let after = run([failed, .beside, .passed, failed], from: resting.record, isUnhealthy: true)
    #expect(after.map(\.consequence) == [nil, nil, .resume, nil])
    #expect(after.map { $0.record.restingSince != nil } == [true, true, false, false])
    #expect(after.map(\.isUnhealthy) == [true, true, true, true])
  }

  @Test func `rests no more when somebody asks for a check, and its failing counts anew`() {
    let resting = run(Array(repeating: failed, count: 169), every: .seconds(3600))[168]
    let machine = HealthMachine(policy: MonitorPolicy())
    let asked = machine.asked(resting.record)
    #expect(asked.consequence == .resume)
    let next = machine.checked(
      failed, after: asked.record, isUnhealthy: true, hasRemarks: false, at: start + .seconds(9 * 86_400))
    #expect(next.consequence == nil)
    #expect(next.record.failingSince == start + .seconds(9 * 86_400))
    #expect(machine.asked(HealthRecord()).consequence == nil)
  }

  @Test func `was failing only as long as nothing passed`() {
    let record = run([failed, failed, .passed, failed])[3].record
    #expect(record.failingSince == start + .seconds(900))
    #expect(record.failures == 1)
  }
}
