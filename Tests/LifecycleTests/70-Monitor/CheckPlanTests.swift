import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A round of checks` {
  private static let interval: Duration = .seconds(300)
  private let watches: [ConnectorWatch]

  init() {
    var fixtures = Fixtures(seed: 7)
    watches = (0..<10_000).map { _ in
      ConnectorWatch(connectorID: fixtures.id(), dueAt: fixtures.time.now())
    }
  }

  /// How many checks fall into each second of the round.
  private var perSecond: [Int] {
    watches.reduce(into: Array(repeating: 0, count: 300)) { seconds, watch in
      let offset = CheckRhythm(watch.connectorID, every: Self.interval).offset
      seconds[Int(offset.components.seconds)] += 1
    }
  }

  @Test func `spreads ten thousand connectors evenly`() {
    // 33.3 a second; five standard deviations of a fair draw are 29.
    #expect(perSecond.reduce(0, +) == 10_000)
    #expect(perSecond.allSatisfy { (5...62).contains($0) }, "\(perSecond.sorted())")
  }

  @Test func `has the same moment for a connector after every check, however late it was`() {
    let rhythm = CheckRhythm(watches[0].connectorID, every: Self.interval)
    let start = Timestamp(seconds: 1_768_728_600)
    let first = rhythm.next(after: start)
    #expect(first > start)
    #expect(first <= start + Self.interval)
    #expect(rhythm.next(after: first) == first + Self.interval)
    #expect(rhythm.next(after: first + .milliseconds(4_900)) == first + Self.interval)
    #expect(rhythm.next(after: first - .microseconds(1)) == first)
    #expect(rhythm.next(after: first + Self.interval * 10 + .seconds(1)) == first + Self.interval * 11)
  }

  /// Requests of each kind a second, on average over a whole cycle of the plan.
  private func rates(of watches: some Collection<ConnectorWatch>) -> (other: Double, search: Double) {
    var counts: [ConnectorLook: Int] = [:]
    for watch in watches {
      for round in 1...CheckPlan.cycle {
        var watch = watch
        watch.round = round
        watch.lastCheckAt = watch.dueAt
        counts[CheckPlan.look(of: watch, canQuery: true), default: 0] += 1
      }
    }
    let seconds = 300.0 * Double(CheckPlan.cycle)
    let search = Double(counts[.query] ?? 0) / seconds
    return (Double(watches.count * CheckPlan.cycle) / seconds - search, search)
  }

  @Test func `of ten thousand connectors behind one token stays below its limits`() {
    let rates = rates(of: watches)
    #expect(rates.other < 30)
    #expect(rates.search < 5)
    #expect((rates.other + rates.search) * 60 < 8000)
  }

  @Test
  func `of ten thousand connectors behind two hundred tokens takes one percent of each, and a quarter of an address`() {
    for tenant in 0..<200 {
      let rates = rates(of: watches[tenant * 50..<tenant * 50 + 50])
      #expect(rates.other < 0.3)
      #expect(rates.search < 0.05)
    }
    let all = rates(of: watches)
    #expect((all.other + all.search) * 60 < 8000 / 3)
  }

  @Test func `does not ask all queries in the same round`() {
    for round in 0..<CheckPlan.cycle {
      let queries = watches.count { watch in
        var watch = watch
        watch.round = round
        watch.lastCheckAt = watch.dueAt
        return CheckPlan.look(of: watch, canQuery: true) == .query
      }
      #expect((1000...1500).contains(queries), "round \(round): \(queries)")
    }
  }

  @Test func `looks at every connector in every way within forty minutes`() {
    for watch in watches.prefix(100) {
      let looks = (1...CheckPlan.cycle).map { round in
        var watch = watch
        watch.round = round
        watch.lastCheckAt = watch.dueAt
        return CheckPlan.look(of: watch, canQuery: true)
      }
      #expect(Set(looks) == Set(ConnectorLook.allCases))
    }
  }

  @Test func `begins with the status, and repeats what failed`() {
    for watch in watches.prefix(16) {
      #expect(CheckPlan.look(of: watch, canQuery: true) == .status)
      var failed = watch
      failed.lastCheckAt = watch.dueAt
      failed.record.failedLook = .configuration
      for round in 0..<CheckPlan.cycle {
        failed.round = round
        #expect(CheckPlan.look(of: failed, canQuery: true) == .configuration)
      }
    }
  }

  @Test func `asks nothing of a connector that keeps no queries`() {
    for round in 0..<CheckPlan.cycle {
      var watch = watches[0]
      watch.round = round
      #expect(CheckPlan.look(of: watch, canQuery: false) != .query)
    }
  }
}
