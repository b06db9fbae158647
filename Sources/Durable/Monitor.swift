internal import DataOpsCore
package import DataOpsLifecycle
internal import Logging
internal import ServiceLifecycle

/// Checks connectors when they are due, for as long as its process runs; any number of processes share the work.
///
/// A check that is taken up is put off in the registry. Whoever dies with checks in hand leaves them to the others, who find them
/// due a little later.
package struct Monitor: Service {
  private let services: Services
  private let monitoring: ConnectorMonitoring
  private let news: @Sendable (CheckedConnector) -> Void

  private static let recordedAtOnce = 32
  private static let enrolInterval: Duration = .seconds(60)

  /// - Parameter news: told of every check, for whoever measures them.
  package init(services: Services, news: @escaping @Sendable (CheckedConnector) -> Void = { _ in }) {
    self.services = services
    self.news = news
    monitoring = ConnectorMonitoring(services: services)
  }

  private enum Happening: Sendable {
    case tick
    case checked(CheckedConnector)
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var hand = Hand()
      await watch(&hand)
      await leave(hand)
    }
  }

  /// What this process has taken up.
  private struct Hand {
    var underWay: [Identifier<GleanConnector>: WatchedConnector] = [:]
    /// Checked and not written down yet.
    var done: [CheckedConnector] = []
    var enrolAt: Timestamp?
    /// Whether more may be due than was taken up last time.
    var mayBeMore = true
  }

  private func watch(_ hand: inout Hand) async {
    await withTaskGroup(of: Happening?.self) { group in
      func waitForTick() {
        group.addTask {
          do { try await services.time.pause(for: services.policy.poll) } catch { return nil }
          return .tick
        }
      }
      var waitsForTick = false
      while !Task.isCancelled {
        for subject in await takeUp(&hand) {
          hand.underWay[subject.connector.id] = subject
          group.addTask { .checked(await monitoring.check(subject)) }
        }
        if !waitsForTick { waitForTick() }
        waitsForTick = true
        guard let happening = await group.next() else { return }
        switch happening {
        case .checked(let checked) where !Task.isCancelled:
          hand.underWay[checked.subject.connector.id] = nil
          hand.done.append(checked)
          news(checked)
          // What is done waits for the next tick, or for enough to be written down together.
          if hand.done.count >= Self.recordedAtOnce { await record(&hand) }
        case .tick:
          await record(&hand)
          hand.mayBeMore = true
          waitsForTick = false
        case .checked, nil: break
        }
      }
      group.cancelAll()
    }
  }

  private func takeUp(_ hand: inout Hand) async -> [WatchedConnector] {
    let free = services.policy.monitor.checksAtOnce - hand.underWay.count
    // Not for every check that ends, where there are many.
    guard free >= max(1, services.policy.monitor.checksAtOnce / 4), hand.mayBeMore else {
      return []
    }
    do {
      let now = services.time.now()
      if hand.enrolAt.map({ $0 <= now }) ?? true {
        hand.enrolAt = now + Self.enrolInterval
        try await monitoring.enrol()
      }
      let claimed = try await monitoring.claim(limit: free)
      hand.mayBeMore = claimed.count == free
      return claimed
    } catch {
      hand.mayBeMore = false
      told(error, "no checks could be taken up; trying again")
      return []
    }
  }

  private func record(_ hand: inout Hand) async {
    guard !hand.done.isEmpty else { return }
    let done = hand.done
    hand.done = []
    do { try await monitoring.record(done) } catch {
      // The checks are due again when their time is over.
      told(error, "what checks found could not be kept")
    }
  }

  /// Whoever goes on need not wait.
  private func leave(_ hand: Hand) async {
    var hand = hand
    await record(&hand)
    guard !hand.underWay.isEmpty else { return }
    do { try await monitoring.giveBack(Array(hand.underWay.values)) } catch {
      told(error, "checks could not be given back")
    }
  }

  private func told(_ error: any Error, _ message: Logger.Message) {
    if error is CancellationError { return }
    services.logger.warning(message, metadata: ["failure": "\(Failure(wrapping: error).message)"])
  }
}
