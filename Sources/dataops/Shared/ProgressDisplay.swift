import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Synchronization

/// Shows on standard error how operations come along: a line for whatever ended and, on a terminal, one that moves.
///
/// News come from many tasks at once; a lock keeps their lines apart.
final class ProgressDisplay: Sendable {
  enum Detail: Sendable {
    /// Every step of every operation.
    case steps
    /// Only how each operation ended.
    case outcomes
  }

  private let console: Console
  private let detail: Detail
  private let namesDatasets: Bool
  private let state = Mutex(State())

  private struct State {
    var datasets: [Identifier<Operation>: String] = [:]
    /// When progress of an operation was last told, or its step began.
    var toldAt: [Identifier<Operation>: ContinuousClock.Instant] = [:]
    var movingLine = false
    var movedAt: ContinuousClock.Instant?
  }

  private static let betweenLines: Duration = .seconds(5)
  private static let betweenMoves: Duration = .milliseconds(80)

  /// - Parameter namesDatasets: whether lines begin with the dataset's name, because several run.
  init(_ console: Console, detail: Detail = .steps, namesDatasets: Bool) {
    self.console = console
    self.detail = detail
    self.namesDatasets = namesDatasets
  }

  func take(_ news: OperationNews) {
    state.withLock { state in
      switch news {
      case .stepBegan(let operation, let dataset, let step, let attempt):
        state.datasets[operation.id] = dataset.name
        state.toldAt[operation.id] = .now
        let again = attempt > 1 ? " (attempt \(attempt))" : ""
        move("\(name(operation, state))\(step.rawValue)\(again) …", force: true, &state)
      case .stepProgressed(let operation, let step, let progress):
        let bar = ProgressBar(progress: progress)
        move("\(name(operation, state))\(step.rawValue) \(bar.text)", force: false, &state)
        tellProgress("\(name(operation, state))\(step.rawValue) \(bar.count)", of: operation, &state)
      case .stepEnded(let operation, _, let step):
        if detail == .steps { tell(name(operation, state) + Self.line(step), &state) }
      case .stepFailed(let operation, _, let step, let failure, let retryAt):
        guard detail == .steps || retryAt == nil else { return }
        tell(name(operation, state) + Self.line(step, failure, retryAt: retryAt), &state)
      case .parked(let operation, _, let until):
        tell("\(name(operation, state))\(Line("·", .dim)) waits until \(until.short) UTC", &state)
      case .ended(let operation, let dataset):
        if detail == .outcomes { tell(Self.outcome(operation, dataset), &state) }
      }
    }
  }

  /// Takes the moving line away. Call it when no more news will come.
  func finish() {
    state.withLock { clear(&$0) }
  }

  private func name(_ operation: Operation, _ state: State) -> Line {
    guard namesDatasets else { return "" }
    return "\(state.datasets[operation.id] ?? operation.id.description): "
  }

  private func tell(_ line: Line, _ state: inout State) {
    clear(&state)
    console.say(line)
  }

  private func tellProgress(_ line: Line, of operation: Operation, _ state: inout State) {
    guard !console.error.isTerminal, detail == .steps else { return }
    let last = state.toldAt[operation.id] ?? .now
    guard ContinuousClock.now - last >= Self.betweenLines else { return }
    state.toldAt[operation.id] = .now
    console.say(line)
  }

  private func move(_ line: Line, force: Bool, _ state: inout State) {
    guard console.error.isTerminal else { return }
    if !force, let movedAt = state.movedAt, ContinuousClock.now - movedAt < Self.betweenMoves { return }
    clear(&state)
    // One column stays free, so that no terminal wraps the line.
    let fitting = line.truncated(to: (console.error.width ?? 80) - 1)
    try? console.error.write(fitting.rendered(inColour: console.error.hasColour))
    state.movingLine = true
    state.movedAt = .now
  }

  private func clear(_ state: inout State) {
    guard state.movingLine else { return }
    try? console.error.write("\r\u{1B}[2K")
    state.movingLine = false
  }
}

extension ProgressDisplay {
  /// `✓ upload             2,000 documents in 3 pages   0.4 s of 20 min`
  fileprivate static func line(_ step: OperationStep) -> Line {
    let mark = step.status == .undone ? Line("↺", .notice) : Line("✓", .good)
    let name = Line(step.name.rawValue).padded(to: 19, alignment: .left)
    let used = step.timeUsed.map { "\(Figures.time($0)) of \(Figures.budget(step.name.budget))" } ?? ""
    return "\(mark) \(name)  \(step.detail ?? "")  \(used, .dim)"
  }

  fileprivate static func line(_ step: OperationStep, _ failure: Failure, retryAt: Timestamp?) -> Line {
    let message = failure.message.split(separator: "\n").first.map(String.init) ?? failure.message
    let next = retryAt.map { "; again at \($0.short) UTC" } ?? ""
    let mark = retryAt == nil ? Line("✗", .bad) : Line("!", .notice)
    return "\(mark) \(step.name.rawValue): \(message) (attempt \(step.attempts)\(next))"
  }

  fileprivate static func outcome(_ operation: Operation, _ dataset: Dataset) -> Line {
    let took = zip(operation.startedAt, operation.finishedAt).map { Figures.time($1 - $0) } ?? ""
    let records = dataset.recordCount.map(dataset.type.counted) ?? ""
    let score = dataset.standingScore.map { "quality \(Figures.score($0.overall))" } ?? ""
    let facts = [records, dataset.status == .ready || dataset.status == .failed ? score : "", took].filter {
      !$0.isEmpty
    }
    let mark = operation.status == .succeeded ? Line("✓", .good) : Line("✗", .bad)
    return
      "\(mark) \(operation.kind.rawValue) \(dataset.name, .bold)  \(dataset.status.line)  \(facts.joined(separator: ", "))"
  }
}

/// Both values, or nil.
func zip<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
  guard let first, let second else { return nil }
  return (first, second)
}
