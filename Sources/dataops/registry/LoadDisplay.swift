import DataOpsLifecycle
import Synchronization

/// Shows how far a load has come: a moving line on a terminal, else a line now and then.
final class LoadDisplay: Sendable {
  private let console: Console
  private let total: Int
  private let toldAt = Mutex<ContinuousClock.Instant?>(nil)

  private static let betweenLines: Duration = .seconds(5)

  init(_ console: Console, total: Int) {
    self.console = console
    self.total = total
  }

  /// - Parameter datasets: how many there are so far.
  func take(_ datasets: Int) {
    let bar = ProgressBar(progress: StepProgress(done: datasets, total: total))
    if console.error.isTerminal {
      let line = Line("\(bar.text) datasets").truncated(to: (console.error.width ?? 80) - 1)
      try? console.error.write("\r\u{1B}[2K" + line.rendered(inColour: console.error.hasColour))
    } else if isDue() {
      console.say("\(bar.count) datasets")
    }
  }

  /// Takes the moving line away.
  func finish() {
    if console.error.isTerminal { try? console.error.write("\r\u{1B}[2K") }
  }

  private func isDue() -> Bool {
    toldAt.withLock { last in
      if let last, ContinuousClock.now - last < Self.betweenLines { return false }
      last = .now
      return true
    }
  }
}
